//! `register.json`: one register, with all the data of its page.

use schemars::JsonSchema;
use serde::Serialize;

use super::approvals::{ApprovalsJson, approvals};
use super::json::{FORMAT, to_file};
use super::parties::{ContactsJson, PartiesJson, contacts, parties};
use super::work::{MilestoneJson, StandardJson, milestone, standard};
use crate::process::review::review_due;
use crate::register::Register;
use crate::render::redact::public_link;
use crate::render::selected_text::SelectedText;
use crate::render::site::public_register::PublicRegister;
use crate::render::view::{
    SectionView, VersionView, published_text, revision_path, sections, since, versions, warnings,
};
use crate::text::non_blank;

/// A work register: its text, approvals and status.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "A work register")]
pub(super) struct RegisterJson {
    /// The version of this format.
    format: u32,
    /// The id of the store.
    store: String,
    /// The id of the register, unique in the store.
    id: String,
    /// The revision; null for a draft.
    revision: Option<u32>,
    /// The digest of the revision's bytes: `sha256:` and 64 hexadecimal digits.
    digest: Option<String>,
    /// The status.
    status: StatusJson,
    /// The notice on a text that is not in force.
    notice: Option<String>,
    /// Changes of a party since the text was written, such as a merger.
    warnings: Vec<String>,
    /// The title.
    title: String,
    /// The version label of the text.
    version: Option<String>,
    /// The day, month, quarter or year in which the work on it began.
    initiated: Option<String>,
    /// The topic of the collaboration.
    subject: Option<String>,
    /// The purpose of the partnership: `standards`, `complementary`, `marketing` or `other`.
    purpose: String,
    /// The id of the register to which it is an addendum.
    addendum_to: Option<String>,
    /// The ids of the registers that are addenda to it.
    addenda: Vec<String>,
    /// The parties.
    parties: PartiesJson,
    /// The name of the committee that owns the register.
    originating_committee: String,
    /// The committees that approve it without owning a milestone.
    also_approves: Vec<String>,
    /// Why the organizations work together. Prose.
    justification: Option<String>,
    /// What the activity covers. Prose.
    scope: Option<String>,
    /// What both sides gain. Prose.
    benefits: Option<String>,
    /// The sections that the organization adds to the template of DSP4003, in order.
    sections: Vec<SectionJson>,
    /// The deliverables.
    milestones: Vec<MilestoneJson>,
    /// Table 1 (DSP4003 5.2), one row per standard.
    standards: Vec<StandardJson>,
    /// Restrictions on feedback that both sides agreed to.
    feedback_terms: Vec<FeedbackTermJson>,
    /// The documents to which the register refers.
    links: Vec<LinkJson>,
    /// The public contacts.
    contacts: ContactsJson,
    /// The approvals, the board's resolution and the partner's acceptance; null for a draft.
    approvals: Option<ApprovalsJson>,
    /// The revisions that are or were in force, the oldest first.
    revisions: Vec<RevisionJson>,
}

/// A revision that is or was in force.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Revision")]
struct RevisionJson {
    /// The number.
    revision: u32,
    /// The version label of its text.
    version: Option<String>,
    /// The day, month, quarter or year in which it came into force, or `unknown`.
    since: String,
    /// Whether that date comes from earlier records.
    from_earlier_records: bool,
    /// The day on which it was replaced or removed; null while it is in force.
    until: Option<String>,
    /// The digest of its bytes.
    digest: String,
    /// The path of its page, from the top of the site; null if its text cannot be read.
    page: Option<String>,
    /// The path of its exact bytes, from the top of the site; null if the site does not publish them.
    text: Option<String>,
}

/// The status of a register.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case")]
#[schemars(rename = "Status")]
enum StatusJson {
    /// This text is in force.
    InForce {
        /// The day, month, quarter or year in which it came into force, if known.
        since: Option<String>,
        /// Whether that date comes from earlier records.
        from_earlier_records: bool,
        /// The day by which it should be updated or reviewed (DSP4003 4).
        review_due: String,
    },
    /// This text was in force when the register was removed.
    Removed {
        /// The day of the board's resolution.
        since: String,
        /// The reason: `disbanded`, `not-maintained`, `stagnant`, `complete` or `partner-withdrew`.
        reason: String,
        /// The number or title of the board's resolution.
        resolution: String,
    },
    /// This text is not in force.
    NotInForce,
}

/// A section that the organization adds to the template.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Section")]
struct SectionJson {
    /// The id.
    id: String,
    /// The heading.
    title: String,
    /// The text. Prose.
    text: String,
}

/// A restriction on feedback.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FeedbackTerm")]
struct FeedbackTermJson {
    /// The id, which change requests cite.
    id: String,
    /// The text. Prose.
    text: String,
    /// The day of the agreement.
    agreed: Option<String>,
}

/// A document to which the register refers.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Link")]
struct LinkJson {
    /// The title.
    title: String,
    /// The web address; null if the document is not on the web.
    href: Option<String>,
}

/// The register as JSON, which does not depend on the current date.
pub(crate) fn register_json(selected: &SelectedText<'_>, addenda: &[&PublicRegister]) -> Vec<u8> {
    to_file(&of(selected, addenda))
}

fn of(selected: &SelectedText<'_>, addenda: &[&PublicRegister]) -> RegisterJson {
    let (text, governance) = (selected.text, selected.governance);
    let own = |field: &Option<String>| non_blank(field).map(str::to_string);
    let frozen = selected
        .revision
        .and_then(|number| selected.register.history.revisions.get(&number));
    let section = |section: SectionView<'_>| SectionJson {
        id: section.id.to_string(),
        title: section.title.to_string(),
        text: section.text.to_string(),
    };
    RegisterJson {
        format: FORMAT,
        store: governance.policy.store.to_string(),
        id: selected.register.files.id.to_string(),
        revision: selected.revision,
        digest: frozen.map(|frozen| frozen.digest.to_string()),
        status: status(selected),
        notice: selected.banner(),
        warnings: warnings(text, governance.roster),
        title: text.title.clone(),
        version: own(&text.version),
        initiated: text.initiated.map(|when| when.to_string()),
        subject: own(&text.subject),
        purpose: text.purpose.to_string(),
        addendum_to: text.addendum_to.as_ref().map(|id| id.to_string()),
        addenda: addenda.iter().map(|entry| entry.id.to_string()).collect(),
        parties: parties(selected),
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
            .map(|it| milestone(it, selected))
            .collect(),
        standards: text.standards.iter().map(standard).collect(),
        feedback_terms: feedback_terms(text),
        links: links(text),
        contacts: contacts(selected),
        approvals: approvals(selected),
        revisions: versions(selected)
            .into_iter()
            .map(|version| revision(selected, version))
            .collect(),
    }
}

fn revision(selected: &SelectedText<'_>, version: VersionView<'_>) -> RevisionJson {
    let path = |kind| revision_path(&selected.register.files.id, version.revision, kind);
    let is_published = published_text(selected, version.revision).is_ok();
    RevisionJson {
        revision: version.revision,
        version: version.label.map(str::to_string),
        page: version.has_page.then(|| path("html")),
        text: is_published.then(|| path("yaml")),
        since: version.since,
        from_earlier_records: version.records,
        until: version.until,
        digest: version.digest,
    }
}

fn status(selected: &SelectedText<'_>) -> StatusJson {
    if let Some(in_force) = selected.in_force() {
        let (since, from_earlier_records) = since(in_force);
        return StatusJson::InForce {
            since: since.map(|when| when.to_string()),
            from_earlier_records,
            review_due: review_due(in_force, selected.governance.policy).to_string(),
        };
    }
    match selected.removed() {
        None => StatusJson::NotInForce,
        Some(removed) => StatusJson::Removed {
            since: removed.on.to_string(),
            reason: removed.reason.word().to_string(),
            resolution: removed.resolution.clone(),
        },
    }
}

fn feedback_terms(text: &Register) -> Vec<FeedbackTermJson> {
    let term = |term: &crate::register::FeedbackTerm| FeedbackTermJson {
        id: term.id.to_string(),
        text: term.text.clone(),
        agreed: term.agreed.map(|day| day.to_string()),
    };
    text.feedback_terms.iter().map(term).collect()
}

/// Keeps web addresses only: e-mail addresses are never published.
fn links(text: &Register) -> Vec<LinkJson> {
    let href = |link: &crate::register::Link| public_link(&link.href).map(str::to_string);
    text.links
        .iter()
        .map(|link| LinkJson {
            title: link.title.clone(),
            href: href(link),
        })
        .collect()
}
