//! The text of a mail in HTML, with `>` before quoted lines as in plain text.

use crate::text::html::{HtmlToken, tokens};

/// Elements whose content is not shown.
const HIDDEN: [&str; 5] = ["head", "style", "script", "title", "template"];

/// Elements that begin and end a line.
const LINES: [&str; 14] = [
    "div", "li", "tr", "table", "ul", "ol", "hr", "pre", "section", "article", "header", "footer",
    "dt", "dd",
];

/// Elements that begin and end a paragraph.
const PARAGRAPHS: [&str; 8] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];

/// The lines that a mail program shows.
pub(super) fn text(html: &str) -> String {
    let mut page = Page::default();
    for token in tokens(html) {
        match token {
            HtmlToken::Start(tag) => page.start(&tag.name, tag.is_closed),
            HtmlToken::End(name) => page.end(&name),
            HtmlToken::Text(text) => page.text(&text),
        }
    }
    page.break_line();
    page.lines.join("\n")
}

#[derive(Default)]
struct Page {
    lines: Vec<String>,
    line: String,
    /// How many quotations are open.
    quotes: usize,
    /// How many hidden elements are open.
    hidden: usize,
}

impl Page {
    fn start(&mut self, name: &str, self_closing: bool) {
        match name {
            _ if HIDDEN.contains(&name) && !self_closing => self.hidden += 1,
            "br" => self.push_line(),
            _ if PARAGRAPHS.contains(&name) => self.break_paragraph(),
            _ if LINES.contains(&name) => self.break_line(),
            "td" | "th" => self.text(" "),
            _ => {}
        }
        if name == "blockquote" {
            self.quotes += 1;
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            _ if HIDDEN.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            "blockquote" => {
                self.break_line();
                self.quotes = self.quotes.saturating_sub(1);
                self.push_line();
            }
            _ if PARAGRAPHS.contains(&name) => self.break_paragraph(),
            _ if LINES.contains(&name) => self.break_line(),
            _ => {}
        }
    }

    /// Adds text; any white space is one space.
    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        for c in text.chars() {
            match c.is_whitespace() && c != '\u{a0}' {
                false => self.line.push(c),
                true if self.line.is_empty() || self.line.ends_with(' ') => {}
                true => self.line.push(' '),
            }
        }
    }

    fn break_line(&mut self) {
        if !self.line.trim().is_empty() {
            self.push_line();
        }
        self.line.clear();
    }

    fn break_paragraph(&mut self) {
        self.break_line();
        self.push_line();
    }

    fn push_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let quote = ">".repeat(self.quotes);
        let line = format!("{quote} {}", line.trim());
        self.lines.push(line.trim().to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_in_html_has_the_lines_that_people_see() {
        let outlook = "<html><head><style>p {color: red}</style><title>x</title></head><body>\
            <p class=MsoNormal>oppose: R&amp;D <b>says</b>\r\n no<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>\
            <div>Eve</div></body></html>";
        let lines = text(outlook);
        let shown: Vec<&str> = lines
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        assert_eq!(shown, ["oppose: R&D says no", "Eve"]);
        let gmail = "<div dir=\"ltr\">approve<br></div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Tue, \
            Carl wrote:<br></div><blockquote>vote:<br>approve</blockquote></div>";
        let lines = text(gmail);
        let shown: Vec<&str> = lines
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        assert_eq!(
            shown,
            ["approve", "On Tue, Carl wrote:", "> vote:", "> approve",]
        );
    }
}
