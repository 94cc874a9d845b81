//! Finds acts in place of a chair: the vice-chair or the VP acts for a vacant or recused chair.

use crate::act::{Action, StoredAct};
use crate::id::Id;
use crate::process::History;

/// The office of the person who ran a ballot in place of the chair, and the chair, by the roster that the act names;
/// none for the chair's own acts.
pub(super) fn in_stead(stored: &StoredAct, history: &History<'_>) -> Option<String> {
    let act = &stored.act;
    let roster = history.rosters.get(&act.roster)?;
    let body = roster.body(body(stored, history)?)?;
    let is_there = |id: &&Id| {
        roster
            .person(id)
            .is_some_and(|person| person.acts_on(act.on))
    };
    let chair = body.chair.as_ref().filter(is_there);
    if chair == Some(&act.by) {
        return None;
    }
    let office = match body.vice_chair.as_ref() == Some(&act.by) {
        true => "vice-chair",
        false => "VP of Alliances",
    };
    let recused = act
        .evidence
        .as_ref()
        .map_or(String::new(), |evidence| format!("; {evidence}"));
    Some(match chair {
        Some(chair) => format!(
            "as {office}, in place of {}{recused}",
            roster.person_name(chair)
        ),
        None => format!(
            "as {office}, while the chair of the {} is vacant",
            body.name
        ),
    })
}

/// The body whose ballot an act opens, extends, closes or withdraws.
fn body<'a>(stored: &'a StoredAct, history: &History<'a>) -> Option<&'a Id> {
    let action = &stored.act.action;
    if let Action::Ballot(ballot) = action {
        return Some(&ballot.body);
    }
    let result = if let Action::Result(result) = action {
        Some(result.ballot)
    } else {
        None
    };
    let withdrawn = if let Action::Withdraw(withdraw) = action {
        Some(withdraw.ballot)
    } else {
        None
    };
    let extended = if let Action::Extend(extend) = action {
        Some(extend.ballot)
    } else {
        None
    };
    let Action::Ballot(ballot) = &history.act(result.or(withdrawn).or(extended)?)?.act.action
    else {
        return None;
    };
    Some(&ballot.body)
}
