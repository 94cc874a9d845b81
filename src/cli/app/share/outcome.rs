//! What became of a record: shared or not, as the last words of the command.

use crate::cli::app::answer::Rejected;
use crate::cli::app::json::collect_shared;
use crate::cli::app::ui;
use crate::store::StoreError;

/// How many lines of a remote are quoted.
const QUOTED: usize = 4;

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
            ShareOutcome::Shared(words) => {
                collect_shared(true);
                ui::out(ui::visible(words));
            }
            ShareOutcome::NotShared(why) => {
                collect_shared(false);
                ui::err(ui::visible(format!(
                    "recorded here, NOT shared: {why}; run `wr sync`"
                )));
            }
            ShareOutcome::Unknown => {
                ui::err("recorded here, unknown whether shared; run `wr sync`");
            }
        }
    }
}

/// Why the remote could not be reached, in one line.
pub(super) fn unreachable(remote: &str, error: &StoreError) -> String {
    if let StoreError::NoAnswer { seconds, .. } = error {
        let plural = if *seconds == 1 { "" } else { "s" };
        return format!("`{remote}` did not answer within {seconds} second{plural}");
    }
    let StoreError::Network { words, .. } = error else {
        return error.to_string();
    };
    let no_password = ["terminal prompts disabled", "Permission denied (publickey"];
    if no_password.iter().any(|part| words.contains(part)) {
        return format!("`{remote}` asks for a password or a key that git does not have");
    }
    let first = words.lines().map(str::trim).find(|line| !line.is_empty());
    let first = first.unwrap_or("no answer").trim_start_matches("fatal: ");
    format!("`{remote}` cannot be reached ({first})")
}

/// What became of a push that failed with this error and that the remote does not have yet. A remote that is slow may
/// still take it.
pub(super) fn lost(remote: &str, error: &StoreError) -> ShareOutcome {
    if let StoreError::NoAnswer { .. } = error {
        return ShareOutcome::Unknown;
    }
    ShareOutcome::NotShared(unreachable(remote, error))
}

/// Why the remote refused a push, in one line.
pub(super) fn rejected(remote: &str, words: &str) -> String {
    let mut lines: Vec<&str> = words.lines().take(QUOTED).collect();
    if words.lines().count() > QUOTED {
        lines.push("…");
    }
    format!("`{remote}` refused the push: {}", lines.join("; "))
}

/// The reason in an error, in one line; `wr sync` prints the rest.
pub(super) fn reason(error: &anyhow::Error) -> String {
    let text = match error.downcast_ref::<Rejected>() {
        Some(Rejected::Message(text)) => text.clone(),
        Some(Rejected::ByProcess(_) | Rejected::AlreadyPrinted) | None => format!("{error:#}"),
    };
    text.lines().next().unwrap_or_default().to_string()
}
