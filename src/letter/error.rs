//! Why a letter cannot be written.

use crate::process::Refusal;
use crate::render::RenderError;

/// Why no letter was written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// The process has no occasion for it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// A recipient or a part of the content is missing.
    #[error("{what}\n  needs:  {needs}")]
    Missing {
        /// What is missing.
        what: String,
        /// Where to add it.
        needs: String,
    },
    /// A template has an error.
    #[error(transparent)]
    Render(#[from] RenderError),
}
