//! Fills the templates of letters: plain text with a first line `Subject: ...`, an empty line, and the body.
//!
//! Every value is reduced to one line before it is inserted, whatever the template does, so no name can end the
//! subject, add a header, or imitate a paragraph of the letter. The filter `text` inserts text of several lines.

use serde::Serialize;
use std::io;
use tera::{Context, Kwargs, State, Tera, Value};

use super::error::RenderError;
use super::plain::one_line;
use super::sources::{BuiltIn, TemplateSources, built_in};

/// The folder of the letter templates below a store's `templates/`.
pub const LETTERS: &str = "letters/";

/// The built-in templates.
const BUILT_IN: [BuiltIn; 13] = [
    built_in!("letters/socialization.txt"),
    built_in!("letters/editorial-change.txt"),
    built_in!("letters/ballot-opened.txt"),
    built_in!("letters/ballot-closing.txt"),
    built_in!("letters/ballot-result.txt"),
    built_in!("letters/scheduling.txt"),
    built_in!("letters/approved-register.txt"),
    built_in!("letters/contacts.txt"),
    built_in!("letters/press-contact.txt"),
    built_in!("letters/press-release.txt"),
    built_in!("letters/liaison-report.txt"),
    built_in!("letters/request-answer.txt"),
    built_in!("letters/contacts-off.txt"),
];

/// Subjects are cut after this many characters.
const SUBJECT: usize = 200;

/// The letter templates, with the overrides of a store.
#[derive(Clone)]
pub struct LetterTemplates {
    engine: Tera,
    sources: TemplateSources,
}

/// A filled letter template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The subject, on one line of at most 200 characters and an ellipsis.
    pub subject: String,
    /// The body, with one line break at its end.
    pub body: String,
}

impl LetterTemplates {
    /// The names of the templates, such as `letters/contacts.txt`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.into_iter().map(|(name, _)| name)
    }

    /// Parses the templates. Overrides are pairs of name and text; those of other templates are ignored.
    ///
    /// # Errors
    /// A template has a syntax error; the error names the template and the line.
    pub fn new(overrides: &[(String, String)]) -> Result<LetterTemplates, RenderError> {
        let sources = TemplateSources::new(BUILT_IN, overrides);
        let mut engine = Tera::default();
        engine.autoescape_on([".txt"]);
        engine.set_escape_fn(|text: &str, out: &mut dyn io::Write| {
            out.write_all(one_line(text).as_bytes())
        });
        engine.register_filter("text", |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&lines(text))
        });
        engine
            .add_raw_templates(sources.iter())
            .map_err(|error| RenderError::tera(&error, &sources))?;
        Ok(LetterTemplates { engine, sources })
    }

    /// Fills the template of a letter, named without folder and extension: `contacts`.
    ///
    /// # Errors
    /// The template fails, or its result does not begin with a subject and an empty line.
    pub fn fill(&self, letter: &str, view: &impl Serialize) -> Result<Sheet, RenderError> {
        let name = format!("{LETTERS}{letter}.txt");
        let context = Context::from_serialize(view);
        let filled = context.and_then(|context| self.engine.render(&name, &context));
        let filled = filled.map_err(|error| RenderError::tera(&error, &self.sources))?;
        let filled = filled.replace("\r\n", "\n");
        let parts = filled
            .strip_prefix("Subject:")
            .and_then(|rest| rest.split_once("\n\n"));
        let Some((subject, body)) = parts.filter(|(subject, _)| !subject.trim().contains('\n'))
        else {
            let message =
                "a letter must begin with a line `Subject: ...` and an empty line".to_string();
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

/// Applies `one_line` to each line of a text.
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
