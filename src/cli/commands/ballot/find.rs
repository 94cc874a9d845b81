//! Finds the ballot that a command is about.

use anyhow::{Result, bail};
use clap::Args;

use crate::ballot::Opened;
use crate::cli::app::acting::ActingContext;
use crate::cli::app::answer::Rejected;
use crate::snapshot::RegisterContext;
use crate::suggest::{by_likeness, nearest_word, short_list};

/// The ballot that a command is about.
#[derive(Debug, Args)]
pub(super) struct BallotChoice {
    /// The ballot or its body, when several are open
    #[arg(value_name = "BALLOT|BODY")]
    which: Option<String>,
    /// The same as an option
    #[arg(
        long,
        alias = "body",
        value_name = "NAME",
        hide = true,
        conflicts_with = "which"
    )]
    ballot: Option<String>,
}

impl BallotChoice {
    /// The ballot or the body that the command line names.
    pub(super) fn name(&self) -> Option<&str> {
        self.which.as_deref().or(self.ballot.as_deref())
    }
}

/// Finds the ballot that a command is about: the one with the given name, the open one of the given body, the only open
/// one that `fits`, or the only open one.
pub(crate) fn meant(
    register: &RegisterContext<'_>,
    given: Option<&str>,
    fits: impl Fn(&str) -> bool,
) -> Result<String> {
    let ballots = &register.replay.state.ballots;
    let open = register.replay.state.open_ballots();
    let open: Vec<&String> = open.map(|(name, _)| name).collect();
    if let Some(given) = given {
        if let Some(name) = ballots.keys().find(|name| name.eq_ignore_ascii_case(given)) {
            return Ok(name.clone());
        }
        let Ok(body) = register.roster.find_body(given) else {
            return Err(no_ballot(register, given));
        };
        let of_body: Vec<&str> = open
            .iter()
            .filter(|name| {
                ballots
                    .get(**name)
                    .is_some_and(|ballot| ballot.body == body.id)
            })
            .map(|name| name.as_str())
            .collect();
        return match of_body.as_slice() {
            [one] => Ok(one.to_string()),
            [_, ..] => {
                bail!(
                    "several ballots are open; choose one: `--ballot {}`",
                    of_body.join("` or `--ballot ")
                )
            }
            [] => Err(Rejected::Message(format!(
                "the {} has no open ballot on this register; `wr ballot show` lists all",
                body.name
            ))
            .into()),
        };
    }
    let fitting: Vec<&String> = open.iter().copied().filter(|name| fits(name)).collect();
    match (fitting.as_slice(), open.as_slice()) {
        ([one], _) | ([], [one]) => Ok(one.to_string()),
        ([], []) => Err(Rejected::Message(format!(
            "no ballot is open on this register\n  see:    `wr ballot {}` says how to open one",
            register.files.id
        ))
        .into()),
        (_, several) => {
            let names: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
            bail!(
                "several ballots are open; choose one: `--ballot {}`",
                names.join("` or `--ballot ")
            )
        }
    }
}

/// The error for a word that names neither a ballot of the register nor a body: it lists the ballots, the nearest first.
pub(crate) fn no_ballot(register: &RegisterContext<'_>, given: &str) -> anyhow::Error {
    let (state, roster, id) = (&register.replay.state, register.roster, &register.files.id);
    let ballots: Vec<&str> = state.ballots.keys().map(String::as_str).collect();
    let bodies = state.ballots.values().map(|ballot| &ballot.body);
    let bodies = bodies.filter_map(|id| roster.body(id));
    let mut known = ballots.clone();
    known.extend(bodies.flat_map(|body| [body.id.as_str(), body.name.as_str()]));
    let hint = match (nearest_word(given, &known), ballots.as_slice()) {
        (_, []) => format!("; it has had none: `wr ballot open {id} --body BODY` opens one"),
        (Some(near), [only]) if near == *only => format!("; did you mean `{near}`?"),
        (near, ballots) => {
            let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            let all = short_list(&by_likeness(given, ballots));
            format!("{near}\n  has:    {all}")
        }
    };
    anyhow::anyhow!("`{id}` has no ballot `{given}`{hint}")
}

/// Whether a ballot is one of a body that the actor leads.
pub(super) fn is_led(ctx: &ActingContext<'_>, ballot: &str) -> bool {
    let body = ctx.subject.replay.state.ballots.get(ballot);
    let body = body.and_then(|ballot| ctx.subject.roster.body(&ballot.body));
    body.is_some_and(|body| body.officers().any(|id| *id == ctx.actor.id))
}

/// Like [`meant`], with the ballot as it was opened.
///
/// # Errors
/// Those of [`meant`], or the ballot cannot be read.
pub(super) fn find_opened<'a>(
    register: &RegisterContext<'a>,
    given: Option<&str>,
    fits: impl Fn(&str) -> bool,
) -> Result<(String, Opened<'a>)> {
    let name = meant(register, given, fits)?;
    let Some((opened, _)) = register.history.count(&register.replay.state, &name) else {
        let id = &register.files.id;
        bail!("the ballot {name} cannot be read; `wr check {id}` says why");
    };
    Ok((name, opened))
}
