//! Changes that edit, move or delete what is recorded.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace as Where};
use crate::path::{ActPath, StorePath, VersionKind};
use crate::rules::context::change::{ProposedChange, Touched, by_contents};
use crate::rules::rule::{Check, Rule};
use crate::source::{OnDisk, SourceFile};

pub(crate) static RULE: Rule = Rule {
    name: "record-rewritten",
    severity: Severity::Error,
    clause: "docs/files.md, Acts",
    summary: "a change only adds to the record, and edits, moves or deletes nothing in it",
    explanation: "Other people rely on acts, votes, results, frozen texts and the saved versions \
                  of policy and roster. A change may only add to them. To change a decision, \
                  record another one: a new act, a new vote, a new revision, a new version.",
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
        let Some((what, instead)) = recorded(&place) else {
            continue;
        };
        let done = match touched {
            Touched::Added(_) => continue,
            // `file-deleted` reports this once, for the whole register.
            Touched::Deleted(_)
                if place
                    .subject()
                    .is_some_and(|subject| change.removes(subject)) =>
            {
                continue;
            }
            Touched::Edited(_) => "edited".to_string(),
            Touched::Deleted(_) => match (places.get(&file.digest()), non_regular.get(file.path()))
            {
                (_, Some(what)) => format!("replaced with {what}"),
                (Some(path), None) => format!("moved to {path}"),
                (None, None) => "deleted".to_string(),
            },
        };
        let message = format!("this {what} was {done}; the record is never changed, only added to");
        let help = format!("restore it; {instead}");
        findings.push(RULE.found(message).at(Where::file(file)).help(help));
    }
}

/// The finding for a file of the record that differs in the working tree; `None` for files that people write.
pub(crate) fn on_disk(file: &Arc<SourceFile>, touched: OnDisk) -> Option<Diagnostic> {
    let (what, instead) = recorded(&StorePath::of(file.path())?)?;
    let done = match touched {
        OnDisk::Edited => "is edited",
        OnDisk::LineEnds => "has other line ends",
        OnDisk::Mode => "is executable",
        OnDisk::Deleted => "is deleted",
    };
    let message = format!("this {what} {done} in the working tree; only the recorded file counts");
    let restore = touched.restore(file.path());
    let help = match touched.is_edit() {
        true => format!("{restore}; {instead}"),
        false => restore,
    };
    let found = RULE.found(message).at(Where::file(file)).help(help);
    // The record itself is intact; only a commit of this would be an error.
    Some(Diagnostic {
        severity: Severity::Warning,
        ..found
    })
}

/// One finding for all recorded files of a register or a request that the working tree deletes, as when its folder was
/// moved or deleted.
pub(crate) fn deleted(files: &[&Arc<SourceFile>]) -> Option<Diagnostic> {
    let first = files.first()?;
    let place = StorePath::of(first.path())?;
    let subject = place.subject()?;
    let prefix = subject.prefix();
    let parts: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| file.path().strip_prefix(&prefix)?.split('/').next())
        .collect();
    let parts: Vec<String> = parts.iter().map(|part| format!("{prefix}{part}")).collect();
    let message = format!(
        "{} recorded files of `{}` are deleted in the working tree; only the recorded files count",
        files.len(),
        subject.id()
    );
    let help = format!(
        "`git restore --staged --worktree {}` restores them; nothing recorded is deleted or moved",
        parts.join(" ")
    );
    let found = RULE.found(message).at(Where::file(first)).help(help);
    Some(Diagnostic {
        severity: Severity::Warning,
        ..found
    })
}

pub(crate) fn is_recorded(path: &str) -> bool {
    StorePath::of(path).is_some_and(|place| recorded(&place).is_some())
}

/// The kind of record at a place, and what to do instead of changing it; `None` for files that are not recorded.
fn recorded(place: &StorePath) -> Option<(&'static str, &'static str)> {
    Some(match place {
        StorePath::Act(_, ActPath::Ballot(_)) => (
            "ballot",
            "`wr ballot withdraw` withdraws a ballot, and `wr ballot open` opens another one",
        ),
        StorePath::Act(_, ActPath::Result(..)) => (
            "result of a ballot",
            "a count does not change; `wr ballot open` opens another ballot",
        ),
        StorePath::Act(_, ActPath::Vote { .. }) => {
            ("vote", "to change a vote, vote again: `wr vote`")
        }
        StorePath::Act(_, ActPath::Named(_)) | StorePath::RequestAct(..) => {
            ("act", "record what happened since as a new act, with `wr`")
        }
        StorePath::Signature(_) => (
            "signature",
            "a signature belongs to its act; to state something else, record a new act",
        ),
        StorePath::Revision(..) => (
            "frozen text",
            "a new text is a new revision: edit register.yaml, then `wr submit`",
        ),
        StorePath::Version(VersionKind::Policy, _) => (
            "saved version of the policy",
            "`wr save policy` saves a new version",
        ),
        StorePath::Version(VersionKind::Roster, _) => (
            "saved version of the roster",
            "`wr save roster` saves a new version",
        ),
        StorePath::Consent(..) => (
            "consent of a root",
            "a root who disagrees now can refuse consent to the next version",
        ),
        StorePath::KeyStatement(_) => (
            "statement about a key",
            "to retire a key, run `wr key retire`",
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
