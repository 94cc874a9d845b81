//! Differences for people.

use super::DiffLine;
use super::Differences;
use crate::register::diff::{Sentence, sentences};

/// The whole answer.
pub(super) fn text(found: &Differences) -> String {
    let mut out = format!("{}: {} against {}\n", found.register, found.new, found.old);
    if found.changes.is_empty() {
        return out + "\nno difference in what they say";
    }
    for line in &found.changes {
        out += &format!("\n{}\n", line.what);
        out += &prose(line);
        let asks = if line.needs.is_empty() {
            "nobody".to_string()
        } else {
            line.needs.join(", ")
        };
        out += &format!("  {}, {}: asks {asks}\n", line.class, line.clause);
    }
    out += "\nneeds, all together\n";
    if found.needs.is_empty() {
        out += "  nobody's approval\n";
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
        out += "\nundoes\n";
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
            "\ncommittees with work in it: {}, was {}\n",
            list(&found.committees_after),
            list(&found.committees_before)
        );
    }
    out.truncate(out.trim_end().len());
    out
}

/// The sentences of a text that came and went; those that stayed are not told again.
fn prose(line: &DiffLine) -> String {
    let (Some(was), Some(is)) = (&line.was, &line.is) else {
        return String::new();
    };
    // Short texts stand in the line above already.
    if line.what.contains('"') {
        return String::new();
    }
    let shown = sentences(was, is)
        .into_iter()
        .map(|sentence| match sentence {
            Sentence::Gone(text) => format!("  - {text}\n"),
            Sentence::Come(text) => format!("  + {text}\n"),
        });
    shown.collect()
}
