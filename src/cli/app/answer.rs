//! The ways a command can fail: exit code 1 means the answer is no, 2 means that it could not be tried.

use crate::process::Refusal;

/// Exit code 1: the process or the actor's authority refuses, or a finding is an error.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Rejected {
    /// The process refuses an act.
    #[error("refused: {0}")]
    ByProcess(Refusal),
    /// Another reason, as a message.
    #[error("refused: {0}")]
    Message(String),
    /// The reason has been printed already.
    #[error("")]
    AlreadyPrinted,
}

/// Returns early with [`Rejected::Message`], as `anyhow::bail!` does with other errors.
macro_rules! reject {
    ($($message:tt)*) => {
        return Err($crate::cli::app::answer::Rejected::Message(format!($($message)*)).into())
    };
}
pub(crate) use reject;

/// The exit code of an error: 1 for `Rejected`, 2 for all others.
pub(crate) fn exit_code(error: &anyhow::Error) -> u8 {
    if error.downcast_ref::<Rejected>().is_some() {
        1
    } else {
        2
    }
}
