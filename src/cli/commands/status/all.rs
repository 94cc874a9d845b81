//! Prints the status of all registers.

use anyhow::Result;
use serde::Serialize;

use super::one::{changed_records, view};
use super::published::One;
use crate::cli::app::context::{Context, Environment, WorkingTree};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::share::{glance, print_notices};
use crate::cli::app::ui::{self, Tone};
use crate::cli::app::uncounted::{self, uncounted_votes};
use crate::cli::commands::next;
use crate::path::{REGISTERS, Subject};
use crate::snapshot::RegisterContext;
use crate::store::Read;

/// The JSON output for all registers.
#[derive(Debug, Serialize)]
struct AllStatusJson {
    /// The version of this format: 1.
    format: u32,
    registers: Vec<One>,
}

pub(super) fn run(env: &Environment, format: OutputFormat) -> Result<()> {
    let context = Context::open(env)?;
    if format == OutputFormat::Text {
        print_notices(&context)?;
    }
    let Read { tree, non_regular } = context.files(WorkingTree::Drafts)?;
    let snapshot = context.loaded(&tree, &non_regular)?;
    let registers = snapshot.register_contexts(env.now)?;
    // Only the JSON has them, and git looks at every file for it.
    let changed = match format {
        OutputFormat::Text => Vec::new(),
        OutputFormat::Json => changed_records(&context, &tree, REGISTERS)?,
    };
    format.print(&context, &of_all(&context, &registers, &changed)?, |all| {
        View::Text(text(all))
    })
}

/// Prints the status of all registers below the first tasks of the actor, for plain `wr`.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn home(env: &Environment) -> Result<()> {
    glance(env);
    let context = Context::open(env)?;
    print_notices(&context)?;
    let snapshot = context.whole(WorkingTree::Drafts)?;
    let registers = snapshot.register_contexts(env.now)?;
    let uncounted = uncounted::heading(&uncounted_votes(&context, &registers)?);
    let tasks = uncounted + &next::first_tasks(&context, &snapshot, &registers)?;
    if !tasks.is_empty() {
        ui::out(ui::visible(tasks + "\n"));
    }
    ui::out(text(&of_all(&context, &registers, &[])?));
    Ok(())
}

/// The status of all registers, with the changed records of all.
fn of_all(
    context: &Context,
    registers: &[RegisterContext<'_>],
    changed: &[String],
) -> Result<AllStatusJson> {
    let view = |register: &RegisterContext<'_>| {
        let folder = Subject::Register(&register.files.id).prefix();
        let own = changed.iter().filter(|path| path.starts_with(&folder));
        view(context, register, own.cloned().collect())
    };
    Ok(AllStatusJson {
        format: 1,
        registers: registers.iter().map(view).collect::<Result<_>>()?,
    })
}

/// Whether no revision is under way and no removal is recommended.
fn is_at_rest(one: &One) -> bool {
    ["established", "removed", "ended"].contains(&one.stage.as_str()) && one.removal.is_empty()
}

fn text(all: &AllStatusJson) -> String {
    if all.registers.is_empty() {
        return "no registers yet; `wr new ID --partner NAME` proposes the first".to_string();
    }
    let mut text = ui::columns(all.registers.iter().map(|one| {
        let late = match one.review_overdue {
            true => format!("; {}", ui::state(Tone::Late, "review overdue")),
            false => String::new(),
        };
        let local = if one.checked_in {
            ""
        } else {
            "; not checked in"
        };
        let partner = one
            .partner
            .as_ref()
            .map_or("-".to_string(), |partner| partner.name.clone());
        vec![
            ui::paint(Tone::Id, one.register.as_str()),
            partner,
            format!("{}{late}{local}", ui::of_stage(&one.stage, &one.state)),
        ]
    }));
    text += &format!("\n\n{}\n", ui::paint(Tone::Heading, "next"));
    for one in &all.registers {
        // The first step is the one that everything else waits for; `wr status ID` has them all.
        let Some(next) = one.next.first().filter(|_| !is_at_rest(one)) else {
            continue;
        };
        text += &format!(
            "  {}: {}\n    {}\n",
            ui::paint(Tone::Id, one.register.as_str()),
            ui::visible(&next.what),
            next.command
        );
        text += &format!(
            "    who: {}\n    {}\n",
            ui::visible(next.who.join("; ")),
            next.clause
        );
    }
    if all.registers.iter().all(is_at_rest) {
        text += "  nothing is under way\n";
    }
    let overdue: usize = all.registers.iter().map(|one| one.overdue.len()).sum();
    if overdue > 0 {
        let overdue = ui::state(Tone::Late, format!("{overdue} overdue"));
        text += &format!("\n{overdue}; `wr due` lists them\n");
    }
    text
}
