//! The pages of each public register: the register in three formats, and its history.

use rayon::prelude::*;

use super::api::register_json;
use super::context::SiteContext;
use super::register_links::{LinkedPageView, RegisterLinksView};
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::selected_text::SelectedText;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::{HistoryView, NavSection, RegisterPageView};

pub(super) const TEMPLATES: &[BuiltIn] = &[
    built_in!("register.html"),
    built_in!("history.html"),
    built_in!("feeds.html"),
    built_in!("badge.html"),
];

pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let texts = context.registers.texts.par_iter();
    let of_each = texts.map(|selected| of_register(selected, context));
    let of_each: Vec<[PageFile; 4]> = of_each.collect::<Result<_, _>>()?;
    Ok(of_each.into_iter().flatten().collect())
}

fn of_register(
    selected: &SelectedText<'_>,
    context: &SiteContext<'_>,
) -> Result<[PageFile; 4], RenderError> {
    const SECTION: NavSection = NavSection::Registers;
    let path = |file: &str| format!("registers/{}/{file}", selected.register.files.id);
    let frame = context.frame(&path("index.html"), SECTION);
    let has_page = |id: &_| context.registers.has(id);
    let id = &selected.register.files.id;
    let addenda = context.registers.addenda_of(id);
    let view = LinkedPageView {
        page: RegisterPageView::on_site(selected, frame, has_page, context.today),
        links: RegisterLinksView::of(id, context),
    };
    let names = ["register.html", "register.md"];
    let [html, markdown] = context.templates.render_each(names, &view)?;
    let history = HistoryView::of(selected);
    Ok([
        (path("index.html"), html.into_bytes()),
        (path("register.md"), markdown.into_bytes()),
        (path("register.json"), register_json(selected, addenda)),
        context.page(&path("history.html"), "history.html", SECTION, history)?,
    ])
}
