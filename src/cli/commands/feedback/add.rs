//! `wr feedback add`: records feedback on a revision.

use anyhow::{Result, bail};
use clap::Args;

use crate::act::{self, Action, Matter};
use crate::cli::app::acting::{ActOptions, ActingContext, OutOption, Plan};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::words::{MATTERS, words};
use crate::id::Id;
use crate::process::feedback::excerpt;
use crate::source::Digest;

/// Comment on a revision, propose changes to its milestones, or object to it
#[derive(Debug, Args)]
pub(crate) struct FeedbackAddCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The feedback
    #[arg(long, alias = "comment", value_name = "TEXT")]
    text: String,
    /// comment, milestone (a proposal for the milestones), objection, or removal (the partner is disbanded or does not
    /// maintain the relationship)
    #[arg(
        long,
        value_name = "KIND",
        default_value = "comment",
        value_parser = words::<Matter>(&MATTERS),
        hide_possible_values = true
    )]
    kind: Matter,
    /// The same as --kind objection: it blocks approval until it is resolved
    #[arg(long, conflicts_with = "kind")]
    objection: bool,
    /// The body whose feedback it is: as its chair, or with --evidence
    #[arg(long, aliases = ["for", "from"], value_name = "BODY")]
    body: Option<String>,
    /// The author, when you record another person's feedback with --evidence
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// The revision it is about, by default the one under way
    #[arg(long, value_name = "N")]
    revision: Option<u32>,
    #[command(flatten)]
    acting: ActOptions,
    #[command(flatten)]
    out_option: OutOption,
}

impl FeedbackAddCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        self.out_option
            .act(env, &self.id, &self.acting, |ctx| self.plan(ctx))
    }

    /// The feedback of a person on a revision, as another person records it.
    pub(crate) fn of_person(
        id: &Id,
        by: &Id,
        revision: u32,
        kind: Matter,
        text: &str,
    ) -> FeedbackAddCommand {
        FeedbackAddCommand {
            id: id.clone(),
            text: text.to_string(),
            kind,
            objection: false,
            body: None,
            by: Some(by.to_string()),
            revision: Some(revision),
            acting: ActOptions::default(),
            out_option: OutOption::default(),
        }
    }

    /// The plan of the feedback.
    ///
    /// # Errors
    /// The roster has no such person or body, or the register no such revision.
    pub(crate) fn plan(&self, ctx: &ActingContext<'_>) -> Result<Plan> {
        let body = self
            .body
            .as_ref()
            .map(|given| ctx.subject.roster.find_body(given))
            .transpose()?;
        let matter = if self.objection {
            Matter::Objection
        } else {
            self.kind
        };
        let text = match self.revision {
            Some(number) => match ctx.subject.history.revisions.get(&number) {
                Some(revision) => Some((number, revision.digest)),
                None => bail!(
                    "`{}` has no revision {number}; it has {}",
                    self.id,
                    known(ctx)
                ),
            },
            None if matter == Matter::Removal => in_force(ctx),
            None => ctx
                .subject
                .replay
                .state
                .under_way
                .as_ref()
                .map(|u| (u.revision, u.digest)),
        };
        let by = self
            .by
            .as_ref()
            .map(|given| ctx.subject.roster.find_person(given))
            .transpose()?;
        let person = by.unwrap_or(ctx.actor).name.clone();
        let speaker = body.map_or(person, |body| format!("the {}", body.name));
        let does = match matter {
            Matter::Comment => "comments on",
            Matter::Milestone => "proposes for the milestones of",
            Matter::Objection => "objects to",
            Matter::Removal => "raises the removal of",
        };
        let number = text.map_or(0, |(number, _)| number);
        let subject = format!(
            "{speaker} {does} revision {number}: {}",
            excerpt(&self.text)
        );
        let body = body.map(|body| body.id.clone());
        let action = Action::Feedback(act::Feedback {
            matter,
            body,
            text: self.text.clone(),
        });
        let mut plan = Plan::of(action, subject);
        plan.text = text;
        plan.by = by.map(|by| by.id.clone());
        Ok(plan)
    }
}

fn in_force(ctx: &ActingContext<'_>) -> Option<(u32, Digest)> {
    let revision = ctx.subject.replay.state.in_force.as_ref()?.revision;
    Some((
        revision,
        ctx.subject.history.revisions.get(&revision)?.digest,
    ))
}

fn known(ctx: &ActingContext<'_>) -> String {
    let numbers: Vec<String> = ctx
        .subject
        .history
        .revisions
        .keys()
        .map(u32::to_string)
        .collect();
    if numbers.is_empty() {
        "none yet".to_string()
    } else {
        numbers.join(", ")
    }
}
