//! The page of a register, on the site and alone.

use serde::Serialize;

use super::frame::FrameView;
use super::register::{RegisterView, Surroundings};
use crate::date::Day;
use crate::render::selected_text::SelectedText;

#[derive(Debug, Serialize)]
pub(crate) struct RegisterPageView<'a> {
    #[serde(flatten)]
    frame: FrameView,
    /// Whether the register has other formats in the same folder.
    has_forms: bool,
    register: RegisterView<'a>,
}

impl<'a> RegisterPageView<'a> {
    /// A page of the site, with links to the registers that have a page.
    pub(crate) fn on_site(
        selected: &'a SelectedText<'a>,
        frame: FrameView,
        around: Surroundings<'a>,
        today: Day,
    ) -> RegisterPageView<'a> {
        RegisterPageView {
            frame: frame.kept_under(selected),
            has_forms: true,
            register: RegisterView::of(selected, around, today),
        }
    }

    /// A page of a text that is not in force, without links to other registers.
    pub(crate) fn of_draft(
        selected: &'a SelectedText<'a>,
        frame: FrameView,
        today: Day,
    ) -> RegisterPageView<'a> {
        RegisterPageView {
            has_forms: false,
            ..RegisterPageView::on_site(selected, frame, Surroundings::alone(selected), today)
        }
    }

    /// A standalone page, without links to other pages.
    pub(crate) fn alone(selected: &'a SelectedText<'a>, today: Day) -> RegisterPageView<'a> {
        let frame = FrameView::alone(selected.governance);
        RegisterPageView::of_draft(selected, frame, today)
    }
}
