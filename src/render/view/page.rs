//! The page of a register, on the site and alone.

use serde::Serialize;

use super::frame::FrameView;
use super::register::RegisterView;
use crate::date::Day;
use crate::id::Id;
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
        selected: &SelectedText<'a>,
        frame: FrameView,
        has_page: impl Fn(&Id) -> bool,
        today: Day,
    ) -> RegisterPageView<'a> {
        RegisterPageView {
            frame: frame.kept_under(selected),
            has_forms: true,
            register: RegisterView::of(selected, has_page, today),
        }
    }

    /// A page of a text that is not in force, without links to other registers.
    pub(crate) fn of_draft(
        selected: &SelectedText<'a>,
        frame: FrameView,
        today: Day,
    ) -> RegisterPageView<'a> {
        RegisterPageView {
            has_forms: false,
            ..RegisterPageView::on_site(selected, frame, |_| false, today)
        }
    }

    /// A standalone page, without links to other pages.
    pub(crate) fn alone(selected: &SelectedText<'a>, today: Day) -> RegisterPageView<'a> {
        let frame = FrameView::alone(selected.governance);
        RegisterPageView::of_draft(selected, frame, today)
    }
}
