//! The command that a line calls, and what is said about it.

use clap::{Arg, Command};

use super::{examples, verbs};
use crate::suggest::{did_you_mean, list, nearest_word};

/// Options with a value that many commands have.
const COMMON: [&str; 5] = ["color", "evidence", "format", "on", "out"];

/// `--on` of `--on <DATE>`; a word in capitals of `<DATE>`.
pub(super) fn option_name(shown: &str) -> String {
    match shown.split_once(' ') {
        Some((option, _)) if option.starts_with('-') => format!("`{option}`"),
        Some(_) | None => {
            let name = shown.replace(['<', '>', '[', ']'], "");
            format!("`{}`", name.replace("...", ""))
        }
    }
}

/// A command line, and the command that it calls.
pub(super) struct CommandLine<'a> {
    pub(super) command: &'a Command,
    /// The name with its groups, for example `wr ballot open`.
    pub(super) name: String,
    /// The first word after the name.
    next: Option<&'a str>,
}

impl<'a> CommandLine<'a> {
    pub(super) fn of(root: &'a Command, words: &[&'a str]) -> CommandLine<'a> {
        let mut line = CommandLine {
            command: root,
            name: root.get_name().to_string(),
            next: None,
        };
        for word in words {
            if let Some(command) = line.command.find_subcommand(word) {
                line.name += &format!(" {}", command.get_name());
                line.command = command;
                line.next = None;
            } else if !word.starts_with('-') {
                line.next = line.next.or(Some(word));
            }
        }
        line
    }

    pub(super) fn see(&self) -> String {
        format!("  see:    `{} --help`", self.name)
    }

    /// An example, and where to read on.
    fn example(&self) -> String {
        let example = examples::of(&self.name);
        let example = example.map_or(String::new(), |example| {
            format!("  for example: `{example}`\n")
        });
        format!("{example}{}", self.see())
    }

    pub(super) fn unknown_command(&self, word: &str) -> String {
        if self
            .command
            .get_subcommands()
            .any(|it| it.get_name() == "init")
            && let Some(hint) = verbs::hint(word)
        {
            return hint;
        }
        let visible = self
            .command
            .get_subcommands()
            .filter(|it| !it.is_hide_set());
        let known: Vec<&str> = visible.map(Command::get_name).collect();
        let near = nearest_word(word, &known);
        let hint = match near {
            Some(near) => format!("; did you mean `{} {near}`?\n{}", self.name, self.see()),
            None => {
                let own = known.into_iter().filter(|name| *name != "help");
                self.own_commands(&own.collect::<Vec<_>>())
            }
        };
        format!("`{}` has no command `{word}`{hint}", self.name)
    }

    /// The commands of a group, with an example; for the program only where help is.
    fn own_commands(&self, known: &[&str]) -> String {
        let [first, ..] = known else {
            return format!("\n{}", self.see());
        };
        match examples::of(&format!("{} {first}", self.name)) {
            Some(example) if self.name != "wr" => format!(
                "; it has {}\n  for example: `{example}`\n{}",
                list(known),
                self.see()
            ),
            Some(_) | None => format!("\n{}", self.see()),
        }
    }

    pub(super) fn unexpected(&self, word: &str) -> String {
        let options = self.values();
        let options = match options.is_empty() {
            true => String::new(),
            false => format!("  options: {options}\n"),
        };
        format!(
            "`{}` does not take `{word}` here; a text of several words needs quotation marks: \"Alice Adams\"\n{options}{}",
            self.name,
            self.example()
        )
    }

    /// The options of this command that take a value, without those that many commands have.
    pub(super) fn values(&self) -> String {
        let own = self.command.get_arguments().filter(|arg| {
            let is_common = arg.get_long().is_none_or(|long| COMMON.contains(&long));
            !is_common && !arg.is_hide_set() && arg.get_action().takes_values()
        });
        let own: Vec<String> = own
            .map(|arg| format!("`{}`", arg.to_string().replace(['<', '>'], "")))
            .collect();
        own.join(", ")
    }

    pub(super) fn missing(&self, missing: &[String]) -> String {
        let names: Vec<String> = missing.iter().map(|shown| option_name(shown)).collect();
        let told: String = missing
            .iter()
            .filter_map(|shown| self.told(shown))
            .collect();
        format!(
            "`{}` needs {}\n{told}{}",
            self.name,
            names.join(" and "),
            self.example()
        )
    }

    /// A line with the description of an argument.
    fn told(&self, shown: &str) -> Option<String> {
        let same = |arg: &&Arg| option_name(&arg.to_string()) == option_name(shown);
        let help = self
            .command
            .get_arguments()
            .find(same)?
            .get_help()?
            .to_string();
        let name = shown.replace(['<', '>'], "");
        Some(format!("  {name}: {}\n", help.trim_end_matches('.')))
    }

    pub(super) fn conflict(&self, given: &str, prior: &str) -> String {
        // A word that is neither a command nor the end of the line.
        if self.command.has_subcommands()
            && let Some(word) = self.next
        {
            return self.unknown_command(word);
        }
        let (given, prior) = (option_name(given), option_name(prior));
        format!("{given} cannot be combined with {prior}\n{}", self.see())
    }

    pub(super) fn invalid_value(&self, arg: &str, value: &str, allowed: &[String]) -> String {
        let name = option_name(arg);
        if value.is_empty() {
            return format!(
                "{name} needs a value: {}\n{}",
                arg.replace(['<', '>'], ""),
                self.see()
            );
        }
        let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
        let near = did_you_mean(value, &allowed);
        format!(
            "{name} cannot be `{value}`{near}\n  needs:  {}",
            allowed.join(", ")
        )
    }
}
