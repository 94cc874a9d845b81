//! Finds the actor's keys: git's signing key, `~/.ssh`, and the agent.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::pen::Pen;
use crate::cli::app::context::Context;
use crate::cli::app::keygen;
use crate::signature::Key;

/// A key on this machine.
#[derive(Debug, Clone)]
pub(crate) struct FoundKey {
    /// The public key.
    pub key: Key,
    /// The means of signing with it.
    pub pen: Pen,
    /// Where it was found, for messages.
    pub place: String,
}

impl FoundKey {
    /// The file with the public key; none if it is in the agent or in git's settings only.
    pub(crate) fn public_file(&self) -> Option<PathBuf> {
        let Pen::File(path) = &self.pen else {
            return None;
        };
        let public = path.with_extension("pub");
        public.exists().then_some(public)
    }
}

/// The keys on this machine, git's signing key first. The agent is queried only if no other key is among `wanted`.
pub(crate) fn found(context: &Context, wanted: &[Key]) -> Result<Vec<FoundKey>> {
    if let Some(secret) = &context.env.secret {
        let place = "of this demo".to_string();
        return Ok(vec![FoundKey {
            key: secret.key(),
            pen: Pen::Secret(Box::new(secret.clone())),
            place,
        }]);
    }
    let mut found = Vec::new();
    found.extend(of_git(context));
    found.extend(of_home(context));
    if !found.iter().any(|found| wanted.contains(&found.key)) {
        let of_agent = keygen::agent_keys(&context.env).into_iter();
        found.extend(of_agent.map(|key| FoundKey {
            pen: Pen::Agent(key.clone()),
            key,
            place: "in the agent".to_string(),
        }));
    }
    Ok(found)
}

/// Git's signing key, if git signs with SSH keys.
fn of_git(context: &Context) -> Option<FoundKey> {
    let is_ssh = context
        .store
        .setting("gpg.format")
        .is_some_and(|format| format.eq_ignore_ascii_case("ssh"));
    let named = context
        .store
        .setting("user.signingkey")
        .filter(|_| is_ssh)?;
    let place = "git's user.signingkey".to_string();
    let literal = named.strip_prefix("key::").unwrap_or(&named);
    if let Ok(key) = literal.parse::<Key>() {
        return Some(FoundKey {
            pen: Pen::Agent(key.clone()),
            key,
            place,
        });
    }
    let path = match named.strip_prefix("~/") {
        Some(rest) => context.env.home.as_ref()?.join(rest),
        None => context.env.dir.join(named),
    };
    Some(FoundKey {
        key: key_of(&path)?,
        pen: Pen::File(path),
        place,
    })
}

fn of_home(context: &Context) -> Vec<FoundKey> {
    let Some(folder) = context.env.home.as_ref().map(|home| home.join(".ssh")) else {
        return Vec::new();
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_public = |path: &PathBuf| path.extension().is_some_and(|end| end == "pub");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(is_public)
        .collect();
    paths.sort();
    let one = |path: PathBuf| {
        let private = path.with_extension("");
        let name = path.file_name()?.to_string_lossy().into_owned();
        let key = key_of(&path)?;
        let pen = Pen::File(if private.exists() { private } else { path });
        Some(FoundKey {
            key,
            pen,
            place: format!("~/.ssh/{name}"),
        })
    };
    paths.into_iter().filter_map(one).collect()
}

/// The public key in a file, or the public key of the private key in it.
fn key_of(path: &Path) -> Option<Key> {
    let text = fs::read_to_string(path).ok()?;
    if let Ok(key) = text.parse() {
        return Some(key);
    }
    let mut beside = path.as_os_str().to_os_string();
    beside.push(".pub");
    let public = fs::read_to_string(beside)
        .ok()
        .and_then(|text| text.parse().ok());
    public.or_else(|| Key::of_private(&text))
}
