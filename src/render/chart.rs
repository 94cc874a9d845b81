//! Pictures: where each mark stands, worked out here as views of their own; `templates/charts.html` draws them.
//!
//! Places along the axis are parts of its width, so that a picture is as wide as its page and its letters are as large
//! as the text around it. All of it is integers: the same bytes on every machine. Each picture has the words that say
//! what it shows, and the same data as a table.

mod axis;
mod bars;
mod label;
mod milestones;
mod place;
mod poll;
mod statuses;
mod track;

pub(super) use self::bars::Bars;
pub(super) use self::milestones::{Due, Milestones, milestones, promised};
pub(super) use self::poll::ballot_votes;
pub(super) use self::statuses::{Statuses, statuses};
pub(super) use self::track::{Item, Mark, Track, Until};
