//! What people must know before something is recorded: that no branch is checked out, and that git's hooks do not run.

use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui;

/// The setting of the clone with the hooks that a note named already.
const NOTED: &str = "wr.hooksNoted";

/// Warns of a detached HEAD, and notes once that the clone has hooks that do not run.
pub(crate) fn before_recording(env: &Environment) {
    let Ok(context) = Context::open(env) else {
        return;
    };
    // What git is in the middle of has an error of its own.
    if context.store.refuse_when_busy().is_err() || context.head.is_none() {
        return;
    }
    if context.store.head().is_ok_and(|head| head.branch.is_none()) {
        ui::err(
            "warning: no branch is checked out (detached HEAD), so what is recorded now is on no branch and NOT shared: keep it with \
             `git switch --create NAME`, or go to a branch before, with `git switch BRANCH`",
        );
    }
    note_hooks(&context);
}

/// Names the hooks of git that would run for a commit of `git`, the first time.
fn note_hooks(context: &Context) {
    let Ok(hooks) = context.store.hooks() else {
        return;
    };
    let names = hooks.of_commits().join(", ");
    let noted = context.store.config(NOTED).ok().flatten();
    if names.is_empty() || noted.is_some_and(|noted| noted == names) {
        return;
    }
    ui::err(format!(
        "note: git's hooks in {} ({names}) do not run for commits of `wr`, which has checked what it records and never \
         changes a recorded byte; they run for commits of `git`",
        hooks.folder.display()
    ));
    // A clone that cannot be written prints the note again.
    let _ = context.store.set_config(NOTED, &names);
}
