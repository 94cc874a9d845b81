//! `wr consent`: records a root's consent to a new version of the roster or the policy.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::difference::unified;
use crate::cli::app::share::ShareOption;
use crate::cli::app::ui;
use crate::cli::commands::save::version::{Saving, deciding, is_untouched, told};
use crate::governance::Pending;
use crate::path::VersionKind;
use crate::snapshot::Snapshot;

/// Consent to a new version of the roster or the policy, as one of the roots
#[derive(Debug, Args)]
pub(crate) struct ConsentCommand {
    /// The file whose new version you consent to
    #[arg(value_enum)]
    to: ConsentTarget,
    /// The version's number, by default the oldest that waits for consent
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    /// Show what the version changes, without consenting
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    sharing: ShareOption,
}

/// The file that a version belongs to.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum ConsentTarget {
    Roster,
    Policy,
}

impl ConsentCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let kind = match self.to {
            ConsentTarget::Roster => VersionKind::Roster,
            ConsentTarget::Policy => VersionKind::Policy,
        };
        let mut context = Context::open(env)?;
        context.top()?;
        let lock = (!self.dry_run).then(|| context.begin_write()).transpose()?;
        let snapshot = context.governance()?;
        let pending = self.pending(&snapshot, kind)?;
        show(&snapshot, &pending);
        let actor = context.actor(&deciding(&snapshot, &pending)?)?.clone();
        if !pending.open.contains(&actor.id) {
            return Err(
                Rejected::Message(not_asked(&snapshot, &pending, &actor.id, &actor.name)).into(),
            );
        }
        if lock.is_none() {
            return Ok(());
        }
        // A key may have a passphrase: other commands do not wait for a person.
        drop(lock);
        is_untouched(&context, kind)?;
        let mut saving = Saving::begin(&context)?;
        saving.consent(&pending, &actor.id)?;
        let rest = saving.settle(&pending);
        let files = saving.into_files(&[kind]);
        let subject = format!("consent {kind} {}: {}", pending.number, actor.name);
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let message = format!(
            "{}\n\n{}\n",
            ui::visible(subject.clone()).replace('\n', " "),
            names.join("\n")
        );
        context.commit(&context.store.lock()?, files, message)?;
        ui::out(ui::visible(format!("{subject}\n{rest}")));
        Ok(())
    }

    /// The version with the given number, or the oldest that can come into force.
    fn pending(&self, snapshot: &Snapshot, kind: VersionKind) -> Result<Pending> {
        let mut waiting = snapshot.chain.pending().iter().filter(|it| it.kind == kind);
        let found = match self.version {
            None => waiting.find(|it| it.unfit.is_none()),
            Some(number) => waiting.find(|it| it.number == number),
        };
        let Some(found) = found else {
            let which = self
                .version
                .map_or(format!("no {kind}"), |number| format!("no {kind} {number}"));
            reject!("{which} waits for consent; a version in force needs none");
        };
        if let Some(unfit) = &found.unfit {
            reject!("{kind} {} cannot come into force: {unfit}", found.number);
        }
        Ok(found.clone())
    }
}

/// Prints what the version changes: a root must see it before consenting.
fn show(snapshot: &Snapshot, pending: &Pending) {
    let new = snapshot
        .history
        .values()
        .find(|file| file.digest() == pending.digest);
    if let (Some(old), Some(new)) = (snapshot.in_force(pending.kind), new) {
        ui::difference(unified(old, new));
    }
}

fn not_asked(snapshot: &Snapshot, pending: &Pending, id: &crate::id::Id, name: &str) -> String {
    let (kind, number) = (pending.kind, pending.number);
    if pending.given.contains(id) {
        return format!(
            "{name} has already consented to {kind} {number}; {}",
            told(snapshot, pending)
        );
    }
    format!(
        "{name} is not one of the roots who decide on {kind} {number}\n  who:    {}",
        told(snapshot, pending)
    )
}
