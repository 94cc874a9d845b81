//! Votes without a ballot.

use std::collections::BTreeSet;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::{ActPath, StorePath};
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "vote-stray",
    severity: Severity::Error,
    clause: "DSP4003 3.2",
    summary: "votes are in the folder of their ballot",
    explanation: "Votes are in the folder of the ballot in which they were cast. A folder with \
                  votes but without `ballot.yaml` has lost it, or the votes came from another \
                  place.",
    bad: "rm registers/xyz/ballots/adopt-1-alliance-1/ballot.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    let register_files = checks.register_files;
    let acts: BTreeSet<&str> = register_files
        .acts
        .iter()
        .map(|document| document.file.path())
        .collect();
    for (ballot, votes) in &register_files.votes {
        let path =
            StorePath::Act(register_files.id.clone(), ActPath::Ballot(ballot.clone())).to_string();
        let (false, Some(first)) = (acts.contains(path.as_str()), votes.first()) else {
            continue;
        };
        let message = format!(
            "there are {} votes here, but their ballot, {path}, is missing",
            votes.len()
        );
        findings.push(RULE.found(message).at(SourcePlace::file(&first.file)));
    }
}
