//! What became of a record: shared or not, as the last words of the command.

use crate::cli::app::answer::Rejected;
use crate::cli::app::ui;
use crate::store::StoreError;

/// What became of what was recorded.
pub(crate) enum ShareOutcome {
    /// It is on the remote; with what to say about it.
    Shared(String),
    /// It is only in this clone, for this reason.
    NotShared(String),
    /// The connection broke during the push, and the remote cannot be asked.
    Unknown,
}

impl ShareOutcome {
    pub(crate) fn print(&self) {
        match self {
            ShareOutcome::Shared(words) => ui::out(ui::visible(words)),
            ShareOutcome::NotShared(why) => ui::err(ui::visible(format!(
                "recorded here, NOT shared: {why}; run `wr sync`"
            ))),
            ShareOutcome::Unknown => {
                ui::err("recorded here, unknown whether shared; run `wr sync`");
            }
        }
    }
}

/// Why the remote could not be reached, in one line.
pub(super) fn unreachable(remote: &str, error: &StoreError) -> String {
    let StoreError::Network { words, .. } = error else {
        return error.to_string();
    };
    let first = words.lines().map(str::trim).find(|line| !line.is_empty());
    let first = first.unwrap_or("no answer").trim_start_matches("fatal: ");
    format!("`{remote}` cannot be reached ({first})")
}

/// Why the remote refused a push to the main branch by a rule of its own.
pub(super) fn refused(remote: &str, words: &str) -> String {
    format!(
        "{}. If its main branch takes pull requests only, `sharing: pull-request` in registers/policy.yaml shares each \
         act on a branch of its own",
        rejected(remote, words)
    )
}

/// Why the remote refused a push, in one line.
pub(super) fn rejected(remote: &str, words: &str) -> String {
    format!("`{remote}` refused the push: {}", words.replace('\n', "; "))
}

/// The reason in an error, in one line; `wr sync` prints the rest.
pub(super) fn reason(error: &anyhow::Error) -> String {
    let text = match error.downcast_ref::<Rejected>() {
        Some(Rejected::Message(text)) => text.clone(),
        Some(Rejected::ByProcess(_) | Rejected::AlreadyPrinted) | None => format!("{error:#}"),
    };
    text.lines().next().unwrap_or_default().to_string()
}
