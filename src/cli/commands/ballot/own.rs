//! Finds the open ballot that has a seat of the actor, for a vote without the register.

use anyhow::{Result, bail};

use crate::act::{Choice, RollSeat};
use crate::ballot::Opened;
use crate::cli::app::answer::reject;
use crate::cli::app::context::{Context, Environment, WorkingTree, roster};
use crate::cli::app::whom;
use crate::date::Moment;
use crate::id::Id;
use crate::roster::Roster;
use crate::snapshot::RegisterContext;
use crate::suggest::{by_likeness, did_you_mean, short_list};

/// Finds the only open ballot in which a seat `is_meant`, with its register; `only` names the ballot or its body, and
/// `behalf` whose seat it is, if not the actor's. Messages repeat the `choice`.
///
/// # Errors
/// No open ballot fits, or several do.
pub(super) fn find_own(
    env: &Environment,
    choice: Choice,
    only: Option<&str>,
    behalf: Option<&str>,
    is_meant: impl Fn(&Roster, &Id, &RollSeat) -> bool,
) -> Result<(Id, String)> {
    let context = Context::open(env)?;
    let snapshot = context.whole(WorkingTree::Drafts)?;
    let roster = roster(&snapshot)?;
    let actor = context.actor(roster)?;
    let body = only.and_then(|given| roster.find_body(given).ok());
    let mut found: Vec<Candidate> = Vec::new();
    let mut open: Vec<(String, Id)> = Vec::new();
    let mut is_led = false;
    for register in snapshot.register_contexts(env.now)? {
        for name in open_ballots(&register) {
            let Some((opened, _)) = register.history.count(&register.replay.state, name) else {
                continue;
            };
            let ballot = opened.ballot;
            let is_named = only.is_none_or(|given| {
                given.eq_ignore_ascii_case(name) || body.is_some_and(|body| body.id == ballot.body)
            });
            open.push((name.clone(), ballot.body.clone()));
            let leads = roster.body(&ballot.body);
            is_led |= leads.is_some_and(|it| it.officers().any(|id| *id == actor.id));
            let mut seats = ballot.roll.iter();
            if is_named && seats.any(|seat| is_meant(roster, &actor.id, seat)) {
                found.push(Candidate {
                    id: register.files.id.clone(),
                    ballot: name.clone(),
                    is_over: is_over(env.now, opened),
                });
            }
        }
    }
    // A ballot whose time is over counts only if all others are over, too. One that has this vote already still counts:
    // a vote that is sent twice must not go to another ballot.
    if found.iter().any(|it| !it.is_over) {
        found.retain(|it| !it.is_over);
    }
    if let [only] = found.as_slice() {
        return Ok((only.id.clone(), only.ballot.clone()));
    }
    if found.is_empty() {
        if let Some(Err(unknown)) = behalf.map(|given| whom::find(roster, given)) {
            return Err(unknown);
        }
        if let Some(given) = only {
            known(given, &open, roster)?;
        }
        let whose = behalf.unwrap_or(&actor.name);
        let record = match is_led && behalf.is_none() {
            true => {
                "\n  next:   `wr vote ID CHOICE --for ORG --evidence TEXT` records a member's vote"
            }
            false => "",
        };
        reject!(
            "no open ballot has a seat of {whose}{record}\n  see:    `wr ballot` shows the open ballots"
        );
    }
    let commands: Vec<String> = found
        .iter()
        .map(|it| format!("\n  wr vote {} {choice} --ballot {}", it.id, it.ballot))
        .collect();
    bail!(
        "several ballots are open for this vote; choose one:{}",
        commands.concat()
    );
}

/// An open ballot with a seat that can be meant.
struct Candidate {
    id: Id,
    ballot: String,
    is_over: bool,
}

/// Whether the time of a ballot is over, though it is not closed yet.
pub(super) fn is_over(now: Moment, opened: Opened<'_>) -> bool {
    now > opened.ballot.closes
}

/// Refuses the name of a ballot that is not open.
fn known(given: &str, open: &[(String, Id)], roster: &Roster) -> Result<()> {
    let names: Vec<&str> = open.iter().map(|(name, _)| name.as_str()).collect();
    if names.iter().any(|name| name.eq_ignore_ascii_case(given)) {
        return Ok(());
    }
    match (roster.find_body(given), names.is_empty()) {
        (Ok(body), _) if open.iter().any(|(_, of)| *of == body.id) => Ok(()),
        (Ok(body), _) => reject!(
            "the {} has no open ballot\n  see:    `wr ballot` shows the open ballots",
            body.name
        ),
        (Err(_), true) => reject!("no ballot is open"),
        (Err(_), false) => {
            let bodies = open.iter().map(|(_, of)| of.as_str());
            let known: Vec<&str> = names.iter().copied().chain(bodies).collect();
            bail!(
                "no ballot `{given}` is open{}\n  open:   {}",
                did_you_mean(given, &known),
                short_list(&by_likeness(given, &names))
            )
        }
    }
}

/// The names of a register's open ballots.
pub(super) fn open_ballots<'a>(
    register: &'a RegisterContext<'_>,
) -> impl Iterator<Item = &'a String> {
    register.replay.state.open_ballots().map(|(name, _)| name)
}
