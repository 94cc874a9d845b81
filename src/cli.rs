//! The command line: arguments, dispatch, and how a command ends.

mod app;
mod arguments;
mod asking;
mod commands;
mod completion;
mod usage;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use self::app::context::{Context, Environment};
use self::app::environment::Input;
use self::app::format::{AnswerFormat, everywhere, is_reading, with_format};
use self::app::precaution::before_recording;
use self::app::share::{ShareOption, share_around};
use self::app::ui::Color;

/// The name of the package tells this program from others named `wr`.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("CARGO_PKG_NAME"), ")");

const ENDINGS: &str = "You act as the person in registers/roster.yaml whose e-mail address is git's user.email.\n\n\
    Exit codes: 0, success; 1, refused or errors found; 2, the command could not run.";

/// Keep the alliance work registers of a standards organization in git, by the process of DSP4003
#[derive(Debug, Parser)]
#[command(name = "wr", version = VERSION, max_term_width = 110, after_help = ENDINGS)]
struct Cli {
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
    no_pager: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(commands::init::InitCommand),
    Demo(commands::demo::DemoCommand),
    Join(commands::join::JoinCommand),
    New(commands::new::NewCommand),
    Import(commands::import::ImportCommand),
    Edit(commands::edit::EditFileCommand),
    Assign(commands::assign::AssignCommand),
    Save(commands::save::SaveCommand),
    Diff(commands::diff::DiffCommand),
    Submit(commands::submit::SubmitCommand),
    Ballot(commands::ballot::BallotArgs),
    Vote(commands::ballot::vote::BallotVoteCommand),
    Schedule(commands::schedule::ScheduleCommand),
    Approve(commands::approve::ApproveCommand),
    Send(commands::send::SendCommand),
    Accept(commands::accept::AcceptCommand),
    Backfill(commands::backfill::BackfillCommand),
    Confirm(commands::confirm::ConfirmCommand),
    Check(commands::check::CheckCommand),
    Explain(commands::explain::ExplainCommand),
    Template(commands::template::TemplateCommand),
    Schema(commands::schema::SchemaCommand),
    Lsp(commands::lsp::LspCommand),
    Status(commands::status::StatusCommand),
    Show(commands::show::ShowCommand),
    List(commands::list::ListCommand),
    Log(commands::log::LogCommand),
    Render(commands::render::RenderCommand),
    #[command(subcommand)]
    Site(commands::site::SiteCommand),
    #[command(subcommand)]
    Hook(commands::hook::HookCommand),
    Decline(commands::decline::DeclineCommand),
    #[command(subcommand)]
    Meeting(commands::meeting::MeetingCommand),
    #[command(subcommand)]
    Feedback(commands::feedback::FeedbackCommand),
    Commitment(commands::commitment::CommitmentCommand),
    Due(commands::due::DueCommand),
    Review(commands::review::ReviewCommand),
    #[command(subcommand)]
    Milestone(commands::milestone::MilestoneCommand),
    #[command(subcommand)]
    Remove(commands::remove::RemoveCommand),
    End(commands::end::EndCommand),
    Next(commands::next::NextCommand),
    #[command(subcommand)]
    Standard(commands::standard::StandardCommand),
    Domains(commands::domains::DomainsCommand),
    Report(commands::report::ReportCommand),
    Letter(commands::letter::LetterCommand),
    #[command(subcommand)]
    Request(commands::request::RequestCommand),
    Roster(commands::roster::RosterArgs),
    Policy(commands::policy::PolicyArgs),
    #[command(subcommand)]
    Key(commands::key::KeyCommand),
    Whoami(commands::whoami::WhoamiCommand),
    Consent(commands::consent::ConsentCommand),
    Verify(commands::verify::VerifyCommand),
    Bundle(commands::bundle::BundleCommand),
    ImportAct(commands::import_act::ImportActCommand),
    ImportEmail(commands::import_email::ImportEmailCommand),
    Sync(commands::sync::SyncCommand),
    Completions(commands::completions::CompletionsCommand),
    Man(commands::man::ManCommand),
}

/// Runs the program with the process's arguments; prints an error and returns the exit code.
pub fn main() -> ExitCode {
    completion::answer(definition);
    let args = app::environment::arguments();
    Color::of(&args).choose();
    let code = match asked(args) {
        Ok(args) => match parse(&args) {
            Ok((matches, cli)) => execute(&args, &matches, &cli),
            Err(error) => misused(&error, &args),
        },
        Err(error) => {
            complain(&error);
            app::answer::exit_code(&error)
        }
    };
    app::ui::finish();
    ExitCode::from(code)
}

fn execute(args: &[OsString], matches: &ArgMatches, cli: &Cli) -> u8 {
    let format = AnswerFormat::of(matches);
    if format == AnswerFormat::Collected {
        app::json::collect();
    }
    let run = |mut env: Environment| {
        if format != AnswerFormat::Text {
            env.input = Input::None;
        }
        let env = cli.environment(env);
        if !cli.no_pager && (cli.command.is_none() || is_reading(matches)) {
            app::ui::page(env.dir.clone());
        }
        if ShareOption::records(matches) {
            before_recording(&env);
        }
        match ShareOption::allows(matches) {
            true => share_around(&env, args, || cli.run(&env)),
            false => cli.run(&env),
        }
    };
    let result = Environment::of_process().and_then(run);
    let code = result.as_ref().map_or_else(app::answer::exit_code, |()| 0);
    let json = match format {
        AnswerFormat::Collected => app::json::collected(&result),
        AnswerFormat::Own => result.as_ref().err().and_then(app::json::failure),
        AnswerFormat::Text => None,
    };
    match (json, &result) {
        (Some(json), _) => app::ui::raw(json.as_bytes()),
        (None, Err(error)) => complain(error),
        (None, Ok(())) => {}
    }
    code
}

/// Prints an error to standard error; nothing, if the command has printed it.
fn complain(error: &anyhow::Error) {
    let text = format!("{error:#}");
    if text.is_empty() {
        return;
    }
    app::ui::err(match app::answer::exit_code(error) {
        1 => text,
        _ => format!("error: {text}"),
    });
}

/// The line with what the user answers where it lacks something; the same line without a terminal.
fn asked(args: Vec<OsString>) -> Result<Vec<OsString>> {
    if AnswerFormat::of_words(&args) != AnswerFormat::Text {
        return Ok(args);
    }
    match Environment::of_process() {
        Ok(env) if env.input == Input::Terminal => asking::filled(definition(), args, &env),
        Ok(_) | Err(_) => Ok(args),
    }
}

/// The definition of all commands, with the options that every command has.
fn definition() -> clap::Command {
    app::help::grouped(everywhere(Cli::command().styles(app::ui::of_help())))
}

/// The definition that a command line needs. The commands that it does not name stay as they are declared: completing all
/// of them takes longer than the rest of a start.
fn definition_for(args: &[OsString]) -> clap::Command {
    let names = |sub: &clap::Command| {
        let mut all = std::iter::once(sub.get_name()).chain(sub.get_all_aliases());
        all.any(|name| args.iter().any(|arg| arg == name))
    };
    let command = Cli::command().styles(app::ui::of_help());
    if !command.get_subcommands().any(names) {
        return usage::with_examples(definition());
    }
    command.mut_subcommands(|sub| match names(&sub) {
        true => usage::with_examples_below(everywhere(with_format(sub)), "wr"),
        false => sub,
    })
}

fn parse(args: &[OsString]) -> Result<(ArgMatches, Cli), clap::Error> {
    let matches = definition_for(args).try_get_matches_from(args)?;
    let cli = Cli::from_arg_matches(&matches)?;
    Ok((matches, cli))
}

/// Explains a command line that cannot be parsed.
fn misused(error: &clap::Error, args: &[OsString]) -> u8 {
    // Help and the version are no mistakes; building all commands again takes a third of their time.
    let text = match error.use_stderr() {
        true => usage::explain(error, &mut definition(), args),
        false => None,
    };
    let is_json = AnswerFormat::of_words(args) != AnswerFormat::Text && error.use_stderr();
    let text = match (text, is_json) {
        (Some(text), _) => text,
        (None, true) => error.to_string(),
        (None, false) => {
            // A closed pipe is not an error.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let ids: Vec<String> = usage::registers_of(error)
        .iter()
        .map(|id| format!("`{id}`"))
        .collect();
    let hint = match ids.is_empty() {
        true => String::new(),
        false => format!("; did you mean {}?", ids.join(" or ")),
    };
    let text = app::ui::visible(format!("{text}{hint}"));
    match is_json {
        true => app::ui::raw(app::json::misuse(&text).as_bytes()),
        false => app::ui::err(format!("error: {text}")),
    }
    2
}

/// Whether `wr` understands a command line, given without the name of the program.
///
/// # Errors
/// The explanation of the mistake, as `wr` prints it.
pub fn understands(words: &[&str]) -> Result<(), String> {
    let words = std::iter::once("wr").chain(words.iter().copied());
    let args: Vec<OsString> = words.map(OsString::from).collect();
    match parse(&args) {
        Ok(_) => Ok(()),
        Err(error) => match usage::explain(&error, &mut definition(), &args) {
            Some(text) => Err(text),
            None if error.exit_code() == 0 => Ok(()),
            None => Err(error.to_string()),
        },
    }
}

impl Cli {
    /// The environment in the folder of `-C`.
    fn environment(&self, mut env: Environment) -> Environment {
        if let Some(dir) = &self.start_in {
            env.dir = env.dir.join(dir);
        }
        if self.no_input {
            env.input = Input::None;
        }
        env
    }

    fn run(&self, env: &Environment) -> Result<()> {
        match &self.command {
            None => welcome(env),
            Some(Command::Init(command)) => command.run(env),
            Some(Command::Demo(command)) => command.run(env, run_line),
            Some(Command::Join(command)) => command.run(env),
            Some(Command::New(command)) => command.run(env),
            Some(Command::Edit(command)) => command.run(env),
            Some(Command::Assign(command)) => command.run(env),
            Some(Command::Save(command)) => command.run(env),
            Some(Command::Diff(command)) => command.run(env),
            Some(Command::Submit(command)) => command.run(env),
            Some(Command::Ballot(command)) => command.run(env),
            Some(Command::Vote(command)) => command.run(env),
            Some(Command::Schedule(command)) => command.run(env),
            Some(Command::Approve(command)) => command.run(env),
            Some(Command::Send(command)) => command.run(env),
            Some(Command::Accept(command)) => command.run(env),
            Some(Command::Backfill(command)) => command.run(env),
            Some(Command::Confirm(command)) => command.run(env),
            Some(Command::Check(command)) => command.run(env),
            Some(Command::Explain(command)) => command.run(),
            Some(Command::Template(command)) => command.run(env),
            Some(Command::Schema(command)) => command.run(env),
            Some(Command::Lsp(command)) => command.run(env),
            Some(Command::Status(command)) => command.run(env),
            Some(Command::Show(command)) => command.run(env),
            Some(Command::List(command)) => command.run(env),
            Some(Command::Log(command)) => command.run(env),
            Some(Command::Render(command)) => command.run(env),
            Some(Command::Site(command)) => command.run(env),
            Some(Command::Hook(command)) => command.run(env),
            Some(Command::Decline(command)) => command.run(env),
            Some(Command::Meeting(command)) => command.run(env),
            Some(Command::Feedback(command)) => command.run(env),
            Some(Command::Commitment(command)) => command.run(env),
            Some(Command::Due(command)) => command.run(env),
            Some(Command::Review(command)) => command.run(env),
            Some(Command::Milestone(command)) => command.run(env),
            Some(Command::Remove(command)) => command.run(env),
            Some(Command::End(command)) => command.run(env),
            Some(Command::Next(command)) => command.run(env),
            Some(Command::Standard(command)) => command.run(env),
            Some(Command::Domains(command)) => command.run(env),
            Some(Command::Report(command)) => command.run(env),
            Some(Command::Letter(command)) => command.run(env),
            Some(Command::Request(command)) => command.run(env),
            Some(Command::Roster(command)) => command.run(env),
            Some(Command::Policy(command)) => command.run(env),
            Some(Command::Key(command)) => command.run(env),
            Some(Command::Whoami(command)) => command.run(env),
            Some(Command::Consent(command)) => command.run(env),
            Some(Command::Verify(command)) => command.run(env),
            Some(Command::Bundle(command)) => command.run(env),
            Some(Command::Import(command)) => command.run(env),
            Some(Command::ImportAct(command)) => command.run(env),
            Some(Command::ImportEmail(command)) => command.run(env),
            Some(Command::Sync(command)) => command.run(env),
            Some(Command::Completions(command)) => command.run(),
            Some(Command::Man(command)) => command.run(env, definition()),
        }
    }
}

/// Runs `wr` without a command: prints the user's tasks and the status in a store, or how to start outside of one.
fn welcome(env: &Environment) -> Result<()> {
    let in_store = Context::open(env).is_ok_and(|context| context.governance().is_ok());
    if in_store {
        return commands::status::home(env);
    }
    app::ui::out(
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
    let cli = Cli::try_parse_from(words)?;
    cli.run(&cli.environment(env.clone()))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::{definition, definition_for, usage};

    fn paths(command: &clap::Command, path: &[&str], all: &mut Vec<Vec<String>>) {
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
            let help = |command: clap::Command| {
                command.try_get_matches_from(&args).unwrap_err().to_string()
            };
            let whole = help(usage::with_examples(definition()));
            assert_eq!(help(definition_for(&args)), whole, "{path:?}");
        }
    }
}
