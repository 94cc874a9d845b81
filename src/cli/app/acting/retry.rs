//! Repeats the attempt to record an act: when the branch moves, and after a question.

use anyhow::{Result, bail};

use super::confirm::{Unconfirmed, confirm};
use super::options::ActOptions;
use crate::cli::app::context::Environment;
use crate::cli::app::ui;

/// How often a command retries when the branch moves.
const ATTEMPTS: usize = 20;

/// Retries until the branch does not move during the attempt, and prints the line that the attempt returns.
///
/// # Errors
/// Those of the attempt, or the branch moved too often.
pub(crate) fn again(attempt: impl Fn() -> Result<Option<String>>) -> Result<()> {
    for _ in 0..ATTEMPTS {
        match attempt()? {
            Some(line) => {
                ui::out(line);
                return Ok(());
            }
            // The branch moved, so the decision may differ: read and decide again.
            None => continue,
        }
    }
    bail!("the branch moved {ATTEMPTS} times during this command; nothing was changed; try again");
}

/// Records an act. If the user must confirm it, the attempt ends, which releases the write lock, and another one after the
/// answer decides again. If the act is another one then, the user must confirm that one, too.
///
/// # Errors
/// Those of the attempt, or `Rejected`, if the user does not confirm the act.
pub(super) fn ask_first(
    env: &Environment,
    options: &ActOptions,
    attempt: impl Fn(&Environment, &ActOptions) -> Result<Option<String>>,
) -> Result<()> {
    let (mut env, mut options) = (env.clone(), options.clone());
    loop {
        let Err(why) = again(|| attempt(&env, &options)) else {
            return Ok(());
        };
        let Unconfirmed(act) = why.downcast()?;
        confirm(&env, &options, &act)?;
        env = env.later()?;
        options.confirmed = Some(act);
    }
}
