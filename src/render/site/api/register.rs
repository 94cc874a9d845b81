//! `register.json`: one register, with everything that its page shows.

use schemars::JsonSchema;
use serde::Serialize;

use super::approvals::{Approvals, approvals};
use super::parties::{Contacts, Parties, contacts, parties};
use super::work::{Milestone, Standard, milestone, standard};
use super::{FORMAT, file};
use crate::link::on_the_web;
use crate::process::review::review_due;
use crate::register::Register as Text;
use crate::render::choice::Choice;
use crate::render::view::{SectionView, said, sections, since, warnings};

/// A work register: what it says, who approved it, and how it stands.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "A work register")]
pub(super) struct Register {
    /// The version of this form.
    format: u32,
    /// The id of the store that it is kept in.
    store: String,
    /// The register's id, unique in the store.
    id: String,
    /// The revision whose text this is.
    revision: Option<u32>,
    /// The digest of the revision's bytes: `sha256:` and 64 hexadecimal digits.
    digest: Option<String>,
    /// How it stands.
    status: Status,
    /// What the reader of a text that is not in force must know.
    notice: Option<String>,
    /// What became of a party since the text was written.
    warnings: Vec<String>,
    /// The title.
    title: String,
    /// The version that the parties give it.
    version: Option<String>,
    /// The day, month, quarter or year in which the work on it began.
    initiated: Option<String>,
    /// The topic of the collaboration.
    subject: Option<String>,
    /// What the partnership is for: `standards`, `complementary`, `marketing` or `other`.
    purpose: String,
    /// The register that it adds to.
    addendum_to: Option<String>,
    /// Both sides.
    parties: Parties,
    /// The committee that owns the register.
    originating_committee: String,
    /// Committees that approve it without owning a milestone.
    also_approves: Vec<String>,
    /// Why the organizations work together. Prose.
    justification: Option<String>,
    /// What the activity covers. Prose.
    scope: Option<String>,
    /// What both sides gain. Prose.
    benefits: Option<String>,
    /// What the organization asks for beside DSP4003's template, in order.
    sections: Vec<Section>,
    /// The deliverables.
    milestones: Vec<Milestone>,
    /// Table 1 (DSP4003 5.2), one row a standard.
    standards: Vec<Standard>,
    /// Restrictions on feedback that both sides agreed to.
    feedback_terms: Vec<FeedbackTerm>,
    /// Documents that it refers to.
    links: Vec<Link>,
    /// Whom to ask, as far as it is public.
    contacts: Contacts,
    /// Who approved it, the resolution and the partner's acceptance; none of a draft.
    approvals: Option<Approvals>,
}

/// How a register stands.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case")]
enum Status {
    /// This text is in force.
    InForce {
        /// Since when, as exactly as it is known.
        since: Option<String>,
        /// Whether that is known from earlier records only.
        from_earlier_records: bool,
        /// The day by which it should be updated or reviewed (DSP4003 4).
        review_due: String,
    },
    /// This text was in force when the register was removed.
    Removed {
        /// The day of the board's resolution.
        since: String,
        /// Why: `disbanded`, `not-maintained`, `stagnant`, `complete` or `partner-withdrew`.
        reason: String,
        /// The board's resolution.
        resolution: String,
    },
    /// This text is not in force.
    NotInForce,
}

/// A section of the organization's own.
#[derive(Debug, Serialize, JsonSchema)]
struct Section {
    /// Its id.
    id: String,
    /// Its heading.
    title: String,
    /// What it says. Prose.
    text: String,
}

/// A restriction on feedback.
#[derive(Debug, Serialize, JsonSchema)]
struct FeedbackTerm {
    /// Its id, which requests cite.
    id: String,
    /// What was agreed. Prose.
    text: String,
    /// The day it was agreed on.
    agreed: Option<String>,
}

/// A document.
#[derive(Debug, Serialize, JsonSchema)]
struct Link {
    /// What it is called.
    title: String,
    /// Where it is on the web; nothing for what is not on the web.
    href: Option<String>,
}

/// One register as JSON. It says nothing that depends on the day it is made.
pub(in crate::render) fn register(choice: &Choice<'_>) -> Vec<u8> {
    file(&of(choice))
}

fn of(choice: &Choice<'_>) -> Register {
    let (text, governance) = (choice.text, choice.governance);
    let own = |field: &Option<String>| said(field).map(str::to_string);
    let frozen = choice
        .revision
        .and_then(|number| choice.history.revisions.get(&number));
    let section = |section: SectionView<'_>| Section {
        id: section.id.to_string(),
        title: section.title.to_string(),
        text: section.text.to_string(),
    };
    Register {
        format: FORMAT,
        store: governance.policy.store.to_string(),
        id: choice.register_files.id.to_string(),
        revision: choice.revision,
        digest: frozen.map(|frozen| frozen.digest.to_string()),
        status: status(choice),
        notice: choice.banner(),
        warnings: warnings(text, governance.roster),
        title: text.title.clone(),
        version: own(&text.version),
        initiated: text.initiated.map(|when| when.to_string()),
        subject: own(&text.subject),
        purpose: text.purpose.to_string(),
        addendum_to: text.addendum_to.as_ref().map(|id| id.to_string()),
        parties: parties(choice),
        originating_committee: governance.roster.body_name(&text.originating_committee),
        also_approves: text
            .also_approves
            .iter()
            .map(|id| governance.roster.body_name(id))
            .collect(),
        justification: own(&text.justification),
        scope: own(&text.scope),
        benefits: own(&text.benefits),
        sections: sections(text, governance.policy)
            .into_iter()
            .map(section)
            .collect(),
        milestones: text
            .milestones
            .iter()
            .map(|it| milestone(it, choice))
            .collect(),
        standards: text.standards.iter().map(standard).collect(),
        feedback_terms: feedback_terms(text),
        links: links(text),
        contacts: contacts(choice),
        approvals: approvals(choice),
    }
}

fn status(choice: &Choice<'_>) -> Status {
    let state = choice.state();
    if let (true, Some(in_force)) = (choice.is_in_force(), &state.in_force) {
        let (since, from_earlier_records) = since(in_force);
        let since = since.map(|when| when.to_string());
        let review_due = review_due(in_force, choice.governance.policy).to_string();
        return Status::InForce {
            since,
            from_earlier_records,
            review_due,
        };
    }
    match state.removed.as_ref().filter(|_| choice.is_removed()) {
        None => Status::NotInForce,
        Some(removed) => Status::Removed {
            since: removed.on.to_string(),
            reason: removed.reason.word().to_string(),
            resolution: removed.resolution.clone(),
        },
    }
}

fn feedback_terms(text: &Text) -> Vec<FeedbackTerm> {
    let term = |term: &crate::register::FeedbackTerm| FeedbackTerm {
        id: term.id.to_string(),
        text: term.text.clone(),
        agreed: term.agreed.map(|day| day.to_string()),
    };
    text.feedback_terms.iter().map(term).collect()
}

/// An address of a person is never published.
fn links(text: &Text) -> Vec<Link> {
    let href = |link: &crate::register::Link| on_the_web(&link.href).map(str::to_string);
    text.links
        .iter()
        .map(|link| Link {
            title: link.title.clone(),
            href: href(link),
        })
        .collect()
}
