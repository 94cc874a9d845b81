//! The templates: built in, each of which a store may override. The only place that runs them.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use super::view::{DomainsView, IndexView, Liaison, PageView, RulesView};
use super::{RenderError, plain, prose};

const INDEX: &str = "index.html";
const REGISTER: &str = "register.html";
const MARKDOWN: &str = "register.md";
const RULES: &str = "rules.html";
const STYLE: &str = "style.css";
const DOMAINS: &str = "domains.html";
const REPORT: &str = "report.md";

/// The templates there are, by name, with their built-in texts.
const BUILT_IN: [(&str, &str); 9] = [
    ("base.html", include_str!("../../templates/base.html")),
    ("charts.html", include_str!("../../templates/charts.html")),
    (INDEX, include_str!("../../templates/index.html")),
    (REGISTER, include_str!("../../templates/register.html")),
    (RULES, include_str!("../../templates/rules.html")),
    (MARKDOWN, include_str!("../../templates/register.md")),
    (STYLE, include_str!("../../templates/style.css")),
    (DOMAINS, include_str!("../../templates/domains.html")),
    (REPORT, include_str!("../../templates/report.md")),
];

/// The names that an override may have.
pub const NAMES: [&str; BUILT_IN.len()] = {
    let mut names = [""; BUILT_IN.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = BUILT_IN[at].0;
        at += 1;
    }
    names
};

/// The built-in templates, some of them overridden. Parsed once, used by any number of threads.
///
/// HTML and Markdown are two engines, so that in each of them a value is escaped for its own syntax unless a
/// template says otherwise. The filter `prose` is for texts that may hold Markdown.
#[derive(Clone)]
pub struct Templates {
    html: Tera,
    markdown: Tera,
    texts: Vec<(&'static str, String)>,
}

impl Templates {
    /// Takes overrides as pairs of name and text. Errors name the template and the line.
    pub fn new(overrides: &[(String, String)]) -> Result<Templates, RenderError> {
        if let Some((name, _)) = overrides.iter().find(|(name, _)| !NAMES.contains(&name.as_str())) {
            return Err(RenderError::UnknownTemplate { name: name.clone() });
        }
        let text = |(name, built_in): (&'static str, &str)| {
            let found = overrides.iter().rev().find(|(other, _)| other == name);
            (name, found.map_or(built_in, |(_, text)| text).to_string())
        };
        let texts: Vec<_> = BUILT_IN.into_iter().map(text).collect();
        style_is_closed(find(&texts, STYLE).unwrap_or_default())?;
        let of = |suffix: &'static str| texts.iter().filter(move |(name, _)| name.ends_with(suffix));
        let failed = |error: tera::Error| RenderError::tera(&error, |name| find(&texts, name));
        let mut html = Tera::default();
        html.register_filter("prose", |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&prose::to_html(text))
        });
        html.add_raw_templates(of(".html").map(|(name, text)| (*name, text))).map_err(failed)?;
        let mut markdown = Tera::default();
        markdown.autoescape_on([".md"]);
        markdown.set_escape_fn(plain::write);
        markdown.register_filter("prose", |text: &str, _: Kwargs, _: &State<'_>| {
            Value::safe_string(&prose::to_markdown(text))
        });
        markdown.add_raw_templates(of(".md").map(|(name, text)| (*name, text))).map_err(failed)?;
        Ok(Templates { html, markdown, texts })
    }

    /// The style sheet's text.
    pub(super) fn style(&self) -> &str {
        find(&self.texts, STYLE).unwrap_or_default()
    }

    /// The list of registers.
    pub(super) fn index(&self, view: &IndexView) -> Result<String, RenderError> {
        self.run(&self.html, INDEX, view)
    }

    /// The reference of rules.
    pub(super) fn rules(&self, view: &RulesView<'_>) -> Result<String, RenderError> {
        self.run(&self.html, RULES, view)
    }

    /// The domains.
    pub(super) fn domains(&self, view: &DomainsView) -> Result<String, RenderError> {
        self.run(&self.html, DOMAINS, view)
    }

    /// A liaison report.
    pub(super) fn report(&self, report: &Liaison) -> Result<String, RenderError> {
        self.run(&self.markdown, REPORT, &BTreeMap::from([("report", report)]))
    }

    /// A register's page.
    pub(super) fn register_html(&self, view: &PageView<'_>) -> Result<String, RenderError> {
        self.run(&self.html, REGISTER, view)
    }

    /// A register as Markdown.
    pub(super) fn register_markdown(&self, view: &PageView<'_>) -> Result<String, RenderError> {
        self.run(&self.markdown, MARKDOWN, view)
    }

    fn run(&self, engine: &Tera, name: &str, view: &impl Serialize) -> Result<String, RenderError> {
        let context = Context::from_serialize(view);
        let page = context.and_then(|context| engine.render(name, &context));
        page.map_err(|error| RenderError::tera(&error, |name| find(&self.texts, name)))
    }
}

fn find<'t>(texts: &'t [(&'static str, String)], name: &str) -> Option<&'t str> {
    texts.iter().find(|(other, _)| *other == name).map(|(_, text)| text.as_str())
}

/// A page of its own holds the style sheet inside `<style>`, which nothing but this can end.
fn style_is_closed(style: &str) -> Result<(), RenderError> {
    let ends = |line: &str| line.to_lowercase().find("</style");
    let found = style.lines().enumerate().find_map(|(at, line)| Some((at + 1, ends(line)? + 1)));
    let Some((line, column)) = found else { return Ok(()) };
    let message = "a style sheet cannot hold `</style`".to_string();
    Err(RenderError::Template { name: STYLE.to_string(), line, column, message })
}
