//! A document as a value. The writers for HTML and Word both read it, so that both say the same.

use crate::date::Day;
use crate::render::plain::{is_break, turns_text};

/// A document of the organization: a register or a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is, above the title.
    pub(super) kind: &'static str,
    /// The organization that publishes it, at the top of each page.
    pub(super) organization: String,
    pub(super) title: Inline,
    /// The language of the text, as a BCP 47 tag.
    pub(super) language: Option<String>,
    /// The mark on each page, such as `DRAFT, not approved`.
    pub(super) mark: Option<String>,
    /// What the reader must know before the text.
    pub(super) notices: Vec<String>,
    /// The title block.
    pub(super) facts: Vec<Fact>,
    pub(super) sections: Vec<Section>,
    /// What is said after the text.
    pub(super) closing: Vec<String>,
    /// The lines at the bottom of each page, beside the page number.
    pub(super) footer: Vec<String>,
    /// The day on which it is made.
    pub(super) on: String,
}

impl Document {
    /// The same document with another day on its pages.
    pub fn dated(self, on: Day) -> Document {
        Document {
            on: on.to_string(),
            ..self
        }
    }
}

/// A line of the title block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: Inline,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// The same in every revision, whatever the title is.
    pub(super) key: String,
    pub(super) level: Level,
    pub(super) title: Inline,
    pub(super) blocks: Vec<Block>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Section,
    Subsection,
    /// Below a subsection.
    Detail,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    Signatures(Vec<Signatory>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) role: Role,
    pub(super) text: Inline,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Body,
    /// A heading within a text.
    Heading,
    Quote,
    Code,
    /// An item of a list, or a further paragraph of it; the depth counts from 1.
    Item {
        depth: usize,
        marker: Marker,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Marker {
    Bullet,
    Number(usize),
    /// A further paragraph of the item above.
    Continued,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) caption: Option<&'static str>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) title: &'static str,
    /// In percent of the page.
    pub(super) width: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// What the row is about, in every revision.
    pub(super) key: String,
    pub(super) cells: Vec<Cell>,
}

/// The items of a list, separated by commas; one item for any other text.
pub(super) type Cell = Vec<Inline>;

/// The party of a signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signatory {
    pub(super) party: String,
    /// The body that can bind it.
    pub(super) body: Option<String>,
}

pub(super) type Inline = Vec<Run>;

/// Text in one style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// A line break in it is meant.
    pub(super) text: String,
    pub(super) style: Style,
    pub(super) change: Change,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Style {
    pub(super) emphasis: Emphasis,
    pub(super) is_code: bool,
    /// A web address.
    pub(super) link: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) enum Emphasis {
    #[default]
    None,
    Italic,
    Bold,
    BoldItalic,
}

/// How a text differs from an older one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) enum Change {
    #[default]
    Same,
    Inserted,
    Deleted,
}

impl Run {
    pub(super) fn of(text: &str, style: Style) -> Run {
        Run {
            text: clean(text),
            style,
            change: Change::Same,
        }
    }

    /// Whether a reader sees nothing of it.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl Emphasis {
    pub(super) fn of(is_bold: bool, is_italic: bool) -> Emphasis {
        match (is_bold, is_italic) {
            (true, true) => Emphasis::BoldItalic,
            (true, false) => Emphasis::Bold,
            (false, true) => Emphasis::Italic,
            (false, false) => Emphasis::None,
        }
    }

    pub(super) fn is_bold(self) -> bool {
        matches!(self, Emphasis::Bold | Emphasis::BoldItalic)
    }

    pub(super) fn is_italic(self) -> bool {
        matches!(self, Emphasis::Italic | Emphasis::BoldItalic)
    }
}

/// A text on one line in the usual style; empty for a blank one.
pub(super) fn plain(text: impl AsRef<str>) -> Inline {
    let words: Vec<&str> = text.as_ref().split_whitespace().collect();
    styled(&words.join(" "), Style::default())
}

/// A text in bold.
pub(super) fn bold(text: &str) -> Inline {
    let emphasis = Emphasis::Bold;
    styled(
        text,
        Style {
            emphasis,
            ..Style::default()
        },
    )
}

pub(super) fn styled(text: &str, style: Style) -> Inline {
    if text.is_empty() {
        return Vec::new();
    }
    vec![Run::of(text, style)]
}

pub(super) fn fact(label: &str, value: impl AsRef<str>) -> Fact {
    Fact {
        label: label.to_string(),
        value: plain(value),
    }
}

pub(super) fn paragraph(text: impl AsRef<str>) -> Block {
    Block::Paragraph(Paragraph {
        role: Role::Body,
        text: plain(text),
    })
}

/// A cell with one text.
pub(super) fn cell(text: impl AsRef<str>) -> Cell {
    vec![plain(text)]
}

/// A cell with a list, whose order has no meaning.
pub(super) fn list_cell(items: impl IntoIterator<Item = impl AsRef<str>>) -> Cell {
    items.into_iter().map(plain).collect()
}

pub(super) fn column(title: &'static str, width: u32) -> Column {
    Column { title, width }
}

/// The characters of a text, without styles and changes.
pub(super) fn letters(text: &Inline) -> String {
    text.iter().map(|run| run.text.as_str()).collect()
}

/// The change that all of a text has in common.
pub(super) fn common_change<'a>(runs: impl IntoIterator<Item = &'a Run>) -> Change {
    let mut runs = runs.into_iter().filter(|run| !run.text.trim().is_empty());
    let Some(first) = runs.next() else {
        return Change::Same;
    };
    match runs.all(|run| run.change == first.change) {
        true => first.change,
        false => Change::Same,
    }
}

/// Control characters become spaces, and marks that change the direction of text are removed: neither paper nor XML
/// can keep their effect within the text.
fn clean(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => '\n',
        _ if c.is_control() || is_break(c) || is_no_character(c) => ' ',
        _ => c,
    };
    text.chars()
        .filter(|c| !turns_text(*c))
        .map(shown)
        .collect()
}

/// XML does not allow these.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_safe_for_xml_and_paper() {
        let evil = "a\u{7}b\u{202e}c\u{2028}d\u{ffff}";
        assert_eq!(letters(&plain(evil)), "a bc d ");
        assert!(plain(" \n ").is_empty());
    }

    #[test]
    fn a_change_is_common_if_all_visible_text_has_it() {
        let run = |text: &str, change| Run {
            text: text.into(),
            change,
            ..Run::default()
        };
        let (new, old) = (run("a", Change::Inserted), run("b", Change::Deleted));
        let space = run(" ", Change::Same);
        assert_eq!(common_change([&new, &space]), Change::Inserted);
        assert_eq!(common_change([&new, &old]), Change::Same);
        assert_eq!(common_change([&space]), Change::Same);
    }
}
