//! `wr init`: creates a store, with a policy and a roster to edit.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde::Serialize;

use crate::cli::app::context::Environment;
use crate::cli::app::ui;
use crate::id::Id;
use crate::path::{POLICY, ROSTER, StorePath, VersionKind};
use crate::render::StarterFile;
use crate::schema::SchemaKind;
use crate::store::{CommitError, Identity, NewCommit, Store};

/// Create a store, with a policy and a roster to edit
#[derive(Debug, Args)]
pub(crate) struct InitCommand {
    /// The folder: a new one, an empty one, or a git repository without registers
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The id of the organization that keeps the registers
    #[arg(long, value_name = "ID", default_value = "dmtf")]
    organization: Id,
    /// Its full name
    #[arg(
        long,
        value_name = "NAME",
        default_value = "Distributed Management Task Force"
    )]
    name: String,
    /// The short name that Table 1 uses, by default the id in capitals
    #[arg(long, value_name = "NAME")]
    short: Option<String>,
}

/// The values for the templates of a new store. Template overrides rely on these names.
#[derive(Debug, Serialize)]
struct StoreValues {
    store: String,
    home: String,
    home_name: String,
    home_short: String,
    vp: String,
    vp_name: String,
    vp_email: String,
}

impl InitCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let dir = env.dir.join(&self.dir);
        // Read before the folder is created: an empty repository would block the next attempt.
        let there = Store::at(&dir)?;
        let known = there
            .as_ref()
            .map_or_else(Identity::of_machine, Store::identity);
        let identity = env.identity.clone().or(known).context(
            "git does not know who you are; run `git config --global user.email ADDRESS` and `git config --global user.name NAME`",
        )?;
        let store = self.repository(&dir, there)?;
        let lock = store.lock()?;
        let mut files = self.files(&identity)?;
        files.extend(attributes(&store)?);
        let change = NewCommit {
            files,
            message: format!("init: a store for the work registers of {}\n", self.name),
            author: identity.clone(),
            at: env.now.time(),
        };
        match store.commit(&lock, &change, store.head()?.commit) {
            Ok(_) => {}
            Err(CommitError::Moved) => {
                bail!("the branch moved meanwhile; nothing was changed, try again")
            }
            Err(CommitError::Store(why)) => return Err(why.into()),
        }
        ui::out(format!(
            "init: a store for {} in {}",
            self.name,
            self.dir.display()
        ));
        ui::err(format!(
            "{} is its VP of Alliances. Edit registers/roster.yaml and registers/policy.yaml, run `wr check`, then \
             `wr save roster policy`.",
            identity.name
        ));
        Ok(())
    }

    /// A new repository, or the existing one if it has no registers yet.
    fn repository(&self, dir: &Path, there: Option<Store>) -> Result<Store> {
        let Some(store) = there else {
            return Ok(Store::init(dir)?);
        };
        // An interrupted `wr init` continues here.
        let Some(head) = store.head()?.commit else {
            return Ok(Store::init(dir)?);
        };
        if store.tree_id(head, POLICY).is_some() {
            // An interrupted run may have left files that are not in place yet.
            store.recover(&store.lock()?)?;
            bail!(
                "{} is already a store; `wr status` shows its registers",
                self.dir.display()
            );
        }
        Ok(store)
    }

    fn files(&self, identity: &Identity) -> Result<Vec<(String, Vec<u8>)>> {
        let home = self.organization.to_string();
        let blank = StoreValues {
            store: random_id()?,
            home_short: self.short.clone().unwrap_or_else(|| home.to_uppercase()),
            home,
            home_name: self.name.clone(),
            vp: person_id(&identity.name),
            vp_name: identity.name.clone(),
            vp_email: identity.email.clone(),
        };
        let policy = SchemaKind::Policy
            .mark(&StarterFile::Policy.fill(&[], &blank)?)
            .into_bytes();
        let roster = SchemaKind::Roster
            .mark(&StarterFile::Roster.fill(&[], &blank)?)
            .into_bytes();
        let schemas = SchemaKind::ALL
            .into_iter()
            .map(|kind| (kind.path(), kind.text().into_bytes()));
        let first = |kind| StorePath::Version(kind, 1).to_string();
        let mut files = vec![
            (POLICY.to_string(), policy.clone()),
            (ROSTER.to_string(), roster.clone()),
            (first(VersionKind::Policy), policy),
            (first(VersionKind::Roster), roster),
        ];
        files.extend(schemas);
        Ok(files)
    }
}

/// Keeps git from converting line endings: digests cover the exact bytes. Existing attributes are kept.
fn attributes(store: &Store) -> Result<Option<(String, Vec<u8>)>> {
    const PATH: &str = ".gitattributes";
    const LINE: &str = "registers/** -text";
    let there = match store.head()?.commit {
        Some(head) => store
            .read(head, &[PATH])?
            .tree
            .get(PATH)
            .map(|file| file.bytes().to_vec()),
        None => None,
    };
    let mut text = there.unwrap_or_default();
    if text
        .split(|byte| *byte == b'\n')
        .any(|line| line == LINE.as_bytes())
    {
        return Ok(None);
    }
    if text.last().is_some_and(|last| *last != b'\n') {
        text.push(b'\n');
    }
    text.extend_from_slice(format!("{LINE}\n").as_bytes());
    Ok(Some((PATH.to_string(), text)))
}

/// 128 random bits as 32 hexadecimal digits.
fn random_id() -> Result<String> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes)
        .map_err(|why| anyhow::anyhow!("the system provides no random numbers: {why}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// An id made of a person's name, or `vp-alliances` if the name gives none.
fn person_id(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            ' '
        }
    };
    let words: String = name.chars().map(plain).collect();
    let id = words.split_whitespace().collect::<Vec<_>>().join("-");
    id.parse::<Id>()
        .map_or_else(|_| "vp-alliances".to_string(), |id| id.to_string())
}
