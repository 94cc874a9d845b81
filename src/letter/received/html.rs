//! The text of a mail in HTML, with `>` before quoted lines as in plain text.

use crate::text::html::{HtmlTag, HtmlToken, NEVER_SHOWN, VOID, properties, tokens};

/// Elements that begin and end a line.
const LINES: [&str; 28] = [
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

/// Elements that begin and end a paragraph.
const PARAGRAPHS: [&str; 8] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];

/// Elements that belong to the head of a page; any other one ends it.
const OF_HEAD: [&str; 8] = [
    "base", "link", "meta", "noscript", "script", "style", "template", "title",
];

/// Elements that end an open one of the same kind, since people leave the end tag out.
const SIBLINGS: [&[&str]; 5] = [&["li"], &["dt", "dd"], &["tr"], &["td", "th"], &["option"]];

/// The class with which Yahoo marks a quotation; others take `blockquote`.
const QUOTATION: &str = "yahoo_quoted";

/// How many open elements an end tag is compared with; browsers nest no deeper.
const DEPTH: usize = 512;

/// The lines that a mail program shows. Text that is struck out has `~~` around it.
pub(super) fn text(html: &str) -> String {
    let mut page = Page::default();
    for token in tokens(html) {
        match token {
            HtmlToken::Start(tag) => page.start(&tag),
            HtmlToken::End(name) => page.end(&name),
            HtmlToken::Text(text) => page.text(&text),
        }
    }
    page.close(0);
    page.break_line();
    page.lines.join("\n")
}

#[derive(Default)]
struct Page {
    lines: Vec<String>,
    line: String,
    /// The open elements, the innermost last.
    open: Vec<OpenElement>,
    /// How many of them are quotations, hidden, struck out, and keep the ends of lines.
    quotes: usize,
    hidden: usize,
    struck: usize,
    kept: usize,
}

/// An element, and how its content is shown.
struct OpenElement {
    name: String,
    is_quote: bool,
    is_hidden: bool,
    is_struck: bool,
    keeps_lines: bool,
}

impl OpenElement {
    fn new(tag: &HtmlTag) -> OpenElement {
        let name = tag.name.as_str();
        let style = tag.attribute("style").unwrap_or_default();
        let has = |test: fn(&str, &str) -> bool| {
            properties(&style).any(|(name, value)| test(&name, &value))
        };
        let class = tag.attribute("class").unwrap_or_default();
        OpenElement {
            is_quote: name == "blockquote" || class.split_whitespace().any(|it| it == QUOTATION),
            is_hidden: NEVER_SHOWN.contains(&name)
                || matches!(name, "head" | "title" | "rp")
                || tag.has("hidden")
                || name == "dialog" && !tag.has("open")
                || has(hides),
            is_struck: matches!(name, "s" | "strike" | "del")
                || has(|name, value| {
                    name.starts_with("text-decoration") && value.contains("line-through")
                }),
            keeps_lines: matches!(name, "pre" | "textarea")
                || has(|name, value| name == "white-space" && value.starts_with("pre")),
            name: tag.name.clone(),
        }
    }
}

/// Whether a property of a style hides a text, as mails do with the line that only lists of mails show.
fn hides(name: &str, value: &str) -> bool {
    let is_zero = || {
        let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        number.parse() == Ok(0.0)
    };
    match name {
        "display" => value == "none",
        "visibility" => matches!(value, "hidden" | "collapse"),
        "mso-hide" => value == "all",
        "opacity" | "font-size" | "max-height" | "max-width" => is_zero(),
        _ => false,
    }
}

impl Page {
    fn start(&mut self, tag: &HtmlTag) {
        let name = tag.name.as_str();
        self.end_before(name);
        if self.hidden == 0 {
            match name {
                "br" => self.push_line(),
                _ if PARAGRAPHS.contains(&name) => self.break_paragraph(),
                _ if LINES.contains(&name) => self.break_line(),
                "td" | "th" => self.text(" "),
                _ => {}
            }
        }
        if tag.is_closed || VOID.contains(&name) {
            return;
        }
        let element = OpenElement::new(tag);
        if element.is_quote {
            self.break_line();
        }
        self.quotes += usize::from(element.is_quote);
        self.hidden += usize::from(element.is_hidden);
        self.kept += usize::from(element.keeps_lines);
        if element.is_struck {
            self.struck += 1;
            self.strike();
        }
        self.open.push(element);
    }

    /// Ends elements that have no end tag before this one begins.
    fn end_before(&mut self, name: &str) {
        let Some(last) = self.open.last().map(|it| it.name.as_str()) else {
            return;
        };
        let is_block = PARAGRAPHS.contains(&name) || LINES.contains(&name);
        let is_sibling = |row: &&[&str]| row.contains(&name) && row.contains(&last);
        let ends = match last {
            "head" => !OF_HEAD.contains(&name),
            "p" => is_block,
            _ => SIBLINGS.iter().any(is_sibling),
        };
        if ends {
            self.close(self.open.len() - 1);
        }
    }

    fn end(&mut self, name: &str) {
        let first = self.open.len().saturating_sub(DEPTH);
        let found = self.open[first..].iter().rposition(|it| it.name == name);
        match found {
            Some(at) => self.close(first + at),
            None if self.hidden == 0 && PARAGRAPHS.contains(&name) => self.break_paragraph(),
            None if self.hidden == 0 && LINES.contains(&name) => self.break_line(),
            None => {}
        }
    }

    /// Closes the open elements from this one on.
    fn close(&mut self, at: usize) {
        while self.open.len() > at
            && let Some(element) = self.open.pop()
        {
            let name = element.name.as_str();
            if element.is_struck {
                self.strike();
                self.struck -= 1;
            }
            if self.hidden == 0 {
                match name {
                    _ if element.is_quote => self.break_line(),
                    _ if PARAGRAPHS.contains(&name) => self.break_paragraph(),
                    _ if LINES.contains(&name) => self.break_line(),
                    _ => {}
                }
            }
            self.hidden -= usize::from(element.is_hidden);
            self.kept -= usize::from(element.keeps_lines);
            self.quotes -= usize::from(element.is_quote);
            if element.is_quote && self.hidden == 0 {
                self.push_line();
            }
        }
    }

    /// Adds text; outside of elements that keep the ends of lines, any white space is one space.
    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        for c in text.chars() {
            match c.is_whitespace() && c != '\u{a0}' {
                false => self.line.push(c),
                true if c == '\n' && self.kept > 0 => self.push_line(),
                true if self.line.is_empty() || self.line.ends_with(' ') => {}
                true => self.line.push(' '),
            }
        }
    }

    /// Marks the begin or the end of what is struck out.
    fn strike(&mut self) {
        if self.struck == 1 {
            self.text("~~");
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

    /// The lines that are not blank.
    fn shown(html: &str) -> Vec<String> {
        let lines = text(html);
        let blank = |line: &&str| line.trim_matches(['>', ' ']).is_empty();
        let shown = lines.lines().filter(|line| !blank(line));
        shown.map(str::to_string).collect()
    }

    #[test]
    fn a_reply_in_html_has_the_lines_that_people_see() {
        let outlook = "<html><head><style>p {color: red}</style><title>x</title></head><body>\
            <p class=MsoNormal>oppose: R&amp;D <b>says</b>\r\n no<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>\
            <div>Eve</div></body></html>";
        assert_eq!(shown(outlook), ["oppose: R&D says no", "Eve"]);
        let gmail = "<div dir=\"ltr\">approve<br></div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Tue, \
            Carl wrote:<br></div><blockquote>vote:<br>approve</blockquote></div>";
        assert_eq!(
            shown(gmail),
            ["approve", "On Tue, Carl wrote:", "> vote:", "> approve"]
        );
    }

    #[test]
    fn what_a_mail_program_hides_is_no_text() {
        for hidden in [
            "<noscript>abstain</noscript>",
            "<template><p>abstain</p></template>",
            "<script>abstain</script><style>abstain</style>",
            "<div style=\"display:none\">abstain<div>and more</div></div>",
            "<span style='DISPLAY: none !important; color:red'>abstain</span>",
            "<div style='font-size:0px;line-height:0'>abstain</div>",
            "<div style='max-height:0; overflow:hidden; mso-hide:all'>abstain</div>",
            "<p hidden>abstain",
            "<div hidden><p>abstain</div>",
            "<!-- abstain --><!--[if mso]><p>abstain</p><![endif]-->",
            "<iframe>abstain</iframe><datalist><option>abstain</datalist>",
            "<dialog>abstain</dialog>",
            "<ul><li style='display:none'>abstain<li>approve</ul><div hidden>",
        ] {
            let mail = format!("<html><head><title>no</title><body>{hidden}<p>approve</p>Eve");
            let lines = shown(&mail);
            assert!(
                lines.first().is_some_and(|line| line == "approve"),
                "{hidden}: {lines:?}"
            );
            assert!(
                lines.iter().all(|line| !line.contains("abstain")),
                "{hidden}: {lines:?}"
            );
        }
    }

    #[test]
    fn what_a_mail_program_shows_is_text() {
        for (html, lines) in [
            ("<div aria-hidden=true>approve</div>", vec!["approve"]),
            ("<p style='max-height:20px'>approve", vec!["approve"]),
            (
                "<details><summary>approve</summary></details>",
                vec!["approve"],
            ),
            ("<pre>oppose: a\n\nEve\n</pre>", vec!["oppose: a", "Eve"]),
            ("<![if !mso]>approve<![endif]>", vec!["approve"]),
            // A tag that is never closed hides nothing else.
            ("<head><meta name=x><p>approve", vec!["approve"]),
            ("<div><span hidden>x</div>approve", vec!["approve"]),
            ("</div></div>approve", vec!["approve"]),
            // Struck-out text is not an answer.
            (
                "<s>approve</s> oppose: late",
                vec!["~~approve~~ oppose: late"],
            ),
            (
                "<span style='text-decoration: line-through'>approve</span>",
                vec!["~~approve~~"],
            ),
            (
                "approve<div class='x yahoo_quoted'><div>On Tue, Carl wrote:<br>vote</div></div>Eve",
                vec!["approve", "> On Tue, Carl wrote:", "> vote", "Eve"],
            ),
            (
                "<blockquote>a<blockquote>b</blockquote></blockquote>approve",
                vec!["> a", ">> b", "approve"],
            ),
        ] {
            assert_eq!(shown(html), lines, "{html}");
        }
    }

    #[test]
    fn deep_nesting_takes_no_time() {
        let html = format!("{}approve{}", "<div>".repeat(50_000), "</p>".repeat(50_000));
        assert!(text(&html).contains("approve"));
    }
}
