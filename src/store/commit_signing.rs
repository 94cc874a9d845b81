//! Signs commits if git is configured to. These signatures carry no authority: acts have their own. But a user with
//! `commit.gpgsign` expects every commit to be signed.

use std::io::Write as _;
use std::process::{Command, Stdio};

use git2::{Oid, Signature, Tree};

use super::{Store, StoreError};

impl Store {
    /// Writes a commit that no branch has yet. With `commit.gpgsign`, git signs it with the configured key: SSH,
    /// OpenPGP, an agent or a hardware key.
    ///
    /// # Errors
    /// Git cannot sign; then no commit is written.
    pub(super) fn write_commit(
        &self,
        author: &Signature<'_>,
        committer: &Signature<'_>,
        message: &str,
        tree: &Tree<'_>,
        parents: &[&git2::Commit<'_>],
    ) -> Result<Oid, StoreError> {
        if !self.is_set("commit.gpgsign") {
            return Ok(self
                .repo
                .commit(None, author, committer, message, tree, parents)?);
        }
        let mut git = Command::new("git");
        git.arg("--git-dir")
            .arg(self.repo.path())
            .args(["-c", "i18n.commitEncoding=UTF-8"]);
        git.args(["commit-tree", "-S", "-F", "-"])
            .arg(tree.id().to_string());
        for parent in parents {
            git.arg("-p").arg(parent.id().to_string());
        }
        for (role, who) in [("AUTHOR", author), ("COMMITTER", committer)] {
            git.env(
                format!("GIT_{role}_NAME"),
                String::from_utf8_lossy(who.name_bytes()).as_ref(),
            );
            git.env(
                format!("GIT_{role}_EMAIL"),
                String::from_utf8_lossy(who.email_bytes()).as_ref(),
            );
            let (when, offset) = (who.when().seconds(), who.when().offset_minutes());
            let zone = format!(
                "{}{:02}{:02}",
                who.when().sign(),
                offset.abs() / 60,
                offset.abs() % 60
            );
            git.env(format!("GIT_{role}_DATE"), format!("@{when} {zone}"));
        }
        git.stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let failed = StoreError::no_git;
        let mut child = git.spawn().map_err(failed)?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(message.as_bytes()).map_err(failed)?;
        }
        let output = child.wait_with_output().map_err(failed)?;
        let told = String::from_utf8_lossy(&output.stdout);
        let id = self
            .commit_id(told.trim())
            .filter(|_| output.status.success());
        let Some(id) = id else {
            let words = String::from_utf8_lossy(&output.stderr);
            return Err(StoreError::Git(format!(
                "git is configured to sign commits, but signing failed; set `git config user.signingKey KEY`, or switch it off \
                 in this clone with `git config commit.gpgsign false` ({})",
                words.trim().replace('\n', "; ")
            )));
        };
        // Check the commit of another program before a branch points to it.
        let written = self.repo.find_commit(id)?;
        let same_parents = written
            .parent_ids()
            .eq(parents.iter().map(|parent| parent.id()));
        match written.tree_id() == tree.id() && same_parents {
            true => Ok(id),
            false => Err(StoreError::Git(format!(
                "git wrote a different commit than requested: {id}"
            ))),
        }
    }
}
