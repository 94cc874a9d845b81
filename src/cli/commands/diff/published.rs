//! The JSON output of `wr diff`.

use serde::Serialize;

/// The differences, as the JSON output has them.
#[derive(Debug, Serialize)]
pub(super) struct Differences {
    pub format: u32,
    pub register: String,
    pub old: String,
    pub new: String,
    pub changes: Vec<DiffLine>,
    /// The approvals that the newer text needs for all changes together, given each body's last decision.
    pub needs: Vec<NeededApprovalJson>,
    /// The partner's changes on acceptance that the newer text reverts or changes again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undoes: Vec<String>,
    /// The committees with work in the milestones, before and after.
    pub committees_before: Vec<String>,
    pub committees_after: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct DiffLine {
    pub what: String,
    pub class: String,
    pub clause: &'static str,
    /// The approvals that this change needs.
    pub needs: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct NeededApprovalJson {
    pub name: String,
    pub clause: &'static str,
    /// The earlier revision whose approval carries over to the newer text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<CarriedApprovalJson>,
}

/// An approval of an earlier revision that counts for the newer text.
#[derive(Debug, Serialize)]
pub(super) struct CarriedApprovalJson {
    pub revision: u32,
    pub on: String,
}
