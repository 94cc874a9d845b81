//! The parts that commands share: environment, context, write path, signing, prompts, output and exit codes.

pub mod acting;
pub mod answer;
pub mod ask;
pub mod brought;
pub mod change;
pub mod commits;
pub mod completeness;
pub mod context;
pub mod counts;
pub mod difference;
pub mod edit;
pub mod environment;
pub mod format;
pub mod help;
pub mod judged;
pub mod pull_request;
pub mod root;
pub mod signing;
pub mod templates;
pub mod ui;
pub mod whole;
pub mod whom;
