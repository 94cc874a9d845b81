//! A command's view of the store: files from HEAD and the working tree, and the identity of the actor.

mod record;
mod requests;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

pub(crate) use self::record::Recorded;
pub(crate) use self::requests::request_id;
use crate::cli::app::answer::Rejected;
pub(crate) use crate::cli::app::environment::Environment;
use crate::cli::app::signing;
use crate::id::Id;
use crate::policy::Policy;
use crate::roster::{Person, Roster};
use crate::rules::is_of_record;
use crate::schema::{SCHEMAS, SchemaKind};
use crate::snapshot::{
    HISTORY, POLICY, REGISTERS, ROSTER, RegisterFiles, SIGNERS, Snapshot, StorePath, Unchecked,
};
use crate::source::{OnDisk, SourceFile, Tree};
use crate::store::{Commit, Identity, Read, Store, WriteLock};
use anyhow::{Context as _, Result, anyhow, bail};
use rayon::prelude::*;

/// The store of a command, opened at one commit.
pub(crate) struct Context {
    /// The folder, the clock and the user.
    pub env: Environment,
    /// The git repository.
    pub store: Store,
    /// The commit that is read, usually HEAD; none in a repository without commits.
    pub head: Option<Commit>,
    seen: OnceCell<Option<Commit>>,
}

/// The files that are read from the working tree instead of the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkingTree {
    /// Drafts and contacts, for commands that submit or show them.
    Drafts,
    /// Policy and roster as well, for `wr check`.
    All,
}

impl Context {
    /// Opens the store that contains the folder of `env`.
    ///
    /// # Errors
    /// There is no git repository, or it cannot be read.
    pub(crate) fn open(env: &Environment) -> Result<Context> {
        let store = Store::find(&env.dir)?;
        let head = store.head()?.commit;
        Ok(Context {
            head,
            ..Context::of(store, env)
        })
    }

    fn of(store: Store, env: &Environment) -> Context {
        Context {
            env: env.clone(),
            store,
            head: None,
            seen: OnceCell::new(),
        }
    }

    /// The same store at another commit.
    pub(crate) fn at(&self, commit: Commit) -> Result<Context> {
        Ok(Context {
            head: Some(commit),
            ..Context::of(self.store.again()?, &self.env)
        })
    }

    /// Locks the store, finishes a write that a crash interrupted, and reads HEAD again.
    pub(crate) fn begin_write(&mut self) -> Result<WriteLock> {
        let lock = self.store.lock()?;
        self.store.recover(&lock)?;
        self.head = self.store.head()?.commit;
        self.seen = OnceCell::new();
        Ok(lock)
    }

    /// Loads all registers.
    pub(crate) fn whole(&self, edits: WorkingTree) -> Result<Snapshot> {
        let Read { tree, non_regular } = self.files(edits)?;
        self.loaded(&tree, &non_regular)
    }

    /// The files of all registers, with policy, roster, history and schemas.
    pub(crate) fn files(&self, edits: WorkingTree) -> Result<Read> {
        let Read {
            mut tree,
            non_regular,
        } = self.committed_with_odd(&[REGISTERS, SCHEMAS], self.on_disk_instead())?;
        let mut paths = Vec::new();
        for id in self.registers_on_disk(&tree) {
            paths.extend([
                format!("{REGISTERS}{id}/register.yaml"),
                format!("{REGISTERS}{id}/contacts.yaml"),
            ]);
        }
        if edits == WorkingTree::All {
            paths.extend([POLICY.to_string(), ROSTER.to_string()]);
            paths.extend(SchemaKind::ALL.map(SchemaKind::path));
        }
        self.overlay(&mut tree, &paths)?;
        Ok(Read { tree, non_regular })
    }

    /// Loads a snapshot of these files; `non_regular` are links, submodules and the like, by path.
    pub(crate) fn loaded(
        &self,
        tree: &Tree,
        non_regular: &[(String, &'static str)],
    ) -> Result<Snapshot> {
        let mut snapshot = self.snapshot(tree)?;
        snapshot.non_regular = non_regular.to_vec();
        Ok(snapshot)
    }

    /// Loads a snapshot of one register's files.
    pub(crate) fn alone(&self, tree: &Tree) -> Result<Snapshot> {
        self.part(tree, || self.known_registers())
    }

    /// Loads a snapshot of some registers' files; `all` lists the folders of all registers, and is called only if one
    /// register refers to another.
    pub(crate) fn part(
        &self,
        tree: &Tree,
        all: impl FnOnce() -> Result<Vec<String>>,
    ) -> Result<Snapshot> {
        let mut snapshot = self.snapshot(tree)?;
        if snapshot.refers_elsewhere() {
            snapshot.elsewhere = all()?
                .iter()
                .filter_map(|name| crate::snapshot::register_id(name))
                .collect();
        }
        Ok(snapshot)
    }

    /// Loads one register with policy and roster, so that the cost of an act does not grow with the store.
    pub(crate) fn one(&self, id: &Id) -> Result<Snapshot> {
        self.alone(&self.files_of(id)?)
    }

    fn files_of(&self, id: &Id) -> Result<Tree> {
        let folder = format!("{REGISTERS}{id}/");
        let mut tree = self.committed(&[POLICY, ROSTER, HISTORY, SIGNERS, &folder])?;
        self.overlay(
            &mut tree,
            &[
                format!("{folder}register.yaml"),
                format!("{folder}contacts.yaml"),
            ],
        )?;
        Ok(tree)
    }

    /// The recorded files below a folder that the working tree changes or deletes, with the bytes of the commit.
    pub(crate) fn touched_records(&self, folder: &str) -> Result<Vec<(Arc<SourceFile>, OnDisk)>> {
        let Some(head) = self.head else {
            return Ok(Vec::new());
        };
        let touched = self.store.touched_on_disk(folder)?;
        let recorded: Vec<(String, OnDisk)> = touched
            .into_iter()
            .filter(|(path, _)| is_of_record(path))
            .collect();
        let paths: Vec<&str> = recorded.iter().map(|(path, _)| path.as_str()).collect();
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let committed = self.store.read(head, &paths)?.tree;
        let file = |(path, how): &(String, OnDisk)| Some((Arc::clone(committed.get(path)?), *how));
        Ok(recorded.iter().filter_map(file).collect())
    }

    /// Loads one register.
    ///
    /// # Errors
    /// The register does not exist.
    pub(crate) fn register(&self, id: &Id) -> Result<Snapshot> {
        self.alone(&self.register_files(id)?)
    }

    /// The files of one register, with policy, roster and history.
    ///
    /// # Errors
    /// The register does not exist.
    pub(crate) fn register_files(&self, id: &Id) -> Result<Tree> {
        let tree = self.files_of(id)?;
        let is_there = tree.files().any(|file| {
            StorePath::of(file.path()).is_some_and(|place| place.register() == Some(id))
        });
        if !is_there {
            let known = self.known_registers()?;
            let known = if known.is_empty() {
                "none yet".to_string()
            } else {
                known.join(", ")
            };
            bail!(
                "there is no register `{id}` in this store, which has: {known} (`wr new ID --partner NAME` starts one)"
            );
        }
        Ok(tree)
    }

    /// Loads policy and roster with their history from the commit.
    pub(crate) fn governance(&self) -> Result<Snapshot> {
        Ok(checked(&self.governance_files()?))
    }

    /// The files of policy and roster with their history from the commit.
    pub(crate) fn governance_files(&self) -> Result<Tree> {
        self.committed(&[POLICY, ROSTER, HISTORY, SIGNERS])
    }

    /// Whether the commit has this file with these bytes.
    pub(crate) fn is_committed(&self, file: &SourceFile) -> Result<bool> {
        let Some(head) = self.head else {
            return Ok(false);
        };
        let read = self.store.read(head, &[file.path()])?;
        Ok(read
            .tree
            .get(file.path())
            .is_some_and(|committed| committed.bytes() == file.bytes()))
    }

    fn known_registers(&self) -> Result<Vec<String>> {
        let Some(head) = self.head else {
            return Ok(Vec::new());
        };
        let folders = self
            .store
            .list_folders(head, REGISTERS.trim_end_matches('/'))?;
        Ok(folders
            .into_iter()
            .filter(|name| crate::snapshot::register_id(name).is_some())
            .collect())
    }

    /// The files of the commit below these paths; anything but plain files is an error.
    fn committed(&self, under: &[&str]) -> Result<Tree> {
        let read = self.committed_with_odd(under, |_| false)?;
        if let Some((path, what)) = read.non_regular.first() {
            bail!("{path} is {what}; a store holds plain files only: remove it with `git rm`");
        }
        Ok(read.tree)
    }

    fn committed_with_odd(
        &self,
        under: &[&str],
        is_left_out: impl Fn(&str) -> bool + Sync,
    ) -> Result<Read> {
        of_store(self.store.read_but(self.some_head()?, under, is_left_out)?)
    }

    /// The files that need not be read from the commit, because those of the working tree replace them.
    fn on_disk_instead(&self) -> impl Fn(&str) -> bool + use<> {
        let has_tree = self.store.top().is_some();
        move |path| {
            has_tree
                && matches!(
                    StorePath::of(path),
                    Some(StorePath::Text(_) | StorePath::Contacts(_))
                )
        }
    }

    /// The commit that is read.
    ///
    /// # Errors
    /// The repository has no commit.
    pub(crate) fn some_head(&self) -> Result<Commit> {
        self.head
            .context("this repository has no commit yet; `wr init` creates a store in it")
    }

    /// Replaces committed files with those of the working tree.
    fn overlay(&self, tree: &mut Tree, paths: &[String]) -> Result<()> {
        if self.store.top().is_none() {
            return Ok(());
        }
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let working = self.store.working(&paths)?;
        if let Some((path, what)) = working.non_regular.first() {
            bail!("{path} is {what}; a store holds plain files only");
        }
        paths.into_iter().for_each(|path| tree.remove(path));
        tree.join(working.tree);
        Ok(())
    }

    /// The registers of the commit, and new folders in the working tree.
    fn registers_on_disk(&self, tree: &Tree) -> Vec<Id> {
        let below = tree
            .under(REGISTERS)
            .filter_map(|file| file.path().strip_prefix(REGISTERS));
        let committed = below.filter_map(|path| Some(path.split_once('/')?.0));
        let entries = self
            .store
            .top()
            .and_then(|top| std::fs::read_dir(top.join(REGISTERS)).ok());
        let names = entries
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.file_name());
        let on_disk: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
        let all: BTreeSet<&str> = committed
            .chain(on_disk.iter().map(String::as_str))
            .collect();
        all.into_iter()
            .filter_map(crate::snapshot::register_id)
            .collect()
    }

    /// Loads a snapshot, with the facts that need the history.
    fn snapshot(&self, tree: &Tree) -> Result<Snapshot> {
        self.told(Snapshot::load(tree), tree)
    }

    /// Adds the facts that need the history.
    fn told(&self, read: Snapshot, tree: &Tree) -> Result<Snapshot> {
        let mut snapshot = answered(read, tree);
        for (result, path) in snapshot.unlisted_votes() {
            if self.store.exists_at(&result, &path)? == Some(true) {
                snapshot.seen_by_result.insert(path);
            }
        }
        Ok(snapshot)
    }

    /// The newest commit of the main line that HEAD has, computed once per command.
    pub(crate) fn seen(&self) -> Result<Option<Commit>> {
        if let Some(seen) = self.seen.get() {
            return Ok(*seen);
        }
        let seen = self.store.seen()?;
        Ok(*self.seen.get_or_init(|| seen))
    }

    /// Whether a register is shared as it is in this clone (DSP4003 3.2: "checked in"). Without a remote, it always is.
    pub(crate) fn is_checked_in(&self, id: &Id) -> Result<bool> {
        let (Some(head), Some(seen)) = (self.head, self.seen()?) else {
            return Ok(true);
        };
        let folder = format!("{REGISTERS}{id}");
        Ok(head == seen || self.store.tree_id(head, &folder) == self.store.tree_id(seen, &folder))
    }

    /// The person in the roster with the e-mail address of git's `user.email`.
    ///
    /// # Errors
    /// `Rejected`, if the roster has no such person; another error if git has no identity.
    pub(crate) fn actor<'r>(&self, roster: &'r Roster) -> Result<&'r Person> {
        let identity = self.identity()?;
        let Some(person) = roster.person_by_email(&identity.email) else {
            let email = identity.email;
            let why = format!(
                "no person in the roster has the address {email} (git's user.email)\n  \
                 needs:  this address in registers/roster.yaml, or `git config user.email ADDRESS`"
            );
            return Err(Rejected::Message(why).into());
        };
        Ok(person)
    }

    /// The name and address of the user, from the environment or git's configuration.
    ///
    /// # Errors
    /// Git has no identity.
    pub(crate) fn identity(&self) -> Result<Identity> {
        let identity = self.env.identity.clone().or_else(|| self.store.identity());
        identity.context("git does not know who you are; run `git config user.email ADDRESS` and `git config user.name NAME`")
    }

    /// The top of the working tree.
    ///
    /// # Errors
    /// The repository is bare.
    pub(crate) fn top(&self) -> Result<&Path> {
        self.store.top().context(
            "this is a bare repository without a working tree to read the text from; use a clone",
        )
    }

    /// A file of the working tree.
    ///
    /// # Errors
    /// The file does not exist, or the repository is bare.
    pub(crate) fn on_disk(&self, path: &str) -> Result<std::sync::Arc<SourceFile>> {
        self.top()?;
        let read = self.store.working(&[path])?;
        read.tree
            .get(path)
            .cloned()
            .with_context(|| format!("{path} does not exist; restore it, or start with `wr new`"))
    }
}

/// Loads a snapshot, with the verdicts of `ssh-keygen` on signatures that this process cannot check.
pub(crate) fn checked(tree: &Tree) -> Snapshot {
    answered(Snapshot::load(tree), tree)
}

/// Adds the verdicts of `ssh-keygen`.
fn answered(snapshot: Snapshot, tree: &Tree) -> Snapshot {
    let open = snapshot.unchecked(tree);
    if open.is_empty() {
        return snapshot;
    }
    let answer = |it: Unchecked| {
        let verification = signing::check(it.signature.bytes(), it.act.bytes(), &it.namespace);
        (it.signature.path().to_string(), verification)
    };
    // Each check waits for its own `ssh-keygen`.
    Snapshot::load_with(tree, &open.into_par_iter().map(answer).collect())
}

/// Refuses a commit without a store.
fn of_store(read: Read) -> Result<Read> {
    // A store whose policy file was deleted continues under the newest saved version.
    let is_store = read.tree.get(POLICY).is_some() || read.tree.get(FIRST_POLICY).is_some();
    if is_store { Ok(read) } else { Err(no_store()) }
}

/// The first version of the policy, which every store has.
const FIRST_POLICY: &str = "registers/history/policy-1.yaml";

/// The error for a repository without a store.
pub(crate) fn no_store() -> anyhow::Error {
    anyhow!(
        "this git repository has no registers ({POLICY} is missing); `wr init` creates a store in it"
    )
}

/// The roster in force.
///
/// # Errors
/// It cannot be read.
pub(crate) fn roster(snapshot: &Snapshot) -> Result<&Roster> {
    snapshot
        .roster()
        .with_context(|| format!("{ROSTER} cannot be read; `wr check` says where"))
}

/// The policy in force.
///
/// # Errors
/// It cannot be read.
pub(crate) fn policy(snapshot: &Snapshot) -> Result<&Policy> {
    snapshot
        .policy()
        .with_context(|| format!("{POLICY} cannot be read; `wr check` says where"))
}

/// The files of a register.
///
/// # Errors
/// The snapshot does not have the register.
pub(crate) fn register_files<'a>(snapshot: &'a Snapshot, id: &Id) -> Result<&'a RegisterFiles> {
    snapshot
        .registers
        .get(id)
        .with_context(|| format!("there is no register `{id}` in this store"))
}

/// Parses the id of a register from the command line.
///
/// # Errors
/// It is not an id, or the store uses the name for something else.
pub(crate) fn register_id(text: &str) -> Result<Id, String> {
    let id: Id = text
        .parse()
        .map_err(|why: crate::id::NotAnId| why.to_string())?;
    match crate::snapshot::register_id(text) {
        Some(id) => Ok(id),
        None => Err(format!(
            "`{id}` cannot be the id of a register: a store uses that name for something else"
        )),
    }
}
