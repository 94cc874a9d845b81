//! Headings without a style, and lines that begin with a label.

use super::{RUN_IN, Recognizer, Where};
use crate::import::dates::{DateFound, date};
use crate::import::document::Text;
use crate::import::heading::{Part, part};

/// The level of headings that have no style: bold or known lines.
const UNSTYLED: u8 = 8;

/// The most words of a heading without a style.
const LONGEST_HEADING: usize = 14;

fn plain(words: &str) -> Text {
    Text {
        plain: words.to_string(),
        ..Text::default()
    }
}

impl Recognizer<'_> {
    pub(super) fn paragraph(&mut self, text: &Text) {
        let words = text.plain.as_str();
        if words.contains('\n') && self.may_run_in(text) && self.lines(words) {
            return;
        }
        let is_short = words.split_whitespace().count() <= LONGEST_HEADING && !words.contains('\n');
        let is_sentence = words.ends_with(['.', ';', ',']);
        if is_short && !is_sentence {
            let bare = words.trim_end_matches(':');
            if part(bare, self.parties).is_some() {
                return self.heading(words, UNSTYLED);
            }
            if text.is_bold() && self.run_in(words).is_none() {
                return self.heading(words, UNSTYLED);
            }
        }
        if self.may_run_in(text) && self.line(words) {
            return;
        }
        let is_first = !self.at.has_title && !self.has_heading && self.at.part == Where::Front;
        if is_first && !is_sentence && words.len() <= 200 {
            return self.title(words);
        }
        self.content(text, None);
    }

    /// Reads the lines of a paragraph, if the first of them begins with a label; false if it does not. Lines without a label
    /// continue a text, but not a field of one line.
    fn lines(&mut self, words: &str) -> bool {
        let Some((first, rest)) = words.split_once('\n') else {
            return false;
        };
        if self.run_in(first).is_none() {
            return false;
        }
        let mut open = first.to_string();
        for line in rest.lines() {
            let is_text = matches!(self.run_in(&open), Some((_, Part::Text(_), _)));
            if is_text && self.run_in(line).is_none() {
                open.push('\n');
            } else {
                self.line_or_content(&open);
                open.clear();
            }
            open.push_str(line);
        }
        self.line_or_content(&open);
        true
    }

    fn line_or_content(&mut self, line: &str) {
        if !self.line(line) {
            self.content(&plain(line), None);
        }
    }

    /// Whether a label may begin a line here: not in the middle of a text, unless it is bold.
    fn may_run_in(&self, text: &Text) -> bool {
        let is_in_text = match &self.at.part {
            Where::In(
                Part::Text(_) | Part::Contacts(_) | Part::Milestones | Part::Links | Part::Terms,
            ) => self.at.level < RUN_IN,
            Where::In(_) | Where::Front | Where::Unknown => false,
        };
        !is_in_text || text.bold > 0
    }

    /// Reads a line that begins with a label; false if it does not.
    pub(super) fn line(&mut self, line: &str) -> bool {
        let Some((label, part, rest)) = self.run_in(line) else {
            return false;
        };
        let is_one_line = matches!(part, Part::Line(_));
        self.enter(part, label, RUN_IN);
        if let Some(heading) = self
            .draft
            .rewritten
            .last_mut()
            .filter(|it| it.text == label)
        {
            // With its label, the line is nowhere in the draft.
            heading.text = line.to_string();
        }
        if !rest.is_empty() {
            self.content(&plain(rest), None);
            if is_one_line {
                self.at.part = Where::Front;
            }
        }
        true
    }

    /// The label of a line, its part, and the rest: `Subject: Networks`, `Version 2.0`.
    fn run_in<'t>(&self, line: &'t str) -> Option<(&'t str, Part, &'t str)> {
        if let Some((label, rest)) = line.split_once(':')
            && label.split_whitespace().count() <= 8
            && let Some(part) = part(&label.replace('_', " "), self.parties)
        {
            return Some((label.trim(), part, rest.trim()));
        }
        let has_digit = |rest: &str| rest.bytes().any(|byte| byte.is_ascii_digit());
        line.match_indices(' ').take(3).find_map(|(at, _)| {
            let (label, rest) = (&line[..at], line[at..].trim());
            let found = part(label, self.parties)?;
            let is_value = match &found {
                Part::Line("version") => has_digit(rest) && rest.split_whitespace().count() <= 2,
                Part::Line("initiated") => {
                    has_digit(rest) && matches!(date(rest), DateFound::One(_))
                }
                Part::Line(_)
                | Part::Text(_)
                | Part::Organizations
                | Part::Milestones
                | Part::Standards
                | Part::Contacts(_)
                | Part::Links
                | Part::Terms
                | Part::Elsewhere(_) => false,
            };
            is_value.then_some((label, found, rest))
        })
    }
}
