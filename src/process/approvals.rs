//! The approvals that a text needs, and the given approvals that count for it.

use std::collections::BTreeMap;

use super::class::{Demand, adoption, update};
use super::editorial::approved_text;
use super::{ApproverDecision, History, State};
use crate::act::{Action, Approver};
use crate::register::Register;
use crate::register::diff::{FieldDifference, changes};
use crate::roster::Roster;
use crate::source::Digest;

/// The side that wrote a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextAuthor {
    /// The owner, or the board.
    Home,
    /// The partner. The originating committee ballots such a text whatever it changes.
    Partner,
}

/// The approvals that a text needs, and those already given that count for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked<'s> {
    /// The classes of the change, and the approvers that it needs.
    pub demand: Demand,
    /// The approvals of earlier revisions that carry over to the text.
    pub carried: Vec<&'s ApproverDecision>,
}

/// The approvals that a text needs when it becomes the next revision.
///
/// The first revision needs all of them. An update needs each body that its difference from the text in force requires,
/// and each body that its difference from that body's baseline requires, so that small updates cannot add up.
pub fn asked<'s>(
    state: &'s State,
    history: &History<'_>,
    text: &Register,
    author: TextAuthor,
    roster: &Roster,
) -> Asked<'s> {
    let mut demand = match history.text_in_force(state) {
        None => adoption(text, roster),
        Some(in_force) => {
            since_baselines(state, history, update(in_force, text, roster), text, roster)
        }
    };
    let number = state.last_revision + 1;
    if author == TextAuthor::Partner {
        let sent = state
            .under_way
            .as_ref()
            .and_then(|under_way| history.text(under_way.revision));
        let originating = sent
            .into_iter()
            .chain([text])
            .map(|text| text.originating_committee.clone());
        demand
            .needs
            .extend(originating.map(Approver::Body).chain([Approver::Partner]));
    }
    let carries = |decision: &&ApproverDecision| match author {
        TextAuthor::Partner if originates(history, decision, text) => false,
        TextAuthor::Home | TextAuthor::Partner => {
            carries(state, history, decision, (number, text), roster)
        }
    };
    let bodies = demand.needs.iter().filter(|who| **who != Approver::Partner);
    let carried = bodies
        .filter_map(|who| state.last_decision(who))
        .filter(carries)
        .collect();
    Asked { demand, carried }
}

/// The demand of [`asked`] for the owner's text.
pub fn demand(state: &State, history: &History<'_>, text: &Register, roster: &Roster) -> Demand {
    asked(state, history, text, TextAuthor::Home, roster).demand
}

/// The demand of [`asked`] for the partner's text.
pub fn demand_of_partner(
    state: &State,
    history: &History<'_>,
    text: &Register,
    roster: &Roster,
) -> Demand {
    asked(state, history, text, TextAuthor::Partner, roster).demand
}

fn since_baselines(
    state: &State,
    history: &History<'_>,
    mut demand: Demand,
    text: &Register,
    roster: &Roster,
) -> Demand {
    for (who, revision) in &state.baselines {
        let Some(baseline) = approved_text(state, history, *revision) else {
            continue;
        };
        if update(&baseline, text, roster).needs.contains(who) {
            demand.needs.insert(who.clone());
        }
    }
    demand
}

/// The approval of `who` that counts for the revision under way.
pub fn given<'s>(
    state: &'s State,
    history: &History<'_>,
    who: &Approver,
) -> Option<&'s ApproverDecision> {
    let under_way = state.under_way.as_ref()?;
    let decision = state.last_decision(who)?;
    let of_this = decision.approves() && decision.revision == under_way.revision;
    // The partner accepts the text that was sent, so its acceptance never carries over.
    if of_this || *who == Approver::Partner {
        return of_this.then_some(decision);
    }
    let (roster, text) = (
        history.roster_of(under_way)?,
        history.text(under_way.revision)?,
    );
    carries(state, history, decision, (under_way.revision, text), roster).then_some(decision)
}

/// Whether a body's last decision counts for a later revision: it is an approval, newer than the text in force at the
/// later submission, the difference does not need the body, and no text of the partner is in between.
fn carries(
    state: &State,
    history: &History<'_>,
    decision: &ApproverDecision,
    (revision, text): (u32, &Register),
    roster: &Roster,
) -> bool {
    if !decision.approves()
        || in_force_before(state, revision).is_some_and(|old| decision.revision <= old)
    {
        return false;
    }
    if reballoted(state, history, decision, revision) {
        return false;
    }
    approved_text(state, history, decision.revision)
        .is_some_and(|approved| !update(&approved, text, roster).needs.contains(&decision.by))
}

/// The revision in force when another was submitted.
fn in_force_before(state: &State, revision: u32) -> Option<u32> {
    let earlier = state
        .established
        .iter()
        .rev()
        .find(|established| established.revision < revision);
    earlier.map(|established| established.revision)
}

/// Whether the partner changed the text after an approval by the originating committee. That approval then never
/// carries over, whatever the change.
fn reballoted(
    state: &State,
    history: &History<'_>,
    decision: &ApproverDecision,
    revision: u32,
) -> bool {
    let since = |of_partner: &&u32| decision.revision < **of_partner && **of_partner <= revision;
    let is_originating = |number: &u32| {
        history
            .text(*number)
            .is_some_and(|text| originates(history, decision, text))
    };
    state.of_partner.iter().filter(since).any(is_originating)
}

/// Whether the originating committee made a decision: that of `text`, or of the text decided on.
fn originates(history: &History<'_>, decision: &ApproverDecision, text: &Register) -> bool {
    let texts = history.text(decision.revision).into_iter().chain([text]);
    texts
        .into_iter()
        .any(|text| Approver::Body(text.originating_committee.clone()) == decision.by)
}

/// The approvals to show with a revision: each body's last decision up to it, where it counts for the revision or the
/// body was not needed since. The partner's last acceptance is shown until the next one.
pub fn standing<'s>(
    state: &'s State,
    history: &History<'_>,
    (revision, text): (u32, &Register),
    roster: &Roster,
) -> Vec<&'s ApproverDecision> {
    let mut last: Vec<&ApproverDecision> = Vec::new();
    for decision in state
        .decisions
        .iter()
        .filter(|decision| decision.revision <= revision)
    {
        if decision.by == Approver::Partner && !decision.approves() {
            continue;
        }
        last.retain(|earlier| earlier.by != decision.by);
        last.push(decision);
    }
    let before = in_force_before(state, revision);
    let asked = before
        .and_then(|before| history.text(before))
        .map(|old| update(old, text, roster).needs);
    let was_asked = |who: &Approver| asked.as_ref().is_none_or(|needs| needs.contains(who));
    last.retain(|decision| {
        if !decision.approves() || decision.revision == revision || decision.by == Approver::Partner
        {
            return decision.approves();
        }
        if before.is_none_or(|before| decision.revision > before) {
            return carries(state, history, decision, (revision, text), roster);
        }
        let approved = history.text(decision.revision);
        let is_touched = |old| update(old, text, roster).needs.contains(&decision.by);
        !was_asked(&decision.by) && approved.is_some_and(|old| !is_touched(old))
    });
    last
}

/// The approvers whose approval of the revision under way is missing, in a fixed order.
pub fn missing<'s>(state: &'s State, history: &History<'_>) -> Vec<&'s Approver> {
    let needs = state
        .under_way
        .iter()
        .flat_map(|under_way| &under_way.needs);
    needs
        .filter(|who| given(state, history, who).is_none())
        .collect()
}

/// The conditions of the board's approval of the revision under way, also where that approval carries over.
pub fn conditions<'s>(state: &'s State, history: &History<'_>) -> Vec<&'s String> {
    let needs = state
        .under_way
        .iter()
        .flat_map(|under_way| &under_way.needs);
    let acts: Vec<Digest> = needs
        .filter_map(|who| given(state, history, who))
        .map(|given| given.act)
        .collect();
    let resolutions = state
        .resolutions
        .iter()
        .filter(|resolution| acts.contains(&resolution.act));
    resolutions
        .flat_map(|resolution| &resolution.approve.conditions)
        .collect()
}

/// The baselines after the revision under way comes into force: it becomes the baseline of each body whose approval
/// counts for it, and of the partner where the partner accepted it.
pub fn baselines(state: &State, history: &History<'_>) -> BTreeMap<Approver, u32> {
    let mut baselines = state.baselines.clone();
    let Some(under_way) = &state.under_way else {
        return baselines;
    };
    for decision in &state.decisions {
        if given(state, history, &decision.by).is_some() {
            baselines.insert(decision.by.clone(), under_way.revision);
        }
    }
    baselines
}

/// A change that the partner made in its acceptance, and that another text reverts or changes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The partner's revision.
    pub revision: u32,
    /// The partner's change.
    pub change: FieldDifference,
    /// Whether the text reverts the change; otherwise it changes the field again.
    pub is_taken_back: bool,
}

/// The partner's changes that a text reverts or changes again, where the text in force still has them.
pub fn undone(state: &State, history: &History<'_>, text: &Register) -> Vec<Undone> {
    let in_force = state
        .in_force
        .as_ref()
        .map_or(0, |in_force| in_force.revision);
    let mut found = Vec::new();
    for revision in &state.of_partner {
        let Some((sent, own)) = partners_texts(state, history, *revision) else {
            continue;
        };
        let (differs, from_sent) = (changes(text, own), changes(sent, text));
        let lost = match history.text(in_force).filter(|_| in_force > *revision) {
            Some(since) => changes(since, own),
            None => Vec::new(),
        };
        for change in changes(sent, own) {
            let is_same = |other: &FieldDifference| other.is_about_the_same(&change);
            if lost.iter().any(is_same) || !differs.iter().any(is_same) {
                continue;
            }
            let is_taken_back = !from_sent.iter().any(is_same);
            found.push(Undone {
                revision: *revision,
                change,
                is_taken_back,
            });
        }
    }
    found
}

/// The text that was sent to the partner, and the partner's version of it.
fn partners_texts<'a>(
    state: &State,
    history: &History<'a>,
    revision: u32,
) -> Option<(&'a Register, &'a Register)> {
    let is_own = |decision: &&ApproverDecision| {
        decision.by == Approver::Partner && decision.revision == revision
    };
    let act = history.act(state.approvals().find(is_own)?.act)?;
    let Action::Accept(accept) = &act.act.action else {
        return None;
    };
    Some((
        history.text(accept.changed.as_ref()?.withdraws?)?,
        history.text(revision)?,
    ))
}
