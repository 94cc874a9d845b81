//! Shares what was recorded: fetches what others recorded, reapplies the local commits on top, judges, and pushes.

mod automatic;
mod context;
mod glance;
mod notice;
mod obstacle;
mod option;
mod outcome;
mod own;
mod parts;
mod pause;
mod plan;
mod reapply;
mod rebase;
mod refresh;
mod reissue;
mod renames;
mod request;
mod setting;
mod take_over;
mod transfer;
mod unmerged;

pub(crate) use self::automatic::share_around;
pub(crate) use self::glance::glance;
pub(crate) use self::notice::{
    note_unmerged, notices, print_notices, print_unsaved, print_waiting,
};
pub(crate) use self::option::{ShareOption, innermost};
pub(crate) use self::outcome::ShareOutcome;
pub(crate) use self::pause::pause;
pub(crate) use self::plan::SharePlan;
pub(crate) use self::rebase::Rebased;
pub(crate) use self::request::{instead_of_main, push_branch};
pub(crate) use self::setting::takes_requests;
pub(crate) use self::transfer::{Arrived, arrive, fetch, kept, push};
