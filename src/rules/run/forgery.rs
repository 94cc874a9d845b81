//! Findings about forged acts, which are errors.

use crate::act::voucher::verify_signature;
use crate::act::{Action, StoredAct};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::path::Subject;
use crate::process::head::{StoreVersions, judged_by};
use crate::rules::record::{act_void, vote_late, vote_void};
use crate::rules::rule::Rule;
use crate::snapshot::{RegisterFiles, Snapshot};

/// Rules whose findings can be the result of honest work, and are errors if the act or the vote is forged.
static BY_FORGERY: [&Rule; 3] = [&act_void::RULE, &vote_void::RULE, &vote_late::RULE];

/// Raises findings about forged acts to errors. People who act at the same time can make an act void by honest work; an
/// act of another store, or one without a valid signature, is forged.
pub(crate) fn graver(
    findings: Findings,
    snapshot: &Snapshot,
    register_files: &RegisterFiles,
) -> Findings {
    if !findings
        .iter()
        .any(|found| BY_FORGERY.iter().any(|rule| rule.name == found.rule))
    {
        return findings;
    }
    let ballots = |digest| {
        register_files
            .acts
            .iter()
            .find(move |document| document.file.digest() == digest)
    };
    let forged = |path: &str| {
        let stored = register_files
            .all_acts()
            .find(|it| it.file.path() == path)?
            .get()?;
        // A vote is judged with its ballot; without one, it counts nowhere, even with a valid signature.
        let subject = Subject::Register(&register_files.id);
        let Action::Vote(vote) = &stored.act.action else {
            return forgery(stored, subject, snapshot);
        };
        let ballot = ballots(vote.ballot)?.get()?;
        if let Some(why) = misplaced(stored, subject, snapshot) {
            return Some(why);
        }
        let history = snapshot.history(register_files)?;
        let opened = history.opened(ballot)?;
        opened
            .admits_day(&stored.act)
            .err()
            .or_else(|| opened.signer(stored).err().map(|why| why.state))
    };
    findings
        .into_iter()
        .map(|found| raised(found, forged))
        .collect()
}

pub(crate) fn raised(found: Diagnostic, forgery: impl Fn(&str) -> Option<String>) -> Diagnostic {
    if !BY_FORGERY.iter().any(|rule| rule.name == found.rule) {
        return found;
    }
    let Some(why) = found
        .place
        .as_ref()
        .and_then(|place| forgery(place.file.path()))
    else {
        return found;
    };
    let found = Diagnostic {
        severity: Severity::Error,
        ..found
    };
    if found.message.contains(&why) {
        found
    } else {
        found.help(why)
    }
}

/// Why an act cannot be the result of honest work: it belongs to another subject, or it has no valid signature under
/// the roster and the policy that it names. `None` if neither applies.
pub(crate) fn forgery(
    stored: &StoredAct,
    subject: Subject<'_>,
    snapshot: &Snapshot,
) -> Option<String> {
    if let Some(why) = misplaced(stored, subject, snapshot) {
        return Some(why);
    }
    let (rosters, policies) = (&snapshot.rosters, &snapshot.policies);
    let (roster, policy) = (
        rosters.get(&stored.act.roster)?,
        policies.get(&stored.act.policy)?,
    );
    verify_signature(stored, roster, policy)
        .err()
        .map(|why| why.state)
}

/// Why an act does not belong to this register or request.
fn misplaced(stored: &StoredAct, subject: Subject<'_>, snapshot: &Snapshot) -> Option<String> {
    let (rosters, policies) = (&snapshot.rosters, &snapshot.policies);
    let known = StoreVersions {
        store: &snapshot.policy()?.store,
        rosters,
        policies,
    };
    judged_by(&stored.act, subject, known)
        .err()
        .map(|why| why.state)
}
