//! `wr join`: clones a store, and says who you are in it and what waits for you.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::key::KeyAddCommand;
use super::next::NextCommand;
use crate::cli::app::ask;
use crate::cli::app::context::{Context, Environment, roster};
use crate::cli::app::environment::Input;
use crate::cli::app::signing::{self, FoundKey};
use crate::cli::app::ui::{self, ProgressLine, Waits};
use crate::roster::{Person, Roster};
use crate::signature::Key;
use crate::store::clone;
use crate::text::shell_word;

/// Clone a store, and show who you are in it and what waits for you
#[derive(Debug, Args)]
pub(crate) struct JoinCommand {
    /// The address of the store, as for `git clone`
    #[arg(value_name = "URL")]
    url: String,
    /// The new folder, by default named after the address
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl JoinCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let name = match &self.dir {
            Some(dir) => dir.clone(),
            None => PathBuf::from(folder(&self.url)),
        };
        if is_taken(&env.dir.join(&name)) {
            let shown = shell_word(&name.display().to_string());
            bail!(
                "{shown} exists already\n  see:    `wr -C {shown}`, if it is your clone of this store; \
                 `wr join {} DIR` clones into another folder",
                self.url
            );
        }
        let progress = ProgressLine::begin(format!("cloning {}", self.url), Waits::ForNetwork);
        clone(&self.url, &env.dir, &name)?;
        drop(progress);
        let env = Environment {
            dir: env.dir.join(&name),
            ..env.clone()
        };
        let context = Context::open(&env)?;
        let snapshot = context.governance()?;
        let roster = roster(&snapshot)?;
        ui::out(ui::visible(format!("cloned to {}", name.display())));
        let Some(person) = identify(&context, roster, &name) else {
            return Ok(());
        };
        let keys = roster.keys_of(&person.id);
        let found = signing::found(&context, keys)?;
        ui::out(ui::visible(key(&found, keys, roster, person)));
        offer_key(&context, keys, &found)?;
        NextCommand::of_actor().run(&env)
    }
}

/// Whether git cannot clone into a folder, because something is there.
fn is_taken(folder: &Path) -> bool {
    let has_entries = |mut entries: std::fs::ReadDir| entries.next().is_some();
    folder.is_file() || folder.read_dir().is_ok_and(has_entries)
}

/// The folder that git names after an address.
fn folder(url: &str) -> &str {
    let url = url.trim_end_matches('/');
    let last = url.rsplit(['/', ':']).next().unwrap_or(url);
    last.strip_suffix(".git").unwrap_or(last)
}

/// The person of the roster whom git knows. Prints who that is, or what to set.
fn identify<'r>(context: &Context, roster: &'r Roster, dir: &Path) -> Option<&'r Person> {
    let command = format!(
        "git -C {} config user.email ADDRESS",
        shell_word(&dir.display().to_string())
    );
    let vp = roster.officers.vp_alliances.as_ref();
    let vp = vp.map_or("the VP of Alliances".to_string(), |id| {
        format!("{} (VP of Alliances)", roster.person_name(id))
    });
    let Ok(identity) = context.identity() else {
        ui::out(format!(
            "git does not know who you are: run `{command}`, with your address in the roster"
        ));
        return None;
    };
    let Some(person) = roster.person_by_email(&identity.email) else {
        ui::out(ui::visible(format!(
            "the roster does not have {}: if it has another address of yours, run `{command}`; if not, ask {vp} to add \
             you to registers/roster.yaml",
            identity.email
        )));
        return None;
    };
    ui::out(ui::visible(format!(
        "you are {} <{}>; `wr whoami` says more",
        person.name, identity.email
    )));
    Some(person)
}

/// Whether the roster has a key of this machine for the person, or else how it gets there.
fn key(found: &[FoundKey], keys: &[Key], roster: &Roster, person: &Person) -> String {
    if let Some(found) = found.iter().find(|found| keys.contains(&found.key)) {
        return format!("your key {} is in the roster", found.key.fingerprint());
    }
    let is_vp = roster.officers.vp_alliances.as_ref() == Some(&person.id);
    let whom = match (is_vp, &roster.officers.vp_alliances) {
        (false, Some(vp)) => format!(", and ask {} to save the roster", roster.person_name(vp)),
        (true, _) | (_, None) => " and `wr save roster`".to_string(),
    };
    let file = match found.iter().find_map(FoundKey::public_file) {
        Some(path) => path.display().to_string(),
        None => "FILE.pub".to_string(),
    };
    match (found.is_empty(), keys.is_empty()) {
        (true, _) => format!(
            "no key is on this machine: make one with `ssh-keygen -t ed25519`, run `wr key add FILE.pub`{whom}"
        ),
        (false, true) => {
            format!("the roster has no key of yours: run `wr key add {file}`{whom}")
        }
        (false, false) => format!(
            "the roster has another key of yours than this machine: run `wr key add {file}`{whom}"
        ),
    }
}

/// Asks on a terminal whether to add a key of this machine to the roster, if the person has none there.
fn offer_key(context: &Context, keys: &[Key], found: &[FoundKey]) -> Result<()> {
    if context.env.input == Input::None || !keys.is_empty() {
        return Ok(());
    }
    let public =
        |found: &FoundKey| Some((found.public_file()?, found.key.fingerprint().to_string()));
    let Some((path, fingerprint)) = found.iter().find_map(public) else {
        return Ok(());
    };
    let prompt = format!("Add your key {fingerprint} to registers/roster.yaml? yes or no");
    if !ask::yes_or_no("key", prompt, Vec::new(), "yes")? {
        return Ok(());
    }
    KeyAddCommand::of_own(&path).run(&context.env)
}
