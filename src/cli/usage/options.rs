//! Hints for options that a command does not have.

use clap::{Arg, Command};

use super::line::CommandLine;
use crate::suggest::nearest_word;

/// Options with the same meaning, best first; a command has at most one or two of them.
const MEANINGS: [(&str, &[&str]); 6] = [
    (
        "a reason",
        &[
            "because", "comment", "text", "note", "message", "m", "reason", "why", "evidence",
        ],
    ),
    (
        "the end",
        &[
            "until", "days", "deadline", "due", "by", "end", "ends", "close", "closes",
        ],
    ),
    (
        "the day",
        &["on", "until", "date", "day", "when", "since", "due", "by"],
    ),
    (
        "a body",
        &["body", "committee", "group", "board", "wg", "to"],
    ),
    (
        "another person",
        &[
            "for",
            "as",
            "user",
            "behalf",
            "on-behalf",
            "member",
            "seat",
            "person",
            "who",
        ],
    ),
    ("a file", &["out", "output", "o", "file", "dir"]),
];

/// Explains an option that the command does not have.
pub(super) fn unknown(line: &CommandLine<'_>, given: &str) -> String {
    let shown = given.split('=').next().unwrap_or(given);
    let word = shown.trim_start_matches('-');
    let hint = match (hint(line.command, word), line.values()) {
        (Some(hint), _) => format!("; {hint}"),
        (None, own) if own.is_empty() => String::new(),
        (None, own) => format!("; it has {own}"),
    };
    format!(
        "`{}` has no option `{shown}`{hint}\n{}",
        line.name,
        line.see()
    )
}

fn hint(command: &Command, word: &str) -> Option<String> {
    let longs: Vec<&str> = visible(command).filter_map(Arg::get_long).collect();
    match word {
        "force" | "f" | "no-verify" => {
            return Some(
                "nothing can be forced: what the process refuses, every reader refuses".to_string(),
            );
        }
        "yes" | "y" | "non-interactive" => {
            return Some(
                "`wr` asks no questions without a terminal or with `--no-input`".to_string(),
            );
        }
        "json" if longs.contains(&"format") => return Some("write `--format json`".to_string()),
        "verbose" | "v" | "quiet" | "q" | "debug" => {
            return Some("there is one level of output".to_string());
        }
        _ => {}
    }
    if let Some(near) = nearest_word(word, &longs) {
        return Some(format!("did you mean `--{near}`?"));
    }
    let same = MEANINGS.iter().filter(|(_, words)| words.contains(&word));
    same.into_iter().find_map(|(meaning, words)| {
        let args = || visible(command).filter(|arg| arg.get_long().is_some());
        let arg = words
            .iter()
            .find_map(|word| args().find(|arg| arg.get_long() == Some(word)))?;
        Some(format!(
            "{meaning} is `{}`",
            arg.to_string().replace(['<', '>'], "")
        ))
    })
}

fn visible(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|arg| !arg.is_hide_set())
}
