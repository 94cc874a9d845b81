//! The list of keys for `ssh-keygen` is what the rosters say.

use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::snapshot::{ROSTER, SIGNERS, Snapshot};

/// `signers-outdated`.
pub(super) static RULE: Rule = Rule {
    name: "signers-outdated",
    severity: Severity::Error,
    clause: "design (signatures)",
    summary: "`registers/allowed_signers` has the keys of the saved rosters, and no others",
    explanation: "Whoever checks a signature without `wr`, with `ssh-keygen -Y verify`, takes the keys from this \
                  list. It is written from every saved version of the roster; a key that stands in it alone \
                  would make a stranger's signature look good. `wr save roster` writes it anew.",
    bad: "echo mallory ssh-ed25519 AAAA > registers/allowed_signers",
    good: "# nothing was done to the store",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let there = snapshot.signers.as_ref();
    let due = snapshot.allowed_signers();
    let message = match (there, &due) {
        (Some(file), Some(due)) if file.bytes() == due.as_bytes() => return,
        (None, None) => return,
        (Some(_), Some(_)) => format!("{SIGNERS} is not what the saved rosters say"),
        (Some(_), None) => {
            format!("{SIGNERS} names signers, and nobody has a key in any saved roster")
        }
        (None, Some(_)) => format!("{SIGNERS} is missing, and people have keys in {ROSTER}"),
    };
    let finding = RULE.found(message);
    let roster = snapshot.roster.as_ref().map(|document| &document.file);
    let place = there.or(roster).map(SourcePlace::file);
    let finding = match place {
        Some(place) => finding.at(place),
        None => finding,
    };
    let help = match due {
        Some(_) => "run `wr save roster`, which writes it".to_string(),
        None => format!("take it out: `git rm {SIGNERS}`"),
    };
    findings.push(finding.help(help));
}
