//! Runs the rules. No rule imports these files.

pub(super) mod apply;
pub(super) mod change;
pub(super) mod check;
pub(super) mod checker;
pub(super) mod forgery;
pub(super) mod infer;
pub(super) mod record;
pub(super) mod replays;
pub(super) mod suppress;
