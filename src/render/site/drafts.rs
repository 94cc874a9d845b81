//! The pages of texts that are not in force, for the committees only. The public site does not contain them.

use rayon::prelude::*;
use serde::Serialize;

use super::context::SiteContext;
use crate::process::next_steps;
use crate::render::audience::Audience;
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::selected_text::{SelectedText, Selector};
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::{NavSection, RegisterPageView};
use crate::snapshot::RegisterContext;

const DRAFTS: &str = "drafts/index.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("drafts.html")];

#[derive(Debug, Serialize)]
struct DraftsView {
    drafts: Vec<DraftRowView>,
}

#[derive(Debug, Serialize)]
struct DraftRowView {
    id: String,
    title: String,
    /// The number of the revision; `None` for a draft.
    revision: Option<u32>,
    /// The state of the register, as the predicate of a sentence.
    stands: String,
}

/// The list and its pages; empty for the public site.
pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    if context.audience == Audience::Public {
        return Ok(Vec::new());
    }
    let rendered = context.registers.all.par_iter().filter_map(|register| {
        let selected = under_way(context, register)?;
        let path = format!("drafts/{}/index.html", register.files.id);
        let frame = context.frame(&path, NavSection::Registers);
        let view = RegisterPageView::of_draft(&selected, frame, context.today);
        let row = DraftRowView {
            id: register.files.id.to_string(),
            title: selected.text.title.clone(),
            revision: selected.revision,
            stands: next_steps::sentence(selected.state(), &selected.register.history),
        };
        let page = context.render(&path, "register.html", &view);
        Some(page.map(|page| (row, page)))
    });
    let rendered: Vec<(DraftRowView, PageFile)> = rendered.collect::<Result<_, _>>()?;
    let (drafts, mut pages): (Vec<DraftRowView>, Vec<PageFile>) = rendered.into_iter().unzip();
    let view = DraftsView { drafts };
    pages.push(context.page(DRAFTS, "drafts.html", NavSection::Registers, view)?);
    Ok(pages)
}

/// The revision under way, else the draft if it differs from the revision in force.
fn under_way<'a>(
    context: &SiteContext<'a>,
    register: &'a RegisterContext<'a>,
) -> Option<SelectedText<'a>> {
    let state = &register.replay.state;
    if state.removed.is_some() || state.ended.is_some() {
        return None;
    }
    let selector = match &state.under_way {
        Some(under_way) if under_way.rejected.is_none() => Selector::Revision(under_way.revision),
        _ => {
            let draft = register.files.text.as_ref()?.file.digest();
            let in_force = state.in_force.as_ref().map(|in_force| in_force.revision);
            let is_in_force = in_force
                .and_then(|number| register.history.revisions.get(&number))
                .map(|found| found.digest);
            if is_in_force == Some(draft) {
                return None;
            }
            Selector::Draft
        }
    };
    SelectedText::of(context.governance, register, selector).ok()
}
