//! Fields of one line, links and terms.

use serde_json::json;

use super::{Recognizer, Where};
use crate::import::dates::{DateFound, date};
use crate::import::document::Text;
use crate::import::draft::UnknownName;
use crate::link::{Leads, leads};
use crate::roster::BodyKind;
use crate::text::{on_one_line, shell_word};

impl Recognizer<'_> {
    /// The value of a field of one line.
    pub(super) fn one_line(&mut self, field: &'static str, text: &Text) {
        let words = text.plain.replace('\n', " ");
        if field == "title" {
            self.at.has_title = true;
            // The next paragraph is not another title.
            self.at.part = Where::Front;
        }
        if self.draft.fields.contains_key(field) && field != "also_approves" && field != "title" {
            return self.unplaced(&words, format!("`{field}` has a value already"));
        }
        match field {
            "initiated" => self.initiated(&words),
            "governing_body" => self.governing_body(&words),
            "originating_committee" => {
                if let Some((id, _)) = self.body(&words, BodyKind::Committee) {
                    self.set(field, id);
                }
            }
            "also_approves" => {
                for name in names(&words) {
                    if let Some((id, _)) = self.body(&name, BodyKind::Committee) {
                        self.push(field, json!(id));
                    }
                }
            }
            "web" => match text.links.first() {
                Some((_, href)) if leads(href).is_ok_and(|leads| leads == Leads::Web) => {
                    self.set(field, href.clone());
                }
                Some(_) | None => self.set(field, words),
            },
            _ => self.set(field, words),
        }
    }

    fn initiated(&mut self, words: &str) {
        match date(words) {
            DateFound::One(when) => {
                self.set("initiated", when.to_string());
                if when.to_string() != words {
                    self.rewritten(words, &format!("initiated: {when}"));
                }
            }
            DateFound::Unclear(_, why) => {
                self.unplaced(words, format!("{why}; write `initiated` in register.yaml"));
            }
            DateFound::Nothing => {}
        }
    }

    /// The id and the kind of a body with this name. A name that the roster does not have is listed.
    pub(super) fn body(&mut self, name: &str, kind: BodyKind) -> Option<(String, BodyKind)> {
        let name = name.trim();
        if let Some(found) = self.parties.roster.body_called(name) {
            let id = found.id.to_string();
            if id != name {
                self.rewritten(name, &format!("the id `{id}`"));
            }
            return Some((id, found.kind));
        }
        self.unplaced(name, "the roster has no body with this name");
        let is_group = kind == BodyKind::WorkingGroup
            || name.ends_with("WG")
            || name.contains("Working Group");
        let kind = if is_group {
            "working-group --parent COMMITTEE"
        } else {
            "committee"
        };
        self.unknown(
            name,
            format!(
                "wr roster add body {} --kind {kind}",
                shell_word(&on_one_line(name))
            ),
        );
        None
    }

    pub(super) fn unknown(&mut self, name: &str, command: String) {
        if !self
            .draft
            .unknown
            .iter()
            .any(|known| known.command == command)
        {
            let name = name.to_string();
            self.draft.unknown.push(UnknownName { name, command });
        }
    }

    /// A line of the related documents.
    pub(super) fn link_line(&mut self, text: &Text) {
        let words = text.plain.replace('\n', " ");
        if let [(_, href)] = text.links.as_slice()
            && leads(href).is_ok()
        {
            let title = words.replace(href.as_str(), "");
            let title = title
                .trim()
                .trim_end_matches([',', ':', '(', ')', ' ', '-', '–']);
            return self.add_link(if title.is_empty() { href } else { title }, href);
        }
        let href = words
            .split_whitespace()
            .map(|word| word.trim_matches(['<', '>', '(', ')', ',', ';', '[', ']']))
            .find(|word| leads(word).is_ok_and(|leads| leads == Leads::Web));
        match href {
            Some(href) => {
                let title = words.replace(href, "");
                let title = title
                    .trim()
                    .trim_matches([',', ':', '(', ')', '<', '>', ' ', '-', '–']);
                self.rewritten(&words, "one of the links");
                self.add_link(if title.is_empty() { href } else { title }, href);
            }
            None if text.links.is_empty() => {
                self.unplaced(
                    &words,
                    "a link needs an address: `{title: TEXT, href: https://…}`",
                );
            }
            // Each link of the line is added by itself.
            None => self.unplaced(&words, "several links are in it; each is in `links`"),
        }
    }

    /// A term of feedback.
    pub(super) fn term(&mut self, words: &str) {
        let id = format!("t{}", self.items("feedback_terms").len() + 1);
        self.push("feedback_terms", json!({ "id": id, "text": words }));
    }
}

/// The names in a list such as `Platform, Interop and Marketing`.
pub(super) fn names(words: &str) -> Vec<String> {
    let words = words.replace(" and ", ",").replace(" & ", ",");
    words
        .split([',', ';', '\n', '/'])
        .map(|name| name.trim().to_string())
        .filter(|name| name.chars().any(char::is_alphanumeric))
        .collect()
}
