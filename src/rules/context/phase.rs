//! The phases of a text, and how severe its gaps are in each.

use crate::diagnostic::Severity;
use crate::template::Required;

/// The phase in which a text is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Still being written: a gap is a warning.
    Draft,
    /// Submitted, or about to be: a gap is an error.
    Submitted,
    /// Taken from earlier records, whose gaps can no longer be filled.
    Records,
}

impl Phase {
    /// The severity of a gap.
    pub(crate) fn gap(self) -> Severity {
        match self {
            Phase::Draft | Phase::Records => Severity::Warning,
            Phase::Submitted => Severity::Error,
        }
    }

    /// The severity of a missing field; `None` if it is optional.
    pub(crate) fn lacks(self, required: Required) -> Option<Severity> {
        match (required, self) {
            (Required::Draft, Phase::Draft | Phase::Submitted) => Some(Severity::Error),
            (Required::Draft, Phase::Records) | (Required::Established, _) => {
                Some(Severity::Warning)
            }
            (Required::Submitted, _) => Some(self.gap()),
            (Required::Never, _) => None,
        }
    }
}
