//! What is recorded is only ever added to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::change::{ProposedChange, Touched, by_contents};
use super::file_deleted::is_gone;
use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace as Where};
use crate::snapshot::{StorePath, is_result};
use crate::source::{OnDisk, SourceFile};

/// `record-rewritten`.
pub(super) static RULE: Rule = Rule {
    name: "record-rewritten",
    severity: Severity::Error,
    clause: "design (acts)",
    summary: "a change adds to the record, and edits, moves or deletes nothing in it",
    explanation: "Acts, votes, results, frozen texts and the saved versions of policy and roster are what \
                  others relied on. A change may add to them. Whoever wants something else than what is \
                  recorded records that: with a new act, a new vote, a new revision, a new version.",
    bad: "\
git checkout -b tidy
rm registers/abc/ballots/adopt-1-alliance-1/ballot.yaml",
    good: "\
git checkout -b vote
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob",
    check: Check::Change(check),
};

fn check(change: &ProposedChange, findings: &mut Findings) {
    let touched = change.touched();
    let places = by_contents(&touched);
    let non_regular: BTreeMap<&str, &str> = change
        .after
        .snapshot
        .non_regular
        .iter()
        .map(|(path, what)| (path.as_str(), *what))
        .collect();
    for touched in touched {
        let file = touched.file();
        let Some(place) = StorePath::of(file.path()) else {
            continue;
        };
        let Some((what, instead)) = recorded(&place, file.path()) else {
            continue;
        };
        let done = match touched {
            Touched::Added(_) => continue,
            // Said once, of the register.
            Touched::Deleted(_)
                if place
                    .subject()
                    .is_some_and(|subject| is_gone(change, subject)) =>
            {
                continue;
            }
            Touched::Edited(_) => "edited".to_string(),
            Touched::Deleted(_) => match (places.get(&file.digest()), non_regular.get(file.path()))
            {
                (_, Some(what)) => format!("replaced by {what}"),
                (Some(path), None) => format!("moved to {path}"),
                (None, None) => "deleted".to_string(),
            },
        };
        let message = format!("this {what} was {done}; what is recorded is only ever added to");
        let help = format!("restore it as it was; {instead}");
        findings.push(RULE.found(message).at(Where::file(file)).help(help));
    }
}

/// What is wrong with a recorded file that the working tree has otherwise; nothing where people write it.
pub(super) fn on_disk(file: &Arc<SourceFile>, touched: OnDisk) -> Option<Diagnostic> {
    let (what, instead) = recorded(&StorePath::of(file.path())?, file.path())?;
    let done = match touched {
        OnDisk::Edited => "edited",
        OnDisk::Deleted => "deleted",
    };
    let message =
        format!("this {what} is {done} in the working tree; what counts is what was recorded");
    let help = format!(
        "`git restore --staged --worktree {}` brings it back; {instead}",
        file.path()
    );
    let found = RULE.found(message).at(Where::file(file)).help(help);
    // Nothing of it is in the record, and a commit of it would be an error.
    Some(Diagnostic {
        severity: Severity::Warning,
        ..found
    })
}

/// Whether the file at this path is recorded once and for all.
pub(super) fn is_recorded(path: &str) -> bool {
    StorePath::of(path).is_some_and(|place| recorded(&place, path).is_some())
}

/// What is recorded at a place once and for all, and what one does instead of changing it.
fn recorded(place: &StorePath, path: &str) -> Option<(&'static str, &'static str)> {
    Some(match place {
        StorePath::Act(_) if path.ends_with("/ballot.yaml") => (
            "ballot",
            "a ballot is called off by `wr ballot withdraw`, and a body is asked anew by `wr ballot open`",
        ),
        StorePath::Act(_)
            if path.contains("/ballots/") && path.rsplit('/').next().is_some_and(is_result) =>
        {
            (
                "result of a ballot",
                "what was counted does not change, and a body is asked anew by `wr ballot open`",
            )
        }
        StorePath::Act(_) | StorePath::RequestAct(_) => {
            ("act", "what happened since is a new act, which `wr` writes")
        }
        StorePath::Signature(_) => (
            "signature",
            "it belongs to its act for ever; whoever has something else to say records a new act",
        ),
        StorePath::Vote(..) => ("vote", "a seat changes its vote by voting again: `wr vote`"),
        StorePath::Revision(..) => (
            "frozen text",
            "a new text is a new revision: edit register.yaml, then `wr submit`",
        ),
        StorePath::OldPolicy => (
            "saved version of the policy",
            "a new one is saved beside it by `wr save policy`",
        ),
        StorePath::OldRoster => (
            "saved version of the roster",
            "a new one is saved beside it by `wr save roster`",
        ),
        StorePath::Consent => (
            "consent of a root",
            "who thinks otherwise now does not consent to the next version",
        ),
        StorePath::KeyStatement => (
            "statement about a key",
            "a key that must not count any more is retired: `wr key retire`",
        ),
        StorePath::Policy
        | StorePath::Roster
        | StorePath::Signers
        | StorePath::Text(_)
        | StorePath::Contacts(_) => {
            return None;
        }
    })
}
