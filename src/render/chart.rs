//! Computes the layout of charts; `templates/charts.html` draws them.
//!
//! Positions on the axis are fractions of its width, so a chart is as wide as its page while its text keeps the size of
//! the page's text. All values are integers, so every machine renders the same bytes. Each chart has a description and
//! a table with the same data.

mod axis;
mod label;
mod milestones;
mod place;
mod track;

pub(super) use self::milestones::{ChartMilestone, milestones, promised};
pub(super) use self::track::{MarkShape, Track, TrackEntry, TrackItem, Until};
