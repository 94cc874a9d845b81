//! The pages of each public register: the register in four formats, its history, and its revisions.

use rayon::prelude::*;

use super::api::register_json;
use super::context::SiteContext;
use super::register_links::{LinkedPageView, RegisterLinksView, addenda_of, parent_of};
use super::revisions;
use super::under_way::UnderWayView;
use crate::render::document::{Paper, of_register as of_register_as_document};
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::redact::Redactor;
use crate::render::selected_text::SelectedText;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::{HistoryView, NavSection, RegisterPageView, SiteFacts, UpdateView};

/// A Word file takes longer than all other files of a register, so a site of more registers has none.
const WORD_FILES: usize = 1_000;

pub(super) const TEMPLATES: &[BuiltIn] = &[
    built_in!("register.html"),
    built_in!("history.html"),
    built_in!("feeds.html"),
    built_in!("badge.html"),
    revisions::TEMPLATE,
];

pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let texts = context.registers.texts.par_iter();
    let of_each = texts.map(|selected| of_register(selected, context));
    let of_each: Vec<Vec<PageFile>> = of_each.collect::<Result<_, _>>()?;
    Ok(of_each.into_iter().flatten().collect())
}

fn of_register<'a>(
    selected: &'a SelectedText<'a>,
    context: &SiteContext<'a>,
) -> Result<Vec<PageFile>, RenderError> {
    const SECTION: NavSection = NavSection::Registers;
    let path = |file: &str| format!("registers/{}/{file}", selected.register.files.id);
    let frame = context.frame(&path("index.html"), SECTION);
    let facts = site_facts(selected, context);
    let id = &selected.register.files.id;
    let word = word_file(selected, context);
    let page = RegisterPageView::on_site(selected, frame, facts, context.today);
    let view = LinkedPageView {
        page: page.with_word_file(word.as_ref().map(Vec::len)),
        links: RegisterLinksView::of(id, context),
    };
    let names = ["register.html", "register.md"];
    let [html, markdown] = context.templates.render_each(names, &view)?;
    let history = HistoryView::of(selected);
    let mut files = revisions::of_register(selected, context)?;
    files.extend([
        (path("index.html"), html.into_bytes()),
        (path("register.md"), markdown.into_bytes()),
        (
            path("register.json"),
            register_json(selected, context.registers.addenda_of(id)),
        ),
        context.page(&path("history.html"), "history.html", SECTION, history)?,
    ]);
    files.extend(word.map(|bytes| (path("register.docx"), bytes)));
    Ok(files)
}

/// The register as a Word file, as of its last act, so that its bytes do not depend on the day of the site.
fn word_file(selected: &SelectedText<'_>, context: &SiteContext<'_>) -> Option<Vec<u8>> {
    if context.registers.texts.len() > WORD_FILES {
        return None;
    }
    let last = selected.valid_acts().next_back()?.act.at.day();
    let redactor = Redactor::of(context.governance.policy);
    let document = of_register_as_document(selected, None, last).without_addresses(&redactor);
    Some(document.docx(Paper::default()))
}

/// The links to other registers, and the update that is under way, as the policy allows.
fn site_facts<'a>(selected: &SelectedText<'a>, context: &SiteContext<'a>) -> SiteFacts<'a> {
    let (state, history) = (selected.state(), &selected.register.history);
    let update = UnderWayView::of(context.governance, state, history);
    SiteFacts {
        addendum_to: parent_of(selected.text.addendum_to.as_ref(), context),
        addenda: addenda_of(&selected.register.files.id, context),
        partner_page: Some(&selected.text.partner.organization),
        update: update.map(|update| UpdateView {
            stage: update.stage,
            since: update.since,
        }),
    }
}
