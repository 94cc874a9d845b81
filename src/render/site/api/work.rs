//! The work in a register: milestones, and the standards of Table 1.

use schemars::JsonSchema;
use serde::Serialize;

use crate::id::Id;
use crate::register::{Holder, Milestone, Standard};
use crate::render::redact::public_link;
use crate::render::selected_text::SelectedText;
use crate::text::non_blank;

/// A deliverable.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Milestone")]
pub(super) struct MilestoneJson {
    /// The id, unique in the register.
    id: String,
    /// The deliverable.
    title: String,
    /// The committees that own it.
    committees: Vec<String>,
    /// The working groups that do it.
    working_groups: Vec<String>,
    /// The due date: a day, a month (`2027-03`), a quarter (`2027-Q1`) or a year.
    due: Option<String>,
    /// Whether the date is a `goal` or `committed`.
    commitment: Option<String>,
    /// The day of completion.
    completed: Option<String>,
}

/// A row of Table 1: the nine columns of DSP4003 5.2, and fields without a column.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Standard")]
pub(super) struct StandardJson {
    /// 1. Standard Type.
    r#type: String,
    /// 2. AP Identifier.
    ap_id: String,
    /// 3. Description.
    description: String,
    /// 4. Information Management Domain.
    domain: String,
    /// 5. Lead Organization.
    lead: String,
    /// 6. Governing IP Policy: one organization, or two if they share it.
    ip_policy: Vec<String>,
    /// 7. Owning Organization.
    owner: Vec<String>,
    /// 8. Developing Organization.
    developer: Vec<String>,
    /// 9. Maintaining Organization.
    maintainer: Vec<String>,
    /// The kind of development: `joint`, `delegated` or `own`.
    development: Option<String>,
    /// The rules for delegated work.
    rules: Option<String>,
    /// Whether the row covers a group of standards.
    group: bool,
    /// The web address of the standard.
    web: Option<String>,
}

pub(super) fn milestone(milestone: &Milestone, selected: &SelectedText<'_>) -> MilestoneJson {
    let completed = selected.completed(&milestone.id);
    let names = |ids: &[Id]| {
        ids.iter()
            .map(|id| selected.governance.roster.body_name(id))
            .collect()
    };
    MilestoneJson {
        id: milestone.id.to_string(),
        title: milestone.title.clone(),
        committees: names(&milestone.committees),
        working_groups: names(&milestone.working_groups),
        due: milestone.due.map(|when| when.to_string()),
        commitment: milestone
            .commitment
            .map(|commitment| commitment.to_string()),
        completed: completed.map(|completed| completed.on.to_string()),
    }
}

pub(super) fn standard(row: &Standard) -> StandardJson {
    let names = |holder: &Holder| holder.names().iter().map(|name| name.to_string()).collect();
    StandardJson {
        r#type: row.kind.clone(),
        ap_id: row.ap_id.clone(),
        description: row.description.clone(),
        domain: row.domain.clone(),
        lead: row.lead.clone(),
        ip_policy: names(&row.ip_policy),
        owner: names(&row.owner),
        developer: names(&row.developer),
        maintainer: names(&row.maintainer),
        development: row.development.map(|development| development.to_string()),
        rules: non_blank(&row.rules).map(str::to_string),
        group: row.group,
        web: row.web.as_deref().and_then(public_link).map(str::to_string),
    }
}
