//! The timeline of a register: its approval, the revisions in force, its milestones and reviews, and today.
//!
//! It contains only revisions that are or were in force, and only the parts of ballots that the policy makes public.

mod events;
mod marks;

use self::events::events;
use self::marks::{milestone_rows, reviews, revisions};
use crate::date::Day;
use crate::render::chart::{Track, TrackItem};
use crate::render::selected_text::SelectedText;

const COLUMNS: [&str; 3] = ["What", "When", "Note"];

/// The chart; `None` for a text that was never in force.
pub(super) fn timeline(selected: &SelectedText<'_>, today: Day) -> Option<Track> {
    let revision = selected.revision.filter(|_| selected.was_in_force())?;
    let steps = events(selected, revision);
    let mut items: Vec<TrackItem> = approval(revision, &steps).into_iter().collect();
    items.extend(revisions(selected));
    let milestones = milestone_rows(selected, today);
    let has_milestones = !milestones.is_empty();
    items.extend(milestones);
    items.extend(reviews(selected));
    // A removed register has an end, so that the day on which its page is read says nothing about it.
    let today = Some(today).filter(|_| selected.is_in_force());
    let legend = legend(has_milestones);
    let track = Track::on(today, "picture-timeline", "", legend, COLUMNS, &items)?;
    Some(track.with_entries(events::table(selected, steps)))
}

/// The steps of the approval in one row.
fn approval(revision: u32, steps: &[events::Event]) -> Option<TrackItem> {
    let shown: Vec<&events::Event> = steps.iter().filter(|step| step.mark.is_some()).collect();
    let (first, last) = (&shown.first()?.day, &shown.last()?.day);
    let day = match first == last {
        true => first.clone(),
        false => format!("{first} to {last}"),
    };
    let mut marks: Vec<_> = shown.iter().filter_map(|step| step.mark).collect();
    marks.dedup();
    Some(TrackItem {
        day,
        marks,
        ..marks::item(format!("Approval of revision {revision}"))
    })
}

fn legend(has_milestones: bool) -> String {
    let mut text = "Diamond: step of the approval; thick bar: in force; ring: review".to_string();
    if has_milestones {
        text += "; hollow mark: milestone due; check mark: completed, in a square if late";
    }
    text + "."
}
