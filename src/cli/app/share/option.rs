//! The option of every command that records something.

use clap::{ArgMatches, Args, FromArgMatches};

/// The option of every command that records something.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ShareOption {
    /// Record here only: neither fetch nor push, whatever the policy says about sharing
    #[arg(long)]
    no_share: bool,
}

impl ShareOption {
    /// Whether the command line records something that may be shared.
    pub(crate) fn allows(matches: &ArgMatches) -> bool {
        let is_off = |option: ShareOption| option.no_share;
        ShareOption::records(matches)
            && !ShareOption::from_arg_matches(innermost(matches)).is_ok_and(is_off)
    }

    /// Whether the command line records something in this clone. Only commands that record have `--no-share`.
    pub(crate) fn records(matches: &ArgMatches) -> bool {
        let command = innermost(matches);
        let has = |id: &str| command.try_contains_id(id).unwrap_or(false);
        let is_on = |id: &str| matches!(command.try_get_one::<bool>(id), Ok(Some(true)));
        has("no_share") && !is_on("dry_run") && !has("out")
    }
}

/// The arguments of the command itself, without those of its groups.
pub(crate) fn innermost(matches: &ArgMatches) -> &ArgMatches {
    let mut command = matches;
    while let Some((_, sub)) = command.subcommand() {
        command = sub;
    }
    command
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use crate::cli::program::definition;

    /// Commands, or groups of commands, with a dry run that record nothing of their own: they fix, edit or write files,
    /// share, or begin a store that has no remote yet.
    const OTHERS: [&str; 9] = [
        "bundle", "check", "init", "move", "drop", "policy", "roster", "split", "sync",
    ];

    #[test]
    fn every_command_that_records_has_the_option() {
        let mut without = Vec::new();
        missing(&definition(), &mut without);
        assert!(without.is_empty(), "without --no-share: {without:?}");
    }

    fn missing(command: &Command, without: &mut Vec<String>) {
        if OTHERS.contains(&command.get_name()) {
            return;
        }
        let has = |id: &str| command.get_arguments().any(|arg| arg.get_id() == id);
        if has("dry_run") && !has("no_share") {
            without.push(command.get_name().to_string());
        }
        command
            .get_subcommands()
            .for_each(|sub| missing(sub, without));
    }
}
