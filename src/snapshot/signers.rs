//! `registers/allowed_signers`: the keys of all people in the format of `ssh-keygen -Y verify`, from every saved
//! roster.

use std::collections::BTreeSet;

use super::load::Snapshot;
use crate::policy::Policy;
use crate::roster::Roster;

const HEADER: &str = "# Written by `wr save roster`: the keys of every version of the roster. Which of them count for an act, `wr` \
                      knows by the\n# version that the act names.\n";

impl Snapshot {
    /// The content of the list; `None` if no person ever had a key.
    ///
    /// A principal is a person's id, which cannot contain a pattern, and each line is limited to the namespaces of
    /// `wr`: a key for commits or logins gains nothing else from being in the list.
    pub fn allowed_signers(&self) -> Option<String> {
        let digests: BTreeSet<_> = self.history.values().map(|file| file.digest()).collect();
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
