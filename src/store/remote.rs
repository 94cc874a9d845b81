//! What other clones have. The network is reached through the `git` program, with the user's own keys, proxies and
//! SSH configuration.

use std::path::Path;
use std::process::{Command, Output};

use git2::ErrorCode;

use super::{Commit, Store, StoreError};

/// The branch of a remote that this branch is shared through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The remote's name, such as `origin`.
    pub remote: String,
    /// The branch here, without `refs/heads/`.
    pub local: String,
    /// The branch there, by its full name.
    there: String,
    /// Where this clone keeps what it last saw of it, by its full name.
    tracking: String,
}

/// How a push ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// The branch there is at the commit.
    Done,
    /// Somebody else was faster.
    Raced,
    /// The other side refused, in its own words.
    Refused(String),
}

impl Upstream {
    /// The branch there, without `refs/heads/`.
    pub fn branch(&self) -> &str {
        self.there
            .strip_prefix("refs/heads/")
            .unwrap_or(&self.there)
    }

    /// What git calls it here: `origin/main`.
    pub fn name(&self) -> String {
        self.tracking
            .strip_prefix("refs/remotes/")
            .unwrap_or(&self.tracking)
            .to_string()
    }
}

impl Store {
    /// The branch that the one that is checked out is shared through: the one that git knows as its upstream, else
    /// the one of the same name at `origin`.
    ///
    /// # Errors
    /// `NotShared`, with what to do, on a detached HEAD, without such a remote, and where the upstream is another
    /// branch of this clone.
    pub fn upstream_branch(&self) -> Result<Upstream, StoreError> {
        let refuse = |why: String| Err(StoreError::NotShared(why));
        let (reference, _) = self.head_reference()?;
        let Some(local) = reference.strip_prefix("refs/heads/").map(str::to_string) else {
            return refuse("no branch is checked out here; `git switch BRANCH` first".to_string());
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
        if let Some(upstream) = configured() {
            if upstream.remote == "." {
                return refuse(format!(
                    "the upstream of `{local}` is another branch of this clone; `git branch --set-upstream-to \
                     REMOTE/BRANCH` names one of a remote"
                ));
            }
            return Ok(upstream);
        }
        match self.remotes().as_slice() {
            [] => refuse(
                "this clone has no remote to share with; `git remote add origin URL` names one"
                    .to_string(),
            ),
            remotes if remotes.iter().any(|name| name == "origin") => Ok(Upstream {
                remote: "origin".to_string(),
                there: reference.clone(),
                tracking: format!("refs/remotes/origin/{local}"),
                local,
            }),
            remotes => refuse(format!(
                "`{local}` has no upstream, and there is no remote `origin` but {}; `git branch --set-upstream-to \
                 REMOTE/BRANCH` names one",
                remotes.join(", ")
            )),
        }
    }

    /// Brings what this clone knows of the upstream branch up to date; the commit that it is at, or none when the
    /// remote has no such branch yet.
    ///
    /// # Errors
    /// `Network`, with git's words. A branch that lost commits is refused: they may be acts.
    pub fn fetch(&self, upstream: &Upstream) -> Result<Option<Commit>, StoreError> {
        let map = format!("{}:{}", upstream.there, upstream.tracking);
        // Without a `+`, so that a branch whose history was rewritten is noticed, this time and every other.
        let output = self.run_git(&["fetch", "--no-tags", "--refmap=", &upstream.remote, &map])?;
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
                    "{} has lost commits that it had: somebody rewrote its history",
                    upstream.name()
                ),
            });
        }
        Err(StoreError::Network {
            doing: "fetch",
            words,
        })
    }

    /// What this clone last saw of the upstream branch.
    pub fn fetched(&self, upstream: &Upstream) -> Result<Option<Commit>, StoreError> {
        match self.repo.refname_to_id(&upstream.tracking) {
            Ok(id) => Ok(Some(Commit(id))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Offers a commit to the upstream branch, and nothing else.
    ///
    /// # Errors
    /// `Network`: then it may have arrived all the same, and the next fetch shows.
    pub fn push(&self, upstream: &Upstream, commit: Commit) -> Result<Pushed, StoreError> {
        let map = format!("{commit}:{}", upstream.there);
        let output = self.run_git(&[
            "push",
            "--porcelain",
            "--no-follow-tags",
            "--recurse-submodules=no",
            &upstream.remote,
            &map,
        ])?;
        if output.status.success() {
            return Ok(Pushed::Done);
        }
        let (told, words) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        let Some(verdict) = told.lines().find(|line| line.starts_with('!')) else {
            return Err(StoreError::Network {
                doing: "push",
                words: words.trim().to_string(),
            });
        };
        let reason = verdict.rsplit('\t').next().unwrap_or(verdict);
        // What git says when the branch there is not where this side believed it to be.
        let raced = [
            "fetch first",
            "non-fast-forward",
            "stale info",
            "cannot lock ref",
            "failed to update ref",
        ];
        if raced.iter().any(|words| reason.contains(words)) {
            return Ok(Pushed::Raced);
        }
        let of_server: Vec<&str> = words
            .lines()
            .filter_map(|line| line.strip_prefix("remote: "))
            .collect();
        let of_server: Vec<&str> = of_server
            .into_iter()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        let said = if of_server.is_empty() {
            String::new()
        } else {
            format!("\n{}", of_server.join("\n"))
        };
        Ok(Pushed::Refused(format!("{reason}{said}")))
    }

    /// Makes this the upstream of the branch, so that what its acts name as seen is what others have.
    pub fn set_upstream(&self, upstream: &Upstream) -> Result<(), StoreError> {
        let mut config = self.repo.config()?;
        let key = |name: &str| format!("branch.{}.{name}", upstream.local);
        if self.setting(&key("merge")).is_none() {
            config.set_str(&key("remote"), &upstream.remote)?;
            config.set_str(&key("merge"), &upstream.there)?;
        }
        Ok(())
    }

    fn run_git(&self, args: &[&str]) -> Result<Output, StoreError> {
        let mut git = Command::new("git");
        git.arg("--git-dir").arg(self.repo.path());
        // What it says is read here, so it has to be said in one language; and nothing is tidied up behind our back.
        git.args(["-c", "gc.auto=0", "-c", "maintenance.auto=false"])
            .env("LC_ALL", "C");
        git.current_dir(self.top().unwrap_or(self.repo.path()));
        git.args(args)
            .output()
            .map_err(|error| StoreError::io(Path::new("git"), error))
    }
}
