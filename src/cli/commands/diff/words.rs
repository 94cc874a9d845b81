//! The text output of `wr diff`.

use super::published::{DiffLine, Differences};
use crate::cli::app::ui::{self, Tone};
use crate::register::diff::{Sentence, sentences};

pub(super) fn text(found: &Differences) -> String {
    let register = ui::paint(Tone::Id, &found.register);
    let mut out = format!("{register}: {} against {}\n", found.new, found.old);
    if found.changes.is_empty() {
        return out + "\nno difference in content";
    }
    for line in &found.changes {
        out += &format!("\n{}\n", line.what);
        out += &prose(line);
        let needs = if line.needs.is_empty() {
            "no approval".to_string()
        } else {
            line.needs.join(", ")
        };
        out += &format!("  {}, {}: needs {needs}\n", line.class, line.clause);
    }
    let title = ui::paint(Tone::Heading, "approvals needed for all changes together");
    out += &format!("\n{title}\n");
    if found.needs.is_empty() {
        out += "  none\n";
    }
    let width = found
        .needs
        .iter()
        .map(|need| need.name.chars().count())
        .max()
        .unwrap_or(0);
    for need in &found.needs {
        let carried = need.carried.as_ref().map_or(String::new(), |it| {
            format!(
                "; approved revision {} on {}, which carries over",
                it.revision, it.on
            )
        });
        out += &format!("  {:width$}  {}{carried}\n", need.name, need.clause);
    }
    if !found.undoes.is_empty() {
        out += &format!("\n{}\n", ui::paint(Tone::Heading, "undoes"));
    }
    for undone in &found.undoes {
        out += &format!("  {undone}\n");
    }
    if found.committees_before != found.committees_after {
        let list = |names: &[String]| {
            if names.is_empty() {
                "none".to_string()
            } else {
                names.join(", ")
            }
        };
        out += &format!(
            "\ncommittees with work in it: {}; before: {}\n",
            list(&found.committees_after),
            list(&found.committees_before)
        );
    }
    out.truncate(out.trim_end().len());
    out
}

/// The added and the removed sentences of a text.
fn prose(line: &DiffLine) -> String {
    let (Some(was), Some(is)) = (&line.was, &line.is) else {
        return String::new();
    };
    // The line above quotes short texts in full.
    if line.what.contains('"') {
        return String::new();
    }
    let shown = sentences(was, is)
        .into_iter()
        .map(|sentence| match sentence {
            Sentence::Gone(text) => format!("  {}\n", ui::paint(Tone::Bad, format!("- {text}"))),
            Sentence::Come(text) => format!("  {}\n", ui::paint(Tone::Good, format!("+ {text}"))),
        });
    shown.collect()
}
