//! Reads the anchors and links of a page.

use std::collections::BTreeSet;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) anchors: BTreeSet<String>,
    pub(super) links: BTreeSet<String>,
}

/// The kinds of attributes of a tag that are read.
#[derive(Debug, Clone, Copy)]
enum Attribute {
    Anchor,
    Link,
}

impl Attribute {
    fn of(name: &[u8]) -> Option<Attribute> {
        match name {
            b"id" => Some(Attribute::Anchor),
            b"href" | b"src" | b"action" | b"poster" | b"data" => Some(Attribute::Link),
            _ => None,
        }
    }
}

impl Outline {
    /// Tokenizes a page as a browser does.
    pub(super) fn of(html: &[u8]) -> Outline {
        let mut outline = Outline::default();
        let mut attribute = None;
        let look = |event: CallbackEvent<'_>, _: Span<()>| {
            if let CallbackEvent::AttributeName { name } = event {
                attribute = Attribute::of(name);
            }
            let CallbackEvent::AttributeValue { value } = event else {
                return None;
            };
            Some((
                attribute?,
                String::from_utf8_lossy(value).trim().to_string(),
            ))
        };
        for Ok((attribute, value)) in Tokenizer::new_with_emitter(html, CallbackEmitter::new(look))
        {
            match attribute {
                Attribute::Anchor => outline.anchors.insert(value),
                Attribute::Link => outline.links.insert(value),
            };
        }
        outline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_read_as_a_browser_does() {
        let found = Outline::of(
            b"<A HREF=one id='two'><object data = \"three\"><p id=\"a&amp;b\">\n\
            <a class=\"x\" href=\"q?a=1&amp;b=%22&#39;\">&quot; id=&quot;c</a>",
        );
        let set = |values: [&str; 2]| BTreeSet::from(values.map(str::to_string));
        assert_eq!(found.anchors, set(["two", "a&b"]));
        let links = ["one", "three", "q?a=1&b=%22'"].map(str::to_string);
        assert_eq!(found.links, BTreeSet::from(links));
    }
}
