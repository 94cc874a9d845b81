//! Tells the commits that `wr` made from those that people made with git.

use anyhow::Result;

use super::parts::short;
use crate::cli::app::context::Context;
use crate::path::StorePath;
use crate::roster::logo::LOGOS;
use crate::schema::SCHEMAS;
use crate::store::LocalCommit;

/// The first words of the commits of `wr` that record no act.
const WORDS: [&str; 7] = [
    "save ", "restore ", "consent ", "key ", "import ", "init: ", "schema: ",
];

/// The commits that `wr` did not make, each with its id and its subject.
pub(super) fn made_by_hand(context: &Context, own: &[LocalCommit]) -> Result<Vec<String>> {
    let mut named = Vec::new();
    for commit in own {
        if !is_of_wr(context, commit)? {
            named.push(format!("{} \"{}\"", short(commit.commit), subject(commit)));
        }
    }
    Ok(named)
}

/// Whether a commit has the message of `wr`, and changes only files of the store.
fn is_of_wr(context: &Context, commit: &LocalCommit) -> Result<bool> {
    let is_said = is_act(commit) || WORDS.iter().any(|word| commit.message.starts_with(word));
    if !is_said || commit.parents.len() > 1 {
        return Ok(false);
    }
    let is_first = commit.message.starts_with("init: ");
    let is_of_store = |path: &String| {
        let has_folder = [SCHEMAS, LOGOS].iter().any(|it| path.starts_with(it));
        is_first || has_folder || StorePath::of(path).is_some()
    };
    Ok(context
        .store
        .changed_by(commit)?
        .paths
        .iter()
        .all(is_of_store))
}

/// Whether the commit records an act.
pub(super) fn is_act(commit: &LocalCommit) -> bool {
    commit
        .message
        .lines()
        .any(|line| line.starts_with("Wr-Act: "))
}

/// The first line of its message.
pub(super) fn subject(commit: &LocalCommit) -> &str {
    commit.message.lines().next().unwrap_or_default()
}
