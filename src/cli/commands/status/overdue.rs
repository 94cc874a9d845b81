//! The overdue duties in a status, which follow the next steps.

use super::published::Overdue;
use crate::cli::app::ui::{self, Tone};
use crate::process::due::{Duty, Mark, duties};
use crate::snapshot::RegisterContext;

/// All duties whose day has passed, the oldest first.
pub(super) fn overdue(register: &RegisterContext<'_>) -> Vec<Overdue> {
    let mut duties = duties(
        &register.replay.state,
        &register.history,
        register.roster,
        register.policy,
        register.now,
    );
    duties.retain(|duty| duty.mark == Mark::Due);
    duties.sort_by_key(|duty| duty.day);
    let view = |duty: Duty| Overdue {
        what: duty.what,
        since: duty.day.map(|day| day.to_string()),
        command: duty.command,
        who: duty.who,
        clause: duty.clause,
    };
    duties.into_iter().map(view).collect()
}

pub(super) fn text(overdue: &[Overdue]) -> String {
    let mut text = String::new();
    if !overdue.is_empty() {
        text += &format!("\n{}\n", ui::paint(Tone::Heading, "overdue"));
    }
    for one in overdue {
        let day = one.since.as_ref().map_or(String::new(), |day| {
            format!(" ({})", ui::state(Tone::Late, format!("due {day}")))
        });
        text += &format!("  {}{day}\n    {}\n", ui::visible(&one.what), one.command);
        text += &format!(
            "    who: {}\n    {}\n",
            ui::visible(one.who.join("; ")),
            one.clause
        );
    }
    text
}
