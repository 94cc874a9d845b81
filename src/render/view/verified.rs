//! The assurance of each approval of a text: the key that signed it, or none if it is only recorded.

use serde::Serialize;

use super::parties::full_name;
use crate::act::{Action, Approver, StoredAct};
use crate::process::ApproverDecision;
use crate::render::selected_text::SelectedText;

#[derive(Debug, Serialize)]
pub(super) struct VouchedView {
    /// Whether any approval is signed; if not, the page states it once.
    has_signed: bool,
    approvals: Vec<VoucherView>,
}

#[derive(Debug, Serialize)]
struct VoucherView {
    /// The name of the body or the partner.
    name: String,
    /// The fingerprint of the signing key; `None` if the approval is only recorded.
    key: Option<String>,
    /// `signed` if all counted votes are signed, else `recorded`; `None` without recorded votes.
    votes: Option<&'static str>,
}

const SIGNED: &str = "signed";
const RECORDED: &str = "recorded";

/// The assurance of the approvals of a revision; `None` without approvals.
pub(super) fn verified(selected: &SelectedText<'_>) -> Option<VouchedView> {
    let standing = selected.approvals(selected.revision?);
    let mut approvals: Vec<VoucherView> = standing
        .iter()
        .filter_map(|approval| voucher(selected, approval))
        .collect();
    approvals.sort_by(|a, b| a.name.cmp(&b.name));
    let is_signed = |it: &VoucherView| it.key.is_some() || it.votes == Some(SIGNED);
    let has_signed = approvals.iter().any(is_signed);
    (!approvals.is_empty()).then_some(VouchedView {
        has_signed,
        approvals,
    })
}

fn voucher(selected: &SelectedText<'_>, approval: &ApproverDecision) -> Option<VoucherView> {
    let stored = selected.act(approval.act)?;
    let roster = selected.governance.roster;
    let name = match &approval.by {
        Approver::Partner => full_name(roster, &selected.text.partner.organization),
        Approver::Body(id) => roster.body_name(id),
    };
    let key = selected
        .register
        .history
        .signer(stored)
        .map(|key| key.fingerprint().to_string());
    Some(VoucherView {
        name,
        key,
        votes: votes(selected, stored),
    })
}

/// The assurance of the votes in a result, or in the result that a resolution is based on.
fn votes(selected: &SelectedText<'_>, stored: &StoredAct) -> Option<&'static str> {
    if let Action::Approve(approve) = &stored.act.action {
        return votes(selected, selected.act(approve.result?)?);
    }
    let Action::Result(counted) = &stored.act.action else {
        return None;
    };
    let all = selected.register.history.votes.get(counted.of.as_str())?;
    let mut counted = all
        .iter()
        .filter(|vote| counted.votes.contains(&vote.digest))
        .peekable();
    counted.peek()?;
    Some(
        if counted.all(|vote| selected.register.history.signer(vote).is_some()) {
            SIGNED
        } else {
            RECORDED
        },
    )
}
