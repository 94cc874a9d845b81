//! The organizations, and their groups that are party to the register.

use serde_json::{Value, json};

use super::Recognizer;
use super::fields::names;
use crate::import::parties::Side;
use crate::import::words::{mentions, spaced};

/// Kinds of governing bodies, as their names have them.
const KINDS: [&str; 7] = [
    "steering committee",
    "executive committee",
    "management committee",
    "general assembly",
    "advisory council",
    "council",
    "board",
];

fn is_kind(words: &str) -> bool {
    KINDS.iter().any(|kind| spaced(kind) == spaced(words))
}

impl Recognizer<'_> {
    /// A line that names one of the sides, or both.
    pub(super) fn organization(&mut self, words: &str) {
        if self.side_line(words) {
            return;
        }
        let parts = names(words);
        let is_known = |part: &String| self.parties.side(part).is_some();
        if parts.len() > 1 && parts.iter().all(is_known) {
            for part in &parts {
                self.side_line(part);
            }
            return self.rewritten(words, "partner and home");
        }
        self.unplaced(
            words,
            "it names neither the partner nor the home organization by a name of the roster",
        );
    }

    /// The body that can bind the partner: `OASIS Board of Directors`, `Steering Group (council)`.
    pub(super) fn governing_body(&mut self, words: &str) {
        let partner = self
            .draft
            .fields
            .entry(Side::Partner.key())
            .or_insert_with(|| json!({}));
        if partner.get("governing_body").is_some() {
            return self.unplaced(words, "`partner.governing_body` has a value already");
        }
        let is_sentence = words.trim_end().ends_with('.') || words.split_whitespace().count() > 12;
        if is_sentence {
            let why = "the governing body is in a sentence; write `governing_body: {name: TEXT, kind: board}` below \
                       `partner` in register.yaml";
            return self.unplaced(words, why);
        }
        let in_parentheses = words.trim_end().strip_suffix(')');
        let in_parentheses = in_parentheses.and_then(|rest| rest.rsplit_once('('));
        let (name, kind) = match in_parentheses.map(|(name, kind)| (name.trim(), kind)) {
            Some((name, given)) if !name.is_empty() && is_kind(given) => {
                (name, Some(given.trim().to_lowercase()))
            }
            Some(_) | None => {
                let kind = KINDS.iter().find(|kind| mentions(words, kind));
                (words.trim(), kind.map(|kind| (*kind).to_string()))
            }
        };
        let mut body = json!({ "name": name });
        if let Some(kind) = kind {
            body["kind"] = Value::String(kind);
        }
        partner["governing_body"] = body;
        if name != words.trim() {
            self.rewritten(words, "the name and the kind of partner.governing_body");
        }
    }

    /// A line that names one side; false if it does not.
    fn side_line(&mut self, words: &str) -> bool {
        let Some(side) = self.parties.side(words) else {
            return false;
        };
        let bare = match words.split_once(':') {
            Some((label, rest))
                if self.parties.is_only_name(label, side) && !rest.trim().is_empty() =>
            {
                self.rewritten(words, &format!("the group of `{}`", side.key()));
                rest.trim()
            }
            Some(_) | None => words,
        };
        if self.parties.is_only_name(bare, side) {
            let into = match side {
                Side::Partner => format!("partner.organization: {}", self.parties.partner.id),
                Side::Home => format!("the home organization, {}", self.parties.roster.home),
            };
            self.rewritten(words, &into);
            return true;
        }
        let outer = self
            .draft
            .fields
            .entry(side.key())
            .or_insert_with(|| json!({}));
        if outer.get("group").is_some() {
            self.unplaced(words, format!("`{}.group` has a value already", side.key()));
        } else {
            outer["group"] = json!(bare.replace('\n', " "));
        }
        true
    }
}
