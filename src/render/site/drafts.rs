//! The pages of texts that are not in force, for the committees only. The public site does not contain them.

use rayon::prelude::*;
use serde::Serialize;

use super::{Audience, Edition, Page, Section};
use crate::process::next_steps;
use crate::render::choice::Choice;
use crate::render::view::{FrameView, PageView};
use crate::render::{RenderError, Which};
use crate::snapshot::RegisterFiles;

#[derive(Debug, Serialize)]
struct DraftsView {
    #[serde(flatten)]
    frame: FrameView<'static>,
    drafts: Vec<DraftRow>,
}

#[derive(Debug, Serialize)]
struct DraftRow {
    id: String,
    title: String,
    /// The number of the revision; `None` for a draft.
    revision: Option<u32>,
    /// The state of the register, as the predicate of a sentence.
    stands: String,
}

/// The list and its pages; empty for the public site.
pub(super) fn pages(edition: &Edition<'_>) -> Result<Vec<Page>, RenderError> {
    if edition.audience == Audience::Public {
        return Ok(Vec::new());
    }
    const DRAFTS: &str = "drafts/index.html";
    let all_register_files: Vec<&RegisterFiles> =
        edition.governance.snapshot.registers.values().collect();
    let rendered = all_register_files.par_iter().filter_map(|register_files| {
        let choice = under_way(edition, register_files)?;
        let path = format!("drafts/{}/index.html", register_files.id);
        let view = PageView::of_draft(&choice, edition, &path);
        let row = DraftRow {
            id: register_files.id.to_string(),
            title: choice.text.title.clone(),
            revision: choice.revision,
            stands: next_steps::sentence(choice.state(), &choice.history),
        };
        Some(
            edition
                .templates
                .register_html(&view)
                .map(|html| (row, (path, html.into_bytes()))),
        )
    });
    let rendered: Vec<(DraftRow, Page)> = rendered.collect::<Result<_, _>>()?;
    let (drafts, mut pages): (Vec<DraftRow>, Vec<Page>) = rendered.into_iter().unzip();
    let view = DraftsView {
        frame: edition.frame(DRAFTS, Section::Registers),
        drafts,
    };
    pages.push(edition.page(DRAFTS, "drafts.html", &view)?);
    Ok(pages)
}

/// The revision under way, else the draft if it differs from the revision in force.
fn under_way<'a>(edition: &Edition<'a>, register_files: &'a RegisterFiles) -> Option<Choice<'a>> {
    let (history, replay) = edition.governance.replay(register_files);
    if replay.state.removed.is_some() || replay.state.ended.is_some() {
        return None;
    }
    let which = match &replay.state.under_way {
        Some(under_way) if under_way.rejected.is_none() => Which::Revision(under_way.revision),
        _ => {
            let draft = register_files.text.as_ref()?.file.digest();
            let in_force = replay
                .state
                .in_force
                .as_ref()
                .map(|in_force| in_force.revision);
            let is_in_force = in_force
                .and_then(|number| history.revisions.get(&number))
                .map(|found| found.digest);
            if is_in_force == Some(draft) {
                return None;
            }
            Which::Draft
        }
    };
    Choice::of_replay(edition.governance, register_files, (history, replay), which).ok()
}
