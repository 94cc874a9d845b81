//! Finds the register whose open ballot has a seat of the actor, for a vote without the register.

use anyhow::{Result, bail};

use crate::act::{Choice, RollSeat};
use crate::cli::app::answer::reject;
use crate::cli::app::context::{Context, Environment, WorkingTree, roster};
use crate::cli::app::whom;
use crate::id::Id;
use crate::roster::Roster;
use crate::snapshot::RegisterContext;
use crate::suggest::{by_likeness, did_you_mean, short_list};

/// Finds the only register with an open ballot in which a seat `is_meant`; `only` names the ballot or its body, and
/// `behalf` whose seat it is, if not the actor's. Messages repeat the `choice`.
///
/// # Errors
/// No open ballot fits, or several do.
pub(super) fn find_register(
    env: &Environment,
    choice: Choice,
    only: Option<&str>,
    behalf: Option<&str>,
    is_meant: impl Fn(&Roster, &Id, &RollSeat) -> bool,
) -> Result<Id> {
    let context = Context::open(env)?;
    let snapshot = context.whole(WorkingTree::Drafts)?;
    let roster = roster(&snapshot)?;
    let actor = context.actor(roster)?;
    let body = only.and_then(|given| roster.find_body(given).ok());
    let (mut found, mut others): (Vec<(Id, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for register in snapshot.register_contexts(env.now)? {
        for name in open_ballots(&register) {
            let Some((opened, _)) = register.history.count(&register.replay.state, name) else {
                continue;
            };
            let ballot = opened.ballot;
            let is_named = only.is_none_or(|given| {
                given.eq_ignore_ascii_case(name) || body.is_some_and(|body| body.id == ballot.body)
            });
            let has_seat = ballot
                .roll
                .iter()
                .any(|seat| is_meant(roster, &actor.id, seat));
            match (is_named, has_seat) {
                (true, true) => found.push((register.files.id.clone(), name.clone())),
                (false, true) => others.push(name.clone()),
                (_, false) => {}
            }
        }
    }
    if let [(id, _)] = found.as_slice() {
        return Ok(id.clone());
    }
    if found.is_empty() {
        if let Some(Err(unknown)) = behalf.map(|given| whom::find(roster, given)) {
            return Err(unknown);
        }
        let whose = behalf.unwrap_or(&actor.name);
        if let (Some(given), false) = (only, others.is_empty()) {
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            bail!(
                "no open ballot with a seat of {whose} is `{given}`{}\n  open:   {}",
                did_you_mean(given, &others),
                short_list(&by_likeness(given, &others))
            );
        }
        reject!(
            "no open ballot has a seat of {whose}\n  see:    `wr ballot` shows the open ballots"
        );
    }
    let commands: Vec<String> = found
        .iter()
        .map(|(id, name)| format!("\n  wr vote {id} {choice} --ballot {name}"))
        .collect();
    bail!(
        "several ballots are open for this vote; choose one:{}",
        commands.concat()
    );
}

/// The names of a register's open ballots.
pub(super) fn open_ballots<'a>(
    register: &'a RegisterContext<'_>,
) -> impl Iterator<Item = &'a String> {
    register.replay.state.open_ballots().map(|(name, _)| name)
}
