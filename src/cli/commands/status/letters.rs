//! The letters in a status: those that are due and not recorded as sent.

use super::published::OpenLetter;
use crate::cli::app::ui::{self, Tone};
use crate::process::due;
use crate::snapshot::RegisterContext;

pub(super) fn open(register: &RegisterContext<'_>) -> Vec<OpenLetter> {
    let duties = due::letters(
        &register.replay.state,
        &register.history,
        register.roster,
        register.policy,
        &register.files.reports(),
        register.now,
    );
    let published = |duty: due::Duty| OpenLetter {
        what: duty.what,
        since: duty.day.map(|day| day.to_string()),
        command: duty.command,
        who: duty.who,
        clause: duty.clause,
    };
    duties.into_iter().map(published).collect()
}

pub(super) fn text(letters: &[OpenLetter]) -> String {
    let mut text = String::new();
    if !letters.is_empty() {
        text += &format!("\n{}\n", ui::paint(Tone::Heading, "letters"));
    }
    for letter in letters {
        let since = letter
            .since
            .as_ref()
            .map_or(String::new(), |day| format!(" (since {day})"));
        text += &format!(
            "  {}{since}\n    {}\n",
            ui::visible(&letter.what),
            letter.command
        );
        text += &format!(
            "    who: {}\n    {}\n",
            ui::visible(letter.who.join("; ")),
            letter.clause
        );
    }
    text
}
