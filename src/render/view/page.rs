//! The page of a register, on the site and alone.

use serde::Serialize;

use super::frame::FrameView;
use super::register::RegisterView;
use super::site_facts::SiteFacts;
use super::verification::{CitationView, VerificationView, size};
use super::versions::versions;
use crate::date::Day;
use crate::render::selected_text::SelectedText;

#[derive(Debug, Serialize)]
pub(crate) struct RegisterPageView<'a> {
    #[serde(flatten)]
    frame: FrameView,
    /// Whether the register has other formats in the same folder.
    has_forms: bool,
    register: RegisterView<'a>,
    /// How to verify and cite the text; `None` for a text that is not on the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<ProofView<'a>>,
}

/// How to verify a text, and how to cite it.
#[derive(Debug, Serialize)]
struct ProofView<'a> {
    verification: VerificationView,
    citation: CitationView<'a>,
    /// The size of the Word file in the same folder, if there is one.
    word: Option<String>,
}

impl<'a> RegisterPageView<'a> {
    /// A page of the site, with links to the registers that have a page.
    pub(crate) fn on_site(
        selected: &'a SelectedText<'a>,
        frame: FrameView,
        facts: SiteFacts<'a>,
        today: Day,
    ) -> RegisterPageView<'a> {
        RegisterPageView {
            frame: frame.kept_under(selected),
            has_forms: true,
            register: RegisterView::of(selected, facts, today),
            proof: ProofView::of(selected),
        }
    }

    /// The same page beside a Word file of so many bytes.
    pub(crate) fn with_word_file(mut self, bytes: Option<usize>) -> RegisterPageView<'a> {
        if let Some(proof) = &mut self.proof {
            proof.word = bytes.map(size);
        }
        self
    }

    /// A page of a text that is not in force, without links to other registers.
    pub(crate) fn of_draft(
        selected: &'a SelectedText<'a>,
        frame: FrameView,
        today: Day,
    ) -> RegisterPageView<'a> {
        RegisterPageView {
            has_forms: false,
            proof: None,
            ..RegisterPageView::on_site(selected, frame, SiteFacts::alone(selected), today)
        }
    }

    /// A standalone page, without links to other pages.
    pub(crate) fn alone(selected: &'a SelectedText<'a>, today: Day) -> RegisterPageView<'a> {
        let frame = FrameView::alone(selected.governance);
        RegisterPageView::of_draft(selected, frame, today)
    }
}

impl<'a> ProofView<'a> {
    fn of(selected: &SelectedText<'a>) -> Option<ProofView<'a>> {
        let mut versions = versions(selected).into_iter();
        let version = versions.find(|it| Some(it.revision) == selected.revision)?;
        Some(ProofView {
            verification: VerificationView::of(selected, &version),
            citation: CitationView::of(selected, &version),
            word: None,
        })
    }
}
