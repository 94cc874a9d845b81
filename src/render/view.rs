//! The data that templates can use, in separate types, so that changes of internal types do not break a store's
//! templates.
//!
//! Only data in these types can be published.

mod approvals;
mod assurance;
mod ballot;
mod frame;
mod liaison;
mod names;
mod page;
mod parties;
mod published_text;
mod register;
mod removal;
mod signed_acts;
mod site_facts;
mod steps;
mod term;
mod timeline;
mod verification;
mod verified;
mod versions;

pub(super) use self::approvals::{
    AcceptanceView, ApprovalView, ResolutionView, approvals, backfilled_day, resolution,
};
pub(super) use self::ballot::BallotView;
pub(super) use self::frame::{FrameView, NavSection};
pub use self::liaison::{LiaisonReport, LiaisonRequest};
pub(super) use self::liaison::{
    NextStepView, OpenFeedbackView, ReportedActView, ReportedMilestoneView, ReportedPartnerView,
    ReportedRegisterView,
};
pub(super) use self::page::RegisterPageView;
pub(super) use self::parties::{
    ContactView, PartyView, full_name, is_orphaned, parties, public_contacts, status as status_of,
    warnings, web_of, without_addresses,
};
pub(super) use self::published_text::{published_text, revision_path};
pub(super) use self::register::{SectionView, purpose, sections, standard_notes};
pub(super) use self::signed_acts::PublishedActs;
pub(super) use self::site_facts::{LinkedRegisterView, SiteFacts};
pub(super) use self::steps::UpdateView;
pub(super) use self::term::{in_force, review, since};
pub(super) use self::verification::{CitationView, VerificationView};
pub(super) use self::versions::{ChangeView, HistoryView, VersionView, changes_from, versions};
