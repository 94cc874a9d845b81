//! Finds the target branch: the main branch that all clones share.

use std::borrow::Cow;

use git2::{ErrorCode, Oid};

use super::{Commit, Store, StoreError};

/// The git setting that names the target branch, if it is not the default branch of the remote.
pub const BRANCH: &str = "wr.branch";

/// The git setting that names the remote with the record, if `origin` is a fork of it.
pub const UPSTREAM: &str = "wr.upstream";

/// The usual name of that remote.
const FORKED: &str = "upstream";

/// The usual names of a main branch.
const USUAL: [&str; 2] = ["main", "master"];

/// The target branch, as this clone has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetBranch {
    /// The full name of a remote-tracking branch.
    Remote(String),
    /// The full name of a local branch, in a clone that never fetched from a remote.
    Local(String),
    /// The remote's main branch is not known.
    Unknown {
        /// The remote's name.
        remote: String,
    },
}

impl Store {
    /// The target branch: the git setting `wr.branch`, or else the default branch of the remote, or else the main
    /// branch of this clone. It is never the upstream of a topic branch, whose commits are not merged yet.
    pub fn target(&self) -> Result<TargetBranch, StoreError> {
        let is_there = |name: &String| self.repo.find_reference(name).is_ok();
        let remotes = self.remotes();
        let forked = self.forked();
        let fetched = |remote: &&String| {
            let names = self
                .repo
                .references_glob(&format!("refs/remotes/{remote}/*"));
            names.is_ok_and(|mut names| names.names().next().is_some())
        };
        let origin = || remotes.iter().find(|name| *name == "origin");
        let remote = forked
            .as_ref()
            .or_else(origin)
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
            let head = self.default_of(remote);
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

    /// The remote with the record, if `origin` is a fork of it: the one that `wr.upstream` names, or else `upstream`
    /// beside `origin`.
    pub fn forked(&self) -> Option<String> {
        let remotes = self.remotes();
        let is_remote = |name: &String| remotes.contains(name);
        let named = self.setting(UPSTREAM);
        let named = named.or_else(|| {
            let has_both = is_remote(&"origin".to_string()) && is_remote(&FORKED.to_string());
            has_both.then(|| FORKED.to_string())
        });
        named.filter(|name| name != "origin" && is_remote(name))
    }

    /// The remote that takes the branches of pull requests: in a clone of a fork, the fork.
    pub fn takes_branches<'r>(&self, record: &'r str) -> Cow<'r, str> {
        if self.forked().as_deref() != Some(record) {
            return Cow::Borrowed(record);
        }
        let remotes = self.remotes();
        let set = self
            .setting("remote.pushDefault")
            .filter(|name| remotes.contains(name));
        Cow::Owned(set.unwrap_or_else(|| "origin".to_string()))
    }

    /// The full name of a remote's default branch, if the clone knows it.
    fn default_of(&self, remote: &str) -> Option<String> {
        let name = format!("refs/remotes/{remote}/HEAD");
        let head = self.repo.find_reference(&name).ok()?;
        head.symbolic_target().ok().flatten().map(str::to_string)
    }

    /// Whether a branch has the name of a remote's main branch.
    pub(super) fn is_main_of(&self, remote: &str, local: &str) -> bool {
        if let Some(named) = self.setting(BRANCH) {
            return named.strip_prefix("refs/heads/").unwrap_or(&named) == local;
        }
        match self.default_of(remote) {
            Some(head) => head == format!("refs/remotes/{remote}/{local}"),
            None => {
                USUAL.contains(&local)
                    || self.setting("init.defaultBranch").as_deref() == Some(local)
            }
        }
    }

    /// The merge base of HEAD and the target branch; none on a branch without commits, and if the target branch is not
    /// known.
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
