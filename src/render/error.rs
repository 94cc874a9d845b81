//! Errors of rendering, with the position in the template.

use super::sources::TemplateSources;
use crate::id::Id;
use crate::path::{POLICY, ROSTER};
use crate::snapshot::NoContext;

/// An error of rendering.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RenderError {
    /// An override has a name that no built-in template has.
    #[error("no built-in template is named `{name}`; the templates are: {}", known.join(", "))]
    UnknownTemplate {
        /// The name of the override.
        name: String,
        /// The names of all built-in templates.
        known: Vec<&'static str>,
    },
    /// A template has an error or uses an unknown value.
    #[error("templates/{name}:{line}:{column}: {message}")]
    Template {
        /// The name of the template, below `templates/`.
        name: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// The error, as Tera or `wr` reports it.
        message: String,
    },
    /// A logo or a color cannot be shown.
    #[error("{what} cannot be shown: {why}\n  needs:  a correction, which `wr check` confirms")]
    Branding {
        /// The logo or the color.
        what: String,
        /// Why, as a sentence.
        why: String,
    },
    /// Without a valid policy and roster, no revision can be shown as in force.
    #[error("{path} is missing or invalid, so no page can be rendered: run `wr check`")]
    NoGovernance {
        /// The path of the policy or the roster in the store.
        path: &'static str,
    },
    /// The register does not have the requested text, or it is invalid.
    #[error("`{id}` has no readable {what}")]
    NoText {
        /// The id of the register.
        id: Id,
        /// The requested text: `draft` or `revision 2`.
        what: String,
    },
}

impl From<NoContext> for RenderError {
    fn from(why: NoContext) -> RenderError {
        match why {
            NoContext::Roster => RenderError::NoGovernance { path: ROSTER },
            NoContext::Policy => RenderError::NoGovernance { path: POLICY },
            NoContext::Register(id) | NoContext::Request(id) => RenderError::NoText {
                id,
                what: "record".to_string(),
            },
        }
    }
}

impl RenderError {
    /// An error of Tera, with its position in the templates.
    pub(super) fn tera(error: &tera::Error, sources: &TemplateSources) -> RenderError {
        use tera::ErrorKind;
        // For a missing template, report the line of the template that names it.
        let named = |name: &str, other: &str, message: String| {
            let quoted = [format!("\"{other}\""), format!("'{other}'")];
            let names_it = |line: &str| quoted.iter().any(|quoted| line.contains(quoted.as_str()));
            let line = sources
                .get(name)
                .and_then(|text| text.lines().position(names_it))
                .unwrap_or(0)
                + 1;
            RenderError::Template {
                name: name.to_string(),
                line,
                column: 1,
                message,
            }
        };
        let kind = error.kind();
        if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = kind {
            return RenderError::Template {
                name: report.filename().to_string(),
                line: report.span().start_line,
                column: report.span().start_col,
                message: report.message().to_string(),
            };
        }
        if let ErrorKind::MissingParent { current, parent } = kind {
            return named(current, parent, error.to_string());
        }
        if let ErrorKind::CircularExtend {
            tpl,
            inheritance_chain: chain,
        }
        | ErrorKind::CircularInclude {
            tpl,
            include_chain: chain,
        } = kind
        {
            // Tera reports any template that leads into the cycle: the last of the chain closes it.
            let last = chain.last().unwrap_or(tpl);
            let quotes = |other: &&String| {
                let quoted = format!("\"{other}\"");
                sources.get(last).is_some_and(|text| text.contains(&quoted))
            };
            let other = chain.iter().chain([tpl]).find(quotes).unwrap_or(tpl);
            return named(last, other, error.to_string());
        }
        // Tera may report any template that depends on a missing one: find the template that names it.
        let message = error.to_string();
        let words = message.split(['`', '"', '\'', ' ', '\n']);
        let unknown = words
            .filter(|word| word.ends_with(".html") && sources.get(word).is_none())
            .find_map(|other| {
                let quoted = format!("\"{other}\"");
                let (name, _) = sources.iter().find(|(_, text)| text.contains(&quoted))?;
                Some((name, other))
            });
        match unknown {
            Some((name, other)) => named(name, other, format!("no template is named `{other}`")),
            None => reported(&message, sources),
        }
    }
}

/// When several templates may be wrong, Tera returns its reports as text. Takes the first one, such as
/// `error: Unknown filter`, followed by `--> index.html:3:5`.
fn reported(message: &str, sources: &TemplateSources) -> RenderError {
    let after = |mark: &str| {
        message
            .lines()
            .find_map(|line| line.trim_start().strip_prefix(mark))
    };
    let what = after("error: ").unwrap_or(message).to_string();
    let mut place = after("--> ").unwrap_or_default().rsplitn(3, ':');
    let number = |part: Option<&str>| part.and_then(|part| part.parse().ok()).unwrap_or(1);
    let (column, line) = (number(place.next()), number(place.next()));
    let mentioned = || {
        let mut names = sources.iter().map(|(name, _)| name);
        names.find(|name| message.contains(name))
    };
    let name = place.next().or_else(mentioned).unwrap_or("*").to_string();
    RenderError::Template {
        name,
        line,
        column,
        message: what,
    }
}
