//! The answer of a command as JSON: what it recorded and printed, or why it refused.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::act::StoredAct;
use crate::cli::app::answer::{Rejected, exit_code};
use crate::cli::app::shell::is_command;
use crate::process::Refusal;
use crate::report::json::escape;

static ANSWER: Mutex<Option<AnswerJson>> = Mutex::new(None);

/// The answer of a command that has no JSON format of its own, such as one that records.
#[derive(Debug, Default, Serialize)]
struct AnswerJson {
    /// The version of this format: 1.
    format: u32,
    exit_code: u8,
    /// The recorded acts, in order; those of a dry run have no commit.
    acts: Vec<ActJson>,
    /// The mails that `wr import-email` read, and what became of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mails: Vec<MailJson>,
    /// Whether the remote has them; absent if nothing was to be shared or that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    shared: Option<bool>,
    /// What `wr import` did not put into the draft word for word.
    #[serde(skip_serializing_if = "Option::is_none")]
    imported: Option<serde_json::Value>,
    /// What the command prints to standard output.
    messages: Vec<String>,
    /// What it prints to standard error, except its error.
    warnings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorJson>,
}

/// An act in an answer.
#[derive(Debug, Serialize)]
pub(crate) struct ActJson {
    act: String,
    kind: &'static str,
    path: String,
    register: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<String>,
    by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_by: Option<String>,
    on: String,
    stage_before: String,
    stage_after: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
}

/// A mail in an answer.
#[derive(Debug, Serialize)]
pub(crate) struct MailJson {
    pub(crate) message_id: Option<String>,
    pub(crate) from: String,
    pub(crate) file: String,
    /// When it arrived, as far as is known.
    pub(crate) at: Option<String>,
    /// `taken`, or the kind of reason why it was not.
    pub(crate) result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<String>,
    /// The command with which the user can settle it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
}

/// Why a command refused, or could not run.
#[derive(Debug, Serialize)]
struct ErrorJson {
    /// `refused` (exit code 1), `failed` or `usage` (exit code 2).
    kind: &'static str,
    message: String,
    /// What is needed instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<String>,
    /// The people who can provide it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    who: Vec<String>,
    /// The clause of DSP4003, or the practice.
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<String>,
    /// What else helps, such as an example.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hints: Vec<String>,
    /// The commands that all of this names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    commands: Vec<String>,
}

/// The error of a command that has a JSON format of its own.
#[derive(Debug, Serialize)]
struct FailureJson {
    /// The version of this format: 1.
    format: u32,
    exit_code: u8,
    error: ErrorJson,
}

/// Collects what the command prints from here on, instead of printing it.
pub(crate) fn collect() {
    *answer() = Some(AnswerJson {
        format: 1,
        ..AnswerJson::default()
    });
}

/// Whether what the command prints is collected.
pub(crate) fn is_collecting() -> bool {
    answer().is_some()
}

/// Adds what would be printed to standard output; false if nothing is collected.
pub(crate) fn collect_message(text: &str) -> bool {
    let mut answer = answer();
    let Some(answer) = &mut *answer else {
        return false;
    };
    answer.messages.push(text.trim_end().to_string());
    true
}

/// Adds what would be printed to standard error; false if nothing is collected.
pub(crate) fn collect_warning(text: &str) -> bool {
    let mut answer = answer();
    let Some(answer) = &mut *answer else {
        return false;
    };
    answer.warnings.push(text.trim_end().to_string());
    true
}

/// Adds an act with the stages before and after it, and its commit unless it was only tried.
pub(crate) fn collect_act(stored: &StoredAct, stages: [&str; 2], commit: Option<String>) {
    let act = &stored.act;
    let [before, after] = stages.map(str::to_string);
    let added = ActJson {
        act: stored.digest.short(),
        kind: act.action.kind(),
        path: stored.path(),
        register: act.register.to_string(),
        request: act.request.as_ref().map(ToString::to_string),
        by: act.by.to_string(),
        recorded_by: act.recorded_by.as_ref().map(ToString::to_string),
        on: act.on.to_string(),
        stage_before: before,
        stage_after: after,
        commit,
    };
    if let Some(answer) = &mut *answer() {
        // Some commands try all of their acts before they record the first.
        let is_recorded = added.commit.is_some();
        answer.acts.retain(|earlier| {
            earlier.act != added.act && (earlier.commit.is_some() || !is_recorded)
        });
        answer.acts.push(added);
    }
}

/// Adds a mail, and what became of it.
pub(crate) fn collect_mail(mail: MailJson) {
    if let Some(answer) = &mut *answer() {
        answer.mails.push(mail);
    }
}

/// Adds whether the remote has what was recorded.
pub(crate) fn collect_shared(is_shared: bool) {
    if let Some(answer) = &mut *answer() {
        answer.shared = Some(is_shared);
    }
}

/// Adds what an import did not put into the draft word for word.
pub(crate) fn collect_imported(lists: serde_json::Value) {
    if let Some(answer) = &mut *answer() {
        answer.imported = Some(lists);
    }
}

/// The collected answer with the result of the command; none if nothing was collected.
pub(crate) fn collected(result: &anyhow::Result<()>) -> Option<String> {
    let mut answer = answer().take()?;
    if let Err(error) = result {
        answer.exit_code = exit_code(error);
        let printed = answer.warnings.last().cloned();
        answer.error = Some(of_error(error, printed));
    }
    Some(text(&answer))
}

/// The JSON of an error of a command that has a format of its own; none if the command has printed the reason.
pub(crate) fn failure(error: &anyhow::Error) -> Option<String> {
    if let Some(Rejected::AlreadyPrinted) = error.downcast_ref::<Rejected>() {
        return None;
    }
    let failure = FailureJson {
        format: 1,
        exit_code: exit_code(error),
        error: of_error(error, None),
    };
    Some(text(&failure))
}

/// The JSON of a command line that cannot be parsed.
pub(crate) fn misuse(message: &str) -> String {
    text(&FailureJson {
        format: 1,
        exit_code: 2,
        error: of_words("usage", message),
    })
}

fn answer() -> MutexGuard<'static, Option<AnswerJson>> {
    ANSWER.lock().unwrap_or_else(PoisonError::into_inner)
}

fn text(value: &impl Serialize) -> String {
    escape(&serde_json::to_string_pretty(value).unwrap_or_default()) + "\n"
}

fn of_error(error: &anyhow::Error, printed: Option<String>) -> ErrorJson {
    match error.downcast_ref::<Rejected>() {
        Some(Rejected::ByProcess(refusal)) => of_refusal(refusal),
        Some(Rejected::Message(words)) => of_words("refused", words),
        Some(Rejected::AlreadyPrinted) => of_words("refused", &printed.unwrap_or_default()),
        None => of_words("failed", &format!("{error:#}")),
    }
}

fn of_refusal(refusal: &Refusal) -> ErrorJson {
    let Refusal {
        state,
        needs,
        who,
        clause,
        cause: _,
    } = refusal;
    ErrorJson {
        kind: "refused",
        message: state.clone(),
        needs: Some(needs.clone()),
        who: who.clone(),
        clause: Some(clause.to_string()),
        hints: Vec::new(),
        commands: commands(&format!("{state} {needs}")),
    }
}

/// The parts of a message, whose later lines begin with a label such as `needs:`.
fn of_words(kind: &'static str, words: &str) -> ErrorJson {
    let mut error = ErrorJson {
        kind,
        message: String::new(),
        needs: None,
        who: Vec::new(),
        clause: None,
        hints: Vec::new(),
        commands: commands(words),
    };
    for line in words.lines() {
        let labeled = line
            .strip_prefix("  ")
            .and_then(|line| line.split_once(':'));
        match labeled.map(|(label, rest)| (label, rest.trim().to_string())) {
            Some(("needs", rest)) => error.needs = Some(rest),
            Some(("who", rest)) => error.who = rest.split("; ").map(String::from).collect(),
            Some(("clause", rest)) => error.clause = Some(rest),
            Some((_, rest)) => error.hints.push(rest),
            None if error.message.is_empty() => error.message = line.to_string(),
            None => error.message += &format!("\n{line}"),
        }
    }
    error
}

/// The commands in backquotes, each once.
fn commands(words: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for quoted in words.split('`').skip(1).step_by(2) {
        if is_command(quoted) && !found.iter().any(|command| command == quoted) {
            found.push(quoted.to_string());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_taken_apart_by_its_labels() {
        let words = "the text has edits\n  needs:  `wr save xyz` first\n  who:    Ann; Bob\n  or:     `wr diff xyz`";
        let error = of_words("refused", words);
        assert_eq!(error.message, "the text has edits");
        assert_eq!(error.hints, ["`wr diff xyz`"]);
        assert_eq!(error.needs.as_deref(), Some("`wr save xyz` first"));
        assert_eq!(error.who, ["Ann", "Bob"]);
        assert_eq!(error.commands, ["wr save xyz", "wr diff xyz"]);
    }
}
