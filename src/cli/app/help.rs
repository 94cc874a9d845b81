//! Groups the commands in `wr --help`, most used first.

use clap::Command;

use crate::cli::app::ui::{self, Tone};

/// Each group lists its commands in the order in which users meet them.
const GROUPS: [(&str, &[&str]); 7] = [
    (
        "Start",
        &["init", "demo", "join", "whoami", "completions", "man"],
    ),
    (
        "Text",
        &[
            "new", "import", "edit", "roster", "policy", "check", "save", "diff", "submit",
            "template", "schema", "explain", "lsp",
        ],
    ),
    (
        "Process",
        &[
            "next",
            "assign",
            "feedback",
            "commitment",
            "schedule",
            "approve",
            "send",
            "accept",
            "decline",
            "confirm",
            "review",
            "milestone",
            "standard",
            "meeting",
            "remove",
            "end",
            "request",
            "backfill",
        ],
    ),
    ("Ballots", &["vote", "ballot"]),
    (
        "Look",
        &["status", "list", "show", "log", "due", "domains", "report"],
    ),
    (
        "Site and mail",
        &["site", "render", "letter", "import-email"],
    ),
    (
        "Share and verify",
        &[
            "sync",
            "verify",
            "key",
            "consent",
            "bundle",
            "import-act",
            "hook",
        ],
    ),
];

/// Replaces the help template of the command with one that lists subcommands in groups.
pub(crate) fn grouped(command: Command) -> Command {
    let list = list(&command);
    let options = ui::styled(&ui::paint(Tone::Heading, "Options:"));
    command.help_template(format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n\n{list}\n{options}\n{{options}}{{after-help}}"
    ))
}

fn list(command: &Command) -> String {
    let names = GROUPS.iter().flat_map(|(_, names)| names.iter());
    let width = names.map(|name| name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for (title, names) in GROUPS {
        let rows = names.iter().map(|name| {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            let shown = ui::paint(Tone::Command, format!("{name:width$}"));
            vec![format!("  {shown}"), about]
        });
        let title = ui::paint(Tone::Heading, format!("{title}:"));
        text += &format!("{title}\n{}\n\n", ui::columns(rows));
    }
    ui::styled(text.trim_end()) + "\n"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::GROUPS;
    use crate::cli::program::definition;

    #[test]
    fn every_command_is_in_one_group() {
        let listed: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .collect();
        let distinct: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(distinct.len(), listed.len(), "a command is in two groups");
        let command = definition();
        let there: BTreeSet<&str> = command.get_subcommands().map(|it| it.get_name()).collect();
        assert_eq!(distinct, there);
    }
}
