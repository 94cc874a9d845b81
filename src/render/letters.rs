//! The templates of letters: plain text, its first line `Subject: ...`, then an empty line, then what it says.
//!
//! Every value becomes one line before it goes in, whatever a template does, so no name can end the subject, begin a
//! header, or look like a paragraph of the letter's own. The filter `text` is for texts of several lines.

use serde::Serialize;
use std::io;
use tera::{Context, Kwargs, State, Tera, Value};

use super::{RenderError, plain};

/// The folder of these templates in a store's `templates/`.
pub const LETTERS: &str = "letters/";

macro_rules! built_in {
    ($($name:literal),*) => {
        [$((concat!("letters/", $name, ".txt"), include_str!(concat!("../../templates/letters/", $name, ".txt")))),*]
    };
}

/// The templates there are, by name, with their built-in texts.
const BUILT_IN: [(&str, &str); 13] = built_in![
    "socialization",
    "editorial-change",
    "ballot-opened",
    "ballot-closing",
    "ballot-result",
    "scheduling",
    "approved-register",
    "contacts",
    "press-contact",
    "press-release",
    "liaison-report",
    "request-answer",
    "contacts-off"
];

/// The longest subject, in characters: what is more is cut off.
const SUBJECT: usize = 200;

/// The templates of letters, some of them overridden.
#[derive(Clone)]
pub struct LetterTemplates {
    engine: Tera,
    texts: Vec<(&'static str, String)>,
}

/// A letter as its template has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The subject, in one line.
    pub subject: String,
    /// What it says.
    pub body: String,
}

impl LetterTemplates {
    /// The names of the templates, each with the folder.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.into_iter().map(|(name, _)| name)
    }

    /// Takes overrides as pairs of name and text; those of other templates are left alone.
    pub fn new(overrides: &[(String, String)]) -> Result<LetterTemplates, RenderError> {
        let text = |(name, built_in): (&'static str, &str)| {
            let found = overrides.iter().rev().find(|(other, _)| other == name);
            (name, found.map_or(built_in, |(_, text)| text).to_string())
        };
        let texts: Vec<_> = BUILT_IN.into_iter().map(text).collect();
        let mut engine = Tera::default();
        engine.autoescape_on([".txt"]);
        engine.set_escape_fn(|text: &str, out: &mut dyn io::Write| {
            out.write_all(one_line(text).as_bytes())
        });
        engine.register_filter("text", |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&lines(text))
        });
        let all = texts.iter().map(|(name, text)| (*name, text));
        engine
            .add_raw_templates(all)
            .map_err(|error| RenderError::tera(&error, |name| find(&texts, name)))?;
        Ok(LetterTemplates { engine, texts })
    }

    /// Fills the template of a letter.
    pub fn fill(&self, letter: &str, view: &impl Serialize) -> Result<Sheet, RenderError> {
        let name = format!("{LETTERS}{letter}.txt");
        let context = Context::from_serialize(view);
        let filled = context.and_then(|context| self.engine.render(&name, &context));
        let filled =
            filled.map_err(|error| RenderError::tera(&error, |name| find(&self.texts, name)))?;
        let filled = filled.replace("\r\n", "\n");
        let parts = filled
            .strip_prefix("Subject:")
            .and_then(|rest| rest.split_once("\n\n"));
        let Some((subject, body)) = parts.filter(|(subject, _)| !subject.trim().contains('\n'))
        else {
            let message =
                "a letter begins with a line `Subject: ...` and an empty line".to_string();
            return Err(RenderError::Template {
                name,
                line: 1,
                column: 1,
                message,
            });
        };
        let subject = one_line(subject);
        let subject = match subject.char_indices().nth(SUBJECT) {
            None => subject,
            Some((end, _)) => format!("{}…", subject[..end].trim_end()),
        };
        Ok(Sheet {
            subject,
            body: format!("{}\n", body.trim_end()),
        })
    }
}

fn find<'t>(texts: &'t [(&'static str, String)], name: &str) -> Option<&'t str> {
    texts
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, text)| text.as_str())
}

/// A text in one line: what breaks a line, and what nobody sees, is a space; marks that turn text around are gone.
pub fn one_line(text: &str) -> String {
    let kept = text.chars().filter(|c| !plain::turns_text(*c));
    let flat: String = kept
        .map(|c| {
            if c.is_control() || plain::is_break(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    flat.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of several lines, each of them in itself.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(
        ['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}'],
        "\n",
    );
    text.trim_end()
        .split('\n')
        .map(one_line)
        .collect::<Vec<_>>()
        .join("\n")
}
