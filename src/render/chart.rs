//! Pictures: where each mark stands, worked out here as views of their own; `templates/charts.html` draws them.
//!
//! Places along the axis are parts of its width, so that a picture is as wide as its page and its letters are as large
//! as the text around it. All of it is integers: the same bytes on every machine. Each picture has the words that say
//! what it shows, and the same data as a table.

mod axis;
mod label;
mod milestones;
mod place;
mod track;

pub(super) use self::milestones::{Due, milestones, promised};
pub(super) use self::track::{Item, Mark, Track, Until};
