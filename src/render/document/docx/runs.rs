//! Text in runs: styles, directions, links and tracked changes.

use super::xml::Xml;
use crate::render::direction::{directions, is_right_to_left};
use crate::render::document::model::{Change, Inline, Run};

/// Writes runs, and remembers the addresses of links.
pub(super) struct Runs {
    /// The author and the day of tracked changes.
    pub(super) author: String,
    pub(super) at: String,
    /// The addresses of links, in the order of their relationships.
    pub(super) links: Vec<String>,
    changes: usize,
}

impl Runs {
    pub(super) fn new(author: String, at: String) -> Runs {
        Runs {
            author,
            at,
            links: Vec::new(),
            changes: 0,
        }
    }

    pub(super) fn inline(&mut self, xml: &mut Xml, text: &Inline) {
        for run in text {
            self.run(xml, run);
        }
    }

    fn run(&mut self, xml: &mut Xml, run: &Run) {
        let Some(address) = &run.style.link else {
            return self.changed(xml, run);
        };
        let at = self.links.iter().position(|link| link == address);
        let at = at.unwrap_or_else(|| {
            self.links.push(address.clone());
            self.links.len() - 1
        });
        xml.open("w:hyperlink", &[("r:id", &link_id(at)), ("w:history", "1")]);
        self.changed(xml, run);
        xml.close("w:hyperlink");
    }

    fn changed(&mut self, xml: &mut Xml, run: &Run) {
        match tag(run.change) {
            None => letters(xml, run),
            Some(tag) => {
                let id = self.id();
                xml.open(
                    tag,
                    &[
                        ("w:id", &id),
                        ("w:author", &self.author),
                        ("w:date", &self.at),
                    ],
                );
                letters(xml, run);
                xml.close(tag);
            }
        }
    }

    /// The mark that a whole paragraph or a row is inserted or deleted.
    pub(super) fn mark(&mut self, xml: &mut Xml, change: Change) {
        if let Some(tag) = tag(change) {
            let id = self.id();
            xml.empty(
                tag,
                &[
                    ("w:id", &id),
                    ("w:author", &self.author),
                    ("w:date", &self.at),
                ],
            );
        }
    }

    fn id(&mut self) -> String {
        self.changes += 1;
        self.changes.to_string()
    }
}

/// The id of the relationship of a link.
pub(super) fn link_id(at: usize) -> String {
    format!("link{at}")
}

fn tag(change: Change) -> Option<&'static str> {
    match change {
        Change::Same => None,
        Change::Inserted => Some("w:ins"),
        Change::Deleted => Some("w:del"),
    }
}

/// The letters of a run, in parts of one direction.
fn letters(xml: &mut Xml, run: &Run) {
    let tag = match run.change {
        Change::Deleted => "w:delText",
        Change::Same | Change::Inserted => "w:t",
    };
    for part in directions(&run.text) {
        xml.open("w:r", &[]);
        properties(xml, run, is_right_to_left(part));
        for (at, line) in part.split('\n').enumerate() {
            if at > 0 {
                xml.empty("w:br", &[]);
            }
            if !line.is_empty() {
                xml.text(tag, &[("xml:space", "preserve")], line);
            }
        }
        xml.close("w:r");
    }
}

fn properties(xml: &mut Xml, run: &Run, is_right_to_left: bool) {
    let style = match (&run.style.link, run.style.is_code) {
        (Some(_), _) => Some("Hyperlink"),
        (None, true) => Some("Code"),
        (None, false) => None,
    };
    let emphasis = run.style.emphasis;
    xml.nest("w:rPr", &[], |xml| {
        if let Some(style) = style {
            xml.value("w:rStyle", style);
        }
        // Right-to-left scripts have properties of their own.
        if emphasis.is_bold() {
            xml.empty("w:b", &[]);
            xml.empty("w:bCs", &[]);
        }
        if emphasis.is_italic() {
            xml.empty("w:i", &[]);
            xml.empty("w:iCs", &[]);
        }
        if is_right_to_left {
            xml.empty("w:rtl", &[]);
        }
    });
}
