//! The history and the replay of a register, from which the evidence is taken.

use crate::act::{Approver, StoredAct};
use crate::process::{History, Replay};
use crate::roster::Roster;
use crate::source::Digest;

pub(super) struct EvidenceContext<'a> {
    pub(super) history: &'a History<'a>,
    pub(super) replay: &'a Replay<'a>,
    pub(super) roster: &'a Roster,
}

impl<'a> EvidenceContext<'a> {
    pub(super) fn legal(&self) -> impl Iterator<Item = &'a StoredAct> {
        self.replay
            .entries
            .iter()
            .filter(|entry| entry.void.is_none())
            .map(|entry| entry.stored)
    }

    pub(super) fn approver(&self, by: &Approver) -> String {
        let partner = self.replay.state.partner();
        match by {
            Approver::Body(id) => self.roster.body_name(id),
            Approver::Partner => partner.map_or("the partner".to_string(), |id| {
                self.roster.organization_name(id)
            }),
        }
    }

    pub(super) fn stored(&self, digest: Digest) -> Option<&'a StoredAct> {
        self.history.act(digest)
    }
}
