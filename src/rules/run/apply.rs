//! Runs single rules, and collects the errors of the readers.

use crate::diagnostic::{Diagnostic, Findings, Target};
use crate::register::Register;
use crate::rules::context::phase::Phase;
use crate::rules::context::source_doc::SourceDoc;
use crate::rules::registry::ALL;
use crate::rules::rule::Check;
use crate::rules::text::text_placeholder;
use crate::snapshot::{Document, Snapshot};

/// Runs the rules that apply to every file that people write.
pub(crate) fn judge_file(file: &SourceDoc<'_>, findings: &mut Findings) {
    for rule in ALL.iter() {
        if let Check::File(check) = rule.check {
            apply(findings, |findings| check(file, findings));
        }
    }
}

/// The most findings to keep from one run of a rule; more are of no use to a reader.
const MOST: usize = 1_000;

/// Runs a check, and limits the number of its findings.
pub(crate) fn apply(findings: &mut Findings, check: impl FnOnce(&mut Findings)) {
    let before = findings.len();
    check(findings);
    findings.shorten(before, MOST);
}

/// The errors that the reader found in a document.
pub(crate) fn refusals<T>(document: &Document<T>) -> impl Iterator<Item = Diagnostic> {
    document.refusals().iter().cloned().map(|why| {
        let is = |field: &str| {
            why.place
                .as_ref()
                .is_some_and(|place| place.target == Target::Value(field.to_string()))
        };
        if why.rule != "field-type" || !is("/originating_committee") {
            return why;
        }
        why.help(
            "name one originating committee; list other approving committees in `also_approves`",
        )
    })
}

/// The errors that the reader found in a register's text. A placeholder in place of a date or of an id is a gap.
pub(crate) fn gaps_and_refusals(
    document: &Document<Register>,
    stand: Phase,
) -> impl Iterator<Item = Diagnostic> {
    refusals(document).map(move |why| text_placeholder::refused(&why, stand.gap()).unwrap_or(why))
}

/// The errors that the readers found in policy and roster, their versions, consents and keys.
pub(crate) fn unreadable(snapshot: &Snapshot) -> Findings {
    let policy = snapshot.policy.iter().flat_map(refusals);
    let roster = snapshot.roster.iter().flat_map(refusals);
    let unreadable = snapshot.unreadable.iter().cloned();
    policy.chain(roster).chain(unreadable).collect()
}

/// Findings in the readable part of a document, with their places in its file.
pub(crate) fn carried<T>(document: Option<&Document<T>>, findings: Findings) -> Findings {
    let Some(document) = document else {
        return findings;
    };
    findings
        .into_iter()
        .filter_map(|found| document.carry(found))
        .collect()
}
