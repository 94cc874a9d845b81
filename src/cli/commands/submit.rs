//! `wr submit`: freezes the draft as a revision, with the approvals that it needs (DSP4003 3.1).

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action, Records};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act};
use crate::cli::app::answer::Rejected;
use crate::cli::app::completeness::complete;
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::edit::may_own;
use crate::id::Id;
use crate::path::StorePath;
use crate::process::approvals::demand;
use crate::process::{Refusal, editorial, unchanged};
use crate::register::Register;
use crate::register::diff::changes;
use crate::rules;
use crate::snapshot::Document;

const CLAUSE: &str = "DSP4003 3.1";

/// Freeze the draft as a revision, with the approvals that it needs
#[derive(Debug, Args)]
pub(crate) struct SubmitCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// Withdraw the revision under way, with its open ballots
    #[arg(long)]
    withdraw: bool,
    /// The text was approved before the store existed; it can then only be backfilled
    #[arg(long)]
    from_records: bool,
    /// The change corrects only typing errors, with the reason: without a ballot, another person confirms it after a
    /// waiting period
    #[arg(long, value_name = "REASON", conflicts_with = "from_records")]
    editorial: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl SubmitCommand {
    /// Submits a text that was approved before the store existed.
    pub(super) fn from_records(id: Id, acting: ActOptions) -> SubmitCommand {
        SubmitCommand {
            id,
            withdraw: false,
            from_records: true,
            editorial: None,
            acting,
        }
    }

    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| self.plan(ctx))
    }

    fn plan(&self, ctx: &ActingContext<'_>) -> Result<Plan> {
        let id = &self.id;
        ctx.command.top()?;
        if ctx.subject.replay.state.proposal.is_some() {
            // Findings are of no use to a person who may not submit the text.
            may_own(ctx.command, &ctx.subject, CLAUSE)?;
        }
        let path = StorePath::Text(id.clone()).to_string();
        let text = ctx.command.on_disk(&path)?;
        let document: Document<Register> = Document::read(&text);
        let findings = match self.from_records {
            true => rules::records(ctx.snapshot, ctx.subject.files),
            false => rules::submission(ctx.snapshot, ctx.subject.files),
        };
        complete(&findings, id)?;
        let Some(register) = document.get() else {
            return Err(Rejected::AlreadyPrinted.into());
        };
        if let Some(other) = register.addendum_to.as_ref().filter(|other| *other != id) {
            not_removed(ctx, other)?;
        }
        self.says_something_new(ctx, register)?;
        let state = &ctx.subject.replay.state;
        let demand = match self.editorial {
            // The process refuses a change that is more than a typing error, with the reason.
            Some(_) => editorial::demand(state, &ctx.subject.history, register, ctx.subject.roster)
                .unwrap_or_default(),
            None => demand(state, &ctx.subject.history, register, ctx.subject.roster),
        };
        let number = ctx.subject.next_revision();
        let withdrawn = state
            .under_way
            .as_ref()
            .filter(|u| u.rejected.is_none() && self.withdraw);
        let submit = act::Submit {
            class: demand.classes.into_iter().collect(),
            needs: demand.needs.into_iter().collect(),
            withdraws: withdrawn.map(|under_way| under_way.revision),
            records: self.from_records.then_some(Records::Earlier),
            editorial: self.editorial.clone(),
        };
        let subject = format!("revision {number} is submitted ({})", classes(&submit));
        let mut plan = Plan::of(Action::Submit(submit), subject);
        plan.files.push((path, text.bytes().to_vec()));
        let contacts = StorePath::Contacts(id.clone()).to_string();
        if let Ok(file) = ctx.command.on_disk(&contacts) {
            plan.files.push((contacts, file.bytes().to_vec()));
        }
        plan.files.push((
            StorePath::Revision(id.clone(), number).to_string(),
            text.bytes().to_vec(),
        ));
        plan.text = Some((number, text.digest()));
        let undone = crate::cli::commands::diff::undone(
            state,
            &ctx.subject.history,
            register,
            ctx.subject.roster,
        );
        plan.notes.extend(
            undone
                .into_iter()
                .map(|undone| format!("note: this {undone} (DSP4003 3.2)")),
        );
        plan.freezes = Some((number, document));
        Ok(plan)
    }

    /// Refuses the text of the revision under way before the process asks to withdraw that revision.
    fn says_something_new(&self, ctx: &ActingContext<'_>, text: &Register) -> Result<()> {
        let is_plain = !self.withdraw && !self.from_records && self.editorial.is_none();
        let (state, history) = (&ctx.subject.replay.state, &ctx.subject.history);
        let under_way = state.under_way.as_ref().filter(|it| it.rejected.is_none());
        let Some(under_way) = under_way.filter(|_| is_plain) else {
            return Ok(());
        };
        let before = history.text(under_way.revision);
        match before.is_some_and(|before| changes(before, text).is_empty()) {
            true => Err(Rejected::ByProcess(unchanged(under_way.revision, &self.id)).into()),
            false => Ok(()),
        }
    }
}

/// Refuses an addendum to a removed register.
fn not_removed(ctx: &ActingContext<'_>, other: &Id) -> Result<()> {
    let snapshot = ctx.command.register(other)?;
    let other_register = snapshot.register_context(other, ctx.subject.now)?;
    let Some(removed) = other_register.replay.state.removed else {
        return Ok(());
    };
    let state = format!(
        "`addendum_to` names `{other}`, which was removed on {}",
        removed.on
    );
    let needs = "a separate register, or an addendum to one in force";
    Err(Rejected::ByProcess(Refusal::new(state, needs, "DSP4003 4.1")).into())
}

pub(super) fn classes(submit: &act::Submit) -> String {
    let class: Vec<String> = submit.class.iter().map(ToString::to_string).collect();
    if class.is_empty() {
        "no change of meaning".to_string()
    } else {
        class.join(", ")
    }
}
