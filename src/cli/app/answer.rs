//! How a command ends when it does not end well: "no" is exit code 1, "could not be tried" is 2.

use crate::process::Refusal;

/// The answer is no: the process or the actor's authority refuses, or there is a finding of severity error.
#[derive(Debug, thiserror::Error)]
pub enum Rejected {
    /// The process refuses an act.
    #[error("refused: {0}")]
    ByProcess(Refusal),
    /// Something else speaks against it.
    #[error("refused: {0}")]
    Message(String),
    /// What speaks against it has been printed.
    #[error("")]
    AlreadyPrinted,
}

/// The exit code of an error.
pub fn exit_code(error: &anyhow::Error) -> u8 {
    if error.downcast_ref::<Rejected>().is_some() {
        1
    } else {
        2
    }
}
