//! Why something cannot be rendered.

use crate::id::Id;

/// Why something cannot be rendered.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RenderError {
    /// An override goes by a name that no template has.
    #[error("there is no template `{name}` to override; there are: {}", super::NAMES.join(", "))]
    UnknownTemplate {
        /// The name as given.
        name: String,
    },
    /// A template is wrong, or asks for something that there is not.
    #[error("templates/{name}:{line}:{column}: {message}")]
    Template {
        /// The template's name.
        name: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// Policy or roster cannot be read, so nobody can say what is in force.
    #[error("{path} is missing or cannot be read, so nothing can be rendered; `wr check` says why")]
    NoGovernance {
        /// The path of the file.
        path: &'static str,
    },
    /// The register has no such text.
    #[error("`{id}` has no {what} that can be read")]
    NoText {
        /// The register.
        id: Id,
        /// Which text was asked for.
        what: String,
    },
}

impl RenderError {
    /// What tera says about a template, with the place; `text` finds a template's text by name.
    pub(super) fn tera<'t>(
        error: &tera::Error,
        text: impl Fn(&str) -> Option<&'t str>,
    ) -> RenderError {
        use tera::ErrorKind;
        // A template that another one names has its place where it is named.
        let named = |name: &str, other: &str, message: String| {
            let quoted = [format!("\"{other}\""), format!("'{other}'")];
            let names_it = |line: &str| quoted.iter().any(|quoted| line.contains(quoted.as_str()));
            let line = text(name)
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
            // Whatever leans on the circle is told as part of it: the last of the chain is where it closes.
            let last = chain.last().unwrap_or(tpl);
            let quotes = |other: &&String| {
                text(last).is_some_and(|text| text.contains(&format!("\"{other}\"")))
            };
            let other = chain.iter().chain([tpl]).find(quotes).unwrap_or(tpl);
            return named(last, other, error.to_string());
        }
        // Every template that leans on one with a wrong name may be the one that is told: the name says which it is.
        let message = error.to_string();
        let words = message.split(['`', '"', '\'', ' ', '\n']);
        let unknown = words
            .filter(|word| word.ends_with(".html") && !super::NAMES.contains(word))
            .find_map(|other| {
                let quoted = format!("\"{other}\"");
                let name = super::NAMES
                    .into_iter()
                    .find(|name| text(name).is_some_and(|text| text.contains(&quoted)))?;
                Some((name, other))
            });
        match unknown {
            Some((name, other)) => named(name, other, format!("there is no template `{other}`")),
            None => reported(&message),
        }
    }
}

/// What tera puts into words when several templates may be wrong: the first of its reports, which look like
/// `error: Unknown filter` and below it `--> index.html:3:5`.
fn reported(message: &str) -> RenderError {
    let after = |mark: &str| {
        message
            .lines()
            .find_map(|line| line.trim_start().strip_prefix(mark))
    };
    let what = after("error: ").unwrap_or(message).to_string();
    let mut place = after("--> ").unwrap_or_default().rsplitn(3, ':');
    let number = |part: Option<&str>| part.and_then(|part| part.parse().ok()).unwrap_or(1);
    let (column, line) = (number(place.next()), number(place.next()));
    let mentioned = || super::NAMES.into_iter().find(|name| message.contains(name));
    let name = place.next().or_else(mentioned).unwrap_or("*").to_string();
    RenderError::Template {
        name,
        line,
        column,
        message: what,
    }
}
