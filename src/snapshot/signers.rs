//! `registers/allowed_signers`: the keys of all people in the format of `ssh-keygen -Y verify`, from every saved
//! roster.

use std::collections::BTreeSet;

use super::load::Snapshot;
use crate::policy::Policy;
use crate::roster::Roster;

const HEADER: &str = "# Written by `wr save roster`: the keys of every version of the roster. Which of them count for an act, `wr` \
                      knows by the\n# version that the act names.\n";

/// The namespace of the signatures of commits.
const GIT: &str = "git";

impl Snapshot {
    /// Whether these bytes are the list: as it is written now, or as it was before it named commits of git.
    pub fn is_allowed_signers(&self, bytes: &[u8]) -> bool {
        self.allowed_signers().is_some_and(|due| {
            let earlier = due.replace("namespaces=\"git,", "namespaces=\"");
            [due, earlier].iter().any(|text| text.as_bytes() == bytes)
        })
    }

    /// The content of the list; `None` if no person ever had a key.
    ///
    /// A principal is a person's id, which cannot contain a pattern, and each line is limited to the namespaces of
    /// `wr` and to commits of git, which carry no authority: a key gains nothing else from being in the list.
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
        let namespaces: Vec<String> = [GIT.to_string()].into_iter().chain(domains).collect();
        let namespaces = namespaces.join(",");
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
