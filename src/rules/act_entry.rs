//! A new act is legal under the roster and the policy that are in force where it enters.

use std::collections::BTreeSet;

use super::change::Change;
use super::{Check, Rule};
use crate::act::{Deed, Filed, Subject};
use crate::diagnostic::{Diagnostic, Findings, Place, Severity};
use crate::governance::{Kind, Rosters, stolen};
use crate::process::entering::{entering, entering_vote};
use crate::process::{Record, Refusal};
use crate::request;
use crate::snapshot::Snapshot;
use crate::source::Digest;

/// `act-entry`.
pub(super) static RULE: Rule = Rule {
    name: "act-entry",
    severity: Severity::Error,
    clause: "design (every act)",
    summary: "a new act is legal under the roster and the policy in force in the branch that it enters",
    explanation: "An act names the roster and the policy that it was decided under. Both must have been in force in the \
                  branch that it enters: a new roster comes first, in a pull request of its own. And the versions that \
                  are in force there now must allow the act as well. A change of the roster that does not concern the \
                  act changes nothing; a key or an office that was taken away cannot be used on an old branch. A vote \
                  is judged by its ballot, and does not count when its voter has left, or works for another \
                  organization than the seat's.",
    bad: "\
git checkout -b rules
sed -i s/Bob Roe/Robert Roe/ registers/roster.yaml
cp registers/roster.yaml registers/history/roster-2.yaml
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob --under 2",
    good: "\
git checkout -b vote
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob",
    check: Check::Change(check),
};

fn check(change: &Change, findings: &mut Findings) {
    let Some(branch) = &change.branch else { return };
    let there = &branch.governance;
    let (Some(roster), Some(policy)) = (there.named(Kind::Roster), there.named(Kind::Policy)) else { return };
    let mut older: BTreeSet<Digest> = BTreeSet::new();
    for (file, filed) in change.new_acts() {
        let mut is_known = true;
        for (kind, named, newest) in
            [(Kind::Roster, filed.act.roster, roster), (Kind::Policy, filed.act.policy, policy)]
        {
            if named == newest || there.chain.all(kind).contains(&named) {
                continue;
            }
            is_known = false;
            let message = match change.after.snapshot.chain.all(kind).contains(&named) {
                true => format!(
                    "this act was decided under a {kind} that comes with it, and that is not in force yet"
                ),
                false => format!(
                    "this act was decided under a {kind} that was never in force in the branch that it enters"
                ),
            };
            let help =
                format!("bring the {kind} first, in its own pull request; when that is merged, decide again");
            findings.push(RULE.found(message).at(Place::value(file, format!("/{kind}"))).help(help));
        }
        if is_known && (filed.act.roster, filed.act.policy) != (roster, policy) {
            older.insert(filed.digest);
        }
    }
    votes(change, there, findings);
    if !older.is_empty() {
        acts(change, there, &older, (roster, policy), findings);
    }
}

/// Votes are judged by who votes now, and by the keys that are in force.
fn votes(change: &Change, there: &Snapshot, findings: &mut Findings) {
    let (Some(in_force), after) = (there.roster(), &change.after.snapshot) else { return };
    let stolen = stolen(in_force);
    let new: BTreeSet<&str> = change.new_acts().map(|(file, _)| file.path()).collect();
    for dossier in after.registers.values() {
        let mut votes =
            dossier.votes.values().flatten().filter(|vote| new.contains(vote.file.path())).peekable();
        if votes.peek().is_none() {
            continue;
        }
        let Some(record) = after.record(dossier) else { continue };
        // A key that comes with the vote is not in force yet.
        let record = Record { rosters: &there.rosters, ..record };
        for (file, filed) in votes.filter_map(|vote| Some((&vote.file, vote.get()?))) {
            let is_known = |kind, named: &Digest| there.chain.all(kind).contains(named);
            let Deed::Vote(vote) = &filed.act.deed else { continue };
            let ballot = record.act(vote.ballot);
            // Under a roster that is not in force nobody voted, and that is told of above.
            if !ballot.is_some_and(|ballot| is_known(Kind::Roster, &ballot.act.roster)) {
                continue;
            }
            if let Err(why) = entering_vote(&record, filed, in_force, &stolen) {
                let message = format!("this vote does not count where it enters: {why}");
                findings.push(RULE.found(message).at(Place::value(file, "/by")));
            }
        }
    }
}

/// All other acts, each on the state that it meets.
fn acts(
    change: &Change,
    there: &Snapshot,
    older: &BTreeSet<Digest>,
    (roster, policy): (Digest, Digest),
    findings: &mut Findings,
) {
    let after = &change.after.snapshot;
    let (mut rosters, mut policies): (Rosters, _) = (after.rosters.clone(), after.policies.clone());
    for (digest, version) in there.rosters.iter() {
        rosters.entry(*digest).or_insert_with(|| version.clone());
    }
    for (digest, version) in &there.policies {
        policies.entry(*digest).or_insert_with(|| version.clone());
    }
    let is_older = |filed: &Filed| older.contains(&filed.digest);
    let mut subjects: Vec<Subject<'_>> = Vec::new();
    for (_, filed) in change.new_acts().filter(|(_, filed)| is_older(filed)) {
        if !subjects.contains(&filed.act.subject()) {
            subjects.push(filed.act.subject());
        }
    }
    let partnerships = after.partnerships();
    for subject in subjects {
        let refused = match subject {
            Subject::Register(id) => {
                let Some(record) = after.registers.get(id).and_then(|dossier| after.record(dossier)) else {
                    continue;
                };
                let record = Record { rosters: &rosters, policies: &policies, ..record };
                entering(&record, is_older, roster, policy)
            }
            Subject::Request(id) => {
                let dossier = after.requests.get(id);
                let Some(record) = dossier.and_then(|it| after.request_record(it, &partnerships)) else {
                    continue;
                };
                let record = request::Record { rosters: &rosters, policies: &policies, ..record };
                request::entering(&record, is_older, roster, policy)
            }
        };
        findings.extend(refused.into_iter().filter_map(|(digest, refusal)| found(change, digest, &refusal)));
    }
}

fn found(change: &Change, digest: Digest, refusal: &Refusal) -> Option<Diagnostic> {
    let (file, filed) = change.new_acts().find(|(_, filed)| filed.digest == digest)?;
    let message = format!(
        "the roster or the policy has changed since this `{}` was decided, and does not allow it any more: {}; it needs {}",
        filed.act.deed.kind(),
        refusal.state,
        refusal.needs
    );
    Some(
        RULE.found(message)
            .at(Place::value(file, "/kind"))
            .help("bring your branch up to date, and decide again"),
    )
}
