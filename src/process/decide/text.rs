//! From proposal to submitted text (DSP4003 3.1), and the adoption of registers of earlier times.

use super::{Case, editorial};
use crate::act::{Approver, Assign, Backfill, Propose, Proposer, Question, Records, Submit};
use crate::id::Id;
use crate::policy::rule::Outcome;
use crate::process::approvals::{self, Author, baselines, missing};
use crate::process::review::backfill_clock;
use crate::process::stage::Step;
use crate::process::{BallotStatus, Decision, Ground, InForce, Proposal, Refusal, State, UnderWay};
use crate::register::Register;
use crate::register::diff::changes;
use crate::roster::authority::{Office, Task};
use crate::roster::{Membership, Organization, Roster};

/// A1: proposed by an outside organization, or by a board or leadership member company.
pub(super) fn propose(case: &Case<'_>, propose: &Propose) -> Result<State, Refusal> {
    const CLAUSE: &str = Step::Propose.clause();
    case.expect(Step::Propose)?;
    case.in_person(CLAUSE)?;
    let Some(organization) = case.roster.organization(&propose.proposed_by) else {
        let state = format!("`{}` is not in the roster", propose.proposed_by);
        return Err(Refusal::new(state, "a proposer that the roster lists", CLAUSE));
    };
    if proposer(organization, case.roster) != Some(propose.proposer) {
        return Err(Refusal::new(
            format!("{} may not propose a work register", organization.name),
            "an external organization, or a board or leadership member company",
            CLAUSE,
        ));
    }
    if case.roster.organization(&propose.partner).is_none() {
        let state = format!("the partner `{}` is not in the roster", propose.partner);
        return Err(Refusal::new(state, "a partner that the roster lists", CLAUSE));
    }
    let mut setting = case.setting(None);
    setting.proposer = Some(&propose.proposed_by);
    let office = setting.authorize(Step::Propose.task(), &case.act.by, false).map_err(|why| {
        Refusal::new(why.to_string(), "the VP, or somebody who speaks for the proposer", CLAUSE).who(why.who)
    })?;
    if propose.proposer == Proposer::External && propose.owner.is_some() && office != Office::VicePresident {
        return Err(Refusal::new(
            "an outside proposal names its own owner",
            "an owner whom the VP of Alliances assigns: `wr assign`",
            "DSP4003 3.1 (R1)",
        )
        .who(setting.who(Task::Assign)));
    }
    let mut next = case.moved_on();
    next.proposal = Some(Proposal {
        proposed_by: propose.proposed_by.clone(),
        proposer: propose.proposer,
        partner: propose.partner.clone(),
        on: case.act.on,
    });
    if let Some(owner) = &propose.owner {
        next.owner = Some((known(case, owner, CLAUSE)?, case.act.on));
    }
    Ok(next)
}

/// What kind of proposer an organization is; nothing for those that may not propose.
pub fn proposer(organization: &Organization, roster: &Roster) -> Option<Proposer> {
    match organization.membership {
        Some(Membership::Board) => Some(Proposer::BoardMember),
        Some(Membership::Leadership) => Some(Proposer::LeadershipMember),
        Some(Membership::Participation) => None,
        None => (organization.id != roster.home).then_some(Proposer::External),
    }
}

/// The new owner, who must be there on the day.
fn known(case: &Case<'_>, person: &Id, clause: &'static str) -> Result<Id, Refusal> {
    let refuse = |state: String| Err(Refusal::new(state, "a person of the roster who still acts", clause));
    match case.roster.person(person) {
        None => refuse(format!("`{person}` is not in the roster")),
        Some(found) if !found.acts_on(case.act.on) => {
            let until = found.until.map_or(String::new(), |until| format!(" on {until}"));
            refuse(format!("{} left{until}", found.name))
        }
        Some(found) => Ok(found.id.clone()),
    }
}

/// R1: the VP assigns the owner.
pub(super) fn assign(case: &Case<'_>, assign: &Assign) -> Result<State, Refusal> {
    const CLAUSE: &str = Step::Assign.clause();
    case.expect(Step::Assign)?;
    case.in_person(CLAUSE)?;
    case.authorize(Step::Assign.task(), None, CLAUSE)?;
    let owner = known(case, &assign.owner, CLAUSE)?;
    Ok(State { owner: Some((owner, case.act.on)), ..case.state.clone() })
}

/// A3: the complete draft is frozen, with whom it needs.
pub(super) fn submit(case: &Case<'_>, submit: &Submit) -> Result<State, Refusal> {
    const CLAUSE: &str = Step::Submit.clause();
    case.expect(if submit.withdraws.is_some() { Step::Resubmit } else { Step::Submit })?;
    case.in_person(CLAUSE)?;
    case.authorize(Step::Submit.task(), None, CLAUSE)?;
    if case.state.owner.is_none() {
        let who = case.setting(None).who(Task::Assign);
        let state = format!("`{}` has no work register owner", case.act.register);
        return Err(Refusal::new(state, "an owner: `wr assign`", "DSP4003 2.2, 3.1 (R1)").who(who));
    }
    let on_its_way = case.state.under_way.as_ref().filter(|under_way| under_way.rejected.is_none());
    if submit.withdraws != on_its_way.map(|under_way| under_way.revision) {
        let state = "the submission withdraws another revision than the one on its way";
        return Err(Refusal::new(state, "the number of the revision on its way", CLAUSE));
    }
    freeze(case, submit, Author::Home)
}

/// Puts a new revision on its way, in place of the one that is: for a submission, and for changes of the board
/// or the partner.
pub(super) fn freeze(case: &Case<'_>, submit: &Submit, author: Author) -> Result<State, Refusal> {
    const CLAUSE: &str = Step::Submit.clause();
    // Numbers rise. One that a void submission has used up is left out, so that it can stand in nobody's way.
    let last = case.state.last_revision;
    let Some(number) = case.act.revision.filter(|number| *number > last) else {
        let state = format!("the last revision is {last}, and the act names none after it");
        return Err(Refusal::new(state, format!("revision {} or a later one", last + 1), CLAUSE));
    };
    let Some(frozen) = case.record.revisions.get(&number).copied() else {
        let state = format!("the text of revision {number} is not in revisions/{number}.yaml");
        return Err(Refusal::new(state, format!("revision {number} and its frozen text"), CLAUSE));
    };
    let Some(text) = frozen.register.filter(|_| case.act.digest == Some(frozen.digest)) else {
        let state = format!("the text of revision {number} is not the one that was submitted");
        return Err(Refusal::new(state, "the frozen text, byte for byte", CLAUSE));
    };
    if submit.records.is_some() && number != 1 {
        let state = "only a register's first revision can come from earlier records";
        return Err(Refusal::new(state, "a submission without `--from-records`", "practice (backfill)"));
    }
    says_something_new(case, submit, text)?;
    let demand = match (&submit.editorial, author) {
        (Some(_), Author::Partner) => {
            let state = "a change of the partner's is declared editorial";
            return Err(Refusal::new(state, "a ballot of the originating committee", "DSP4003 3.2 (A10)"));
        }
        (Some(_), Author::Home) => editorial::demand(case, submit, text)?,
        (None, author) => approvals::asked(case.state, case.record, text, author, case.roster).demand,
    };
    let same_needs = submit.needs.iter().eq(&demand.needs) && submit.class.iter().eq(&demand.classes);
    if !same_needs {
        let names: Vec<String> = demand.needs.iter().map(Approver::to_string).collect();
        let state = "the act names other approvals than the change asks for";
        return Err(Refusal::new(state, names.join(", "), "DSP4003 2.3, 3.2, 4 (U0)"));
    }
    let mut next = case.moved_on();
    if let Some(old) = &case.state.under_way {
        for ballot in next
            .ballots
            .values_mut()
            .filter(|ballot| ballot.asks(Question::Adopt) && ballot.revision == old.revision)
        {
            if ballot.status == BallotStatus::Open {
                let because = format!("revision {} was withdrawn for revision {number}", old.revision);
                ballot.status = BallotStatus::Withdrawn { because };
            }
        }
    }
    next.last_revision = number;
    next.under_way = Some(UnderWay {
        revision: number,
        digest: frozen.digest,
        on: case.act.on,
        class: submit.class.clone(),
        needs: submit.needs.clone(),
        records: submit.records,
        roster: case.act.roster,
        board_on: None,
        sent: None,
        rejected: None,
        editorial: submit.editorial.clone().filter(|_| !demand.classes.is_empty()),
        objected: None,
    });
    Ok(settled(case, next))
}

/// Refuses a text that says the same, by meaning, as the revision under way or in force. One that was rejected,
/// declined or withdrawn may come again.
fn says_something_new(case: &Case<'_>, submit: &Submit, text: &Register) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 3.1, 4 (A3, U0)";
    let id = &case.act.register;
    let is_same = |revision: u32| case.record.text(revision).is_some_and(|old| changes(old, text).is_empty());
    if let Some(under_way) = case.state.under_way.as_ref().filter(|under_way| under_way.rejected.is_none()) {
        // The same text may be submitted in another way: as new instead of from earlier records, or as editorial.
        let is_as_before = (under_way.records, under_way.editorial.is_some())
            == (submit.records, submit.editorial.is_some());
        if is_same(under_way.revision) && is_as_before {
            let state = format!("nothing changed since revision {}, which is under way", under_way.revision);
            let needs = match case.act.deed.kind() {
                "accept" => "an acceptance without `--with-changes`".to_string(),
                "approve" => "a resolution without `--with-changes`".to_string(),
                _ => {
                    format!("the approvals that revision {} needs: `wr status {id}`", under_way.revision)
                }
            };
            return Err(Refusal::new(state, needs, CLAUSE));
        }
    }
    let Some(in_force) = case.state.in_force.as_ref().filter(|in_force| is_same(in_force.revision)) else {
        return Ok(());
    };
    let state = format!("nothing changed since revision {}, which is in force", in_force.revision);
    let needs = match case.act.deed.kind() {
        "accept" => format!("`wr decline {id}`, where the partner wants no change"),
        _ => {
            format!(
                "a change of its text, or `wr review {id} --unchanged --note TEXT` where it stays as it is"
            )
        }
    };
    Err(Refusal::new(state, needs, CLAUSE).who(case.setting(None).who(Task::Own)))
}

/// A revision for which nobody is left to ask is in force at once. One that the partner is a party to never is:
/// it is sent first, also where the partner has accepted it because the text is its own.
pub(super) fn settled(case: &Case<'_>, mut state: State) -> State {
    let waits = state.under_way.as_ref().is_none_or(|under_way| {
        under_way.editorial.is_some() || under_way.needs.contains(&Approver::Partner)
    });
    let complete = !waits && missing(&state, case.record).is_empty();
    let baselines = baselines(&state, case.record);
    if complete && let Some(under_way) = state.under_way.take() {
        // What nobody had to be asked about is no review.
        state.baselines = baselines;
        let reviewed = state.in_force.as_ref().map_or(case.act.on, |in_force| in_force.reviewed);
        let (revision, on, by) = (under_way.revision, case.act.on, Ground::Approvals);
        state.establish(InForce { revision, on, by, reviewed }, case.act.at);
    }
    state
}

/// A register that was approved before it came into the store.
pub(super) fn backfill(case: &Case<'_>, backfill: &Backfill) -> Result<State, Refusal> {
    const CLAUSE: &str = Step::Backfill.clause();
    case.expect(Step::Backfill)?;
    case.in_person(CLAUSE)?;
    case.authorize(Step::Backfill.task(), None, CLAUSE)?;
    let under_way = case.under_way(CLAUSE)?;
    if under_way.records != Some(Records::Earlier) || under_way.revision != 1 {
        let state = "this revision was submitted as a new text";
        return Err(Refusal::new(state, "revision 1, submitted with `--from-records`", CLAUSE));
    }
    let until = case.policy.backfill_until;
    if until.is_none_or(|until| case.act.on > until) {
        let state = until.map_or("the policy has no `backfill_until`".to_string(), |until| {
            format!("earlier registers could be backfilled until {until} (policy)")
        });
        return Err(Refusal::new(state, "the way from proposal to acceptance", CLAUSE));
    }
    let mut next = case.moved_on();
    let approval = |by: &Approver| Decision {
        by: by.clone(),
        revision: under_way.revision,
        outcome: Outcome::Approved,
        on: case.act.on,
        act: case.filed.digest,
        records: Some(Records::Earlier),
    };
    next.decisions.extend(under_way.needs.iter().map(approval));
    next.baselines = baselines(&next, case.record);
    next.under_way = None;
    let by = Ground::Backfilled(backfill.clone());
    let reviewed = backfill_clock(backfill, case.record.text(under_way.revision), case.act.on);
    next.establish(InForce { revision: under_way.revision, on: case.act.on, by, reviewed }, case.act.at);
    Ok(next)
}
