//! More time for a ballot (practice): never less, and never once the votes are in.

use super::Case;
use super::ballots::{NORMAL, opened};
use crate::act::Extend;
use crate::process::stage::Step;
use crate::process::{Refusal, State};

/// Extends an open ballot. Votes until the new end count.
pub(super) fn extend(case: &Case<'_>, extend: &Extend) -> Result<State, Refusal> {
    let refuse = |state: String, needs: &str| Err(Refusal::new(state, needs, NORMAL));
    let opened = opened(case, &extend.of, "an extension")?;
    case.in_person(NORMAL)?;
    case.authorize(Step::Extend.task(), Some(&opened.ballot.body), NORMAL)?;
    case.expect(Step::Extend)?;
    if extend.ballot != opened.filed.digest {
        return refuse("the extension is of another ballot".to_string(), "the digest of this one");
    }
    if extend.because.trim().is_empty() {
        return refuse("a ballot is extended without a reason".to_string(), "--because");
    }
    let closes = opened.closes;
    // Who has seen how the votes fell shall not decide whether there is time for more of them.
    if case.act.at > closes {
        let state = format!("votes were taken until {closes}, which is past");
        return refuse(state, "the count: `wr ballot close`; without a quorum the body is asked again");
    }
    if extend.closes <= closes {
        let state = format!("the ballot is open until {closes}, and {} is not later", extend.closes);
        return refuse(state, "a later end: a ballot is never shortened");
    }
    let mut next = case.moved_on();
    if let Some(ballot) = next.ballots.get_mut(&extend.of) {
        ballot.closes = extend.closes;
    }
    Ok(next)
}
