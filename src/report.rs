//! Writes findings as text. Places are resolved here once for all formats.

pub mod changes;
mod escape;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod json;
mod locate;
pub mod markdown;
mod plain;
pub mod sarif;
mod style;
mod summary;
pub mod text;
mod write;

pub use self::changes::ChangeReport;
pub use self::locate::{Correction, FileRegion, Located, LocatedPlace, locate, locate_silenced};
pub(crate) use self::plain::{clean, is_hidden, visible};
pub(crate) use self::style::STORE;
pub use self::style::{Colour, Look, ReportStyle, RuleText};
pub(crate) use self::summary::count;
pub use self::summary::summary;
pub use self::write::{review, write};
