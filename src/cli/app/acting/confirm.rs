//! Asks to confirm what cannot be taken back.

use anyhow::Result;

use super::options::ActOptions;
use crate::act::Action;
use crate::cli::app::answer::reject;
use crate::cli::app::ask;
use crate::cli::app::context::Environment;
use crate::cli::app::environment::Input;

/// An act that the user must confirm first.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not confirmed")]
pub(super) struct Unconfirmed(pub(super) String);

/// Ends the attempt, if the user must confirm the act first.
///
/// # Errors
/// The user has not confirmed the act.
pub(super) fn check_confirmed(
    env: &Environment,
    options: &ActOptions,
    action: &Action,
    act: &str,
) -> Result<()> {
    let is_open = is_final(action) && asks(env, options);
    match is_open && options.confirmed.as_deref() != Some(act) {
        true => Err(Unconfirmed(act.to_string()).into()),
        false => Ok(()),
    }
}

/// Whether an act cannot be taken back once it is recorded: votes, the board's resolutions, the partner's answers and
/// removals.
fn is_final(action: &Action) -> bool {
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
    if !asks(env, options) {
        return Ok(());
    }
    let text = format!("{text}\nThis cannot be taken back; `--yes` records it without asking.");
    if !ask::confirm(&text, "Record it?")? {
        reject!("you did not confirm it; nothing was recorded");
    }
    Ok(())
}

fn asks(env: &Environment, options: &ActOptions) -> bool {
    env.input == Input::Terminal && !options.yes && !options.dry_run
}
