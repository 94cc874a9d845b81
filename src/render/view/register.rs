//! The text of a register, for templates.

use serde::Serialize;

use super::approvals::{ApprovalsView, approvals};
use super::parties::{ContactsView, PartiesView, parties, public_contacts, warnings};
use super::removal::{RemovalView, removal};
use super::site_facts::{LinkedRegisterView, SiteFacts};
use super::steps::{StepsView, steps};
use super::term::{InForceView, ReviewView, in_force, review};
use super::timeline::timeline;
use super::verified::{VouchedView, verified};
use super::versions::{VersionView, versions};
use crate::date::Day;
use crate::id::Id;
use crate::policy::Policy;
use crate::register::{Development, Holder, Link, Milestone, Purpose, Register, Standard};
use crate::render::chart::Track;
use crate::render::direction::{is_right_to_left, language};
use crate::render::domain::domain_folder;
use crate::render::prose;
use crate::render::redact::public_link;
use crate::render::selected_text::SelectedText;
use crate::text::{is_blank, non_blank};

/// The length of the summaries at the top of the page, in characters.
const SUMMARY: usize = 160;

/// A register. Templates omit absent fields. Prose may contain Markdown; all other fields are plain text.
#[derive(Debug, Serialize)]
pub(super) struct RegisterView<'a> {
    id: &'a Id,
    title: &'a str,
    /// The language of the text as a BCP 47 tag, if its script belongs to one language.
    lang: Option<&'static str>,
    /// `rtl` if the text runs from right to left.
    dir: Option<&'static str>,
    version: Option<&'a str>,
    initiated: Option<String>,
    subject: Option<&'a str>,
    purpose: Option<&'static str>,
    addendum_to: Option<LinkedRegisterView<'a>>,
    /// The registers with a page that are addenda to this one.
    addenda: Vec<LinkedRegisterView<'a>>,
    /// The page of the partner has this id, if it has a page.
    partner_page: Option<&'a Id>,
    /// The notice on a text that is not in force.
    banner: Option<String>,
    warnings: Vec<String>,
    parties: PartiesView<'a>,
    originating_committee: String,
    also_approves: Vec<String>,
    /// Prose.
    justification: Option<&'a str>,
    /// Prose.
    scope: Option<&'a str>,
    /// Prose.
    benefits: Option<&'a str>,
    /// The sections that the policy adds to the template.
    sections: Vec<SectionView<'a>>,
    milestones: Vec<MilestoneView<'a>>,
    standards: Vec<StandardView<'a>>,
    /// Notes on rows of Table 1, from fields without a column.
    standard_notes: Vec<String>,
    feedback_terms: Vec<FeedbackTermView<'a>>,
    links: Vec<LinkView<'a>>,
    contacts: Option<ContactsView>,
    revision: Option<u32>,
    /// The SHA-256 of the revision's bytes.
    digest: Option<String>,
    in_force: Option<InForceView>,
    /// The steps by which the text came into force; `None` for a draft.
    steps: Option<StepsView>,
    removal: Option<RemovalView<'a>>,
    approvals: Option<ApprovalsView<'a>>,
    verified: Option<VouchedView>,
    review: Option<ReviewView>,
    /// The open milestone that is due first and not overdue.
    next: Option<NextView<'a>>,
    progress: ProgressView,
    /// The start of the justification, or of the benefits.
    why: Option<String>,
    /// The start of the subject, or of the scope.
    what: Option<String>,
    timeline: Option<Track>,
    /// The versions that are or were in force, the newest first; empty on the page of any other text.
    versions: Vec<VersionView<'a>>,
}

#[derive(Debug, Serialize)]
struct NextView<'a> {
    id: &'a Id,
    title: &'a str,
    due: String,
}

/// The milestones in numbers.
#[derive(Debug, Serialize)]
struct ProgressView {
    all: usize,
    completed: usize,
    overdue: usize,
    /// The latest due date.
    last: Option<String>,
    /// Whether any milestone names a working group.
    working_groups: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct SectionView<'a> {
    pub(crate) id: &'a Id,
    pub(crate) title: &'a str,
    /// Prose.
    pub(crate) text: &'a str,
}

#[derive(Debug, Serialize)]
struct MilestoneView<'a> {
    id: &'a Id,
    title: &'a str,
    /// The names of the committees that own it; empty while they are not known.
    committees: Vec<String>,
    working_groups: Vec<String>,
    due: Option<String>,
    /// `goal` or `committed`.
    commitment: Option<String>,
    /// The day of completion.
    completed: Option<String>,
    /// Whether it is open after its due date.
    overdue: bool,
    /// Whether it was completed after its due date.
    late: bool,
}

/// A row of Table 1.
#[derive(Debug, Serialize)]
struct StandardView<'a> {
    kind: &'a str,
    ap_id: &'a str,
    /// The URL of the standard.
    web: Option<&'a str>,
    description: &'a str,
    domain: &'a str,
    /// The folder of its domain on the site, if the text is in force.
    domain_folder: Option<String>,
    lead: &'a str,
    ip_policy: String,
    owner: String,
    developer: String,
    maintainer: String,
}

#[derive(Debug, Serialize)]
struct FeedbackTermView<'a> {
    id: &'a Id,
    /// Prose.
    text: &'a str,
    agreed: Option<String>,
}

#[derive(Debug, Serialize)]
struct LinkView<'a> {
    title: &'a str,
    /// The URL, if it is a web address: e-mail addresses are never published.
    href: Option<&'a str>,
}

impl<'a> RegisterView<'a> {
    pub(super) fn of(
        selected: &'a SelectedText<'a>,
        facts: SiteFacts<'a>,
        today: Day,
    ) -> RegisterView<'a> {
        let (text, roster) = (selected.text, selected.governance.roster);
        let approvals = approvals(selected);
        let mut versions = if selected.was_in_force() {
            versions(selected)
        } else {
            Vec::new()
        };
        let steps = steps(
            selected,
            approvals.as_ref(),
            &versions,
            facts.update.as_ref(),
        );
        let removal = removal(selected, &versions);
        versions.reverse();
        let words = [&text.justification, &text.scope, &text.benefits];
        let words = words.into_iter().flatten().map(String::as_str);
        let words = words
            .chain([text.title.as_str()])
            .collect::<Vec<_>>()
            .join(" ");
        let milestones: Vec<MilestoneView<'_>> = text
            .milestones
            .iter()
            .map(|milestone| milestone_view(milestone, selected, today))
            .collect();
        let names = |ids: &[Id]| ids.iter().map(|id| roster.body_name(id)).collect();
        let frozen = selected
            .revision
            .and_then(|number| selected.register.history.revisions.get(&number));
        RegisterView {
            id: &selected.register.files.id,
            title: &text.title,
            lang: language(&words),
            dir: is_right_to_left(&words).then_some("rtl"),
            version: non_blank(&text.version),
            initiated: text.initiated.map(|when| when.to_string()),
            subject: non_blank(&text.subject),
            purpose: purpose(text.purpose),
            addendum_to: facts.addendum_to,
            addenda: facts.addenda,
            partner_page: facts.partner_page,
            banner: selected.banner(),
            warnings: warnings(text, roster),
            parties: parties(text, roster),
            originating_committee: roster.body_name(&text.originating_committee),
            also_approves: names(&text.also_approves),
            justification: non_blank(&text.justification),
            scope: non_blank(&text.scope),
            benefits: non_blank(&text.benefits),
            sections: sections(text, selected.governance.policy),
            next: next(selected, today),
            progress: progress(text, &milestones),
            milestones,
            standards: text
                .standards
                .iter()
                .map(|row| standard_view(row, selected))
                .collect(),
            standard_notes: standard_notes(&text.standards),
            feedback_terms: text
                .feedback_terms
                .iter()
                .map(|term| FeedbackTermView {
                    id: &term.id,
                    text: &term.text,
                    agreed: term.agreed.map(|day| day.to_string()),
                })
                .collect(),
            links: text.links.iter().map(link_view).collect(),
            contacts: public_contacts(selected),
            revision: selected.revision,
            digest: frozen.map(|frozen| frozen.digest.to_string()),
            in_force: in_force(selected),
            steps,
            removal,
            approvals,
            verified: verified(selected),
            review: review(selected, today),
            why: begins(&[&text.justification, &text.benefits]),
            what: begins(&[&text.subject, &text.scope]),
            timeline: timeline(selected, today),
            versions,
        }
    }
}

/// The start of the first text that is not blank.
fn begins(texts: &[&Option<String>]) -> Option<String> {
    let first = texts.iter().find_map(|text| non_blank(text))?;
    Some(prose::beginning(first, SUMMARY)).filter(|text| !text.is_empty())
}

/// The next milestone; `None` if the text is not in force.
fn next<'a>(selected: &SelectedText<'a>, today: Day) -> Option<NextView<'a>> {
    let completed = &selected.state().completed;
    let open = selected
        .text
        .milestones
        .iter()
        .filter(|milestone| !completed.contains_key(&milestone.id));
    let dated = open
        .filter_map(|milestone| Some((milestone.due?, milestone)))
        .filter(|(due, _)| selected.is_in_force() && today <= due.last_day());
    let (due, first) = dated.min_by_key(|(due, _)| due.last_day())?;
    Some(NextView {
        id: &first.id,
        title: &first.title,
        due: due.to_string(),
    })
}

fn progress(text: &Register, milestones: &[MilestoneView<'_>]) -> ProgressView {
    let dates = text.milestones.iter().filter_map(|milestone| milestone.due);
    let last = dates.max_by_key(|due| due.last_day());
    ProgressView {
        all: milestones.len(),
        completed: milestones
            .iter()
            .filter(|it| it.completed.is_some())
            .count(),
        overdue: milestones.iter().filter(|it| it.overdue).count(),
        last: last.map(|due| due.to_string()),
        working_groups: milestones.iter().any(|it| !it.working_groups.is_empty()),
    }
}

/// The sections that are not blank: those of the policy in its order, then those that it no longer lists, so that no
/// part of a balloted text is lost.
pub(crate) fn sections<'a>(text: &'a Register, policy: &'a Policy) -> Vec<SectionView<'a>> {
    let listed = policy
        .sections
        .iter()
        .map(|section| (&section.id, section.title.as_str()));
    let is_listed = |id: &Id| policy.sections.iter().any(|section| section.id == *id);
    let others = text
        .sections
        .keys()
        .filter(|id| !is_listed(id))
        .map(|id| (id, id.as_str()));
    listed
        .chain(others)
        .filter_map(|(id, title)| {
            Some(SectionView {
                id,
                title,
                text: text.sections.get(id)?,
            })
        })
        .filter(|section| !is_blank(section.text))
        .collect()
}

/// The purpose; `None` for standards, the usual one.
pub(crate) fn purpose(purpose: Purpose) -> Option<&'static str> {
    match purpose {
        Purpose::Standards => None,
        Purpose::Complementary => Some("complementary standards"),
        Purpose::Marketing => Some("joint marketing"),
        Purpose::Other => Some("other, as described in the scope"),
    }
}

fn milestone_view<'a>(
    milestone: &'a Milestone,
    selected: &SelectedText<'_>,
    today: Day,
) -> MilestoneView<'a> {
    let roster = selected.governance.roster;
    let completed = selected.completed(&milestone.id);
    let names = |ids: &[Id]| ids.iter().map(|id| roster.body_name(id)).collect();
    let is_past = |day: Day| milestone.due.is_some_and(|due| due.last_day() < day);
    MilestoneView {
        id: &milestone.id,
        title: &milestone.title,
        committees: names(&milestone.committees),
        working_groups: names(&milestone.working_groups),
        due: milestone.due.map(|when| when.to_string()),
        commitment: milestone
            .commitment
            .map(|commitment| commitment.to_string()),
        overdue: selected.is_in_force() && completed.is_none() && is_past(today),
        late: completed.is_some_and(|completed| is_past(completed.on)),
        completed: completed.map(|completed| completed.on.to_string()),
    }
}

fn standard_view<'a>(standard: &'a Standard, selected: &SelectedText<'_>) -> StandardView<'a> {
    let holder = |holder: &Holder| holder.names().join(", ");
    StandardView {
        kind: &standard.kind,
        ap_id: &standard.ap_id,
        web: standard.web.as_deref().and_then(public_link),
        description: &standard.description,
        domain: &standard.domain,
        domain_folder: Some(&standard.domain)
            .filter(|domain| selected.is_in_force() && !is_blank(domain))
            .map(|domain| domain_folder(domain)),
        lead: &standard.lead,
        ip_policy: holder(&standard.ip_policy),
        owner: holder(&standard.owner),
        developer: holder(&standard.developer),
        maintainer: holder(&standard.maintainer),
    }
}

fn link_view(link: &Link) -> LinkView<'_> {
    LinkView {
        title: &link.title,
        href: public_link(&link.href),
    }
}

pub(crate) fn standard_notes(standards: &[Standard]) -> Vec<String> {
    let mut notes = Vec::new();
    for (row, standard) in (1..).zip(standards) {
        match standard.development {
            Some(Development::Joint) => notes.push(format!("Row {row} is developed jointly.")),
            Some(Development::Delegated) => notes.push(match non_blank(&standard.rules) {
                Some(rules) => format!("The development of row {row} is delegated under {rules}."),
                None => format!("The development of row {row} is delegated."),
            }),
            Some(Development::Own) => {
                notes.push(format!("Row {row} is developed by one side alone."))
            }
            None => {}
        }
        if standard.group {
            notes.push(format!("Row {row} covers a group of standards."));
        }
    }
    notes
}
