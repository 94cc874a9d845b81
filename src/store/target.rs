//! The branch that everybody shares: what its history has is what others can see.

use git2::{ErrorCode, Oid};

use super::{Commit, Store, StoreError};

/// The git setting that names the branch where the remote does not say which is its default.
pub const BRANCH: &str = "wr.branch";

/// Names that a main branch usually has, where nothing says more.
const USUAL: [&str; 2] = ["main", "master"];

/// Where this clone keeps the branch that everybody shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetBranch {
    /// A branch of a remote, as it was last fetched; by its full name.
    Remote(String),
    /// A branch of this clone, which has no remote or has never fetched from one; by its full name.
    Local(String),
    /// There is a remote, and nothing says which of its branches it is.
    Unknown {
        /// The remote's name.
        remote: String,
    },
}

impl Store {
    /// The branch that everybody shares: what git setting `wr.branch` names, else the default branch of the remote, else
    /// the main branch of this clone. Never the upstream of a topic branch, which has what nobody has agreed to yet.
    pub fn target(&self) -> Result<TargetBranch, StoreError> {
        let is_there = |name: &String| self.repo.find_reference(name).is_ok();
        let remotes = self.remotes();
        let fetched = |remote: &&String| {
            let names = self
                .repo
                .references_glob(&format!("refs/remotes/{remote}/*"));
            names.is_ok_and(|mut names| names.names().next().is_some())
        };
        let remote = remotes
            .iter()
            .find(|name| *name == "origin")
            .or(remotes.first())
            .filter(fetched);
        if let Some(named) = self.setting(BRANCH) {
            let short = named.strip_prefix("refs/heads/").unwrap_or(&named);
            let names = remote
                .map(|remote| format!("refs/remotes/{remote}/{short}"))
                .into_iter();
            let names = names.chain([format!("refs/remotes/{short}")]);
            return Ok(match names.into_iter().find(is_there) {
                Some(name) => TargetBranch::Remote(name),
                None => TargetBranch::Local(format!("refs/heads/{short}")),
            });
        }
        let usual = self.setting("init.defaultBranch").into_iter();
        let usual: Vec<String> = usual.chain(USUAL.map(str::to_string)).collect();
        if let Some(remote) = remote {
            let head = self
                .repo
                .find_reference(&format!("refs/remotes/{remote}/HEAD"));
            let head = head
                .ok()
                .and_then(|it| it.symbolic_target().ok().flatten().map(str::to_string));
            let names = usual
                .iter()
                .map(|name| format!("refs/remotes/{remote}/{name}"));
            return Ok(match head.into_iter().chain(names).find(is_there) {
                Some(name) => TargetBranch::Remote(name),
                None => TargetBranch::Unknown {
                    remote: remote.clone(),
                },
            });
        }
        let names = usual
            .iter()
            .map(|name| format!("refs/heads/{name}"))
            .find(is_there);
        Ok(TargetBranch::Local(match names {
            Some(name) => name,
            None => self.head_reference()?.0,
        }))
    }

    /// The newest commit of HEAD's history that the branch has which everybody shares; none on a branch without commits,
    /// and where nothing says which branch that is.
    pub fn seen(&self) -> Result<Option<Commit>, StoreError> {
        let target = match self.target()? {
            TargetBranch::Remote(name) | TargetBranch::Local(name) => name,
            TargetBranch::Unknown { .. } => return Ok(None),
        };
        let (_, Some(head)) = self.head_reference()? else {
            return Ok(None);
        };
        match self.resolved(&target) {
            Some(tip) => self.common(head, tip),
            None => Ok(Some(Commit(head))),
        }
    }

    fn resolved(&self, name: &str) -> Option<Oid> {
        self.repo
            .find_reference(name)
            .ok()?
            .resolve()
            .ok()?
            .target()
    }

    fn common(&self, one: Oid, other: Oid) -> Result<Option<Commit>, StoreError> {
        match self.repo.merge_base(one, other) {
            Ok(base) => Ok(Some(Commit(base))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
