//! `wr key add`: adds a public key to the roster, and introduces it with an earlier key.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueHint};

use super::edit::{RosterEdit, edit, entry, owners, with};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::share::ShareOption;
use crate::cli::app::signing;
use crate::governance::{Introduction, KeyIntroduction};
use crate::path::SIGNATURE;
use crate::roster::Person;
use crate::signature::Key;
use crate::snapshot::Snapshot;
use crate::store::WriteLock;

/// Add a person's public key to the roster; `wr save roster` puts it in force
///
/// If an earlier key of yours is available, it signs a statement that introduces the new key. The statement is committed,
/// and the new key then counts in open ballots as well. Without a statement, it counts only in later ballots.
#[derive(Debug, Args)]
pub(crate) struct KeyAddCommand {
    /// The person, unless the key is your own; then the public key file
    #[arg(
        required = true,
        num_args = 1..=2,
        value_names = ["PERSON", "FILE.pub"],
        value_hint = ValueHint::FilePath
    )]
    what: Vec<String>,
    /// Print the difference without writing it
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    sharing: ShareOption,
}

impl KeyAddCommand {
    /// The command for the user's own key in this file.
    pub(crate) fn of_own(file: &Path) -> KeyAddCommand {
        KeyAddCommand {
            what: vec![file.display().to_string()],
            dry_run: false,
            sharing: ShareOption::default(),
        }
    }

    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let (whose, file) = match self.what.as_slice() {
            [person, file] => (Some(person.as_str()), file),
            [file] => (None, file),
            _ => bail!("a public key file is needed: `wr key add FILE.pub`"),
        };
        let path = env.dir.join(PathBuf::from(file));
        let text = fs::read_to_string(&path).with_context(|| format!("{file} cannot be read"))?;
        let key: Key = text
            .parse()
            .map_err(|why| Rejected::Message(format!("{file} cannot be added: {why}")))?;
        let plan = |person: &Person, index: usize, edit: &RosterEdit<'_>| {
            if let Some(owner) = owners(edit.snapshot, edit.roster, &key)
                .into_iter()
                .find(|id| **id != person.id)
            {
                let name = edit.roster.person_name(owner);
                let why = format!(
                    "the key {} belongs or belonged to {name}\n  needs:  a key of {}'s own: `ssh-keygen -t ed25519`",
                    key.fingerprint(),
                    person.name
                );
                return Err(Rejected::Message(why).into());
            }
            if edit.roster.keys_of(&person.id).contains(&key) {
                let why = format!(
                    "the roster already has the key {} of {}",
                    key.fingerprint(),
                    person.name
                );
                return Err(Rejected::Message(why).into());
            }
            if person.stolen.read().contains(&key) {
                let why = format!(
                    "the key {} of {} is marked as stolen and cannot be used again\n  needs:  a new key: `ssh-keygen -t ed25519`",
                    key.fingerprint(),
                    person.name
                );
                return Err(Rejected::Message(why).into());
            }
            let mut meant = person.clone();
            meant.keys = with(&person.keys, &key);
            let bytes = entry(index).push(edit.file, "keys", &key.line());
            Ok((
                bytes,
                meant,
                format!("the key {} belongs to {}", key.fingerprint(), person.name),
            ))
        };
        edit(
            env,
            whose,
            self.dry_run,
            plan,
            |context, lock, snapshot, person| introduce(context, lock, snapshot, person, &key),
        )
    }
}

/// Signs a statement that introduces a key with an earlier key of the same person, if one is available. Returns the lines
/// that say in which ballots the new key counts.
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
    let is_known = |link: &&KeyIntroduction| link.person == person.id && link.key == *key;
    if let Some(link) = snapshot.rosters.links.iter().find(is_known) {
        return Ok(vec![format!(
            "{name} introduced it with the key {}: once saved, it counts in open ballots as well",
            link.by.fingerprint()
        )]);
    }
    let later = format!(
        "the new key counts in ballots that open after it is saved; in ballots that are open now, the chair records \
         {name}'s votes, or {name} signs with an earlier key"
    );
    let is_own = context
        .actor(in_force)
        .is_ok_and(|actor| actor.id == person.id);
    if !is_own {
        return Ok(vec![format!(
            "{later}\nif {name} has an earlier key: `wr key add FILE.pub`, run by {name}, introduces the new one with it"
        )]);
    }
    let introduction = Introduction {
        format: Introduction::FORMAT,
        store: policy.store.clone(),
        by: person.id.clone(),
        at: context.env.now,
        key: key.line(),
    };
    let (path, message) = (introduction.path(), introduction.to_bytes());
    let namespace = Introduction::namespace(&policy.signing_domain);
    let earlier = in_force.keys_of(&person.id);
    let found = signing::found(context, earlier)?
        .into_iter()
        .any(|found| earlier.contains(&found.key));
    if !found {
        return Ok(vec![format!(
            "no earlier key of {name} is available to introduce it: {later}"
        )]);
    }
    let Some(lock) = lock else {
        return Ok(vec![format!(
            "an earlier key would introduce it, in {path}"
        )]);
    };
    let signed = signing::sign_with(context, in_force, &person.id, earlier, &namespace, &message)?;
    let (seal, signature) = signed.map_err(Rejected::Message)?;
    let by = seal
        .key()
        .map(|key| key.fingerprint().to_string())
        .unwrap_or_default();
    let files = vec![
        (path.clone(), message),
        (format!("{path}{SIGNATURE}"), signature),
    ];
    let fingerprint = key.fingerprint();
    let subject = format!("key {}: {name} introduces {fingerprint}\n", person.id);
    context.commit(lock, files, subject)?;
    Ok(vec![format!(
        "the key {by} introduces it ({path}): once saved, it counts in open ballots as well"
    )])
}
