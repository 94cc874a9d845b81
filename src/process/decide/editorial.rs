//! Editorial changes (U4a): declared by the owner, confirmed by the chair of the originating committee.

use super::{Case, gate};
use crate::act::Submit;
use crate::process::class::Demand;
use crate::process::stage::Step;
use crate::process::{Ground, InForce, Mended, Refusal, State, editorial};
use crate::register::Register;
use crate::text::says_something;

const CLAUSE: &str = Step::Confirm.clause();

/// What a text asks for whose change is declared editorial.
pub(super) fn demand(case: &Case<'_>, submit: &Submit, text: &Register) -> Result<Demand, Refusal> {
    let refuse = |state: String, needs: &str| Err(Refusal::new(state, needs, CLAUSE));
    if !says_something(&submit.editorial) {
        return refuse("a change is declared editorial without a reason".to_string(), "--editorial REASON");
    }
    let Some(in_force) = case.record.text_in_force(case.state) else {
        let state = format!("`{}` has no text in force that could be mended", case.act.register);
        return refuse(state, "a submission without `--editorial`");
    };
    match editorial::demand(in_force, text) {
        Ok(demand) => Ok(demand),
        Err(change) => {
            let state = format!("{}: that is more than a slip of the pen", change.what);
            refuse(state, "changes in running text alone, or a submission without `--editorial`")
        }
    }
}

/// The chair of the originating committee confirms it: the revision is in force.
pub(super) fn confirm(case: &Case<'_>) -> Result<State, Refusal> {
    case.expect(Step::Confirm)?;
    case.in_person(CLAUSE)?;
    let under_way = case.under_way(CLAUSE)?;
    // An objection that the chair could not know of does not undo the chair's word.
    let unknown = under_way.objected.filter(|objected| !gate::knows(case, objected.act));
    if under_way.editorial.is_none() && unknown.is_none() {
        let state = match &under_way.objected {
            None => format!("revision {} was not declared editorial", under_way.revision),
            Some(_) => {
                format!(
                    "revision {} is no editorial change any more: there was an objection",
                    under_way.revision
                )
            }
        };
        return Err(Refusal::new(state, "the approvals that it needs", CLAUSE));
    }
    let text = case.record.text(under_way.revision);
    let originating = text.map(|text| &text.originating_committee);
    case.authorize(Step::Confirm.task(), originating, CLAUSE)?;
    gate::no_new_objection(case)?;
    let Some(in_force) = &case.state.in_force else {
        return Err(Refusal::new("nothing is in force that could be mended", "a register in force", CLAUSE));
    };
    let mut next = case.moved_on();
    next.mended.push(Mended { from: in_force.revision, to: under_way.revision });
    next.under_way = None;
    let by = Ground::Confirmed { by: case.act.by.clone() };
    // A slip of the pen that is mended is no review.
    let reviewed = in_force.reviewed;
    next.establish(InForce { revision: under_way.revision, on: case.act.on, by, reviewed }, case.act.at);
    Ok(next)
}
