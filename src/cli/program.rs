//! The command line: the options of every command, the commands, and how a line is read and run.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::Result;
use clap::{ArgMatches, Args, Command, CommandFactory as _, FromArgMatches, Parser, Subcommand};

use super::app::context::{Context, Environment};
use super::app::environment::Input;
use super::app::format::everywhere;
use super::app::ui::Color;
use super::app::{help, ui};
use super::commands;
use super::usage;

/// The name of the package tells this program from others named `wr`.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("CARGO_PKG_NAME"), ")");

const ENDINGS: &str = "You act as the person in registers/roster.yaml whose e-mail address is git's user.email.\n\n\
    Exit codes: 0, success; 1, refused or errors found; 2, the command could not run.";

/// Keep the alliance work registers of a standards organization in git, by the process of DSP4003
#[derive(Debug, Parser)]
#[command(name = "wr", version = VERSION, max_term_width = 110, after_help = ENDINGS)]
pub(super) struct Cli {
    /// Run as if started in this folder
    #[arg(short = 'C', global = true, value_name = "DIR", display_order = 990)]
    start_in: Option<PathBuf>,
    /// Do not ask for anything, even on a terminal
    #[arg(long, global = true, display_order = 991)]
    no_input: bool,
    /// Color the output; `auto` does so on a terminal, and follows NO_COLOR and CLICOLOR_FORCE
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        display_order = 992,
        default_value_t,
        hide_default_value = true
    )]
    color: Color,
    /// Do not show long output in the pager that git uses
    #[arg(long, global = true, display_order = 993)]
    pub(super) no_pager: bool,
}

/// A command.
struct CommandEntry {
    name: &'static str,
    /// Adds its help, its arguments and its own commands. Doing so for all commands takes longer than most commands run.
    define: fn(Command) -> Command,
    run: fn(&ArgMatches, &Environment) -> Result<()>,
}

/// The entry of a command, which runs in the environment unless it needs something else.
macro_rules! command {
    ($name:literal, $command:ty) => {
        command!($name, $command, |it, env| it.run(env))
    };
    ($name:literal, $command:ty, $run:expr) => {
        CommandEntry {
            name: $name,
            define: <$command as Args>::augment_args,
            run: |matches, env| {
                let run: fn(&$command, &Environment) -> Result<()> = $run;
                run(&<$command>::from_arg_matches(matches)?, env)
            },
        }
    };
}

/// The entry of a group of commands.
macro_rules! group {
    ($name:literal, $group:ty) => {
        CommandEntry {
            name: $name,
            define: |command| {
                <$group as Subcommand>::augment_subcommands(command)
                    .subcommand_required(true)
                    .arg_required_else_help(true)
            },
            run: |matches, env| <$group>::from_arg_matches(matches)?.run(env),
        }
    };
}

/// All commands.
const COMMANDS: &[CommandEntry] = &[
    command!("init", commands::init::InitCommand),
    command!("demo", commands::demo::DemoCommand, |it, env| it
        .run(env, run_line)),
    command!("join", commands::join::JoinCommand),
    command!("new", commands::new::NewCommand),
    command!("import", commands::import::ImportCommand),
    command!("edit", commands::edit::EditFileCommand),
    command!("assign", commands::assign::AssignCommand),
    command!("save", commands::save::SaveCommand),
    command!("diff", commands::diff::DiffCommand),
    command!("submit", commands::submit::SubmitCommand),
    command!("ballot", commands::ballot::BallotArgs),
    command!("vote", commands::ballot::vote::BallotVoteCommand),
    command!("schedule", commands::schedule::ScheduleCommand),
    command!("approve", commands::approve::ApproveCommand),
    command!("send", commands::send::SendCommand),
    command!("accept", commands::accept::AcceptCommand),
    command!("backfill", commands::backfill::BackfillCommand),
    command!("confirm", commands::confirm::ConfirmCommand),
    command!("check", commands::check::CheckCommand),
    command!("explain", commands::explain::ExplainCommand, |it, _| it
        .run()),
    command!("template", commands::template::TemplateCommand),
    command!("schema", commands::schema::SchemaCommand),
    command!("lsp", commands::lsp::LspCommand),
    command!("status", commands::status::StatusCommand),
    command!("show", commands::show::ShowCommand),
    command!("list", commands::list::ListCommand),
    command!("log", commands::log::LogCommand),
    command!("render", commands::render::RenderCommand),
    group!("site", commands::site::SiteCommand),
    group!("hook", commands::hook::HookCommand),
    command!("decline", commands::decline::DeclineCommand),
    group!("meeting", commands::meeting::MeetingCommand),
    group!("feedback", commands::feedback::FeedbackCommand),
    command!("commitment", commands::commitment::CommitmentCommand),
    command!("due", commands::due::DueCommand),
    command!("review", commands::review::ReviewCommand),
    group!("milestone", commands::milestone::MilestoneCommand),
    group!("remove", commands::remove::RemoveCommand),
    command!("end", commands::end::EndCommand),
    command!("next", commands::next::NextCommand),
    group!("standard", commands::standard::StandardCommand),
    command!("domains", commands::domains::DomainsCommand),
    command!("report", commands::report::ReportCommand),
    command!("letter", commands::letter::LetterCommand),
    group!("request", commands::request::RequestCommand),
    command!("roster", commands::roster::RosterArgs),
    command!("policy", commands::policy::PolicyArgs),
    group!("key", commands::key::KeyCommand),
    command!("whoami", commands::whoami::WhoamiCommand),
    command!("consent", commands::consent::ConsentCommand),
    command!("verify", commands::verify::VerifyCommand),
    command!("bundle", commands::bundle::BundleCommand),
    command!("import-act", commands::import_act::ImportActCommand),
    command!("import-email", commands::import_email::ImportEmailCommand),
    command!("sync", commands::sync::SyncCommand),
    command!(
        "completions",
        commands::completions::CompletionsCommand,
        |it, _| it.run()
    ),
    command!("man", commands::man::ManCommand, |it, env| it
        .run(env, definition())),
];

impl Cli {
    /// The environment in the folder of `-C`.
    pub(super) fn environment(&self, mut env: Environment) -> Environment {
        if let Some(dir) = &self.start_in {
            env.dir = env.dir.join(dir);
        }
        if self.no_input {
            env.input = Input::None;
        }
        env
    }
}

/// The options of every command, and the commands that are kept, as they are declared.
fn declared(keep: impl Fn(&CommandEntry) -> bool) -> Command {
    let kept = COMMANDS.iter().filter(|entry| keep(entry));
    let kept = kept.map(|entry| (entry.define)(Command::new(entry.name)));
    Cli::command().styles(ui::of_help()).subcommands(kept)
}

/// The definition of all commands, with the options that every command has.
pub(super) fn definition() -> Command {
    help::grouped(everywhere(declared(|_| true)))
}

/// The definition that a command line needs: the commands that it names, or else all.
fn definition_for(args: &[OsString]) -> Command {
    let names = |entry: &CommandEntry| args.iter().any(|arg| arg == entry.name);
    usage::with_examples(match COMMANDS.iter().any(names) {
        true => everywhere(declared(names)),
        false => definition(),
    })
}

/// Reads a command line, which begins with the name of the program.
///
/// # Errors
/// It cannot be understood, or it wants help or the version.
pub(super) fn parse(args: &[OsString]) -> Result<(ArgMatches, Cli), clap::Error> {
    let matches = definition_for(args).try_get_matches_from(args)?;
    let cli = Cli::from_arg_matches(&matches)?;
    Ok((matches, cli))
}

/// Runs the command that was read.
///
/// # Errors
/// Those of the command.
pub(super) fn run(matches: &ArgMatches, env: &Environment) -> Result<()> {
    let Some((name, own)) = matches.subcommand() else {
        return welcome(env);
    };
    let entry = COMMANDS.iter().find(|entry| entry.name == name);
    entry.map_or(Ok(()), |entry| (entry.run)(own, env))
}

/// Runs `wr` without a command: prints the user's tasks and the status in a store, or how to start outside of one.
fn welcome(env: &Environment) -> Result<()> {
    let in_store = Context::open(env).is_ok_and(|context| context.governance().is_ok());
    if in_store {
        return commands::status::home(env);
    }
    ui::out(
        "This folder is not in a store of work registers.\n\n  \
         wr demo        a demo store, with a register taken from proposal to public page\n  \
         wr init DIR    a new store, with a policy and a roster to edit\n  \
         wr join URL    a clone of a store that your organization has\n  \
         wr --help      all commands",
    );
    Ok(())
}

/// Runs one command line in this process, for `wr demo`.
fn run_line(env: &Environment, words: &[&str]) -> Result<()> {
    let words = std::iter::once("wr")
        .chain(words.iter().copied())
        .map(OsString::from);
    let (matches, cli) = parse(&words.collect::<Vec<_>>())?;
    run(&matches, &cli.environment(env.clone()))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::Command;

    use super::{definition, definition_for, usage};

    fn paths(command: &Command, path: &[&str], all: &mut Vec<Vec<String>>) {
        for sub in command.get_subcommands() {
            let path = [path, &[sub.get_name()]].concat();
            all.push(path.iter().map(ToString::to_string).collect());
            paths(sub, &path, all);
        }
    }

    #[test]
    fn the_definition_for_a_line_helps_like_the_whole() {
        let mut all = Vec::new();
        paths(&definition(), &["wr"], &mut all);
        assert!(all.len() > 80);
        for path in all {
            let args: Vec<OsString> = path
                .iter()
                .map(String::as_str)
                .chain(["--help"])
                .map(Into::into)
                .collect();
            let help =
                |command: Command| command.try_get_matches_from(&args).unwrap_err().to_string();
            let whole = help(usage::with_examples(definition()));
            assert_eq!(help(definition_for(&args)), whole, "{path:?}");
        }
    }
}
