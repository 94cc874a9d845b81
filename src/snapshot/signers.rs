//! `registers/allowed_signers`: everybody's keys as `ssh-keygen -Y verify` wants them, made of every saved roster.

use std::collections::BTreeSet;

use super::{HISTORY, Snapshot};
use crate::policy::Policy;
use crate::roster::Roster;

/// Where the list is.
pub const SIGNERS: &str = "registers/allowed_signers";

const HEADER: &str = "# Written by `wr save roster`: the keys of every version of the roster. Which of them count for an act, `wr` \
                      knows by the\n# version that the act names.\n";

impl Snapshot {
    /// What the list has to say; nothing while nobody ever had a key.
    ///
    /// A principal is a person's id, so that it can hold no pattern, and a line is for signatures of `wr` alone: a key
    /// that signs commits or logs in vouches for nothing else by being here.
    pub fn allowed_signers(&self) -> Option<String> {
        let saved = self
            .history
            .iter()
            .filter(|(path, _)| path.starts_with(HISTORY))
            .map(|(_, file)| file.digest());
        let digests: BTreeSet<_> = saved.collect();
        let policies = self
            .policies
            .iter()
            .filter(|(digest, _)| digests.contains(digest))
            .map(|(_, it)| it);
        let domains: BTreeSet<String> = policies
            .map(|policy: &Policy| policy.signing_domain.namespace("*"))
            .collect();
        let namespaces = domains.into_iter().collect::<Vec<_>>().join(",");
        let rosters = self
            .rosters
            .iter()
            .filter(|(digest, _)| digests.contains(digest))
            .map(|(_, it)| it);
        let lines: BTreeSet<String> = rosters
            .flat_map(|roster: &Roster| roster.people.iter().map(move |person| (roster, person)))
            .flat_map(|(roster, person)| {
                let keys = roster.keys_of(&person.id).iter();
                keys.map(|key| {
                    format!("{} namespaces=\"{namespaces}\" {}\n", person.id, key.line())
                })
            })
            .collect();
        (!lines.is_empty()).then(|| HEADER.to_string() + &lines.into_iter().collect::<String>())
    }
}
