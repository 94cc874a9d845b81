//! Who must approve a revision, who has, and which approval of an earlier text carries over (U0).

use super::class::{Demand, adoption, update};
use super::editorial::approved_text;
use super::{Approval, Record, State};
use crate::act::Approver;
use crate::register::Register;
use crate::roster::Roster;

/// What a new text asks for: everybody, at first; later what differs from the text in force, and from the
/// last text that each body itself approved, so that small updates cannot add up past anybody.
pub fn demand(state: &State, record: &Record<'_>, text: &Register, roster: &Roster) -> Demand {
    let in_force = record.text_in_force(state);
    let Some(in_force) = in_force else {
        return adoption(text, roster);
    };
    let mut demand = update(in_force, text, roster);
    for approval in last_approvals(state) {
        let Some(approved) = approved_text(state, record, approval.revision) else { continue };
        let since_then = update(&approved, text, roster);
        if since_then.needs.contains(&approval.by) {
            demand.needs.insert(approval.by.clone());
        }
    }
    demand
}

/// What a text of the partner's own asks for (A10): beside what its changes ask for, the committee that
/// originated what was sent, whatever the class; and the partner, to whom it is sent once it is approved.
pub fn demand_of_partner(state: &State, record: &Record<'_>, text: &Register, roster: &Roster) -> Demand {
    let mut demand = demand(state, record, text, roster);
    let sent = state.under_way.as_ref().and_then(|under_way| record.text(under_way.revision));
    let originating = sent.into_iter().chain([text]).map(|text| text.originating_committee.clone());
    demand.needs.extend(originating.map(Approver::Body).chain([Approver::Partner]));
    demand
}

/// The newest approval of each approver.
fn last_approvals(state: &State) -> Vec<&Approval> {
    let mut last: Vec<&Approval> = Vec::new();
    for approval in &state.approvals {
        last.retain(|earlier| earlier.by != approval.by);
        last.push(approval);
    }
    last
}

/// The approval that counts for the revision on its way: one of this very revision, or one of an earlier
/// revision from which nothing changed that would need this approver again.
pub fn given<'s>(state: &'s State, record: &Record<'_>, who: &Approver) -> Option<&'s Approval> {
    let under_way = state.under_way.as_ref()?;
    let roster = record.roster_of(under_way)?;
    let carries = |approval: &&Approval| {
        if approval.by != *who {
            return false;
        }
        if approval.revision == under_way.revision {
            return true;
        }
        if reballoted(state, record, approval, under_way.revision) {
            return false;
        }
        let old = approved_text(state, record, approval.revision);
        match (old, record.text(under_way.revision)) {
            (Some(old), Some(new)) => !update(&old, new, roster).needs.contains(who),
            (None, _) | (_, None) => false,
        }
    };
    // Acceptance is of what was sent: the partner's earlier yes never accepts a later text.
    if *who == Approver::Partner {
        return state.approvals.iter().rev().find(|a| a.by == *who && a.revision == under_way.revision);
    }
    state.approvals.iter().rev().find(carries)
}

/// Whether the partner changed the text since this approval of an originating committee, which then never
/// carries over, whatever the change (A10).
fn reballoted(state: &State, record: &Record<'_>, approval: &Approval, revision: u32) -> bool {
    let since = |of_partner: &&u32| approval.revision < **of_partner && **of_partner <= revision;
    let originates = |number: u32| {
        record.text(number).is_some_and(|t| Approver::Body(t.originating_committee.clone()) == approval.by)
    };
    state.of_partner.iter().any(|own| since(&own) && (originates(*own) || originates(approval.revision)))
}

/// The last approval of each approver, of this text, or of an earlier one from which nothing changed that would need
/// this approver again (U0). The partner's last acceptance stands until the next.
pub fn standing<'s>(
    state: &'s State,
    record: &Record<'_>,
    (revision, text): (u32, &Register),
    roster: &Roster,
) -> Vec<&'s Approval> {
    let mut last: Vec<&Approval> = Vec::new();
    for approval in state.approvals.iter().filter(|approval| approval.revision <= revision) {
        last.retain(|earlier| earlier.by != approval.by);
        last.push(approval);
    }
    last.retain(|approval| match record.text(approval.revision) {
        _ if approval.revision == revision || approval.by == Approver::Partner => true,
        Some(approved) => !update(approved, text, roster).needs.contains(&approval.by),
        None => false,
    });
    last
}

/// Those whose approval of the revision on its way is still missing, in a fixed order.
pub fn missing<'s>(state: &'s State, record: &Record<'_>) -> Vec<&'s Approver> {
    let needs = state.under_way.iter().flat_map(|under_way| &under_way.needs);
    needs.filter(|who| given(state, record, who).is_none()).collect()
}
