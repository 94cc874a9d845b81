//! A command line that grows with the answers.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use super::also::{ALSO, AskWhen};
use super::question::{Need, PromptAnswer, PromptQuestion};
use crate::cli::app::context::Environment;
use crate::cli::arguments::{ArgumentKind, GivenArguments, known};
use crate::cli::usage;
use crate::text::shell_word;

/// A command line that grows with the answers.
pub(super) struct AskedLine {
    root: Command,
    args: Vec<OsString>,
    /// The arguments that were asked for.
    asked: Vec<String>,
}

impl AskedLine {
    pub(super) fn new(mut root: Command, args: Vec<OsString>) -> AskedLine {
        root.build();
        AskedLine {
            root,
            args,
            asked: Vec::new(),
        }
    }

    pub(super) fn into_args(self) -> Vec<OsString> {
        self.args
    }

    /// Whether the line leaves room for questions.
    pub(super) fn may_be_asked_about(&self) -> bool {
        let Some(given) = GivenArguments::of(self.root.clone(), &self.args) else {
            return false;
        };
        let is_for_programs = given.text("format").is_some_and(|it| it != "text");
        let has_end = self.args.iter().any(|word| word == "--");
        !has_end && !is_for_programs && !given.has("no_input") && !given.has("dry_run")
    }

    /// Whether the line has no answer yet.
    pub(super) fn is_untouched(&self) -> bool {
        self.asked.is_empty()
    }

    /// The next question; none if the line is whole, or wrong in another way.
    pub(super) fn next(&self, env: &Environment) -> Option<PromptQuestion> {
        let given = GivenArguments::of(self.root.clone(), &self.args)?;
        let command = self.command(&given)?;
        let env = Environment {
            dir: given
                .folder()
                .map_or(env.dir.clone(), |dir| env.dir.join(dir)),
            ..env.clone()
        };
        let question =
            |arg: &Arg, need, known| PromptQuestion::of((command, &given), arg, need, known, &env);
        let open = || {
            let of_command = ALSO.iter().filter(|(name, ..)| *name == given.name);
            of_command.filter(|(_, id, _)| !given.has(id) && !self.asked.iter().any(|it| it == id))
        };
        let arg = |id: &str| command.get_arguments().find(|arg| arg.get_id() == id);
        if self.is_vote_without_choice(&given) {
            return Some(question(arg("choice")?, Need::Required, None));
        }
        let missing = self.missing()?;
        for (_, id, _) in open().filter(|(.., when)| matches!(when, AskWhen::Several)) {
            let is_ready = given.has("id") || !arg("id").is_some_and(Arg::is_required_set);
            if let Some(arg) = arg(id).filter(|_| is_ready)
                && let Some(named) = ArgumentKind::of(&given.name, arg)
                && let Ok(all) = known(named, &env, &given)
                && all.len() > 1
            {
                return Some(question(arg, Need::Required, Some(all)));
            }
        }
        if !missing.is_empty() {
            let is_missing = |arg: &&Arg| missing.iter().any(|shown| is_meant(arg, shown));
            let arg = command.get_arguments().find(is_missing)?;
            return Some(question(arg, Need::Required, None));
        }
        open().find_map(|(_, id, when)| {
            let need = match when {
                AskWhen::Several => return None,
                AskWhen::Is(other, is_meant) => {
                    let value = given.text(other)?.to_lowercase();
                    is_meant(&value).then_some(Need::Required)
                }
                AskWhen::Then(other) => given.has(other).then_some(Need::Required),
                AskWhen::With(other) => given.has(other).then_some(Need::Optional("none")),
                AskWhen::Asked(default) => {
                    (!self.asked.is_empty()).then_some(Need::Optional(default))
                }
            };
            Some(question(arg(id)?, need?, None))
        })
    }

    /// The required arguments that the line lacks; none if it is wrong in another way.
    fn missing(&self) -> Option<Vec<String>> {
        let Err(error) = self.root.clone().try_get_matches_from(&self.args) else {
            return Some(Vec::new());
        };
        match (error.kind(), error.get(ContextKind::InvalidArg)) {
            (ErrorKind::MissingRequiredArgument, Some(ContextValue::Strings(missing))) => {
                Some(missing.clone())
            }
            _ => None,
        }
    }

    /// Whether the line is a vote that names the register alone, which the parser takes for a choice.
    fn is_vote_without_choice(&self, given: &GivenArguments) -> bool {
        let error = |args: &[OsString]| self.root.clone().try_get_matches_from(args).err();
        let whole = [self.args.as_slice(), &["yes".into()]].concat();
        given.is_vote()
            && error(&self.args).is_some_and(|it| it.kind() == ErrorKind::ValueValidation)
            && error(&whole).is_none()
    }

    fn command(&self, given: &GivenArguments) -> Option<&Command> {
        let mut names = given.name.split(' ').skip(1);
        names.try_fold(&self.root, |command, name| command.find_subcommand(name))
    }

    /// Why the answer cannot be taken, as the parser of the line says it.
    pub(super) fn mistake(&self, question: &PromptQuestion, answer: &str) -> Option<String> {
        let args = self.with(question, answer);
        let error = self.root.clone().try_get_matches_from(&args).err()?;
        if error.kind() == ErrorKind::MissingRequiredArgument {
            return None;
        }
        usage::explain(&error, &mut self.root.clone(), &args)
    }

    /// Takes an answer into the line.
    pub(super) fn add(&mut self, question: &PromptQuestion, answer: PromptAnswer) {
        self.asked.push(question.id.clone());
        let words = match answer {
            PromptAnswer::None => return,
            PromptAnswer::Values(values) => values,
        };
        for value in words {
            self.args = self.with(question, &value);
        }
    }

    /// The line with one more argument.
    fn with(&self, question: &PromptQuestion, answer: &str) -> Vec<OsString> {
        let mut args = self.args.clone();
        let word = match (&question.long, question.is_flag) {
            (Some(long), true) => format!("--{long}"),
            (Some(long), false) => format!("--{long}={answer}"),
            (None, _) => answer.to_string(),
        };
        // The register of a vote comes before the choice, which may be there already.
        let later = question.before.as_ref();
        let place = later.and_then(|later| args.iter().rposition(|word| word == later.as_str()));
        args.insert(place.unwrap_or(args.len()), word.into());
        args
    }

    /// The whole line as it would be typed; none without a question.
    pub(super) fn whole(&self) -> Option<String> {
        if self.asked.is_empty() {
            return None;
        }
        let words = self.args.iter().skip(1).map(|word| {
            let word = word.to_string_lossy();
            match word.split_once('=') {
                Some((option, value)) if option.starts_with("--") && !value.starts_with('-') => {
                    format!("{option} {}", shell_word(value))
                }
                Some(_) | None => shell_word(&word),
            }
        });
        let words: Vec<String> = words.collect();
        Some(format!("wr {}", words.join(" ")))
    }
}

/// Whether the parser shows this argument as `shown`, alone or as one of several of which one is needed.
fn is_meant(arg: &Arg, shown: &str) -> bool {
    let plain = |text: &str| text.replace(['<', '>', '[', ']', '.'], "");
    let name = plain(&arg.to_string());
    let shown = plain(shown);
    !arg.is_hide_set() && (shown == name || shown.split('|').any(|one| one == name))
}
