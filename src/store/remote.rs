//! Fetches from and pushes to the upstream branch with the `git` program, which uses the user's keys, proxies and SSH
//! configuration.

use git2::ErrorCode;

use super::{Commit, Patience, Store, StoreError};

/// The upstream branch of the branch that is checked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The remote's name, such as `origin`.
    pub remote: String,
    /// The local branch, without `refs/heads/`.
    pub local: String,
    /// The full name of the branch in the remote.
    there: String,
    /// The full name of the remote-tracking branch.
    tracking: String,
}

/// How a push ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// The remote's branch is at the commit.
    Done,
    /// Another push came first.
    Raced,
    /// The remote refused, with its message.
    Refused(String),
}

/// What a repository with a working tree needs to take a push. Git's own hint is long, and ends with the worst setting.
const HAS_TREE: &str = "run `git config receive.denyCurrentBranch updateInstead` there, or share through a repository without \
                        a working tree (`git clone --bare`)";

impl Upstream {
    /// The branch of the same name in a remote.
    pub fn same_name(remote: &str, branch: &str) -> Upstream {
        Upstream {
            remote: remote.to_string(),
            local: branch.to_string(),
            there: format!("refs/heads/{branch}"),
            tracking: format!("refs/remotes/{remote}/{branch}"),
        }
    }

    /// The name of the branch in the remote, without `refs/heads/`.
    pub fn branch(&self) -> &str {
        self.there
            .strip_prefix("refs/heads/")
            .unwrap_or(&self.there)
    }

    /// What is fetched to where; without a `+`, so that every fetch detects a rewritten branch.
    pub(super) fn fetch_map(&self) -> String {
        format!("{}:{}", self.there, self.tracking)
    }

    /// The full name of the remote-tracking branch.
    pub fn tracking(&self) -> &str {
        &self.tracking
    }

    /// The short name of the remote-tracking branch, such as `origin/main`.
    pub fn name(&self) -> String {
        self.tracking
            .strip_prefix("refs/remotes/")
            .unwrap_or(&self.tracking)
            .to_string()
    }
}

impl Store {
    /// The upstream of the branch that is checked out, or else the branch of the same name at `origin`. In a clone of a
    /// fork, the main branch has that of the forked repository.
    ///
    /// # Errors
    /// `NotShared`, on a detached HEAD, without such a remote, and if the upstream is a local branch.
    pub fn upstream_branch(&self) -> Result<Upstream, StoreError> {
        let refuse = |why: String| Err(StoreError::NotShared(why));
        let (reference, _) = self.head_reference()?;
        let Some(local) = reference.strip_prefix("refs/heads/").map(str::to_string) else {
            self.refuse_when_busy()?;
            return refuse(
                "no branch is checked out; `git switch --create NAME` keeps what was recorded since, `git switch BRANCH` \
                 goes to a branch"
                    .to_string(),
            );
        };
        let configured = || -> Option<Upstream> {
            let remote = self
                .repo
                .branch_upstream_remote(&reference)
                .ok()?
                .as_str()
                .ok()?
                .to_string();
            let there = self.setting(&format!("branch.{local}.merge"))?;
            let short = there
                .strip_prefix("refs/heads/")
                .unwrap_or(&there)
                .to_string();
            let kept = self.repo.branch_upstream_name(&reference).ok();
            let kept = kept.and_then(|name| name.as_str().ok().map(str::to_string));
            let tracking = kept.unwrap_or_else(|| format!("refs/remotes/{remote}/{short}"));
            Some(Upstream {
                remote,
                local: local.clone(),
                there,
                tracking,
            })
        };
        if let Some(forked) = self.forked()
            && self.is_main_of(&forked, &local)
        {
            return Ok(Upstream::same_name(&forked, &local));
        }
        if let Some(upstream) = configured() {
            if upstream.remote == "." {
                return refuse(format!(
                    "the upstream of `{local}` is a local branch; set one of a remote with `git branch --set-upstream-to \
                     REMOTE/BRANCH`"
                ));
            }
            return Ok(upstream);
        }
        match self.remotes().as_slice() {
            [] => refuse(
                "this clone has no remote; add one with `git remote add origin URL`".to_string(),
            ),
            remotes if remotes.iter().any(|name| name == "origin") => {
                Ok(Upstream::same_name("origin", &local))
            }
            remotes => refuse(format!(
                "`{local}` has no upstream, and the remotes are {}, not `origin`; set one with `git branch \
                 --set-upstream-to REMOTE/BRANCH`",
                remotes.join(", ")
            )),
        }
    }

    /// Fetches the upstream branch and returns its commit; none if the remote does not have the branch yet.
    ///
    /// # Errors
    /// `Network`, with git's message. `Rewritten`, if the branch lost commits, which may have acts.
    pub fn fetch(
        &self,
        upstream: &Upstream,
        patience: Patience,
    ) -> Result<Option<Commit>, StoreError> {
        let args = [
            "fetch",
            "--no-tags",
            "--refmap=",
            &upstream.remote,
            &upstream.fetch_map(),
        ];
        let output = match self.run_git(&args, patience)? {
            Ok(output) => output,
            Err(late) => return Err(late.error("fetch")),
        };
        if output.status.success() {
            return self.fetched(upstream);
        }
        let words = String::from_utf8_lossy(&output.stderr).trim().to_string();
        if words.contains("couldn't find remote ref") {
            return match self.fetched(upstream)? {
                None => Ok(None),
                Some(_) => Err(StoreError::Rewritten {
                    what: format!(
                        "{} is gone from the remote `{}`",
                        upstream.branch(),
                        upstream.remote
                    ),
                }),
            };
        }
        if words.contains("non-fast-forward") {
            return Err(StoreError::Rewritten {
                what: format!(
                    "{} has lost commits: its history was rewritten",
                    upstream.name()
                ),
            });
        }
        Err(StoreError::Network {
            doing: "fetch",
            words,
        })
    }

    /// The commit of the upstream branch at the last fetch; none if it was never fetched.
    pub fn fetched(&self, upstream: &Upstream) -> Result<Option<Commit>, StoreError> {
        self.commit_of(&upstream.tracking)
    }

    /// The commit of a reference; none if there is no such reference.
    pub fn commit_of(&self, reference: &str) -> Result<Option<Commit>, StoreError> {
        match self.repo.refname_to_id(reference) {
            Ok(id) => Ok(Some(Commit(id))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Pushes a commit to the upstream branch.
    ///
    /// # Errors
    /// `Network`: the push may still have succeeded, which the next fetch shows.
    pub fn push(
        &self,
        upstream: &Upstream,
        commit: Commit,
        patience: Patience,
    ) -> Result<Pushed, StoreError> {
        let map = format!("{commit}:{}", upstream.there);
        let (pushed, _) = self.push_map(&[&upstream.remote, &map], patience)?;
        Ok(pushed)
    }

    /// Like [`push`](Store::push), for a branch of a pull request that is at `earlier` or new. Returns the address that
    /// the remote prints, if any: hosts name the page that opens a pull request.
    ///
    /// # Errors
    /// Those of [`push`](Store::push).
    pub fn push_request(
        &self,
        upstream: &Upstream,
        commit: Commit,
        earlier: Option<Commit>,
        patience: Patience,
    ) -> Result<(Pushed, Option<String>), StoreError> {
        let map = format!("{commit}:{}", upstream.there);
        let lease =
            earlier.map(|earlier| format!("--force-with-lease={}:{earlier}", upstream.there));
        let args: Vec<&str> = lease
            .iter()
            .map(String::as_str)
            .chain([&*upstream.remote, &map])
            .collect();
        let (pushed, of_server) = self.push_map(&args, patience)?;
        let is_address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
        let link = of_server
            .iter()
            .flat_map(|line| line.split_whitespace())
            .find(is_address);
        Ok((pushed, link.map(str::to_string)))
    }

    /// Runs `git push`, and returns how it ended with the remote's messages.
    fn push_map(
        &self,
        args: &[&str],
        patience: Patience,
    ) -> Result<(Pushed, Vec<String>), StoreError> {
        let options = [
            "push",
            "--porcelain",
            "--no-follow-tags",
            "--recurse-submodules=no",
        ];
        let output = match self.run_git(&[&options, args].concat(), patience)? {
            Ok(output) => output,
            Err(late) => return Err(late.error("push")),
        };
        let (told, words) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        let of_server = words
            .lines()
            .filter_map(|line| line.strip_prefix("remote: "))
            .map(|line| line.trim().to_string())
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>();
        if output.status.success() {
            return Ok((Pushed::Done, of_server));
        }
        let Some(verdict) = told.lines().find(|line| line.starts_with('!')) else {
            return Err(StoreError::Network {
                doing: "push",
                words: words.trim().to_string(),
            });
        };
        let reason = verdict.rsplit('\t').next().unwrap_or(verdict);
        // Git's messages if the remote's branch has moved.
        let raced = [
            "fetch first",
            "non-fast-forward",
            "stale info",
            "cannot lock ref",
            "failed to update ref",
        ];
        if raced.iter().any(|words| reason.contains(words)) {
            return Ok((Pushed::Raced, of_server));
        }
        let has_tree = reason.contains("branch is currently checked out");
        let hint = [HAS_TREE.to_string()];
        let more = if has_tree { &hint } else { &*of_server };
        let said = [&[reason.to_string()], more].concat();
        Ok((Pushed::Refused(said.join("\n")), of_server))
    }

    /// Sets the upstream of the local branch, unless it has one.
    pub fn set_upstream(&self, upstream: &Upstream) -> Result<(), StoreError> {
        let key = |name: &str| format!("branch.{}.{name}", upstream.local);
        if self.setting(&key("merge")).is_none() {
            self.set_config(&key("remote"), &upstream.remote)?;
            self.set_config(&key("merge"), &upstream.there)?;
        }
        Ok(())
    }
}
