//! Applies proposals, assignments and submissions (DSP4003 3.1).

use super::context::{ActContext, RegisterAct};
use super::editorial;
use super::settle::settled;
use crate::act::{Action, Approver, Assign, Propose, Proposer, Question, Records, Submit};
use crate::id::Id;
use crate::process::approvals::{self, TextAuthor};
use crate::process::stage::Transition;
use crate::process::{BallotStatus, Proposal, Refusal, State, UnderWay};
use crate::register::Register;
use crate::register::diff::changes;
use crate::roster::authority::{Office, Task};
use crate::roster::{Membership, Organization, Roster};

impl RegisterAct for Propose {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Propose)
    }

    /// An external organization, or a board or leadership member company, proposes a register.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        const CLAUSE: &str = Transition::Propose.clause();
        ctx.expect(Transition::Propose)?;
        ctx.in_person(CLAUSE)?;
        let Some(organization) = ctx.roster.organization(&self.proposed_by) else {
            let state = format!("`{}` is not in the roster", self.proposed_by);
            return Err(Refusal::new(
                state,
                "a proposer that the roster lists",
                CLAUSE,
            ));
        };
        if proposer(organization, ctx.roster) != Some(self.proposer) {
            return Err(Refusal::new(
                format!("{} may not propose a work register", organization.name),
                "an external organization, or a board or leadership member company",
                CLAUSE,
            ));
        }
        if ctx.roster.organization(&self.partner).is_none() {
            let state = format!("the partner `{}` is not in the roster", self.partner);
            return Err(Refusal::new(
                state,
                "a partner that the roster lists",
                CLAUSE,
            ));
        }
        possible_partner(ctx, self)?;
        let mut setting = ctx.setting(None);
        setting.proposer = Some(&self.proposed_by);
        let office = setting
            .authorize(Transition::Propose.task(), &ctx.act.by, false)
            .map_err(|why| {
                Refusal::new(
                    why.to_string(),
                    "the VP of Alliances, or a representative of the proposer",
                    CLAUSE,
                )
                .who(why.who)
            })?;
        if self.proposer == Proposer::External
            && self.owner.is_some()
            && office != Office::VicePresident
        {
            return Err(Refusal::new(
                "a proposal from outside cannot name the owner",
                "a proposal without an owner; the VP of Alliances assigns one: `wr assign`",
                "DSP4003 3.1",
            )
            .who(setting.who(Task::Assign)));
        }
        let mut next = ctx.moved_on();
        next.proposal = Some(Proposal {
            proposed_by: self.proposed_by.clone(),
            proposer: self.proposer,
            partner: self.partner.clone(),
            on: ctx.act.on,
        });
        if let Some(owner) = &self.owner {
            next.owner = Some((known(ctx, owner, &self.partner)?, ctx.act.on));
        }
        Ok(next)
    }
}

/// Only the potential partner may make a proposal from outside, and a member company cannot be the partner.
fn possible_partner(ctx: &ActContext<'_>, propose: &Propose) -> Result<(), Refusal> {
    const CLAUSE: &str = Transition::Propose.clause();
    let name = |id: &Id| ctx.roster.organization_name(id);
    let partner = ctx.roster.organization(&propose.partner);
    if propose.partner == ctx.roster.home || partner.is_some_and(|it| it.is_member_on(ctx.act.on)) {
        let state = format!(
            "{} is a member of {}",
            name(&propose.partner),
            name(&ctx.roster.home)
        );
        return Err(Refusal::new(
            state,
            "a partner that is not a member",
            CLAUSE,
        ));
    }
    if propose.proposer == Proposer::External && propose.proposed_by != propose.partner {
        let state = format!(
            "{} is an external organization, and cannot propose a register with {}",
            name(&propose.proposed_by),
            name(&propose.partner)
        );
        let needs = format!(
            "a proposal by {} itself, or by a board or leadership member company",
            name(&propose.partner)
        );
        return Err(Refusal::new(state, needs, CLAUSE));
    }
    Ok(())
}

/// The kind of proposer of an organization; `None` for one that may not propose.
pub fn proposer(organization: &Organization, roster: &Roster) -> Option<Proposer> {
    match organization.membership {
        Some(Membership::Board) => Some(Proposer::BoardMember),
        Some(Membership::Leadership) => Some(Proposer::LeadershipMember),
        Some(Membership::Participation) => None,
        None => (organization.id != roster.home).then_some(Proposer::External),
    }
}

/// Checks the new owner: active on the day, from the home organization or a member company, and not from the partner.
fn known(ctx: &ActContext<'_>, person: &Id, partner: &Id) -> Result<Id, Refusal> {
    let roster = ctx.roster;
    let refuse =
        |state: String, needs: &str| Err(Refusal::new(state, needs, Transition::Assign.clause()));
    const PRESENT: &str = "a person in the roster who has not left";
    let Some(found) = roster.person(person) else {
        return refuse(format!("`{person}` is not in the roster"), PRESENT);
    };
    if !found.acts_on(ctx.act.on) {
        let until = found
            .until
            .map_or(String::new(), |until| format!(" on {until}"));
        return refuse(format!("{} left{until}", found.name), PRESENT);
    }
    let represents = roster
        .organization(partner)
        .is_some_and(|it| it.representatives.contains(person));
    if represents || found.organization.as_ref() == Some(partner) {
        let state = format!(
            "{} is from the partner {}",
            found.name,
            roster.organization_name(partner)
        );
        return refuse(
            state,
            "an owner from the home organization or a member company",
        );
    }
    let organization = found
        .organization
        .as_ref()
        .and_then(|id| roster.organization(id));
    let is_inside = |of: &Organization| of.id == roster.home || of.is_member_on(ctx.act.on);
    if !organization.is_some_and(is_inside) {
        let of = organization.map_or("no organization".to_string(), |of| {
            roster.organization_name(&of.id)
        });
        let state = format!(
            "{} is from {of}, which is not a member of {}",
            found.name,
            roster.organization_name(&roster.home)
        );
        return refuse(
            state,
            "an owner from the home organization or a member company",
        );
    }
    Ok(found.id.clone())
}

impl RegisterAct for Assign {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Assign)
    }

    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        const CLAUSE: &str = Transition::Assign.clause();
        ctx.expect(Transition::Assign)?;
        ctx.in_person(CLAUSE)?;
        ctx.authorize(Transition::Assign.task(), None, CLAUSE)?;
        let Some(partner) = ctx.state.partner() else {
            return Err(Refusal::new(
                "the register is not proposed",
                "a proposed register: `wr new`",
                CLAUSE,
            ));
        };
        let owner = known(ctx, &self.owner, partner)?;
        Ok(State {
            owner: Some((owner, ctx.act.on)),
            ..ctx.state.clone()
        })
    }
}

impl RegisterAct for Submit {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(transition(self))
    }

    /// Freezes the draft as a revision, with the approvals that it needs.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        const CLAUSE: &str = Transition::Submit.clause();
        ctx.expect(transition(self))?;
        ctx.in_person(CLAUSE)?;
        ctx.authorize(Transition::Submit.task(), None, CLAUSE)?;
        if ctx.state.owner.is_none() {
            let who = ctx.setting(None).who(Task::Assign);
            let state = format!("`{}` has no work register owner", ctx.act.register);
            return Err(Refusal::new(state, "an owner: `wr assign`", "DSP4003 2.2, 3.1").who(who));
        }
        let on_its_way = ctx
            .state
            .under_way
            .as_ref()
            .filter(|under_way| under_way.rejected.is_none());
        if self.withdraws != on_its_way.map(|under_way| under_way.revision) {
            let state = "the submission does not withdraw the revision under way";
            return Err(Refusal::new(
                state,
                "the number of the revision under way",
                CLAUSE,
            ));
        }
        freeze(ctx, self, TextAuthor::Home)
    }
}

fn transition(submit: &Submit) -> Transition {
    match submit.withdraws {
        Some(_) => Transition::Resubmit,
        None => Transition::Submit,
    }
}

/// Makes a new revision the one under way: for a submission, and for changes by the board or the partner.
pub(super) fn freeze(
    ctx: &ActContext<'_>,
    submit: &Submit,
    author: TextAuthor,
) -> Result<State, Refusal> {
    const CLAUSE: &str = Transition::Submit.clause();
    // Numbers rise by one, skipping those whose file belongs to a void submission.
    let last = ctx.state.last_revision;
    let is_taken = |number: &u32| ctx.history.revisions.contains_key(number);
    let follows =
        |number: &u32| *number > last && (last + 1..*number).all(|before| is_taken(&before));
    let Some(number) = ctx.act.revision.filter(follows) else {
        let named = ctx
            .act
            .revision
            .map_or("none".to_string(), |number| format!("revision {number}"));
        let state = format!("the last revision is {last}, and the act names {named}");
        let next = (last + 1..)
            .find(|number| !is_taken(number))
            .unwrap_or(last + 1);
        return Err(Refusal::new(
            state,
            format!("revision {next}, the next free number"),
            CLAUSE,
        ));
    };
    let Some(frozen) = ctx.history.revisions.get(&number).copied() else {
        let state =
            format!("revisions/{number}.yaml with the text of revision {number} is missing");
        return Err(Refusal::new(
            state,
            format!("the frozen text of revision {number}"),
            CLAUSE,
        ));
    };
    let Some(text) = frozen
        .register
        .filter(|_| ctx.act.digest == Some(frozen.digest))
    else {
        let state = format!("the text of revision {number} is not the submitted one");
        return Err(Refusal::new(
            state,
            "the frozen text, byte for byte",
            CLAUSE,
        ));
    };
    // Until the backfill, another text from earlier records may replace it.
    let corrects = ctx
        .state
        .under_way
        .as_ref()
        .is_some_and(|it| it.records == Some(Records::Earlier));
    if submit.records.is_some() && last != 0 && !corrects {
        let state = "only a register's first text can come from earlier records";
        return Err(Refusal::new(
            state,
            "a submission without `--from-records`",
            "practice (backfill)",
        ));
    }
    says_something_new(ctx, submit, text)?;
    let demand = match (&submit.editorial, author) {
        (Some(_), TextAuthor::Partner) => {
            let state = "a change by the partner cannot be editorial";
            return Err(Refusal::new(
                state,
                "a ballot of the originating committee",
                "DSP4003 3.2",
            ));
        }
        (Some(_), TextAuthor::Home) => editorial::demand(ctx, submit, text)?,
        (None, author) => approvals::asked(ctx.state, ctx.history, text, author, ctx.roster).demand,
    };
    let same_needs =
        submit.needs.iter().eq(&demand.needs) && submit.class.iter().eq(&demand.classes);
    if !same_needs {
        let names: Vec<String> = demand.needs.iter().map(Approver::to_string).collect();
        let state = "the act does not name the approvals that the change needs";
        return Err(Refusal::new(state, names.join(", "), "DSP4003 2.3, 3.2, 4"));
    }
    let mut next = ctx.moved_on();
    if let Some(old) = &ctx.state.under_way {
        for ballot in next
            .ballots
            .values_mut()
            .filter(|ballot| ballot.asks(Question::Adopt) && ballot.revision == old.revision)
        {
            if ballot.status == BallotStatus::Open {
                let because = format!(
                    "revision {} was withdrawn for revision {number}",
                    old.revision
                );
                ballot.status = BallotStatus::Withdrawn { because };
            }
        }
    }
    next.last_revision = number;
    next.under_way = Some(UnderWay {
        revision: number,
        digest: frozen.digest,
        on: ctx.act.on,
        class: submit.class.clone(),
        needs: submit.needs.clone(),
        records: submit.records,
        roster: ctx.act.roster,
        board_on: None,
        sent: None,
        rejected: None,
        editorial: editorial::declared(ctx, submit),
        objected: None,
    });
    Ok(settled(ctx, next))
}

const UNCHANGED: &str = "DSP4003 3.1, 4";

/// The refusal to submit a text with the same meaning as this revision, which is under way.
pub fn unchanged(revision: u32, register: &Id) -> Refusal {
    Refusal::new(
        format!("nothing changed since revision {revision}, which is under way"),
        format!("the approvals that revision {revision} needs: `wr status {register}`"),
        UNCHANGED,
    )
}

/// Refuses a text with the same meaning as the revision under way or in force. A rejected, declined or withdrawn text
/// may be submitted again.
fn says_something_new(
    ctx: &ActContext<'_>,
    submit: &Submit,
    text: &Register,
) -> Result<(), Refusal> {
    let id = &ctx.act.register;
    let is_same = |revision: u32| {
        ctx.history
            .text(revision)
            .is_some_and(|old| changes(old, text).is_empty())
    };
    if let Some(under_way) = ctx
        .state
        .under_way
        .as_ref()
        .filter(|under_way| under_way.rejected.is_none())
    {
        // The same text may be submitted differently: as new instead of from earlier records, or as editorial.
        let is_as_before = (under_way.records, under_way.editorial.is_some())
            == (submit.records, submit.editorial.is_some());
        if is_same(under_way.revision) && is_as_before {
            let refusal = unchanged(under_way.revision, id);
            return Err(if matches!(ctx.act.action, Action::Accept(_)) {
                Refusal {
                    needs: "an acceptance without `--with-changes`".to_string(),
                    ..refusal
                }
            } else if matches!(ctx.act.action, Action::Approve(_)) {
                Refusal {
                    needs: "a resolution without `--with-changes`".to_string(),
                    ..refusal
                }
            } else {
                refusal
            });
        }
    }
    let Some(in_force) = ctx
        .state
        .in_force
        .as_ref()
        .filter(|in_force| is_same(in_force.revision))
    else {
        return Ok(());
    };
    let state = format!(
        "nothing changed since revision {}, which is in force",
        in_force.revision
    );
    let needs = if matches!(ctx.act.action, Action::Accept(_)) {
        format!("`wr decline {id}`, if the partner wants no change")
    } else {
        format!(
            "a change of the text, or a review without changes: `wr review {id} --unchanged --because TEXT`"
        )
    };
    Err(Refusal::new(state, needs, UNCHANGED).who(ctx.setting(None).who(Task::Own)))
}
