//! The write path of commands: load, plan, decide, sign and commit one act, and retry if the branch moved.

mod attempt;
mod basis;
mod changes;
mod confirm;
mod context;
mod decide;
mod draft;
mod entry;
mod files;
mod mailed;
mod options;
mod plan;
mod repeated;
mod retry;
mod series;
mod subject;
mod words;

pub(crate) use self::attempt::{
    act, act_on_new, act_on_new_request, act_on_request, rehearse, rehearse_on_new,
    rehearse_on_request,
};
pub(crate) use self::basis::check_versions;
pub(crate) use self::changes::Changes;
pub(crate) use self::confirm::confirm;
pub(crate) use self::context::ActingContext;
pub(crate) use self::decide::{check_damage, decide};
pub(crate) use self::mailed::OutOption;
pub(crate) use self::options::ActOptions;
pub(crate) use self::plan::Plan;
pub(crate) use self::retry::again;
pub(crate) use self::series::Rehearsal;
pub(crate) use self::subject::ActSubject;
pub(crate) use self::words::refusal as refused_words;
