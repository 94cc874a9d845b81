//! Two texts side by side: what differs, with each place before and after.

use serde::Serialize;

use super::html::inline;
use super::model::{Block, Cell, Change, Inline, Level, Run, Section, Table, letters, plain};
use super::redline;
use super::text::{TextPart, text_alone};
use crate::register::Register;
use crate::render::governance::Governance;

/// A place of the text that differs. Both sides are HTML, with `ins` and `del` around the words that differ.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(in crate::render) struct Difference {
    /// The place in words, such as `Milestones: m2, Due`.
    place: String,
    kind: DifferenceKind,
    before_html: String,
    after_html: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum DifferenceKind {
    Added,
    Removed,
    Changed,
}

/// The size of the markup around a difference on a page, in bytes.
const MARKUP: usize = 250;

impl Difference {
    /// The size on a page, in bytes.
    pub(in crate::render) fn size(&self) -> usize {
        MARKUP + self.place.len() + self.before_html.len() + self.after_html.len()
    }

    fn of(place: &str, merged: &Inline) -> Option<Difference> {
        let before_html = inline(&side(merged, Change::Deleted));
        let after_html = inline(&side(merged, Change::Inserted));
        Difference::between(place, merged, before_html, after_html)
    }

    fn between<'r>(
        place: &str,
        runs: impl IntoIterator<Item = &'r Run>,
        before_html: String,
        after_html: String,
    ) -> Option<Difference> {
        let mut runs = runs.into_iter();
        runs.find(|run| run.change != Change::Same)?;
        let kind = match (before_html.is_empty(), after_html.is_empty()) {
            (true, _) => DifferenceKind::Added,
            (false, true) => DifferenceKind::Removed,
            (false, false) => DifferenceKind::Changed,
        };
        Some(Difference {
            place: place.to_string(),
            kind,
            before_html,
            after_html,
        })
    }
}

/// The differences in the order of the text. Layout and the order of rows and lists make no difference.
pub(in crate::render) fn differences(
    governance: Governance<'_>,
    old: &Register,
    new: &Register,
) -> Vec<Difference> {
    let source = text_alone(governance);
    let merged = redline::text(source.read(old), source.read(new));
    let mut found: Vec<Difference> = Difference::of("Title", &merged.title).into_iter().collect();
    let facts = merged.facts.iter();
    found.extend(facts.filter_map(|fact| Difference::of(&fact.label, &fact.value)));
    found.extend(in_sections(&merged));
    found
}

fn in_sections(text: &TextPart) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut above = String::new();
    for section in &text.sections {
        let title = title(section);
        let place = match section.level {
            Level::Section => title.clone(),
            Level::Subsection | Level::Detail => format!("{above}: {title}"),
        };
        if section.level == Level::Section {
            above = title;
        }
        // The heading of a new or a removed section differs with its text.
        let has_both = section.title.iter().any(|run| run.change == Change::Same);
        if has_both || section.blocks.is_empty() {
            found.extend(Difference::of(&place, &section.title));
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    found.extend(Difference::of(&place, &paragraph.text))
                }
                Block::Table(table) => found.extend(in_table(&place, table)),
                Block::Signatures(_) => {}
            }
        }
    }
    found
}

fn title(section: &Section) -> String {
    let after = letters(&side(&section.title, Change::Inserted));
    let title = match after.is_empty() {
        true => letters(&section.title),
        false => after,
    };
    title.trim().to_string()
}

/// Each cell that differs; a row that is new or gone is one difference.
fn in_table(place: &str, table: &Table) -> Vec<Difference> {
    let mut found = Vec::new();
    for row in &table.rows {
        let place = format!("{place}: {}", letters(&plain(&row.key)));
        let cells = || table.columns.iter().zip(&row.cells);
        let runs = || row.cells.iter().flatten().flatten();
        if runs().all(|run| run.change == Change::Same) {
            continue;
        }
        let is_whole = [Change::Inserted, Change::Deleted]
            .iter()
            .any(|change| runs().all(|run| run.change == *change));
        if is_whole {
            let listed = |change| {
                let items = cells().filter_map(|(column, cell)| {
                    let text = cell_html(cell, change);
                    (!text.is_empty()).then(|| match column.title {
                        "" => format!("<li dir=\"auto\">{text}</li>"),
                        title => format!("<li>{title}: <span dir=\"auto\">{text}</span></li>"),
                    })
                });
                let items: String = items.collect();
                match items.is_empty() {
                    true => items,
                    false => format!("<ul>{items}</ul>"),
                }
            };
            let (before, after) = (listed(Change::Deleted), listed(Change::Inserted));
            found.extend(Difference::between(&place, runs(), before, after));
            continue;
        }
        found.extend(cells().filter_map(|(column, cell)| {
            let place = match column.title {
                "" => place.clone(),
                title => format!("{place}, {title}"),
            };
            let (before, after) = (
                cell_html(cell, Change::Deleted),
                cell_html(cell, Change::Inserted),
            );
            Difference::between(&place, cell.iter().flatten(), before, after)
        }));
    }
    found
}

/// A list of a cell on one side.
fn cell_html(cell: &Cell, change: Change) -> String {
    let items = cell.iter().map(|item| inline(&side(item, change)));
    let items: Vec<String> = items.filter(|item| !item.is_empty()).collect();
    items.join(", ")
}

/// The runs of one side: those that did not change, and those with this change. Where a word of the other side is left
/// out, its neighbors have the space between them that they need.
fn side(merged: &Inline, change: Change) -> Inline {
    let mut side: Inline = Vec::new();
    let mut left_out: Option<&Run> = None;
    for run in merged {
        if run.change != Change::Same && run.change != change {
            left_out = Some(run);
            continue;
        }
        if let (Some(other), Some(last)) = (left_out.take(), side.last_mut()) {
            if run.text.starts_with(is_closing) {
                last.text.truncate(last.text.trim_end_matches(' ').len());
            } else if other.text.ends_with(' ') && !last.text.ends_with(char::is_whitespace) {
                last.text.push(' ');
            }
        }
        side.push(run.clone());
    }
    side
}

fn is_closing(sign: char) -> bool {
    matches!(sign, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, change: Change) -> Run {
        Run {
            text: text.to_string(),
            change,
            ..Run::default()
        }
    }

    #[test]
    fn each_side_reads_as_its_own_text() {
        let (same, gone, new) = (Change::Same, Change::Deleted, Change::Inserted);
        for (merged, before, after) in [
            (
                vec![
                    run("valves", same),
                    run(", pumps ", new),
                    run("and more", same),
                ],
                "valves and more",
                "valves, pumps and more",
            ),
            (
                vec![run("One ", same), run("(two)", gone), run(".", same)],
                "One (two).",
                "One.",
            ),
            (
                vec![run("due ", same), run("2026 ", gone), run("2027", new)],
                "due 2026 ",
                "due 2027",
            ),
            (
                vec![
                    run("管理", same),
                    run("网络", gone),
                    run("存储", new),
                    run("设备", same),
                ],
                "管理网络设备",
                "管理存储设备",
            ),
        ] {
            assert_eq!(letters(&side(&merged, gone)), before);
            assert_eq!(letters(&side(&merged, new)), after);
        }
    }
}
