//! Renders prose, the fields that may contain Markdown. Paragraphs, lists, emphasis, code and web links are rendered;
//! everything else is shown as text, so that no part of a balloted text is lost.

use std::borrow::Cow;

use comrak::nodes::{Node, NodeHeading, NodeValue};
use comrak::{Arena, Options, format_commonmark, format_html, parse_document};

use super::plain::as_html;
use crate::text::personal::first;

/// A page uses the heading levels 1 and 2; the headings of a text start below them.
const TOP_LEVEL: u8 = 2;

pub(super) fn to_html(text: &str) -> String {
    let mut out = String::new();
    let (arena, options) = (Arena::new(), Options::default());
    // Writing to a string cannot fail.
    let _ = format_html(tamed(&arena, text, &options), &options, &mut out);
    out.truncate(out.trim_end().len());
    out
}

/// A sentence as HTML: what is between backticks is code.
pub(super) fn with_code(text: &str) -> String {
    let part = |(at, part): (usize, &str)| match at % 2 {
        0 => as_html(part),
        _ => format!("<code>{}</code>", as_html(part)),
    };
    text.split('`').enumerate().map(part).collect()
}

/// Prose as Markdown without HTML.
pub(super) fn to_markdown(text: &str) -> String {
    let mut out = String::new();
    let (arena, options) = (Arena::new(), Options::default());
    let _ = format_commonmark(tamed(&arena, text, &options), &options, &mut out);
    out.truncate(out.trim_end().len());
    out
}

/// The start of prose as plain text on one line, cut at a word after about `length` characters.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "the other kinds of nodes contain no text"
)]
pub(super) fn beginning(text: &str, length: usize) -> String {
    let (arena, options) = (Arena::new(), Options::default());
    let mut words: Vec<String> = Vec::new();
    for node in tamed(&arena, text, &options).descendants() {
        let data = node.data();
        let text = match &data.value {
            NodeValue::Text(text) => text.as_ref(),
            NodeValue::Code(code) => code.literal.as_str(),
            _ => continue,
        };
        words.extend(text.split_whitespace().map(str::to_string));
    }
    let mut out = String::new();
    let mut count = 0;
    for word in words {
        let long = word.chars().count();
        if !out.is_empty() && count + 1 + long > length {
            out.push('…');
            return out;
        }
        if !out.is_empty() {
            out.push(' ');
            count += 1;
        }
        out.extend(word.chars().take(length));
        count += long.min(length);
    }
    out
}

/// Parses prose; turns raw HTML into text, lowers headings below those of the page, and removes all links but web
/// links.
pub(super) fn tamed<'a>(arena: &'a Arena<'a>, text: &str, options: &Options<'_>) -> Node<'a> {
    let root = parse_document(arena, text, options);
    for node in root.descendants().collect::<Vec<_>>() {
        let value = node.data().value.clone();
        if let NodeValue::HtmlInline(raw) = value {
            become_text(node, &raw);
        } else if let NodeValue::HtmlBlock(block) = value {
            node.data_mut().value = NodeValue::Paragraph;
            lines(arena, node, &block.literal);
        } else if let NodeValue::Heading(heading) = value {
            let level = (heading.level + TOP_LEVEL).min(6);
            node.data_mut().value = NodeValue::Heading(NodeHeading {
                level,
                ..NodeHeading::default()
            });
        } else if let NodeValue::Link(link) = value {
            if !leads_to_the_web(&link.url) {
                unwrap(node);
            }
        } else if let NodeValue::Image(_) = value {
            // An image would be loaded from another site: show its description instead.
            unwrap(node);
        }
    }
    root
}

fn leads_to_the_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")) && first(url).is_none()
}

fn become_text(node: Node<'_>, text: &str) {
    node.data_mut().value = NodeValue::Text(Cow::Owned(text.replace('\n', " ")));
}

fn lines<'a>(arena: &'a Arena<'a>, parent: Node<'a>, text: &str) {
    for (at, line) in text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .enumerate()
    {
        if at > 0 {
            parent.append(arena.alloc(NodeValue::SoftBreak.into()));
        }
        parent.append(arena.alloc(NodeValue::Text(Cow::Owned(line.to_string())).into()));
    }
}

/// Replaces a node by its children.
fn unwrap(node: Node<'_>) {
    for child in node.children().collect::<Vec<_>>() {
        node.insert_before(child);
    }
    node.detach();
}

#[cfg(test)]
mod tests {
    use comrak::nodes::NodeHtmlBlock;
    use proptest::prelude::*;

    use super::*;

    const HOSTILE: &str = "Hello <b onclick=x>you</b>, <script>alert(1)</script>.\n\n<script>\nalert(2)\n</script>\n\n\
        [a](javascript:alert(3)) [b](data:text/html,x) [c](../other) ![d](https://x.example/d.png)\n\n\
        # Approvals\n\n{{ 7*7 }} {% raw %}\n\n[r]: vbscript:x\n\n[r] [web](https://dmtf.org/a?b=1&c)";

    #[test]
    fn hostile_prose_is_inert_html() {
        let html = to_html(HOSTILE);
        for bad in [
            "<script",
            "<b",
            "javascript:alert(3)\"",
            "data:",
            "vbscript",
            "<img",
            "<h1",
            "<h2",
        ] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
        for good in [
            "&lt;script&gt;",
            "<h3>Approvals</h3>",
            "{{ 7*7 }}",
            "href=\"https://dmtf.org/a?b=1&amp;c\"",
        ] {
            assert!(html.contains(good), "{good} not in {html}");
        }
    }

    #[test]
    fn lists_emphasis_and_code_come_through() {
        let text = "One *two*:\n\n- a\n- `b`\n\nThen:\n\n1. c";
        assert_eq!(to_markdown(text), text);
        assert!(
            to_html(text).contains("<li>\n<code>b</code>")
                || to_html(text).contains("<li><code>b</code></li>")
        );
    }

    #[test]
    fn code_in_a_sentence_is_shown_without_backticks() {
        assert_eq!(
            with_code("Run `a < b`, & `c`."),
            "Run <code>a &lt; b</code>, &amp; <code>c</code>."
        );
    }

    #[test]
    fn the_beginning_of_prose_is_plain_and_ends_at_a_word() {
        assert_eq!(
            beginning("# One\n\n*two* `three`\nfour", 100),
            "One two three four"
        );
        assert_eq!(beginning("one two three", 8), "one two…");
        assert_eq!(beginning(&"x".repeat(50), 8), "x".repeat(8));
        assert_eq!(beginning("<script>a</script>", 40), "<script>a</script>");
        assert_eq!(beginning("  \n", 40), "");
    }

    fn has_html(markdown: &str) -> bool {
        let (arena, options) = (Arena::new(), Options::default());
        let root = parse_document(&arena, markdown, &options);
        // comrak separates adjacent lists with an empty comment.
        root.descendants().any(|node| {
            let value = &node.data().value;
            let says = |block: &NodeHtmlBlock| block.literal.trim() != "<!-- end list -->";
            matches!(value, NodeValue::HtmlInline(_))
                || matches!(value, NodeValue::HtmlBlock(b) if says(b))
        })
    }

    #[test]
    fn hostile_prose_is_inert_markdown() {
        let markdown = to_markdown(HOSTILE);
        assert!(!has_html(&markdown), "{markdown}");
        assert!(!markdown.contains("](javascript:"), "{markdown}");
        assert!(markdown.contains("### Approvals"), "{markdown}");
    }

    #[test]
    fn deep_nesting_does_not_overflow() {
        for text in [
            ">".repeat(20_000),
            "[".repeat(20_000),
            "*a ".repeat(20_000),
            "- ".repeat(5_000),
        ] {
            assert!(!to_html(&text).is_empty());
            assert!(!to_markdown(&text).is_empty());
        }
    }

    proptest! {
        #[test]
        fn no_html_survives_in_markdown(text in r#"([<>/!?a-c"'=&;\\`*_\[\]():\n #-]|<b>|</b>|<!--|-->|<script>){0,30}"#) {
            let markdown = to_markdown(&text);
            prop_assert!(!has_html(&markdown), "{:?} became {:?}", text, markdown);
        }
    }
}
