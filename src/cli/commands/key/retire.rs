//! `wr key retire`: removes a key from the roster, or marks it as stolen.

use anyhow::{Context as _, Result};
use clap::Args;

use super::edit::{RosterEdit, Whose, edit_of, entry, with};
use crate::act::Action;
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::{Context, Environment, WorkingTree};
use crate::cli::app::share::ShareOption;
use crate::path::ROSTER;
use crate::process::BallotStatus;
use crate::roster::Person;
use crate::signature::Key;
use crate::snapshot::Snapshot;
use crate::source::SourceFile;

/// Remove a key from the roster; its earlier signatures still count
///
/// A retired key still counts in open ballots, since it was valid when they opened. Retire a stolen or lost key with
/// --stolen: from then on it counts nowhere.
#[derive(Debug, Args)]
pub(crate) struct KeyRetireCommand {
    /// The person, unless the key is your own; or the key's fingerprint
    #[arg(value_name = "PERSON|KEY")]
    person: Option<String>,
    /// The key was stolen or lost: from now on, no signature by it or by a key that it introduced counts
    #[arg(long)]
    stolen: bool,
    /// The key's fingerprint or its first characters, if the person has several keys
    #[arg(long, value_name = "SHA256:...")]
    key: Option<String>,
    /// Print the difference without writing it
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    sharing: ShareOption,
}

/// The key to retire.
struct RetiredKey<'a> {
    person: &'a Person,
    index: usize,
    key: Key,
    /// Its index among the person's keys; `None` if only an older roster has it.
    at: Option<usize>,
}

impl KeyRetireCommand {
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        let retired: std::cell::OnceCell<Key> = std::cell::OnceCell::new();
        let plan = |person: &Person, _: usize, edit: &RosterEdit<'_>| {
            let target = self.target(person, edit)?;
            let (person, index) = (target.person, target.index);
            let _ = retired.set(target.key.clone());
            let mut meant = person.clone();
            let mut bytes = Some(edit.file.bytes().to_vec());
            if let Some(at) = target.at {
                let mut keys = person.keys.to_vec();
                keys.remove(at);
                meant.keys = keys.into();
                bytes = entry(index).remove(edit.file, "keys", at);
            }
            let fingerprint = target.key.fingerprint();
            if !self.stolen {
                return Ok((
                    bytes,
                    meant,
                    format!("the key {fingerprint} no longer belongs to {}", person.name),
                ));
            }
            meant.stolen = with(&person.stolen, &target.key);
            let file = bytes.map(|bytes| SourceFile::new(ROSTER, bytes));
            let bytes =
                file.and_then(|file| entry(index).push(&file, "stolen", &target.key.line()));
            Ok((
                bytes,
                meant,
                format!(
                    "the key {fingerprint} of {} is marked as stolen",
                    person.name
                ),
            ))
        };
        let whose = self
            .person
            .as_deref()
            .filter(|given| !is_fingerprint(given));
        let whose = whose.map(Whose::Named).unwrap_or(match self.person {
            Some(_) => Whose::Any,
            None => Whose::Own,
        });
        edit_of(
            env,
            whose,
            self.dry_run,
            plan,
            |context, _, snapshot, person| match retired.get() {
                Some(key) if self.stolen => consequences(context, snapshot, person, key),
                Some(_) | None => Ok(Vec::new()),
            },
        )
    }

    /// Finds the key by its fingerprint among all keys, or among the keys of the person.
    fn target<'a>(&self, person: &'a Person, edit: &RosterEdit<'a>) -> Result<RetiredKey<'a>> {
        let by_key = self.person.as_deref().filter(|given| is_fingerprint(given));
        let given = by_key.or(self.key.as_deref()).unwrap_or_default();
        let is_meant = |key: &Key| {
            let found = key.fingerprint().to_string();
            found.starts_with(given) || found.trim_start_matches("SHA256:").starts_with(given)
        };
        let mut found: Vec<RetiredKey<'a>> = Vec::new();
        for (index, one) in edit.roster.people.iter().enumerate() {
            if by_key.is_none() && one.id != person.id {
                continue;
            }
            for (at, key) in one.keys.iter().enumerate() {
                if let Ok(key) = key.parse::<Key>()
                    && is_meant(&key)
                {
                    found.push(RetiredKey {
                        person: one,
                        index,
                        key,
                        at: Some(at),
                    });
                }
            }
            // A key that was retired may turn out to be stolen.
            if self.stolen && !given.is_empty() {
                let older = edit
                    .snapshot
                    .rosters
                    .values()
                    .flat_map(|roster| roster.keys_of(&one.id));
                for key in older.filter(|key| is_meant(key)) {
                    let is_marked = one.stolen.read().contains(key);
                    if !is_marked && !found.iter().any(|it| it.key == *key) {
                        found.push(RetiredKey {
                            person: one,
                            index,
                            key: key.clone(),
                            at: None,
                        });
                    }
                }
            }
        }
        match found.len() {
            1 => found.pop().context("no key"),
            0 => {
                let of = if by_key.is_some() {
                    String::new()
                } else {
                    format!(" of {}", person.name)
                };
                let why = format!("the roster has no such key{of}; `wr key list` lists all");
                Err(Rejected::Message(why).into())
            }
            _ => {
                let several: Vec<String> = found
                    .iter()
                    .map(|it| it.key.fingerprint().to_string())
                    .collect();
                let why = match by_key {
                    Some(given) => {
                        format!("`{given}` matches several keys: {}", several.join(", "))
                    }
                    None => format!("{} has several keys: {}", person.name, several.join(", ")),
                };
                reject!("{why}\n  needs:  --key with one of them")
            }
        }
    }
}

fn is_fingerprint(given: &str) -> bool {
    given.starts_with("SHA256:")
}

/// The effects of a stolen key on the keys that it introduced and on open ballots, as lines of output.
fn consequences(
    context: &Context,
    snapshot: &Snapshot,
    person: &Person,
    key: &Key,
) -> Result<Vec<String>> {
    let name = &person.name;
    let mut told = Vec::new();
    let introduced = snapshot
        .rosters
        .links
        .iter()
        .filter(|link| link.person == person.id && link.by == *key);
    for link in introduced.filter(|link| person.keys.read().contains(&link.key)) {
        let fingerprint = link.key.fingerprint();
        told.push(format!(
            "it introduced the key {fingerprint}, which no longer counts in open ballots either; if that key is not \
             {name}'s own: `wr key retire {fingerprint} --stolen`"
        ));
    }
    let whole = context.whole(WorkingTree::Drafts)?;
    let mut open = Vec::new();
    for register in whole.register_contexts(context.env.now).unwrap_or_default() {
        for (ballot, standing) in &register.replay.state.ballots {
            let opened = register.history.act(standing.act);
            let Some(Action::Ballot(opened)) = opened.map(|stored| &stored.act.action) else {
                continue;
            };
            let has_seat = opened.roll.iter().any(|seat| {
                seat.voter.as_ref() == Some(&person.id)
                    || seat.alternate.as_ref() == Some(&person.id)
            });
            if standing.status == BallotStatus::Open && has_seat {
                open.push(format!(
                    "  {} {ballot} (until {})",
                    register.files.id, standing.closes
                ));
            }
        }
    }
    if open.is_empty() {
        told.push(format!("{name} has a seat in no open ballot"));
    } else {
        told.push(format!(
            "{name} has a seat in these open ballots:\n{}",
            open.join("\n")
        ));
        told.push(format!(
            "once saved, signatures by this key count in none of them; votes already in the store still count, so {name} \
             must check them (`wr ballot show`) and vote again with another key that the ballot knows; without one, the chair \
             records the vote, or withdraws the ballot and opens a new round"
        ));
    }
    Ok(told)
}
