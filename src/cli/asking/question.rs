//! One question, made from the definition of an argument.

use anyhow::Result;
use clap::{Arg, ArgAction, Command};

use crate::cli::app::ask::{self, ListEntry, Prompt};
use crate::cli::app::context::{Context, Environment, roster};
use crate::cli::arguments::{ArgumentKind, GivenArguments, known};
use crate::cli::usage;
use crate::text::is_blank;

/// Says why an answer cannot be taken.
pub(super) type Mistake<'a> = dyn Fn(&PromptQuestion, &str) -> Option<String> + 'a;

/// Whether a question needs an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It does.
    Required,
    /// It does not, and this is what holds without one.
    Optional(&'static str),
}

/// What was answered.
pub(super) enum PromptAnswer {
    /// Nothing: the argument is left out.
    None,
    /// One value, or several of an argument that may be given several times.
    Values(Vec<String>),
}

/// One question, made from the definition of an argument.
pub(super) struct PromptQuestion {
    /// The argument's id.
    pub(super) id: String,
    /// Its name as an option; none if it is given by its place.
    pub(super) long: Option<String>,
    /// Whether it is an option without a value.
    pub(super) is_flag: bool,
    /// The value of a later argument, before which this one goes.
    pub(super) before: Option<String>,
    /// The flag or the name of the value, as in the help.
    label: String,
    /// The description, with the clause.
    about: String,
    candidates: Vec<ListEntry>,
    /// Whether the argument may be given several times.
    repeats: bool,
    need: Need,
    /// Whether the command records something.
    records: bool,
    env: Environment,
}

impl PromptQuestion {
    /// A question about an argument; `listed` has what the store knows for it, if that was read already.
    pub(super) fn of(
        (command, given): (&Command, &GivenArguments),
        arg: &Arg,
        need: Need,
        listed: Option<Vec<ListEntry>>,
        env: &Environment,
    ) -> PromptQuestion {
        let id = arg.get_id().to_string();
        let is_flag = matches!(arg.get_action(), ArgAction::SetTrue);
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let clause = usage::clause(&given.name);
        let clause = clause.map_or(String::new(), |clause| format!(" ({clause})"));
        let words = arg.get_possible_values();
        let words = words.iter().filter(|_| !is_flag).map(|word| ListEntry {
            value: word.get_name().to_string(),
            about: word.get_help().map(ToString::to_string).unwrap_or_default(),
        });
        let mut candidates: Vec<ListEntry> = words.collect();
        // A person who is not in the roster has a name and a company.
        let is_open = id == "attendees";
        if let Some(named) =
            ArgumentKind::of(&given.name, arg).filter(|_| candidates.is_empty() && !is_open)
        {
            candidates = listed.unwrap_or_else(|| known(named, env, given).unwrap_or_default());
        }
        PromptQuestion {
            long: arg.get_long().map(str::to_string),
            is_flag,
            before: given
                .text("choice")
                .filter(|_| given.is_vote() && id == "id"),
            label: arg
                .to_string()
                .replace(['<', '>', '[', ']'], "")
                .replace("...", ""),
            about: format!("{}{clause}", help.trim_end_matches('.')),
            candidates,
            repeats: matches!(arg.get_action(), ArgAction::Append) && arg.get_long().is_some(),
            need,
            records: command.get_arguments().any(|it| it.get_id() == "no_share"),
            env: env.clone(),
            id,
        }
    }

    /// Fails before the first question if the user is not in the roster, whom a command that records needs.
    pub(super) fn may_ask(&self) -> Result<()> {
        if !self.records {
            return Ok(());
        }
        let context = Context::open(&self.env)?;
        context.actor(roster(&context.governance()?)?)?;
        Ok(())
    }

    /// Asks, and asks again until the answer can be taken.
    pub(super) fn ask(&self, mistake: &Mistake<'_>) -> Result<PromptAnswer> {
        if self.is_flag {
            return Ok(match ask::confirm(&self.about, &self.label)? {
                true => PromptAnswer::Values(vec![String::new()]),
                false => anyhow::bail!("no answer was given; nothing was changed"),
            });
        }
        ask::paragraph(&self.about);
        if !self.candidates.is_empty() && self.need == Need::Required {
            let chosen = ask::choose(&self.label, &self.candidates)?;
            let chosen = self.candidates.get(chosen).map(|it| it.value.clone());
            return Ok(chosen.map_or(PromptAnswer::None, |value| {
                PromptAnswer::Values(vec![value])
            }));
        }
        let first = self.text(mistake, self.need)?;
        let Some(first) = first else {
            return Ok(PromptAnswer::None);
        };
        let mut values = vec![first];
        while self.repeats
            && let Some(next) = self.text(mistake, Need::Optional("no more"))?
        {
            values.push(next);
        }
        Ok(PromptAnswer::Values(values))
    }

    /// Asks for one value; none if the answer is empty and may be.
    fn text(&self, mistake: &Mistake<'_>, need: Need) -> Result<Option<String>> {
        let check = |answer: &str| match need {
            Need::Optional(default) if is_blank(answer) || answer == default => Ok(String::new()),
            Need::Required if is_blank(answer) => Err(format!("{} is needed", self.label)),
            Need::Required | Need::Optional(_) => match mistake(self, answer.trim()) {
                Some(why) => Err(why),
                None => Ok(answer.trim().to_string()),
            },
        };
        let default = match need {
            Need::Required => String::new(),
            Need::Optional(default) => default.to_string(),
        };
        let answer = ask::ask(&Prompt {
            field: "argument",
            prompt: self.label.clone(),
            choices: Vec::new(),
            default,
            check: Box::new(check),
        })?;
        Ok(Some(answer).filter(|answer| !answer.is_empty()))
    }
}
