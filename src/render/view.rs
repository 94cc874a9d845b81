//! The data that templates can use, in separate types, so that changes of internal types do not break a store's
//! templates.
//!
//! Only data in these types can be published.

mod approvals;
mod assurance;
mod ballot;
mod frame;
mod liaison;
mod parties;
mod register;
mod term;
mod timeline;
mod verified;
mod versions;

use std::collections::BTreeSet;

use serde::Serialize;

pub(super) use self::approvals::{
    AcceptanceView, ApprovalView, ResolutionView, approvals, backfilled_day,
};
pub(super) use self::ballot::BallotView;
pub(super) use self::frame::FrameView;
pub use self::liaison::{Asked, Liaison};
pub(super) use self::parties::{ContactView, PartyView, contacts, parties, warnings};
pub(super) use self::parties::{full_name, is_orphaned, status as status_of, without_addresses};
use self::register::RegisterView;
pub(super) use self::register::{SectionView, said, sections};
pub(super) use self::term::since;
pub(super) use self::versions::HistoryView;
use super::choice::Choice;
use super::site::{Edition, Section};
use crate::date::Day;
use crate::id::Id;

#[derive(Debug, Serialize)]
pub(super) struct PageView<'a> {
    #[serde(flatten)]
    frame: FrameView<'a>,
    /// Whether the register has other formats in the same folder.
    has_forms: bool,
    register: RegisterView<'a>,
}

impl<'a> PageView<'a> {
    /// The page at `path` of the site, with links to public registers only.
    pub(super) fn on_site(
        choice: &Choice<'a>,
        public: &BTreeSet<Id>,
        edition: &Edition<'_>,
        path: &str,
    ) -> PageView<'a> {
        let frame = edition.frame(path, Section::Registers).kept_under(choice);
        PageView {
            frame,
            has_forms: true,
            register: RegisterView::of(choice, public, edition.today),
        }
    }

    /// A page for the committees only, of a text that is not in force, without links to other registers.
    pub(super) fn of_draft(choice: &Choice<'a>, edition: &Edition<'_>, path: &str) -> PageView<'a> {
        PageView {
            has_forms: false,
            ..PageView::on_site(choice, &BTreeSet::new(), edition, path)
        }
    }

    /// A standalone page, without links to other pages.
    pub(super) fn alone(choice: &Choice<'a>, style: &'a str, today: Day) -> PageView<'a> {
        let register = RegisterView::of(choice, &BTreeSet::new(), today);
        let frame = FrameView::alone(choice.governance, style).kept_under(choice);
        PageView {
            frame,
            has_forms: false,
            register,
        }
    }
}
