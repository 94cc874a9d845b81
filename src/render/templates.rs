//! Parses and renders the page templates.

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use super::error::RenderError;
use super::sources::TemplateSources;
use super::{plain, prose};

/// The style sheet of all pages.
pub(crate) const STYLE: &str = "style.css";

/// The style sheet of documents.
pub(crate) const DOCUMENT_STYLE: &str = "document.css";

/// The page templates, with the overrides of a store. Parsed once and shared between threads.
///
/// HTML and Markdown templates have separate engines, so that values are escaped for the syntax of the page unless a
/// template disables it. The filter `prose` renders text that may contain Markdown, and the filter `code` a sentence with
/// code between backticks.
#[derive(Clone)]
pub struct Templates {
    html: Tera,
    markdown: Tera,
    sources: TemplateSources,
}

impl Templates {
    /// Parses the templates.
    ///
    /// # Errors
    /// A template has a syntax error; the error names the template and the line.
    pub(super) fn parse(sources: TemplateSources) -> Result<Templates, RenderError> {
        for name in [STYLE, DOCUMENT_STYLE] {
            check_style(name, sources.get(name).unwrap_or_default())?;
        }
        let failed = |error: tera::Error| RenderError::tera(&error, &sources);
        let of = |suffix: &'static str| {
            sources
                .iter()
                .filter(move |(name, _)| name.ends_with(suffix))
        };
        let mut html = Tera::default();
        html.register_filter("prose", |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&prose::to_html(text))
        });
        html.register_filter("code", |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&prose::with_code(text))
        });
        html.add_raw_templates(of(".html")).map_err(failed)?;
        let mut markdown = Tera::default();
        markdown.autoescape_on([".md"]);
        markdown.set_escape_fn(plain::write);
        markdown.register_filter("prose", |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&prose::to_markdown(text))
        });
        markdown.add_raw_templates(of(".md")).map_err(failed)?;
        Ok(Templates {
            html,
            markdown,
            sources,
        })
    }

    /// The text of a file that is no template: the style sheet, the script or the icon.
    pub(super) fn text(&self, name: &str) -> &str {
        self.sources.get(name).unwrap_or_default()
    }

    /// Renders the template of this name, which ends in `.html` or `.md`.
    pub(super) fn render(&self, name: &str, view: &impl Serialize) -> Result<String, RenderError> {
        self.render_each([name], view).map(|[page]| page)
    }

    /// Renders several templates with one view.
    pub(super) fn render_each<const N: usize>(
        &self,
        names: [&str; N],
        view: &impl Serialize,
    ) -> Result<[String; N], RenderError> {
        let failed = |error: tera::Error| RenderError::tera(&error, &self.sources);
        let context = Context::from_serialize(view).map_err(failed)?;
        let mut pages = names.map(|_| String::new());
        for (page, name) in pages.iter_mut().zip(names) {
            let engine = if name.ends_with(".md") {
                &self.markdown
            } else {
                &self.html
            };
            *page = engine.render(name, &context).map_err(failed)?;
        }
        Ok(pages)
    }
}

/// A document contains its style sheet in a `<style>` element, which `</style` would end.
fn check_style(name: &str, style: &str) -> Result<(), RenderError> {
    let ends = |line: &str| line.to_lowercase().find("</style");
    let found = style
        .lines()
        .enumerate()
        .find_map(|(at, line)| Some((at + 1, ends(line)? + 1)));
    let Some((line, column)) = found else {
        return Ok(());
    };
    let message = "a style sheet must not contain `</style`".to_string();
    Err(RenderError::Template {
        name: name.to_string(),
        line,
        column,
        message,
    })
}
