//! What templates see: types of their own, so that a store's templates do not break when inner types change.
//!
//! Also the gate to the public: what is not in these types cannot be published.

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

/// A register's page.
#[derive(Debug, Serialize)]
pub(super) struct PageView<'a> {
    #[serde(flatten)]
    frame: FrameView<'a>,
    /// Whether its other forms lie beside it.
    has_forms: bool,
    register: RegisterView<'a>,
}

impl<'a> PageView<'a> {
    /// A page of the site at `path`; links lead to public registers only.
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

    /// A page for the committees alone, with a text that is not in force: it leads to no other register.
    pub(super) fn of_draft(choice: &Choice<'a>, edition: &Edition<'_>, path: &str) -> PageView<'a> {
        PageView {
            has_forms: false,
            ..PageView::on_site(choice, &BTreeSet::new(), edition, path)
        }
    }

    /// A page that stands alone: it has no neighbours to link to.
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
