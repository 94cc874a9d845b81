//! `wr key`: the keys that people sign acts with, in the roster.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::answer::No;
use super::context::{Context, Surroundings, roster};
use super::difference::unified;
use super::format::Format;
use super::ui;
use crate::id::Id;
use crate::roster::{Person, Roster};
use crate::signature::{Fingerprint, Key};
use crate::snapshot::{Document, ROSTER, Snapshot};
use crate::source::SourceFile;
use crate::yaml::Listed;

/// Add, list and retire the keys that people sign acts with
#[derive(Debug, Subcommand)]
pub enum Keys {
    Add(Add),
    List(List),
    Retire(Retire),
}

/// Enter somebody's public key into the roster; `wr save roster` makes it count
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
#[derive(Debug, Args)]
pub struct Retire {
    /// Whose it is, when it is not your own
    person: Option<String>,
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
    /// `current`, or `retired`: in an older roster only.
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
        edit(around, whose, self.dry_run, |person, index, desk| {
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
            let mut keys = person.keys.to_vec();
            keys.push(key.line());
            let bytes = listed(index).with(desk.file, &key.line());
            Ok((bytes, keys, format!("the key {} is {}'s", key.fingerprint(), person.name)))
        })
    }
}

impl Retire {
    fn run(&self, around: &Surroundings) -> Result<()> {
        edit(around, self.person.as_deref(), self.dry_run, |person, index, desk| {
            let fingerprint = |text: &String| text.parse::<Key>().ok().map(|key| key.fingerprint());
            let is_meant = |found: &Fingerprint| {
                let found = found.to_string();
                let bare = found.trim_start_matches("SHA256:").to_string();
                let given = self.key.as_deref().unwrap_or_default();
                found.starts_with(given) || bare.starts_with(given)
            };
            let all = person.keys.iter().enumerate();
            let found: Vec<(usize, Fingerprint)> = all
                .filter_map(|(at, text)| Some((at, fingerprint(text)?)))
                .filter(|it| is_meant(&it.1))
                .collect();
            let (at, retired) = match found.as_slice() {
                [one] => one.clone(),
                [] => {
                    let why = format!("the roster has no such key of {}; `wr key list` has all", person.name);
                    return Err(No::Because(why).into());
                }
                several => {
                    let several: Vec<String> = several.iter().map(|(_, key)| key.to_string()).collect();
                    let why = format!("{} has several keys: {}", person.name, several.join(", "));
                    return Err(No::Because(format!("{why}\n  needs:  --key with one of them")).into());
                }
            };
            let mut keys = person.keys.to_vec();
            keys.remove(at);
            let bytes = listed(index).without(desk.file, at);
            Ok((bytes, keys, format!("the key {retired} is no longer {}'s", person.name)))
        })
    }
}

/// What an edit of the roster is planned on.
struct Desk<'a> {
    snapshot: &'a Snapshot,
    roster: &'a Roster,
    file: &'a Arc<SourceFile>,
}

fn listed(index: usize) -> Listed<'static> {
    Listed { list: "people", index, field: "keys" }
}

/// Plans an edit of the keys of one person, and makes it in the working tree.
fn edit(
    around: &Surroundings,
    whose: Option<&str>,
    dry_run: bool,
    plan: impl FnOnce(&Person, usize, &Desk<'_>) -> Result<(Option<Vec<u8>>, Vec<String>, String)>,
) -> Result<()> {
    let mut context = Context::open(around)?;
    context.top()?;
    let lock = if dry_run { None } else { Some(context.begin_write()?) };
    let snapshot = context.governance()?;
    let file = context.on_disk(ROSTER)?;
    let document: Document<Roster> = Document::read(&file);
    let roster = document.get().with_context(|| format!("{ROSTER} cannot be read; `wr check` says where"))?;
    let person = match whose {
        Some(given) => roster.find_person(given)?,
        None => context.actor(roster)?,
    };
    let index = roster.people.iter().position(|it| it.id == person.id).unwrap_or_default();
    let (bytes, keys, what) = plan(person, index, &Desk { snapshot: &snapshot, roster, file: &file })?;
    let mut meant = roster.clone();
    meant.people[index].keys = keys.into();
    // Whatever the layout is: the roster must say what it said, and this.
    let new = bytes.map(|bytes| SourceFile::new(ROSTER, bytes));
    let Some(new) = new.filter(|new| Document::<Roster>::read(new).get() == Some(&meant)) else {
        bail!(
            "{ROSTER} is laid out in a way in which this cannot be changed without touching anything else; edit it by hand"
        );
    };
    ui::out(ui::visible(unified(&file, &new)));
    if let Some(lock) = lock {
        context.store.replace(&lock, ROSTER, file.bytes(), new.bytes())?;
    }
    let done = if dry_run { "would be edited" } else { "is edited" };
    ui::out(ui::visible(format!("{ROSTER} {done}: {what}\nit takes effect with `wr save roster`")));
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
        let older = snapshot.rosters.values().filter(|roster| *roster != now);
        for (roster, status) in [(now, "current")].into_iter().chain(older.map(|roster| (roster, "retired")))
        {
            for person in &roster.people {
                for key in roster.keys_of(&person.id) {
                    let fingerprint = key.fingerprint().to_string();
                    if !keys.iter().any(|line| line.person == person.id && line.fingerprint == fingerprint) {
                        let (person, name, kind) =
                            (person.id.clone(), now.person_name(&person.id), key.kind());
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
