//! The questions that letters of this store ask.

use std::collections::BTreeMap;

use crate::act::Action;
use crate::id::Id;
use crate::letter::Reference;
use crate::policy::StoreId;
use crate::snapshot::RegisterContext;
use crate::source::Digest;

/// A question, with the register that it is about.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) register: Id,
    pub(super) asks: Asks,
}

/// What a letter asks.
#[derive(Debug, Clone)]
pub(super) enum Asks {
    /// How a seat votes in a ballot.
    Vote { ballot: String, seat: Id },
    /// Whether the partner accepts a revision.
    Acceptance { revision: u32, text: Digest },
    /// What people say about a revision.
    Feedback { revision: u32 },
}

/// All questions, by reference.
pub(super) struct Questions {
    by: BTreeMap<Reference, Question>,
    pub(super) references: Vec<Reference>,
}

impl Questions {
    pub(super) fn of(registers: &[RegisterContext<'_>], store: &StoreId) -> Questions {
        let mut by = BTreeMap::new();
        for register in registers {
            let id = &register.files.id;
            let mut add = |reference, asks| {
                let register = id.clone();
                by.insert(reference, Question { register, asks });
            };
            for (name, standing) in &register.replay.state.ballots {
                let Some(stored) = register.history.act(standing.act) else {
                    continue;
                };
                let Action::Ballot(ballot) = &stored.act.action else {
                    continue;
                };
                for seat in &ballot.roll {
                    let (ballot, seat) = (name.clone(), seat.id.clone());
                    add(
                        Reference::of_vote(store, stored.digest, &seat),
                        Asks::Vote { ballot, seat },
                    );
                }
            }
            for (revision, frozen) in &register.history.revisions {
                let (revision, text) = (*revision, frozen.digest);
                add(
                    Reference::of_acceptance(store, id, text),
                    Asks::Acceptance { revision, text },
                );
                add(
                    Reference::of_feedback(store, id, text),
                    Asks::Feedback { revision },
                );
            }
        }
        let references = by.keys().cloned().collect();
        Questions { by, references }
    }

    pub(super) fn get(&self, reference: &Reference) -> Option<&Question> {
        self.by.get(reference)
    }
}
