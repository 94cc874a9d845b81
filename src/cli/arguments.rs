//! What the values of arguments name, for prompts and for completion: one table for both.

mod given;
mod known;
mod named;

pub(super) use self::given::GivenArguments;
pub(super) use self::known::known;
pub(super) use self::named::ArgumentKind;
