//! `wr key`: the keys that people sign acts with, in the roster.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::answer::No;
use super::context::{Context, Edits, Surroundings, roster};
use super::difference::unified;
use super::format::Format;
use super::{signing, ui};
use crate::act::Deed;
use crate::governance::{Introduction, Link, stolen};
use crate::id::Id;
use crate::process::BallotStatus;
use crate::roster::{self, Person, Roster};
use crate::signature::Key;
use crate::snapshot::{Document, ROSTER, SIGNATURE, Snapshot};
use crate::source::SourceFile;
use crate::store::{Change, CommitError, WriteLock};
use crate::yaml::Listed;

/// Add, list and retire the keys that people sign acts with
#[derive(Debug, Subcommand)]
pub enum Keys {
    Add(Add),
    List(List),
    Retire(Retire),
}

/// Enter a person's public key into the roster; `wr save roster` makes it count
///
/// Where an earlier key of yours is at hand, it signs a statement that introduces the new one, which is committed: then the
/// new key counts in ballots that are open already. Without such a statement it counts in later ballots only.
#[derive(Debug, Args)]
pub struct Add {
    /// Whose it is, when it is not your own; then the public key file
    #[arg(required = true, num_args = 1..=2, value_names = ["PERSON", "FILE.pub"])]
    what: Vec<String>,
    /// Print the difference, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// List the keys of the roster, and those that were retired
#[derive(Debug, Args)]
pub struct List {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Take a key out of the roster; what it signed stays signed
///
/// A key that is retired still counts in ballots that are open: it was a good key when they were opened. One that was stolen
/// or lost is retired with --stolen, and counts nowhere from then on.
#[derive(Debug, Args)]
pub struct Retire {
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

/// The published form of the roster's keys.
#[derive(Debug, Serialize)]
struct Published {
    /// The version of this form: 1.
    format: u32,
    keys: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    person: Id,
    name: String,
    fingerprint: String,
    kind: String,
    /// `current`, `retired` (in an older roster only), or `stolen`.
    status: &'static str,
}

impl Keys {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        match self {
            Keys::Add(command) => command.run(around),
            Keys::List(command) => command.run(around),
            Keys::Retire(command) => command.run(around),
        }
    }
}

impl Add {
    fn run(&self, around: &Surroundings) -> Result<()> {
        let (whose, file) = match self.what.as_slice() {
            [person, file] => (Some(person.as_str()), file),
            [file] => (None, file),
            _ => bail!("a public key file is needed: `wr key add FILE.pub`"),
        };
        let path = around.dir.join(PathBuf::from(file));
        let text = fs::read_to_string(&path).with_context(|| format!("{file} cannot be read"))?;
        let key: Key = text.parse().map_err(|why| No::Because(format!("{file} is not taken: {why}")))?;
        let plan = |person: &Person, index: usize, desk: &Desk<'_>| {
            if let Some(owner) =
                owners(desk.snapshot, desk.roster, &key).into_iter().find(|id| **id != person.id)
            {
                let name = desk.roster.person_name(owner);
                let why = format!(
                    "the key {} is or was {name}'s\n  needs:  a key of {}'s own: `ssh-keygen -t ed25519`",
                    key.fingerprint(),
                    person.name
                );
                return Err(No::Because(why).into());
            }
            if desk.roster.keys_of(&person.id).contains(&key) {
                let why = format!("the roster has the key {} of {} already", key.fingerprint(), person.name);
                return Err(No::Because(why).into());
            }
            if person.stolen.read().contains(&key) {
                let why = format!(
                    "the key {} of {} is marked as stolen, and is never used again\n  needs:  a new key: `ssh-keygen -t ed25519`",
                    key.fingerprint(),
                    person.name
                );
                return Err(No::Because(why).into());
            }
            let mut meant = person.clone();
            meant.keys = with(&person.keys, &key);
            let bytes = listed(index, "keys").with(desk.file, &key.line());
            Ok((bytes, meant, format!("the key {} is {}'s", key.fingerprint(), person.name)))
        };
        edit(around, whose, self.dry_run, plan, |context, lock, snapshot, person| {
            introduce(context, lock, snapshot, person, &key)
        })
    }
}

/// Signs a statement that introduces a key with an earlier key of the same person, where one is at hand; and says in which
/// ballots the new key counts.
fn introduce(
    context: &Context,
    lock: Option<&WriteLock>,
    snapshot: &Snapshot,
    person: &Person,
    key: &Key,
) -> Result<Vec<String>> {
    let (Some(in_force), Some(policy)) = (snapshot.roster(), snapshot.policy()) else {
        return Ok(Vec::new());
    };
    if in_force.keys_of(&person.id).is_empty() {
        return Ok(Vec::new());
    }
    let name = &person.name;
    let is_known = |link: &&Link| link.person == person.id && link.key == *key;
    if let Some(link) = snapshot.rosters.links.iter().find(is_known) {
        return Ok(vec![format!(
            "{name} introduced it with the key {}: once saved, it counts in open ballots as well",
            link.by.fingerprint()
        )]);
    }
    let later = format!(
        "the new key counts in ballots that are opened after it is saved; in those that are open now, the chair records \
         {name}'s votes, or {name} signs with an earlier key"
    );
    let is_own = context.actor(in_force).is_ok_and(|actor| actor.id == person.id);
    if !is_own {
        return Ok(vec![format!(
            "{later}\nif {name} has an earlier key: `wr key add FILE.pub`, run by {name}, introduces the new one with it"
        )]);
    }
    let introduction = Introduction {
        format: Introduction::FORMAT,
        store: policy.store.clone(),
        by: person.id.clone(),
        at: context.around.now,
        key: key.line(),
    };
    let (path, message) = (introduction.path(), introduction.to_bytes());
    let namespace = Introduction::namespace(&policy.signing_domain);
    let earlier = in_force.keys_of(&person.id);
    let found = signing::found(context, earlier)?.into_iter().any(|found| earlier.contains(&found.key));
    if !found {
        return Ok(vec![format!("no earlier key of {name} is at hand to introduce it: {later}")]);
    }
    let Some(lock) = lock else {
        return Ok(vec![format!("an earlier key would introduce it, in {path}")]);
    };
    let signed = signing::sign_with(context, in_force, &person.id, earlier, &namespace, &message)?;
    let (seal, signature) = signed.map_err(No::Because)?;
    let by = seal.key().map(|key| key.fingerprint().to_string()).unwrap_or_default();
    let change = Change {
        message: format!("key {}: {name} introduces {}\n", person.id, key.fingerprint()),
        files: vec![(path.clone(), message), (format!("{path}{SIGNATURE}"), signature)],
        author: context.identity()?,
        at: context.around.now.time(),
    };
    match context.store.commit(lock, &change, context.head) {
        Ok(_) => {}
        Err(CommitError::Moved) => bail!("the branch moved meanwhile; nothing was changed, try again"),
        Err(CommitError::Store(why)) => return Err(why.into()),
    }
    Ok(vec![format!("the key {by} introduces it ({path}): once saved, it counts in open ballots as well")])
}

fn with(keys: &roster::Keys, key: &Key) -> roster::Keys {
    let mut lines = keys.to_vec();
    lines.push(key.line());
    lines.into()
}

/// What `wr key retire` is about.
struct Target<'a> {
    person: &'a Person,
    index: usize,
    key: Key,
    /// Where it is among the person's keys; nothing when it is in an older roster only.
    at: Option<usize>,
}

impl Retire {
    fn run(&self, around: &Surroundings) -> Result<()> {
        let retired: std::cell::OnceCell<Key> = std::cell::OnceCell::new();
        let plan = |person: &Person, _: usize, desk: &Desk<'_>| {
            let target = self.target(person, desk)?;
            let (person, index) = (target.person, target.index);
            let _ = retired.set(target.key.clone());
            let mut meant = person.clone();
            let mut bytes = Some(desk.file.bytes().to_vec());
            if let Some(at) = target.at {
                let mut keys = person.keys.to_vec();
                keys.remove(at);
                meant.keys = keys.into();
                bytes = listed(index, "keys").without(desk.file, at);
            }
            let fingerprint = target.key.fingerprint();
            if !self.stolen {
                return Ok((bytes, meant, format!("the key {fingerprint} is no longer {}'s", person.name)));
            }
            meant.stolen = with(&person.stolen, &target.key);
            let file = bytes.map(|bytes| SourceFile::new(ROSTER, bytes));
            let bytes = file.and_then(|file| listed(index, "stolen").with(&file, &target.key.line()));
            Ok((bytes, meant, format!("the key {fingerprint} of {} is marked as stolen", person.name)))
        };
        let whose = self.person.as_deref().filter(|given| !is_fingerprint(given));
        let whose = whose.map(Whose::Named).unwrap_or(match self.person {
            Some(_) => Whose::Any,
            None => Whose::Own,
        });
        edit_of(around, whose, self.dry_run, plan, |context, _, snapshot, person| match retired.get() {
            Some(key) if self.stolen => consequences(context, snapshot, person, key),
            Some(_) | None => Ok(Vec::new()),
        })
    }

    /// The key that is meant: by its fingerprint among everybody's, or the one that the person has.
    fn target<'a>(&self, person: &'a Person, desk: &Desk<'a>) -> Result<Target<'a>> {
        let by_key = self.person.as_deref().filter(|given| is_fingerprint(given));
        let given = by_key.or(self.key.as_deref()).unwrap_or_default();
        let is_meant = |key: &Key| {
            let found = key.fingerprint().to_string();
            found.starts_with(given) || found.trim_start_matches("SHA256:").starts_with(given)
        };
        let mut found: Vec<Target<'a>> = Vec::new();
        for (index, one) in desk.roster.people.iter().enumerate() {
            if by_key.is_none() && one.id != person.id {
                continue;
            }
            for (at, key) in one.keys.iter().enumerate() {
                if let Ok(key) = key.parse::<Key>()
                    && is_meant(&key)
                {
                    found.push(Target { person: one, index, key, at: Some(at) });
                }
            }
            // A key that was retired may turn out to be stolen.
            if self.stolen && !given.is_empty() {
                let older = desk.snapshot.rosters.values().flat_map(|roster| roster.keys_of(&one.id));
                for key in older.filter(|key| is_meant(key)) {
                    let is_marked = one.stolen.read().contains(key);
                    if !is_marked && !found.iter().any(|it| it.key == *key) {
                        found.push(Target { person: one, index, key: key.clone(), at: None });
                    }
                }
            }
        }
        match found.len() {
            1 => found.pop().context("no key"),
            0 => {
                let of = if by_key.is_some() { String::new() } else { format!(" of {}", person.name) };
                let why = format!("the roster has no such key{of}; `wr key list` has all");
                Err(No::Because(why).into())
            }
            _ => {
                let several: Vec<String> = found.iter().map(|it| it.key.fingerprint().to_string()).collect();
                let why = match by_key {
                    Some(given) => format!("`{given}` may be several keys: {}", several.join(", ")),
                    None => format!("{} has several keys: {}", person.name, several.join(", ")),
                };
                Err(No::Because(format!("{why}\n  needs:  --key with one of them")).into())
            }
        }
    }
}

fn is_fingerprint(given: &str) -> bool {
    given.starts_with("SHA256:")
}

/// What follows from a stolen key: for ballots that are open, and for keys that it introduced.
fn consequences(context: &Context, snapshot: &Snapshot, person: &Person, key: &Key) -> Result<Vec<String>> {
    let name = &person.name;
    let mut told = Vec::new();
    let introduced = snapshot.rosters.links.iter().filter(|link| link.person == person.id && link.by == *key);
    for link in introduced.filter(|link| person.keys.read().contains(&link.key)) {
        let fingerprint = link.key.fingerprint();
        told.push(format!(
            "it introduced the key {fingerprint}, which does not count in open ballots any more either; if that is not \
             {name}'s own: `wr key retire {fingerprint} --stolen`"
        ));
    }
    let whole = context.whole(Edits::Texts)?;
    let mut open = Vec::new();
    for dossier in whole.registers.values() {
        let Some(course) = whole.course(dossier) else { continue };
        for (ballot, standing) in &course.state.ballots {
            let opened =
                dossier.acts.iter().filter_map(Document::get).find(|filed| filed.digest == standing.act);
            let Some(Deed::Ballot(opened)) = opened.map(|filed| &filed.act.deed) else { continue };
            let has_seat = opened.roll.iter().any(|seat| {
                seat.voter.as_ref() == Some(&person.id) || seat.alternate.as_ref() == Some(&person.id)
            });
            if standing.status == BallotStatus::Open && has_seat {
                open.push(format!("  {} {ballot} (until {})", dossier.id, standing.closes));
            }
        }
    }
    if open.is_empty() {
        told.push(format!("{name} has a seat in no open ballot"));
    } else {
        told.push(format!("{name} has a seat in these open ballots:\n{}", open.join("\n")));
        told.push(format!(
            "once saved, what this key signs counts in none of them; votes that are in the store already count, so {name} \
             looks at them (`wr ballot show`) and votes again with another key that the ballot knows; without one the chair \
             records the vote, or the ballot is withdrawn and a new round opens"
        ));
    }
    Ok(told)
}

/// What an edit of the roster is planned on.
struct Desk<'a> {
    snapshot: &'a Snapshot,
    roster: &'a Roster,
    file: &'a Arc<SourceFile>,
}

fn listed(index: usize, field: &'static str) -> Listed<'static> {
    Listed { list: "people", index, field }
}

/// Whose key it is.
#[derive(Debug, Clone, Copy)]
enum Whose<'a> {
    /// The user's own.
    Own,
    /// That of the person who goes by this name.
    Named(&'a str),
    /// The key itself says.
    Any,
}

/// Plans an edit of the keys of one person, and makes it in the working tree.
fn edit(
    around: &Surroundings,
    whose: Option<&str>,
    dry_run: bool,
    plan: impl FnOnce(&Person, usize, &Desk<'_>) -> Result<(Option<Vec<u8>>, Person, String)>,
    before: impl FnOnce(&Context, Option<&WriteLock>, &Snapshot, &Person) -> Result<Vec<String>>,
) -> Result<()> {
    edit_of(around, whose.map_or(Whose::Own, Whose::Named), dry_run, plan, before)
}

/// The same; what is done before the roster is edited says what to tell after it.
fn edit_of(
    around: &Surroundings,
    whose: Whose<'_>,
    dry_run: bool,
    plan: impl FnOnce(&Person, usize, &Desk<'_>) -> Result<(Option<Vec<u8>>, Person, String)>,
    before: impl FnOnce(&Context, Option<&WriteLock>, &Snapshot, &Person) -> Result<Vec<String>>,
) -> Result<()> {
    let mut context = Context::open(around)?;
    context.top()?;
    let lock = if dry_run { None } else { Some(context.begin_write()?) };
    let snapshot = context.governance()?;
    let file = context.on_disk(ROSTER)?;
    let document: Document<Roster> = Document::read(&file);
    let roster = document.get().with_context(|| format!("{ROSTER} cannot be read; `wr check` says where"))?;
    let person = match whose {
        Whose::Named(given) => roster.find_person(given)?,
        Whose::Own => context.actor(roster)?,
        Whose::Any => roster.people.first().context("the roster has no people")?,
    };
    let index = roster.people.iter().position(|it| it.id == person.id).unwrap_or_default();
    let (bytes, one, what) = plan(person, index, &Desk { snapshot: &snapshot, roster, file: &file })?;
    let mut meant = roster.clone();
    if let Some(there) = meant.people.iter_mut().find(|it| it.id == one.id) {
        *there = one.clone();
    }
    // Whatever the layout is: the roster must say what it said, and this.
    let new = bytes.map(|bytes| SourceFile::new(ROSTER, bytes));
    let Some(new) = new.filter(|new| Document::<Roster>::read(new).get() == Some(&meant)) else {
        bail!(
            "{ROSTER} is laid out in a way in which this cannot be changed without touching anything else; edit it by hand"
        );
    };
    let told = before(&context, lock.as_ref(), &snapshot, &one)?;
    ui::out(ui::visible(unified(&file, &new)));
    if let Some(lock) = lock {
        context.store.replace(&lock, ROSTER, file.bytes(), new.bytes())?;
    }
    let done = if dry_run { "would be edited" } else { "is edited" };
    ui::out(ui::visible(format!("{ROSTER} {done}: {what}\nit takes effect with `wr save roster`")));
    told.into_iter().for_each(|told| ui::out(ui::visible(told)));
    Ok(())
}

/// The people who have or had a key, in this roster or in any that was saved.
fn owners<'a>(snapshot: &'a Snapshot, roster: &'a Roster, key: &Key) -> Vec<&'a Id> {
    let all = snapshot.rosters.values().chain([roster]).flat_map(|roster| &roster.people);
    let has = |person: &&Person| person.keys.read().contains(key);
    all.filter(has).map(|person| &person.id).collect()
}

impl List {
    fn run(&self, around: &Surroundings) -> Result<()> {
        let context = Context::open(around)?;
        let snapshot = context.governance()?;
        let now = roster(&snapshot)?;
        let mut keys: Vec<Line> = Vec::new();
        let stolen = stolen(now);
        let older = snapshot.rosters.values().filter(|roster| *roster != now);
        for (roster, status) in [(now, "current")].into_iter().chain(older.map(|roster| (roster, "retired")))
        {
            for person in &roster.people {
                for key in roster.keys_of(&person.id) {
                    let fingerprint = key.fingerprint().to_string();
                    if !keys.iter().any(|line| line.person == person.id && line.fingerprint == fingerprint) {
                        let (person, name, kind) =
                            (person.id.clone(), now.person_name(&person.id), key.kind());
                        let status = if stolen.contains(key) { "stolen" } else { status };
                        keys.push(Line { person, name, fingerprint, kind, status });
                    }
                }
            }
        }
        keys.sort_by(|a, b| {
            (&a.person, a.status, &a.fingerprint).cmp(&(&b.person, b.status, &b.fingerprint))
        });
        match self.format {
            Format::Json => ui::out(serde_json::to_string_pretty(&Published { format: 1, keys })?),
            Format::Text if keys.is_empty() => {
                ui::out("nobody has a key in the roster; `wr key add FILE.pub` enters one");
            }
            Format::Text => ui::out(ui::columns(keys.into_iter().map(|line| {
                vec![line.person.to_string(), line.name, line.fingerprint, line.kind, line.status.to_string()]
            }))),
        }
        Ok(())
    }
}
