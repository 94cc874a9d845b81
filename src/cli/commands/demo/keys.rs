//! The demo's signing keys: generated for each run, and kept in memory except for the user's own.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::sample::ROSTER;
use crate::id::Id;
use crate::path::{POLICY, ROSTER as ROSTER_PATH};
use crate::roster::Roster;
use crate::signature::Secret;
use crate::snapshot::Document;
use crate::source::SourceFile;
use crate::yaml::ListItem;

/// The roots that the demo adds to the roster.
const ROOTS: &str =
    "\nroots:\n  people: [vp-of-alliances, alliance-chair, board-secretary]\n  threshold: 2\n";

/// The secret key of each person, by id.
pub(super) struct Keyring(BTreeMap<Id, Secret>);

impl Keyring {
    /// Generates a key for each person in the roster.
    pub(super) fn draw() -> Result<Keyring> {
        let people = roster(&SourceFile::new(ROSTER_PATH, ROSTER))?
            .people
            .into_iter();
        let draw = |id: Id| {
            let mut seed = [0u8; 32];
            getrandom::fill(&mut seed)
                .map_err(|why| anyhow::anyhow!("the system provides no random numbers: {why}"))?;
            Ok((id, Secret::generate(&seed)))
        };
        people
            .map(|person| draw(person.id))
            .collect::<Result<_>>()
            .map(Keyring)
    }

    pub(super) fn of(&self, id: &str) -> Option<&Secret> {
        self.0
            .iter()
            .find(|(known, _)| known.as_str() == id)
            .map(|(_, secret)| secret)
    }

    /// Writes a person's private key to a file that only the user can read, and the public key next to it.
    pub(super) fn write(&self, id: &str, path: &Path) -> Result<()> {
        let secret = self
            .of(id)
            .context("the roster of the demo lacks the user")?;
        let public = path.with_extension("pub");
        fs::write(&public, format!("{}\n", secret.key().line()))
            .with_context(|| format!("{} cannot be written", public.display()))?;
        private_file(path)
            .and_then(|mut file| {
                file.write_all(secret.to_file()?.as_bytes())
                    .map_err(Into::into)
            })
            .with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Adds the public keys and the roots to the roster, and makes the policy require signatures.
    pub(super) fn enter(&self, dir: &Path) -> Result<()> {
        let path = dir.join(ROSTER_PATH);
        let mut file = SourceFile::new(ROSTER_PATH, fs::read(&path)?);
        for (index, person) in roster(&file)?.people.into_iter().enumerate() {
            let Some(secret) = self.0.get(&person.id) else {
                continue;
            };
            let item = ListItem {
                list: "people",
                index,
            };
            let bytes = item
                .push(&file, "keys", &secret.key().line())
                .context("a key cannot be added to the roster")?;
            file = SourceFile::new(ROSTER_PATH, bytes);
        }
        fs::write(&path, [file.bytes(), ROOTS.as_bytes()].concat())?;
        let path = dir.join(POLICY);
        let policy = fs::read_to_string(&path)?;
        fs::write(
            &path,
            policy.replace("assurance: recorded", "assurance: signed"),
        )?;
        Ok(())
    }
}

/// Creates a file that only its owner can read, as `ssh-keygen` requires of private keys.
fn private_file(path: &Path) -> Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path)?)
}

fn roster(file: &std::sync::Arc<SourceFile>) -> Result<Roster> {
    Document::read(file)
        .get()
        .cloned()
        .context("the demo's roster cannot be read")
}
