//! Parses and renders the built-in page templates and the overrides of a store.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use super::view::{Liaison, PageView};
use super::{RenderError, plain, prose};

const REGISTER: &str = "register.html";
const MARKDOWN: &str = "register.md";
const STYLE: &str = "style.css";
const REPORT: &str = "report.md";
/// Files of the site that are copied unchanged.
const ASSETS: [&str; 3] = [STYLE, "site.js", "icon.svg"];

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The names and texts of the built-in templates.
const BUILT_IN: [(&str, &str); 26] = built_in![
    "base.html",
    "paging.html",
    "charts.html",
    "assurance.html",
    "index.html",
    "register.html",
    "history.html",
    "removed.html",
    "partners.html",
    "partner.html",
    "domains.html",
    "domain.html",
    "milestones.html",
    "month.html",
    "process.html",
    "requests.html",
    "rules.html",
    "rule.html",
    "about.html",
    "404.html",
    "drafts.html",
    "register.md",
    "report.md",
    "style.css",
    "site.js",
    "icon.svg",
];

/// The names that an override of a page template may have.
pub const NAMES: [&str; BUILT_IN.len()] = {
    let mut names = [""; BUILT_IN.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = BUILT_IN[at].0;
        at += 1;
    }
    names
};

/// The page templates, with the overrides of a store. Parsed once and shared between threads.
///
/// HTML and Markdown templates have separate engines, so that values are escaped for the syntax of the page unless a
/// template disables it. The filter `prose` renders text that may contain Markdown.
#[derive(Clone)]
pub struct Templates {
    html: Tera,
    markdown: Tera,
    texts: Vec<(&'static str, String)>,
}

impl Templates {
    /// Parses the templates. Overrides are pairs of name and text.
    ///
    /// # Errors
    /// An override has an unknown name or a syntax error; the error names the template and the line.
    pub fn new(overrides: &[(String, String)]) -> Result<Templates, RenderError> {
        if let Some((name, _)) = overrides
            .iter()
            .find(|(name, _)| !NAMES.contains(&name.as_str()))
        {
            return Err(RenderError::UnknownTemplate { name: name.clone() });
        }
        let text = |(name, built_in): (&'static str, &str)| {
            let found = overrides.iter().rev().find(|(other, _)| other == name);
            (name, found.map_or(built_in, |(_, text)| text).to_string())
        };
        let texts: Vec<_> = BUILT_IN.into_iter().map(text).collect();
        style_is_closed(find(&texts, STYLE).unwrap_or_default())?;
        let of =
            |suffix: &'static str| texts.iter().filter(move |(name, _)| name.ends_with(suffix));
        let failed = |error: tera::Error| RenderError::tera(&error, |name| find(&texts, name));
        let mut html = Tera::default();
        html.register_filter("prose", |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&prose::to_html(text))
        });
        html.add_raw_templates(of(".html").map(|(name, text)| (*name, text)))
            .map_err(failed)?;
        let mut markdown = Tera::default();
        markdown.autoescape_on([".md"]);
        markdown.set_escape_fn(plain::write);
        markdown.register_filter("prose", |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&prose::to_markdown(text))
        });
        markdown
            .add_raw_templates(of(".md").map(|(name, text)| (*name, text)))
            .map_err(failed)?;
        Ok(Templates {
            html,
            markdown,
            texts,
        })
    }

    pub(super) fn style(&self) -> &str {
        find(&self.texts, STYLE).unwrap_or_default()
    }

    /// The style sheet, the script and the icon of the site, with their names.
    pub(super) fn assets(&self) -> impl Iterator<Item = (&'static str, &str)> {
        ASSETS
            .iter()
            .filter_map(|name| Some((*name, find(&self.texts, name)?)))
    }

    /// Renders a page of the site with the template of this name.
    pub(super) fn page(&self, name: &str, view: &impl Serialize) -> Result<String, RenderError> {
        self.run(&self.html, name, view)
    }

    pub(super) fn report(&self, report: &Liaison) -> Result<String, RenderError> {
        self.run(
            &self.markdown,
            REPORT,
            &BTreeMap::from([("report", report)]),
        )
    }

    /// Renders a register as HTML and as Markdown.
    pub(super) fn register(&self, view: &PageView<'_>) -> Result<(String, String), RenderError> {
        let context = self.context(view)?;
        let html = self.render(&self.html, REGISTER, &context)?;
        Ok((html, self.render(&self.markdown, MARKDOWN, &context)?))
    }

    pub(super) fn register_html(&self, view: &PageView<'_>) -> Result<String, RenderError> {
        self.run(&self.html, REGISTER, view)
    }

    pub(super) fn register_markdown(&self, view: &PageView<'_>) -> Result<String, RenderError> {
        self.run(&self.markdown, MARKDOWN, view)
    }

    fn run(&self, engine: &Tera, name: &str, view: &impl Serialize) -> Result<String, RenderError> {
        self.render(engine, name, &self.context(view)?)
    }

    fn context(&self, view: &impl Serialize) -> Result<Context, RenderError> {
        Context::from_serialize(view).map_err(|error| self.failed(&error))
    }

    fn render(&self, engine: &Tera, name: &str, context: &Context) -> Result<String, RenderError> {
        engine
            .render(name, context)
            .map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &tera::Error) -> RenderError {
        RenderError::tera(error, |name| find(&self.texts, name))
    }
}

fn find<'t>(texts: &'t [(&'static str, String)], name: &str) -> Option<&'t str> {
    texts
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, text)| text.as_str())
}

/// A standalone page contains the style sheet in a `<style>` element, which `</style` would end.
fn style_is_closed(style: &str) -> Result<(), RenderError> {
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
        name: STYLE.to_string(),
        line,
        column,
        message,
    })
}
