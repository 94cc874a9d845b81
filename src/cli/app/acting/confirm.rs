//! Asks to confirm what cannot be taken back.

use anyhow::Result;

use super::options::ActOptions;
use crate::act::Action;
use crate::cli::app::answer::reject;
use crate::cli::app::ask;
use crate::cli::app::context::Environment;
use crate::cli::app::environment::Input;

/// Whether an act cannot be taken back once it is recorded: votes, the board's resolutions, the partner's answers and
/// removals.
pub(super) fn is_final(action: &Action) -> bool {
    matches!(
        action,
        Action::Vote(_)
            | Action::Approve(_)
            | Action::Accept(_)
            | Action::Decline(_)
            | Action::Remove(_)
    )
}

/// Asks on a terminal whether to record what `text` says; `--yes` answers. Without a terminal there is no
/// question.
///
/// # Errors
/// `Rejected`, if the user does not confirm it.
pub(crate) fn confirm(env: &Environment, options: &ActOptions, text: &str) -> Result<()> {
    if env.input != Input::Terminal || options.yes || options.dry_run {
        return Ok(());
    }
    let text = format!("{text}\nThis cannot be taken back; `--yes` records it without asking.");
    if !ask::confirm(&text, "Record it?")? {
        reject!("you did not confirm it; nothing was recorded");
    }
    Ok(())
}
