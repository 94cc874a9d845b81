//! `wr init`: creates a store, with a policy and a roster.

mod founding;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use serde::Serialize;

use self::founding::{Founding, FoundingOptions};
use crate::cli::app::context::Environment;
use crate::cli::app::environment::Input;
use crate::cli::app::ui;
use crate::path::{ATTRIBUTES, KEEP_BYTES, POLICY, ROSTER, StorePath, VersionKind, keep_bytes};
use crate::render::StarterFile;
use crate::roster::Roster;
use crate::schema::SchemaKind;
use crate::source::SourceFile;
use crate::store::{CommitError, Identity, NewCommit, Store, with_line};
use crate::yaml;

/// Create a store, with a policy and a roster
///
/// On a terminal it prompts for the organization, the VP of Alliances, the committees and the way to share; otherwise
/// the options say them, or have defaults.
#[derive(Debug, Args)]
pub(crate) struct InitCommand {
    /// The folder: a new one, an empty one, or a git repository without registers
    #[arg(default_value = ".")]
    dir: PathBuf,
    #[command(flatten)]
    options: FoundingOptions,
    /// Do not prompt, even on a terminal
    #[arg(long)]
    no_input: bool,
    /// List the files without writing them
    #[arg(long)]
    dry_run: bool,
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
    sharing: Option<&'static str>,
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
        let mut options = self.options.clone();
        if env.input == Input::Terminal && !self.no_input && !self.dry_run {
            if let Some(store) = &there {
                self.is_free(store)?;
            }
            options.ask(&identity)?;
        }
        let founding = options.settle(&identity)?;
        let mut files = files(&founding)?;
        if self.dry_run {
            return self.list(&founding, files, there.as_ref());
        }
        let store = self.repository(&dir, there)?;
        let lock = store.lock()?;
        files.extend(attributes(&store)?);
        let change = NewCommit {
            files,
            message: format!(
                "init: a store for the work registers of {}\n",
                founding.name
            ),
            author: identity,
            at: env.now.time(),
        };
        match store.commit(&lock, &change, store.head()?.commit) {
            Ok(_) => {}
            Err(CommitError::Moved) => {
                bail!("the branch moved meanwhile; nothing was changed, try again")
            }
            Err(CommitError::Store(why)) => return Err(why.into()),
        }
        ui::out(ui::visible(format!(
            "init: a store for {} in {}",
            founding.name,
            self.dir.display()
        )));
        ui::err(ui::visible(format!(
            "{} is its VP of Alliances. Add organizations and people: `wr roster add organization NAME`, `wr roster add \
             person NAME --email ADDRESS`, then `wr save roster`. `wr edit policy` opens the rules.",
            founding.vp_name
        )));
        Ok(())
    }

    /// Prints the files that would be written.
    fn list(
        &self,
        founding: &Founding,
        files: Vec<(String, Vec<u8>)>,
        there: Option<&Store>,
    ) -> Result<()> {
        if let Some(store) = there {
            self.is_free(store)?;
        }
        let attributes = [ATTRIBUTES.to_string()].into_iter();
        let paths: Vec<String> = attributes
            .chain(files.into_iter().map(|(path, _)| path))
            .map(|path| format!("  {path}"))
            .collect();
        ui::out(ui::visible(format!(
            "would create a store for {} in {}, with {} as VP of Alliances:\n{}",
            founding.name,
            self.dir.display(),
            founding.vp_name,
            paths.join("\n")
        )));
        Ok(())
    }

    /// Refuses a repository with registers.
    fn is_free(&self, store: &Store) -> Result<()> {
        let head = store.head()?.commit;
        if head.is_some_and(|head| store.tree_id(head, POLICY).is_some()) {
            bail!(
                "{} is already a store; `wr status` shows its registers",
                self.dir.display()
            );
        }
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
        }
        self.is_free(&store)?;
        Ok(store)
    }
}

fn files(founding: &Founding) -> Result<Vec<(String, Vec<u8>)>> {
    let values = StoreValues {
        store: random_id()?,
        home: founding.home.to_string(),
        home_name: founding.name.clone(),
        home_short: founding.short.clone(),
        vp: founding.vp.to_string(),
        vp_name: founding.vp_name.clone(),
        vp_email: founding.vp_email.clone(),
        sharing: founding.sharing,
    };
    let policy = SchemaKind::Policy.mark(&StarterFile::Policy.fill(&[], &values)?);
    let roster = SchemaKind::Roster.mark(&StarterFile::Roster.fill(&[], &values)?);
    let roster = with_committees(founding, roster)?;
    let policy = policy.into_bytes();
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

fn with_committees(founding: &Founding, roster: String) -> Result<Vec<u8>> {
    let file = SourceFile::new(ROSTER, roster);
    let old: Roster = yaml::read(&file).map_err(|why| anyhow!("{}", why.message))?;
    let new = founding.complete(&old)?;
    if new == old {
        return Ok(file.bytes().to_vec());
    }
    let revised = yaml::revise(&file, &old, &new).context("the committees cannot be written")?;
    Ok(revised.bytes().to_vec())
}

/// Git's attributes with the line that keeps every byte, unless it is in effect. Existing attributes are kept.
fn attributes(store: &Store) -> Result<Option<(String, Vec<u8>)>> {
    let there = match store.head()?.commit {
        Some(head) => store
            .read(head, &[ATTRIBUTES])?
            .tree
            .get(ATTRIBUTES)
            .map(|file| file.bytes().to_vec()),
        None => None,
    };
    let text = there.unwrap_or_default();
    let mut lines = text.split(|byte| *byte == b'\n');
    let changeable = store.changeable(std::iter::once(POLICY))?;
    if changeable.is_empty() && lines.any(|line| line == KEEP_BYTES.as_bytes()) {
        return Ok(None);
    }
    let changing = changeable.iter().flat_map(|(_, attributes)| attributes);
    let line = keep_bytes(changing.map(String::as_str));
    Ok(Some((ATTRIBUTES.to_string(), with_line(text, &line))))
}

/// 128 random bits as 32 hexadecimal digits.
fn random_id() -> Result<String> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes)
        .map_err(|why| anyhow::anyhow!("the system provides no random numbers: {why}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
