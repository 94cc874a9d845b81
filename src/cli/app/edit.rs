//! Edits the draft of a register for its owner and leaves all other lines as they are. Nothing is recorded until
//! `wr submit`.

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::difference::unified;
use crate::cli::app::ui;
use crate::date::Day;
use crate::id::Id;
use crate::process::approvals::demand;
use crate::process::next_steps::asked;
use crate::process::{Refusal, Stage, State, next_steps};
use crate::register::Register;
use crate::roster::authority::{Setting, Task};
use crate::snapshot::{Document, RegisterContext};
use crate::source::SourceFile;
use crate::yaml::{ListItem, Variant};

/// The options of every command that edits a draft.
#[derive(Debug, Clone, Args)]
pub(crate) struct EditCommand {
    /// Print the difference without editing the draft
    #[arg(long)]
    pub dry_run: bool,
}

/// What the plan of an edit can use.
pub(crate) struct EditContext<'a> {
    /// The register's id.
    pub id: &'a Id,
    /// The draft, parsed.
    pub text: &'a Register,
    /// The state of the register after all acts.
    pub state: &'a State,
    /// Today, in UTC.
    pub today: Day,
}

/// A list item and its replacements.
pub(crate) struct Edit<'a> {
    /// The item, such as a row of `standards`.
    pub item: ListItem<'static>,
    /// The copies that replace the item; empty to remove it.
    pub copies: Vec<Variant<'a>>,
    /// A description of the edit, for the user.
    pub what: String,
}

/// Plans an edit, makes it in the working tree, and prints the approvals that submitting it will need.
///
/// # Errors
/// The actor is not authorized, the register has ended, or the draft cannot be edited automatically.
pub(crate) fn edit<'p>(
    env: &Environment,
    id: &Id,
    editing: &EditCommand,
    clause: &'static str,
    plan: impl FnOnce(&EditContext<'_>) -> Result<Edit<'p>>,
) -> Result<()> {
    let mut context = Context::open(env)?;
    context.top()?;
    let lock = (!editing.dry_run)
        .then(|| context.begin_write())
        .transpose()?;
    let snapshot = context.register(id)?;
    let register = snapshot.register_context(id, env.now)?;
    may_edit(&context, &register, clause)?;
    let document = register
        .files
        .text
        .as_ref()
        .with_context(|| format!("`{id}` has no draft"))?;
    let unreadable = || {
        format!(
            "{} cannot be read; `wr check {id}` says where",
            document.file.path()
        )
    };
    let text = document.get().with_context(unreadable)?;
    let edit = plan(&EditContext {
        id,
        text,
        state: &register.replay.state,
        today: env.today(),
    })?;
    let path = document.file.path();
    let Some(bytes) = edit.item.replace(&document.file, &edit.copies) else {
        bail!(
            "{path} cannot be edited automatically without changing other lines; edit it by hand"
        );
    };
    let new = SourceFile::new(path, bytes);
    let revised: Document<Register> = Document::read(&new);
    let Some(text) = revised.get() else {
        bail!("this edit would make {path} unreadable, so nothing was changed; edit it by hand");
    };
    ui::difference(unified(&document.file, &new));
    if let Some(lock) = lock {
        context
            .store
            .replace(&lock, path, document.file.bytes(), new.bytes())?;
    }
    ui::out(ui::visible(words(&edit, editing, text, &register)));
    Ok(())
}

/// Refuses anyone but the owner and the VP of Alliances.
///
/// # Errors
/// The actor is another person, or not in the roster.
pub(crate) fn may_own(
    context: &Context,
    register: &RegisterContext<'_>,
    clause: &'static str,
) -> Result<()> {
    let (state, roster) = (&register.replay.state, register.roster);
    let proposal = state.proposal.as_ref();
    let setting = Setting {
        roster,
        on: context.env.today(),
        owner: state.owner.as_ref().map(|(owner, _)| owner),
        proposer: proposal.map(|proposal| &proposal.proposed_by),
        partner: proposal.map(|proposal| &proposal.partner),
        body: None,
        concerned: &[],
    };
    let actor = context.actor(roster)?;
    if let Err(why) = setting.authorize(Task::Own, &actor.id, false) {
        let refusal = Refusal::new(why.to_string(), "an authorized person", clause).who(why.who);
        return Err(Rejected::ByProcess(refusal).into());
    }
    Ok(())
}

/// Refuses anyone but the owner and the VP of Alliances, and a register that has ended.
fn may_edit(context: &Context, register: &RegisterContext<'_>, clause: &'static str) -> Result<()> {
    may_own(context, register, clause)?;
    let (state, history) = (&register.replay.state, &register.history);
    if matches!(Stage::of(state, history), Stage::Removed | Stage::Ended) {
        let stands = format!("`{}` {}", history.id, next_steps::sentence(state, history));
        return Err(Rejected::ByProcess(Refusal::new(
            stands,
            "a register that is neither removed nor ended",
            clause,
        ))
        .into());
    }
    Ok(())
}

/// The result for the user: the edit, and the approvals that submitting it will need.
fn words(
    edit: &Edit<'_>,
    editing: &EditCommand,
    text: &Register,
    register: &RegisterContext<'_>,
) -> String {
    let (history, roster) = (&register.history, register.roster);
    let state = &register.replay.state;
    let demand = demand(state, history, text, roster);
    let classes: Vec<String> = demand.classes.iter().map(ToString::to_string).collect();
    let classes = if classes.is_empty() {
        "no change of meaning".to_string()
    } else {
        classes.join(", ")
    };
    let asks: Vec<String> = asked(&demand, text, roster)
        .into_iter()
        .map(|(_, name, _)| name)
        .collect();
    let asks = if asks.is_empty() {
        "no approval".to_string()
    } else {
        format!("the approval of: {}", asks.join(", "))
    };
    let on_its_way = state
        .under_way
        .as_ref()
        .filter(|under_way| under_way.rejected.is_none());
    let withdraw = on_its_way.map_or(String::new(), |under_way| {
        format!(
            " --withdraw`, which replaces revision {}; the draft",
            under_way.revision
        )
    });
    let submit = match withdraw.as_str() {
        "" => format!("`wr submit {}`; the draft", history.id),
        withdraw => format!("`wr submit {}{withdraw}", history.id),
    };
    let done = if editing.dry_run {
        "would be edited: "
    } else {
        "is edited: "
    };
    format!(
        "the draft of `{}` {done}{}\nnext: {submit} as it is now ({classes}) needs {asks}",
        history.id, edit.what
    )
}
