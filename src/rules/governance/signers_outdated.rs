//! The list of keys for `ssh-keygen`, which must match the rosters.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::{ROSTER, SIGNERS};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "signers-outdated",
    severity: Severity::Error,
    clause: "docs/signatures.md",
    summary: "`registers/allowed_signers` has the keys of the saved rosters, and no others",
    explanation: "Anyone who checks a signature without `wr`, with `ssh-keygen -Y verify`, takes \
                  the keys from this list. `wr` writes it from every saved version of the roster; \
                  a key that is only in the list would make a stranger's signature look valid. `wr \
                  save roster` writes the list again.",
    bad: "echo mallory ssh-ed25519 AAAA > registers/allowed_signers",
    good: "# nothing was done to the store",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let there = snapshot.signers.as_ref();
    let due = snapshot.allowed_signers();
    let message = match (there, &due) {
        (Some(file), Some(_)) if snapshot.is_allowed_signers(file.bytes()) => return,
        (None, None) => return,
        (Some(_), Some(_)) => format!("{SIGNERS} does not match the saved rosters"),
        (Some(_), None) => {
            format!("{SIGNERS} names signers, but no saved roster has a key")
        }
        (None, Some(_)) => format!("{SIGNERS} is missing, but people have keys in {ROSTER}"),
    };
    let roster = snapshot.roster.as_ref().map(|document| &document.file);
    let place = there.or(roster).map(SourcePlace::file);
    let help = match due {
        Some(_) => "run `wr save roster`, which writes it".to_string(),
        None => format!(
            "add the keys of people with `wr key add`, and run `wr save roster`; or move the file out of registers: \
             `git mv {SIGNERS} .`"
        ),
    };
    findings.push(RULE.found(message).at(place).help(help));
}
