//! The organizations, and their groups that are party to the register.

use serde_json::json;

use super::Recognizer;
use super::fields::names;
use crate::import::parties::Side;

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

    /// A line that names one side; false if it does not.
    fn side_line(&mut self, words: &str) -> bool {
        let Some(side) = self.parties.side(words) else {
            return false;
        };
        let bare = match words.split_once(':') {
            Some((label, rest))
                if self.parties.is_only_name(label, side) && !rest.trim().is_empty() =>
            {
                self.rewritten(label, &format!("the side `{}`", side.key()));
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
