//! Where a value begins, for the emitter and the reader.

/// What precedes a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    /// Nothing: the value is the act itself.
    Here,
    /// `key:` precedes it.
    AfterKey,
    /// The dash of a list's item precedes it.
    AfterDash,
}
