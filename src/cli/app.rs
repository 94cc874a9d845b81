//! The parts that commands share: environment, context, write path, signing, prompts, output and exit codes.

pub(super) mod acting;
pub(super) mod answer;
pub(super) mod ask;
pub(super) mod brought;
pub(super) mod change;
pub(super) mod commits;
pub(super) mod completeness;
pub(super) mod context;
pub(super) mod counts;
pub(super) mod dates;
pub(super) mod difference;
pub(super) mod edit;
pub(super) mod environment;
pub(super) mod format;
pub(super) mod help;
pub(super) mod judged;
pub(super) mod keygen;
pub(super) mod pull_request;
pub(super) mod root;
pub(super) mod share;
pub(super) mod shell;
pub(super) mod signing;
pub(super) mod templates;
pub(super) mod ui;
pub(super) mod whole;
pub(super) mod whom;
