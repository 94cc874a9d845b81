//! Reads and writes a git repository as paths and bytes. No other module uses `git2`.
//!
//! Objects and references go through libgit2, which runs no hooks and ignores `refs/replace`. Network access goes
//! through the `git` program.

mod attributes;
mod bundle;
mod changed;
mod checkout;
mod cherry_pick;
mod clone;
mod commit;
mod commit_signing;
mod config;
mod disk;
mod editor;
mod error;
mod fetched;
mod git_lock;
mod guarded;
mod history;
mod hooks;
mod index;
mod init_leftovers;
mod journal;
mod line;
mod listing;
mod merge;
mod open;
mod pager;
mod path_state;
mod plain_index;
mod program;
mod read;
mod remote;
mod replace;
mod repository;
mod sent;
mod settings;
mod target;
mod touched;
mod tree_entry;
mod update;
mod walk;
mod worktree;

pub use self::repository::{Commit, Head, Store, WriteLock};
pub use self::settings::{Identity, machine_setting};
pub use bundle::{Bundled, Parcel};
pub use changed::Changed;
pub use checkout::Followed;
pub use cherry_pick::{CherryPick, LocalCommit, Merged};
pub use clone::clone;
pub use commit::{CommitError, Committed, NewCommit};
pub use editor::EditorExit;
pub use error::StoreError;
pub use guarded::{BranchSource, Guarded};
pub use history::Version;
pub use hooks::{Hooks, Reach, WRITTEN_BY_WR, is_written_by_wr};
pub use line::{Extent, FirstParentLine};
pub use merge::MergedText;
pub use pager::Pager;
pub use program::{Patience, run_within};
pub use read::Read;
pub use remote::{Pushed, Upstream};
pub use sent::SentMessage;
pub use target::{BRANCH, TargetBranch, UPSTREAM};
pub use update::{NotAnUpdate, Update};
pub use walk::{CommitStep, Walk};
