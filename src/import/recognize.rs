//! Finds the parts of a register in a document.

mod contacts;
mod fields;
mod lines;
mod milestones;
mod organizations;
mod standards;
mod tables;
mod texts;

use serde_json::{Value, json};

use self::texts::Texts;
use super::document::{Block, BlockKind, SourceDocument, Text};
use super::draft::{ImportedDraft, Rewritten, Unplaced};
use super::heading::{Part, part};
use super::leftover::add_leftovers;
use super::parties::{Parties, Side};
use super::words::{mentions, spaced};
use crate::link::{Leads, leads};

/// The level of a heading in a line: `Subject: Networks`.
const RUN_IN: u8 = 9;

/// Finds the parts of a register in a document. Each of its sentences is then in the draft, or in one of the lists.
pub fn recognize(document: &SourceDocument, parties: &Parties<'_>) -> ImportedDraft {
    let mut recognizer = Recognizer {
        parties,
        draft: ImportedDraft::default(),
        texts: Texts::default(),
        at: Position::default(),
        pending: Vec::new(),
        has_heading: begins_with_title(document, parties),
    };
    for block in &document.blocks {
        recognizer.block(block);
    }
    recognizer.finish(document)
}

/// Whether the first heading of a document is not the heading of a part.
fn begins_with_title(document: &SourceDocument, parties: &Parties<'_>) -> bool {
    let mut headings = document
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading { text, .. } => Some(text),
            BlockKind::Paragraph(_)
            | BlockKind::Item { .. }
            | BlockKind::Table(_)
            | BlockKind::Aside(..) => None,
        });
    headings
        .next()
        .is_some_and(|text| part(&text.plain, parties).is_none())
}

struct Recognizer<'a> {
    parties: &'a Parties<'a>,
    draft: ImportedDraft,
    texts: Texts,
    at: Position,
    /// The paragraphs among the milestones: place and words.
    pending: Vec<(String, String)>,
    /// Whether the title is a heading; else it is the first line.
    has_heading: bool,
}

/// Where the recognizer is in the document.
#[derive(Default)]
struct Position {
    /// The place of the block.
    place: String,
    part: Where,
    /// The heading of the part.
    heading: String,
    level: u8,
    has_title: bool,
}

/// The part of the register that the blocks are in.
#[derive(Default, Clone, PartialEq, Eq)]
enum Where {
    /// Before the first known heading, or after a field of one line.
    #[default]
    Front,
    /// Below a heading that is not known.
    Unknown,
    In(Part),
}

impl Recognizer<'_> {
    fn block(&mut self, block: &Block) {
        self.at.place.clone_from(&block.place);
        match &block.kind {
            BlockKind::Heading { level, text } => self.heading(&text.plain, *level),
            BlockKind::Paragraph(text) => self.paragraph(text),
            BlockKind::Item { depth, text } => self.item(text, *depth),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Aside(..) => {}
        }
        if !matches!(block.kind, BlockKind::Aside(..)) {
            block
                .texts()
                .into_iter()
                .for_each(|text| self.links_of(text));
        }
    }

    fn heading(&mut self, text: &str, level: u8) {
        if let Some(part) = part(text, self.parties) {
            return self.enter(part, text, level);
        }
        if !self.at.has_title && self.at.part == Where::Front {
            return self.title(text);
        }
        let is_inner = level > self.at.level;
        match self.at.part.clone() {
            Where::In(Part::Text(path)) if is_inner && self.at.level < RUN_IN => {
                self.texts.subheading(&path, text);
            }
            Where::In(Part::Contacts(_)) if is_inner && self.parties.side(text).is_some() => {
                let side = self.parties.side(text);
                self.at.part = Where::In(Part::Contacts(side));
                self.rewritten(text, "the side of these contacts");
            }
            Where::In(Part::Milestones) if is_inner => {
                self.unplaced(text, "a heading among the milestones")
            }
            Where::In(_) | Where::Front | Where::Unknown => {
                self.at.part = Where::Unknown;
                self.at.heading = text.to_string();
                self.at.level = level;
            }
        }
    }

    fn enter(&mut self, part: Part, heading: &str, level: u8) {
        let field = match &part {
            Part::Line("governing_body") => "partner.governing_body".to_string(),
            Part::Line(field) => (*field).to_string(),
            Part::Text(path) => path.replace('/', "."),
            Part::Organizations => "partner and home".to_string(),
            Part::Milestones => "milestones".to_string(),
            Part::Standards => "standards".to_string(),
            Part::Contacts(_) => "contacts".to_string(),
            Part::Links => "links".to_string(),
            Part::Terms => "feedback_terms".to_string(),
            Part::Elsewhere(_) => String::new(),
        };
        self.at.part = Where::In(part);
        self.at.heading = heading.to_string();
        self.at.level = level;
        if !field.is_empty() {
            self.rewritten(heading, &format!("the heading of {field}"));
        }
    }

    fn title(&mut self, text: &str) {
        self.at.has_title = true;
        self.set("title", text.replace('\n', " "));
        if mentions(text, "addendum") {
            self.unplaced(
                text,
                "an addendum names its register: write `addendum_to` in register.yaml",
            );
        }
    }

    fn item(&mut self, text: &Text, depth: u8) {
        let is_front = matches!(self.at.part, Where::Front | Where::Unknown);
        if (is_front || self.at.level == RUN_IN) && self.line(&text.plain) {
            return;
        }
        self.content(text, Some(depth));
    }

    /// A paragraph or an item of a list in the part where the recognizer is.
    fn content(&mut self, text: &Text, item: Option<u8>) {
        let words = text.plain.as_str();
        match self.at.part.clone() {
            Where::Front => self.unplaced(words, "no heading that a register has is above it"),
            Where::Unknown => self.unplaced(words, "a register has no part with this heading"),
            Where::In(Part::Line(field)) => self.one_line(field, text),
            Where::In(Part::Text(path)) => self.text(&path, words, item),
            Where::In(Part::Organizations) => self.organization(words),
            Where::In(Part::Milestones) => match item {
                Some(_) => self.milestone(words),
                None => self
                    .pending
                    .push((self.at.place.clone(), words.to_string())),
            },
            Where::In(Part::Standards) => {
                self.unplaced(words, "only the rows of Table 1 are in `standards`");
            }
            Where::In(Part::Contacts(side)) => self.contact_line(text, side),
            Where::In(Part::Links) => self.link_line(text),
            Where::In(Part::Terms) => self.term(words),
            Where::In(Part::Elsewhere(why)) => self.unplaced(words, why),
        }
    }

    fn text(&mut self, path: &str, words: &str, item: Option<u8>) {
        const PURPOSES: [&str; 4] = ["standards", "complementary", "marketing", "other"];
        let given = words.trim().to_lowercase();
        let is_purpose = spaced(&self.at.heading) == " purpose ";
        if is_purpose && PURPOSES.contains(&given.as_str()) {
            self.at.part = Where::Front;
            return self.set("purpose", given);
        }
        match item {
            Some(depth) => self.texts.item(path, depth, words),
            None => self.texts.paragraph(path, words),
        }
    }

    fn set(&mut self, field: &str, value: impl Into<Value>) {
        self.draft.fields.insert(field.to_string(), value.into());
    }

    /// The items of a list in the draft.
    fn items(&self, field: &str) -> &[Value] {
        let list = self.draft.fields.get(field).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    }

    /// Adds an item to a list in the draft.
    fn push(&mut self, field: &str, item: Value) {
        let list = self.draft.fields.entry(field).or_insert_with(|| json!([]));
        if let Value::Array(items) = list {
            items.push(item);
        }
    }

    fn unplaced(&mut self, text: &str, why: impl Into<String>) {
        if text.trim().is_empty() {
            return;
        }
        let unplaced = Unplaced {
            place: self.at.place.clone(),
            heading: self.at.heading.clone(),
            text: text.to_string(),
            why: why.into(),
        };
        // The rows of a table repeat the names of bodies.
        if !self.draft.unplaced.contains(&unplaced) {
            self.draft.unplaced.push(unplaced);
        }
    }

    fn rewritten(&mut self, text: &str, into: &str) {
        self.draft.rewritten.push(Rewritten {
            place: self.at.place.clone(),
            text: text.to_string(),
            into: into.to_string(),
        });
    }

    /// The links of a text that its words do not show.
    fn links_of(&mut self, text: &Text) {
        for (title, href) in &text.links {
            let bare = href.trim_start_matches("mailto:");
            if bare.is_empty() || bare.starts_with('#') || text.plain.contains(bare) {
                continue;
            }
            let title = if title.is_empty() { href } else { title };
            match leads(href) {
                Ok(Leads::Web) => self.add_link(title, href),
                Ok(Leads::Mail) | Err(_) => {
                    let is_known = self.draft.values().contains(&bare);
                    if !is_known {
                        self.unplaced(href, format!("the address of the link `{title}`"));
                    }
                }
            }
        }
    }

    fn add_link(&mut self, title: &str, href: &str) {
        if !self.items("links").iter().any(|link| link["href"] == href) {
            self.push("links", json!({ "title": title, "href": href }));
        }
    }

    fn finish(mut self, document: &SourceDocument) -> ImportedDraft {
        self.paragraphs_of_milestones();
        let texts = std::mem::take(&mut self.texts);
        texts.write(&mut self.draft.fields);
        add_leftovers(document, &mut self.draft);
        self.draft
    }
}

impl Side {
    /// The key in `contacts.yaml`, and in the text.
    fn key(self) -> &'static str {
        match self {
            Side::Partner => "partner",
            Side::Home => "home",
        }
    }
}
