//! The store of a command, opened at one commit.

use std::cell::OnceCell;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::no_store::no_store;
use crate::cli::app::answer::Rejected;
use crate::cli::app::environment::Environment;
use crate::id::Id;
use crate::path::{POLICY, ROSTER, Subject};
use crate::roster::{Person, Roster};
use crate::source::SourceFile;
use crate::store::{Commit, CommitError, Identity, NewCommit, Store, WriteLock};

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

    /// Commits files that are no acts.
    ///
    /// # Errors
    /// The branch moved since the lock, or the store cannot be written.
    pub(crate) fn commit(
        &self,
        lock: &WriteLock,
        files: Vec<(String, Vec<u8>)>,
        message: String,
    ) -> Result<()> {
        let change = NewCommit {
            files,
            message,
            author: self.identity()?,
            at: self.env.now.time(),
        };
        match self.store.commit(lock, &change, self.head) {
            Ok(_) => Ok(()),
            Err(CommitError::Moved) => {
                bail!("the branch moved meanwhile; nothing was changed, try again")
            }
            Err(CommitError::Store(why)) => Err(why.into()),
        }
    }

    /// The commit that is read.
    ///
    /// # Errors
    /// The repository has no commit.
    pub(crate) fn some_head(&self) -> Result<Commit> {
        self.head.ok_or_else(|| no_store(&self.store))
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
        let folder = Subject::Register(id).folder();
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
        let read = self.store.working_since(self.head, &[path])?;
        read.tree.get(path).cloned().with_context(|| match path {
            ROSTER => format!("{path} does not exist; `wr save roster --restore` restores it"),
            POLICY => format!("{path} does not exist; `wr save policy --restore` restores it"),
            _ => format!("{path} does not exist; restore it, or start with `wr new`"),
        })
    }
}
