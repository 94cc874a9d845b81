//! `wr key retire`: a key leaves the roster, or is marked as stolen.

use anyhow::{Context as _, Result};
use clap::Args;

use super::RosterEdit;
use super::Whose;
use super::edit_of;
use super::listed;
use super::with;
use crate::act::Action;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, WorkingTree};
use crate::process::BallotStatus;
use crate::roster::Person;
use crate::signature::Key;
use crate::snapshot::{Document, ROSTER, Snapshot};
use crate::source::SourceFile;

/// Take a key out of the roster; what it signed stays signed
///
/// A key that is retired still counts in ballots that are open: it was a good key when they were opened. One that was stolen
/// or lost is retired with --stolen, and counts nowhere from then on.
#[derive(Debug, Args)]
pub struct KeyRetireCommand {
    /// Whose it is, when it is not your own; or the key's fingerprint
    #[arg(value_name = "PERSON|KEY")]
    person: Option<String>,
    /// It was stolen or lost: from now on nothing counts that it signs, or that a key signs which it introduced
    #[arg(long)]
    stolen: bool,
    /// The key's fingerprint, or its beginning, when there are several
    #[arg(long, value_name = "SHA256:...")]
    key: Option<String>,
    /// Print the difference, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// What `wr key retire` is about.
struct Target<'a> {
    person: &'a Person,
    index: usize,
    key: Key,
    /// Where it is among the person's keys; nothing when it is in an older roster only.
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
                bytes = listed(index, "keys").without(edit.file, at);
            }
            let fingerprint = target.key.fingerprint();
            if !self.stolen {
                return Ok((
                    bytes,
                    meant,
                    format!("the key {fingerprint} is no longer {}'s", person.name),
                ));
            }
            meant.stolen = with(&person.stolen, &target.key);
            let file = bytes.map(|bytes| SourceFile::new(ROSTER, bytes));
            let bytes =
                file.and_then(|file| listed(index, "stolen").with(&file, &target.key.line()));
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

    /// The key that is meant: by its fingerprint among everybody's, or the one that the person has.
    fn target<'a>(&self, person: &'a Person, edit: &RosterEdit<'a>) -> Result<Target<'a>> {
        let by_key = self.person.as_deref().filter(|given| is_fingerprint(given));
        let given = by_key.or(self.key.as_deref()).unwrap_or_default();
        let is_meant = |key: &Key| {
            let found = key.fingerprint().to_string();
            found.starts_with(given) || found.trim_start_matches("SHA256:").starts_with(given)
        };
        let mut found: Vec<Target<'a>> = Vec::new();
        for (index, one) in edit.roster.people.iter().enumerate() {
            if by_key.is_none() && one.id != person.id {
                continue;
            }
            for (at, key) in one.keys.iter().enumerate() {
                if let Ok(key) = key.parse::<Key>()
                    && is_meant(&key)
                {
                    found.push(Target {
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
                        found.push(Target {
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
                let why = format!("the roster has no such key{of}; `wr key list` has all");
                Err(Rejected::Message(why).into())
            }
            _ => {
                let several: Vec<String> = found
                    .iter()
                    .map(|it| it.key.fingerprint().to_string())
                    .collect();
                let why = match by_key {
                    Some(given) => format!("`{given}` may be several keys: {}", several.join(", ")),
                    None => format!("{} has several keys: {}", person.name, several.join(", ")),
                };
                Err(Rejected::Message(format!("{why}\n  needs:  --key with one of them")).into())
            }
        }
    }
}

fn is_fingerprint(given: &str) -> bool {
    given.starts_with("SHA256:")
}

/// What follows from a stolen key: for ballots that are open, and for keys that it introduced.
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
            "it introduced the key {fingerprint}, which does not count in open ballots any more either; if that is not \
             {name}'s own: `wr key retire {fingerprint} --stolen`"
        ));
    }
    let whole = context.whole(WorkingTree::Drafts)?;
    let mut open = Vec::new();
    for register_files in whole.registers.values() {
        let Some(replay) = whole.replay(register_files) else {
            continue;
        };
        for (ballot, standing) in &replay.state.ballots {
            let opened = register_files
                .acts
                .iter()
                .filter_map(Document::get)
                .find(|stored| stored.digest == standing.act);
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
                    register_files.id, standing.closes
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
            "once saved, what this key signs counts in none of them; votes that are in the store already count, so {name} \
             looks at them (`wr ballot show`) and votes again with another key that the ballot knows; without one the chair \
             records the vote, or the ballot is withdrawn and a new round opens"
        ));
    }
    Ok(told)
}
