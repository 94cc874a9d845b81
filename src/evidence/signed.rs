//! The evidence of each act: people, days, digest, and signature.

use serde::Serialize;

use super::context::EvidenceContext;
use crate::act::{Action, StoredAct};
use crate::ballot::tally::Tally;
use crate::id::Id;
use crate::process::History;

/// An act with the people, the days, and the key that signed it.
#[derive(Debug, Clone, Serialize)]
pub struct ActAccount {
    /// The kind of act.
    pub kind: &'static str,
    /// The person who acted.
    pub by: Id,
    /// The person's name in the current roster.
    pub by_name: String,
    /// The person who recorded it, where that was another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<Id>,
    /// The recorder's name in the current roster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by_name: Option<String>,
    /// Where the original is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The day it happened.
    pub on: String,
    /// When it was recorded.
    pub at: String,
    /// The digest of its file.
    pub digest: String,
    /// Its path.
    pub path: String,
    /// Whether it is `signed` or only `recorded`.
    pub assurance: &'static str,
    /// The fingerprint of the key that signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_with: Option<String>,
    /// The namespace of the signature, for `ssh-keygen -Y verify -n`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The person whose key must sign it: the recorder.
    pub signer: Id,
}

/// An act or a vote without effect.
#[derive(Debug, Clone, Serialize)]
pub struct VoidAccount {
    /// Its path.
    pub path: String,
    /// The reason.
    pub why: String,
}

/// The numbers of acts, signed and unsigned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Acts and votes.
    pub acts: usize,
    /// Acts with a valid signature.
    pub signed: usize,
    /// Acts without one.
    pub unsigned: usize,
    /// Acts that have no effect.
    pub void: usize,
}

impl Totals {
    /// The sum of both.
    pub fn and(self, other: Totals) -> Totals {
        Totals {
            acts: self.acts + other.acts,
            signed: self.signed + other.signed,
            unsigned: self.unsigned + other.unsigned,
            void: self.void + other.void,
        }
    }
}

impl EvidenceContext<'_> {
    /// The evidence of an act.
    pub(super) fn act(&self, stored: &StoredAct) -> ActAccount {
        let act = &stored.act;
        let named = named(self.history, stored);
        let policy = named.and_then(|named| self.history.policies.get(&named.act.policy));
        let signer = self.history.signer(stored);
        let namespace = signer
            .as_ref()
            .and(policy)
            .map(|it| it.signing_domain.namespace(act.action.kind()));
        ActAccount {
            kind: act.action.kind(),
            by: act.by.clone(),
            by_name: self.roster.person_name(&act.by),
            recorded_by: act.recorded_by.clone(),
            recorded_by_name: act
                .recorded_by
                .as_ref()
                .map(|id| self.roster.person_name(id)),
            evidence: act.evidence.clone(),
            on: act.on.to_string(),
            at: act.at.to_string(),
            digest: stored.digest.to_string(),
            path: stored.path(),
            assurance: if signer.is_some() {
                "signed"
            } else {
                "recorded"
            },
            signed_with: signer.map(|key| key.fingerprint().to_string()),
            namespace,
            signer: act.recorder().clone(),
        }
    }
}

/// The act whose roster and policy apply to another: for a vote, the ballot; otherwise the act itself.
fn named<'f>(history: &History<'f>, stored: &'f StoredAct) -> Option<&'f StoredAct> {
    let Action::Vote(vote) = &stored.act.action else {
        return Some(stored);
    };
    history.act(vote.ballot)
}

/// Counts the acts and votes of a register, and lists those that have no effect.
pub(super) fn totals(ledger: &EvidenceContext<'_>) -> (Totals, Vec<VoidAccount>) {
    let history = ledger.history;
    let mut totals = Totals::default();
    for stored in history.acts.iter().chain(history.votes.values().flatten()) {
        totals.acts += 1;
        match history.signer(stored) {
            Some(_) => totals.signed += 1,
            None => totals.unsigned += 1,
        }
    }
    let mut void: Vec<VoidAccount> = Vec::new();
    for entry in &ledger.replay.entries {
        let Some(why) = &entry.void else { continue };
        let why = format!("{}; needs: {}", why.state, why.needs);
        void.push(VoidAccount {
            path: entry.stored.path(),
            why,
        });
    }
    for (name, votes) in &history.votes {
        let is_it = |stored: &&StoredAct| matches!(&stored.act.action, Action::Ballot(it) if it.name(stored.act.revision.unwrap_or(0)) == *name);
        let ballot = history.acts.iter().copied().find(is_it);
        let Some(opened) = ballot.and_then(|stored| history.opened(stored)) else {
            continue;
        };
        let standing = ledger.replay.state.ballots.get(*name);
        let opened = opened.until(standing.map_or(opened.closes, |standing| standing.closes));
        for (digest, why) in Tally::count(opened, votes.iter().copied()).void {
            let Some(stored) = votes.iter().find(|stored| stored.digest == digest) else {
                continue;
            };
            void.push(VoidAccount {
                path: stored.path(),
                why,
            });
        }
    }
    void.sort_by(|a, b| a.path.cmp(&b.path));
    totals.void = void.len();
    (totals, void)
}
