//! The tokens of HTML that others wrote.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// A tag or a text.
#[derive(Debug)]
pub enum HtmlToken {
    /// A start tag.
    Start(HtmlTag),
    /// An end tag, by its name in lower case.
    End(String),
    /// A text, with its entities replaced.
    Text(String),
}

/// A start tag.
#[derive(Debug)]
pub struct HtmlTag {
    /// Its name in lower case.
    pub name: String,
    /// Whether it ends with `/>`.
    pub is_closed: bool,
    tag: StartTag<()>,
}

impl HtmlTag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let value = self.tag.attributes.get(name.as_bytes());
        value.map(|value| utf8(value))
    }

    /// Whether it has an attribute, whatever its value is.
    pub fn has(&self, name: &str) -> bool {
        self.tag.attributes.contains_key(name.as_bytes())
    }
}

/// Elements whose content no program shows in place.
pub const NEVER_SHOWN: [&str; 8] = [
    "script", "style", "template", "noscript", "iframe", "noframes", "noembed", "datalist",
];

/// Elements without content, and so without an end tag.
pub const VOID: [&str; 15] = [
    "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link",
    "meta", "param", "source", "wbr",
];

/// The properties of a style, as names and values in lower case.
pub fn properties(style: &str) -> impl Iterator<Item = (String, String)> {
    style.split(';').filter_map(|property| {
        let (name, value) = property.split_once(':')?;
        let value = value.to_lowercase();
        let value = value.trim().trim_end_matches("!important").trim_end();
        Some((name.trim().to_lowercase(), value.to_string()))
    })
}

/// The tokens of a page, without comments. What is in scripts and style sheets is text, whatever it looks like.
pub fn tokens(html: &str) -> impl Iterator<Item = HtmlToken> {
    let mut emitter = DefaultEmitter::<()>::default();
    // In XML, `<script/>` and `<title/>` have no end tag.
    emitter.naively_switch_states(!html.trim_start().starts_with("<?xml"));
    Tokenizer::new_with_emitter(html, emitter).filter_map(|token| {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => Some(HtmlToken::Start(HtmlTag {
                name: utf8(&tag.name),
                is_closed: tag.self_closing,
                tag,
            })),
            Token::EndTag(tag) => Some(HtmlToken::End(utf8(&tag.name))),
            Token::String(text) => Some(HtmlToken::Text(utf8(&text))),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => None,
        }
    })
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
