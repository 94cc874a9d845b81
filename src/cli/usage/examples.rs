//! What help, manual pages and messages say of each command beside its definition: its clause, and two examples.

mod process;
mod store;
mod text;

use clap::Command;

pub(super) use self::text::CommandText;

/// The first example of a command, by its name with its groups.
pub(super) fn of(name: &str) -> Option<&'static str> {
    Some(named(name)?.examples[0])
}

/// The examples of a command.
pub(in crate::cli) fn examples(name: &str) -> Option<&'static [&'static str; 2]> {
    Some(&named(name)?.examples)
}

/// The clause of a command.
pub(in crate::cli) fn clause(name: &str) -> Option<&'static str> {
    Some(named(name)?.clause).filter(|clause| !clause.is_empty())
}

/// All commands.
pub(super) fn commands() -> impl Iterator<Item = &'static CommandText> {
    process::COMMANDS.iter().chain(store::COMMANDS)
}

fn named(name: &str) -> Option<&'static CommandText> {
    commands().find(|command| command.name == name)
}

/// The command, with examples at the end of the help of each of its commands.
pub(in crate::cli) fn with_examples(command: Command) -> Command {
    let name = command.get_name().to_string();
    command.mut_subcommands(|sub| below(sub, &name))
}

/// A command of the group that is named, with examples at the end of its help and of the help of its own commands.
fn below(command: Command, group: &str) -> Command {
    let name = format!("{group} {}", command.get_name());
    let command = command.mut_subcommands(|sub| below(sub, &name));
    let Some(examples) = examples(&name) else {
        return command;
    };
    let before = command.get_after_help().map(ToString::to_string);
    let before = before.map_or(String::new(), |text| format!("{text}\n\n"));
    let examples = examples.join("\n  ");
    command.after_help(format!("{before}Examples:\n  {examples}"))
}
