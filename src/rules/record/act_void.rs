//! Acts that are shown but have no effect.

use crate::act::StoredAct;
use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace};
use crate::process::{Cause, Refusal};
use crate::rules::context::acts::ActChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "act-void",
    severity: Severity::Warning,
    clause: "docs/files.md",
    summary: "every act is allowed where it enters the main branch",
    explanation: "An act has no effect if the process does not allow it where it enters the main \
                  branch. This can happen when two people act at the same time: both acts are \
                  merged, and one of them is void. It stays in the record, with the reason. An act \
                  is judged by what its author could know: it was recorded after the commit that \
                  it names as seen and before the commit that adds it, it follows every act that \
                  its author had, and it is allowed under the roster and the policy that it names \
                  and under those in force where it enters. A pull request that adds a void act is \
                  refused.",
    bad: "sed -i s/approve: 2/approve: 1/ registers/xyz/ballots/adopt-1-alliance-1/result.yaml",
    good: "# nothing was done to the store",
    check: Check::Acts(check),
};

fn check(acts: &ActChecks<'_>, findings: &mut Findings) {
    let causes = acts.causes();
    for entry in acts.entries {
        let Some(refusal) = &entry.void else { continue };
        findings.push(
            found(acts, entry.stored, refusal).follows(causes.get(&entry.stored.digest).cloned()),
        );
    }
}

/// The finding for a void act: an error if acts recorded at the same time cannot explain it.
pub(crate) fn found(acts: &ActChecks<'_>, stored: &StoredAct, refusal: &Refusal) -> Diagnostic {
    let act = &stored.act;
    let message = format!(
        "this `{}` has no effect: {}; needed: {}",
        act.action.kind(),
        line(&refusal.state),
        line(&refusal.needs)
    );
    let place = acts
        .file(stored.digest)
        .map(|file| SourcePlace::value(file, "/kind"));
    let mut finding = RULE.found(message).clause(refusal.clause).at(place);
    if refusal.cause == Cause::Violation {
        finding = Diagnostic {
            severity: Severity::Error,
            ..finding
        };
    }
    if !refusal.who.is_empty() {
        finding = finding.help(format!("who can act: {}", refusal.who.join("; ")));
    }
    finding
}

/// A note that the history begins with an import, with the number of acts that name a commit of another history;
/// `None` for no such act.
pub fn imported(acts: usize) -> Option<Diagnostic> {
    let message = match acts {
        0 => return None,
        1 => "this history begins with an import: 1 act names a commit that it does not have"
            .to_string(),
        _ => format!(
            "this history begins with an import: {acts} acts name commits that it does not have"
        ),
    };
    let found = RULE
        .found(message)
        .help("the earlier history is in the repository that it was imported from");
    Some(Diagnostic {
        severity: Severity::Note,
        ..found
    })
}

/// Joins lines: a message is one line, but a title in it may contain line ends.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
