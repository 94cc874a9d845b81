//! Describes the state of a register in a sentence.

use crate::act::by_letter;
use crate::date::When;
use crate::process::{Ground, History, InForce, Removed, ReturnedToDraft, Stage, State};
use crate::roster::Roster;

/// The state as a sentence without its subject, for example `is in review (revision 1) since 2026-11-22`.
pub fn sentence(state: &State, history: &History<'_>) -> String {
    let stage = Stage::of(state, history);
    let since = state
        .since
        .map_or(String::new(), |day| format!(" since {day}"));
    let what = match (stage, &state.under_way) {
        (Stage::Unproposed, _) => return "is not proposed yet".to_string(),
        (Stage::Removed, _) => {
            return state
                .removed
                .as_ref()
                .map_or(String::new(), Removed::sentence);
        }
        (Stage::Ended, _) => {
            return state.ended.as_ref().map_or(String::new(), |ended| {
                format!(
                    "ended on {} and never came into force: {}",
                    ended.on, ended.because
                )
            });
        }
        (Stage::Established, _) | (_, None) => match &state.in_force {
            Some(in_force) => return in_force.sentence(),
            None => "is a draft".to_string(),
        },
        (Stage::Draft, Some(under_way)) => match &under_way.rejected {
            Some(ReturnedToDraft::ByPartner(_)) => {
                return format!(
                    "is a draft again{since}: the partner declined revision {}",
                    under_way.revision
                );
            }
            Some(ReturnedToDraft::InBallot(_)) | None => {
                format!(
                    "is a draft again, revision {} was rejected",
                    under_way.revision
                )
            }
        },
        (Stage::Review, Some(u)) if u.editorial.is_some() => {
            let from = u
                .editorial
                .as_ref()
                .and_then(|editorial| editorial.confirm_from);
            let waits = match from {
                None => {
                    "has an editorial change whose letters are not recorded as sent".to_string()
                }
                Some(from) => {
                    format!("has an editorial change to confirm from {from} on")
                }
            };
            format!("{waits} (revision {})", u.revision)
        }
        (Stage::Review, Some(u)) => format!("is in review (revision {})", u.revision),
        (Stage::CommitteeBallot, Some(u)) => {
            format!("is with the committees (revision {})", u.revision)
        }
        (Stage::CommitteeApproved, Some(u)) => {
            format!("is approved by the committees (revision {})", u.revision)
        }
        (Stage::BoardBallot, Some(u)) => format!("is with the board (revision {})", u.revision),
        (Stage::BoardApproved, Some(u)) if state.of_partner.contains(&u.revision) => {
            format!(
                "has every approval, including the partner's of its own text (revision {})",
                u.revision
            )
        }
        (Stage::BoardApproved, Some(u)) => {
            format!(
                "has every approval but the partner's (revision {})",
                u.revision
            )
        }
        (Stage::Sent, Some(u)) => {
            let sent = u
                .sent
                .as_ref()
                .map_or(String::new(), |sent| sent.on.to_string());
            return format!(
                "is waiting for the partner since {sent} (revision {})",
                u.revision
            );
        }
    };
    format!("{what}{since}")
}

impl Removed {
    fn sentence(&self) -> String {
        let with = self
            .along_with
            .as_ref()
            .map_or(String::new(), |lead| format!(", with `{lead}`"));
        let (on, resolution, reason) = (self.on, &self.resolution, self.reason);
        format!(
            "is removed: the board removed it on {on} by resolution {resolution}{with}, because {reason}"
        )
    }
}

impl InForce {
    fn sentence(&self) -> String {
        let since = match &self.by {
            Ground::Accepted { .. } | Ground::Approvals | Ground::Confirmed { .. } => {
                self.on.to_string()
            }
            Ground::Backfilled(backfill) => match backfill.accepted.or(backfill.approved) {
                Some(when) => when.to_string(),
                None => "an unknown date".to_string(),
            },
        };
        format!("is in force with revision {} since {since}", self.revision)
    }
}

impl Ground {
    /// A description of how the revision came into force.
    pub fn in_words(&self, roster: &Roster) -> String {
        match self {
            Ground::Accepted {
                by,
                recorded_by: None,
                evidence: None,
            } => {
                format!("accepted by {}", roster.person_name(by))
            }
            Ground::Accepted {
                by,
                recorded_by: None,
                evidence: Some(evidence),
            } => {
                format!(
                    "accepted by the partner's letter ({evidence}), recorded by {}",
                    roster.person_name(by)
                )
            }
            Ground::Accepted {
                by,
                recorded_by: Some(recorder),
                evidence,
            } => {
                let (by, recorder) = (roster.person_name(by), roster.person_name(recorder));
                let letter = by_letter(evidence.as_deref());
                format!("accepted by {by}, {letter}, recorded by {recorder}")
            }
            Ground::Backfilled(backfill) => {
                let known = |when: &Option<When>| {
                    when.map_or("unknown".to_string(), |when| when.to_string())
                };
                let resolution = backfill.resolution.as_deref().unwrap_or("unknown");
                let (approved, accepted) = (known(&backfill.approved), known(&backfill.accepted));
                format!(
                    "backfilled from earlier records; resolution {resolution}, approved {approved}, accepted {accepted}"
                )
            }
            Ground::Approvals => "its changes needed no further approval".to_string(),
            Ground::Confirmed { by } => {
                format!(
                    "its editorial change was confirmed by {}",
                    roster.person_name(by)
                )
            }
        }
    }
}
