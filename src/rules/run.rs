//! Runs the rules.

pub(super) mod change;
pub(super) mod check;
pub(super) mod checker;
pub(super) mod infer;
pub(super) mod record;
pub(super) mod suppress;
