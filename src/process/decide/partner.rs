//! The partner's side: the approved register is sent, and accepted (DSP4003 3.2).

use super::Case;
use crate::act::{Accept, Approver, Send};
use crate::process::approvals::given;
use crate::process::stage::Step;
use crate::process::{Approval, Ground, InForce, Refusal, Sent, State};
use crate::roster::authority::Task;
use crate::source::Digest;

const CLAUSE: &str = "DSP4003 3.2 (A8)";

/// The owner sends the approved register, once every condition of the board is met (R7).
pub(super) fn send(case: &Case<'_>, send: &Send) -> Result<State, Refusal> {
    case.expect(Step::Send)?;
    case.in_person(CLAUSE)?;
    case.authorise(Task::Own, None, CLAUSE)?;
    let under_way = case.under_way(CLAUSE)?;
    // The conditions go with the approval, also where it carries over from an earlier revision.
    let approvals = under_way.needs.iter().filter_map(|who| given(case.state, case.record, who));
    let acts: Vec<Digest> = approvals.map(|approval| approval.act).collect();
    let resolutions = case.state.resolutions.iter().filter(|resolution| acts.contains(&resolution.act));
    let conditions: Vec<&String> = resolutions.flat_map(|r| &r.approve.conditions).collect();
    if conditions.len() != send.conditions_met.len() {
        let list: Vec<String> = conditions.iter().map(|condition| format!("\"{condition}\"")).collect();
        let state = match list.is_empty() {
            true => "the board approved without conditions".to_string(),
            false => format!("the board approved on condition: {}", list.join(", ")),
        };
        let needs = "how each was met, in their order: `--condition-met TEXT`, once for each";
        return Err(Refusal::new(state, needs, "DSP4003 2.6 (R7)"));
    }
    let sent = Sent { act: case.filed.digest, on: case.act.on };
    Ok(case.changed(|under_way| under_way.sent = Some(sent)))
}

/// The partner acknowledges acceptance: that establishes the partnership. Silence never does.
pub(super) fn accept(case: &Case<'_>, accept: &Accept) -> Result<State, Refusal> {
    case.expect(Step::Accept)?;
    let under_way = case.under_way(CLAUSE)?;
    if let Some(recorder) = &case.act.recorded_by {
        // The owner writes down what a representative's letter says.
        let setting = case.setting(None);
        setting.authorise(Task::Accept, recorder, true).map_err(|why| {
            Refusal::new(why.to_string(), "the owner, who records the partner's letter", CLAUSE).who(why.who)
        })?;
    }
    case.authorise(Task::Accept, None, CLAUSE)?;
    let sent = under_way.sent.as_ref().filter(|sent| sent.act == accept.sent);
    let Some(sent) = sent else {
        let state = "the acceptance answers another sending than the last";
        return Err(Refusal::new(state, "the register that was sent last and not withdrawn", CLAUSE));
    };
    if case.act.on < sent.on {
        let state =
            format!("the acceptance is dated {}, and the register was sent on {}", case.act.on, sent.on);
        return Err(Refusal::new(state, "the date of the partner's letter", CLAUSE));
    }
    let mut next = case.moved_on();
    next.approvals.push(Approval {
        by: Approver::Partner,
        revision: under_way.revision,
        on: case.act.on,
        act: case.filed.digest,
        records: None,
    });
    next.under_way = None;
    let by = Ground::Accepted {
        by: case.act.by.clone(),
        recorded_by: case.act.recorded_by.clone(),
        evidence: case.act.evidence.clone(),
    };
    let (revision, on) = (under_way.revision, case.act.on);
    next.establish(InForce { revision, on, by, reviewed: on });
    Ok(next)
}
