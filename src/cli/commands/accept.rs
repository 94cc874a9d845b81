//! `wr accept`: the partner acknowledges acceptance, which establishes the partnership (DSP4003 3.2).

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, ActingContext, Changes, OutOption, Plan};
use crate::cli::app::context::{Environment, register_id};
use crate::id::Id;
use crate::process::approvals::demand_of_partner;
use crate::source::Digest;

/// Accept the register for the partner, or record the partner's letter with --evidence
#[derive(Debug, Args)]
pub(crate) struct AcceptCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The partner's representative who wrote the letter; --on is its date
    #[arg(long = "for", value_name = "PERSON")]
    behalf: Option<String>,
    /// The text with the partner's changes: it becomes the next revision and returns to the originating committee
    #[arg(long, value_name = "FILE")]
    with_changes: Option<PathBuf>,
    #[command(flatten)]
    acting: ActOptions,
    #[command(flatten)]
    out_option: OutOption,
}

impl AcceptCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let changes = Changes::read(env, self.with_changes.as_deref())?;
        self.out_option.act(env, &self.id, &self.acting, |ctx| {
            let (partner, sent) = (partner(ctx), sent(ctx));
            let mut plan = match &changes {
                None => unchanged(ctx),
                Some(changes) => {
                    let frozen = changes.freeze(ctx, demand_of_partner)?;
                    let changed = Some(frozen.submit.clone());
                    let subject = format!(
                        "{partner} accepts with changes, as revision {} ({})",
                        frozen.number,
                        crate::cli::commands::submit::classes(&frozen.submit)
                    );
                    frozen.plan(Action::Accept(act::Accept { sent, changed }), subject)
                }
            };
            plan.by = author(ctx, self.behalf.as_deref())?;
            Ok(plan)
        })
    }
}

/// The plan of an acceptance of the text as it was sent.
pub(super) fn unchanged(ctx: &ActingContext<'_>) -> Plan {
    let under_way = ctx.subject.replay.state.under_way.as_ref();
    let revision = under_way.map_or(0, |u| u.revision);
    let action = Action::Accept(act::Accept {
        sent: sent(ctx),
        changed: None,
    });
    let subject = format!("{} accepts revision {revision}", partner(ctx));
    Plan::of(action, subject).about_revision(&ctx.subject)
}

/// The partner's name; "the partner" while the register has none.
pub(super) fn partner(ctx: &ActingContext<'_>) -> String {
    let partner = ctx.subject.replay.state.partner();
    partner.map_or("the partner".to_string(), |id| {
        ctx.subject.roster.organization_name(id)
    })
}

/// The digest of the `send` act that the partner answers. Before one exists, the digest of nothing: the process
/// then refuses the act and names the step that comes first.
pub(super) fn sent(ctx: &ActingContext<'_>) -> Digest {
    let sent = ctx
        .subject
        .replay
        .state
        .under_way
        .as_ref()
        .and_then(|under_way| under_way.sent.as_ref());
    sent.map_or(Digest::of(b""), |sent| sent.act)
}

/// The representative who wrote the letter, found by id or name.
pub(super) fn author(ctx: &ActingContext<'_>, behalf: Option<&str>) -> Result<Option<Id>> {
    let by = behalf
        .map(|name| ctx.subject.roster.find_person(name))
        .transpose()?;
    Ok(by.map(|person| person.id.clone()))
}
