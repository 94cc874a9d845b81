//! The rules behind `wr check`: one per file in the folder of its group, each with its explanation and the two examples that test it.
//!
//! A rule only reports: it reads no clock and no commit, and its findings name values, not lines. If only one
//! correction is possible, the finding names it; [`autofix`](crate::autofix) verifies and applies it.

mod allow;
mod change;
mod contacts;
mod context;
mod example;
mod governance;
mod reading;
mod record;
mod registry;
mod request;
mod rule;
mod run;
mod store;
mod text;

#[cfg(test)]
mod tests;

pub use self::change::history_forked::compare as compare_versions;
pub use self::context::change::{ChangeSide, ProposedChange};
pub use self::record::act_void::imported;
pub use self::registry::{ALL, named};
pub use self::rule::Rule;
pub use self::run::change::{check_change, difference};
pub use self::run::check::{check, check_open, check_register, check_request, records, submission};
pub use self::run::record::{
    check_all_on_disk, check_history, check_on_disk, check_record, entering, is_of_record,
};
pub use self::run::replays::{JudgedRegister, JudgedRequest, Replays, WithoutHistory};
pub use self::store::file_kind::plain_file;
pub use self::store::git_attributes::check_attributes;
pub use self::store::stray_file::{check_misnamed, meant_text};
