//! Feedback and opposing votes on a register's texts, and their dispositions.

use std::collections::{BTreeMap, BTreeSet};

use super::{BallotStatus, History, State};
use crate::act::{
    Action, Approver, Choice, Disposition, Feedback, Matter, Resolve, StoredAct, Vote,
};
use crate::ballot::tally::{SeatVote, Tally};
use crate::id::Id;
use crate::policy::Policy;
use crate::policy::feedback::{Dispositions, Objections};
use crate::register::Register;
use crate::roster::authority::{Office, Setting, Task};
use crate::roster::{Body, BodyKind, Roster};
use crate::source::Digest;
use crate::text::is_blank;

/// Feedback on a revision, or a vote with a comment.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// The feedback act or the vote.
    pub stored: &'a StoredAct,
    /// Its content.
    pub said: Spoken<'a>,
    /// The act that resolved it, if any.
    pub resolved: Option<&'a StoredAct>,
    /// The act that makes it known to others: itself, or for a vote the result that counts it.
    pub known_by: Digest,
}

/// The two kinds of statement.
#[derive(Debug, Clone, Copy)]
pub enum Spoken<'a> {
    /// Feedback.
    Feedback(&'a Feedback),
    /// The comment of a vote.
    Vote(&'a Vote),
}

impl<'a> Statement<'a> {
    /// The statement of an act that is feedback or a vote with a comment. `resolved` stays `None`.
    pub fn of(stored: &'a StoredAct) -> Option<Statement<'a>> {
        let said = if let Action::Feedback(feedback) = &stored.act.action {
            Spoken::Feedback(feedback)
        } else {
            let Action::Vote(vote) = &stored.act.action else {
                return None;
            };
            vote.comment.as_ref().filter(|comment| !is_blank(comment))?;
            Spoken::Vote(vote)
        };
        Some(Statement {
            stored,
            said,
            resolved: None,
            known_by: stored.digest,
        })
    }

    /// The text of the feedback or the comment.
    pub fn text(&self) -> &'a str {
        match self.said {
            Spoken::Feedback(feedback) => &feedback.text,
            Spoken::Vote(vote) => vote.comment.as_deref().unwrap_or_default(),
        }
    }

    /// The noun for it, for example `objection`.
    pub fn word(&self) -> &'static str {
        match self.said {
            Spoken::Feedback(feedback) => match feedback.matter {
                Matter::Comment => "comment",
                Matter::Milestone => "milestone proposal",
                Matter::Objection => "objection",
                Matter::Removal => "comment on removal",
            },
            Spoken::Vote(Vote {
                choice: Choice::Oppose,
                ..
            }) => "opposing vote",
            Spoken::Vote(_) => "vote",
        }
    }

    /// The body in whose name it was given.
    pub fn body(&self) -> Option<&'a Id> {
        match self.said {
            Spoken::Feedback(feedback) => feedback.body.as_ref(),
            Spoken::Vote(_) => None,
        }
    }

    /// The revision it is about; 0 where the act names none, which makes it void.
    pub fn revision(&self) -> u32 {
        self.stored.act.revision.unwrap_or(0)
    }

    /// Whether it is an objection.
    pub fn is_objection(&self) -> bool {
        matches!(
            self.said,
            Spoken::Feedback(Feedback {
                matter: Matter::Objection,
                ..
            })
        )
    }

    /// Whether it asks for the removal of the register.
    pub fn is_about_removal(&self) -> bool {
        matches!(
            self.said,
            Spoken::Feedback(Feedback {
                matter: Matter::Removal,
                ..
            })
        )
    }

    /// Its disposition, if it has one.
    pub fn disposition(&self) -> Option<&'a Resolve> {
        let Action::Resolve(resolve) = &self.resolved?.act.action else {
            return None;
        };
        Some(resolve)
    }

    /// Its author and content in one line: ``the objection of Dan Dahl, "Too early" (3f9a1c0b77e2)``.
    pub fn in_words(&self, roster: &Roster) -> String {
        let by = roster.person_name(&self.stored.act.by);
        let body = self.body().map_or(String::new(), |body| {
            format!(" for the {}", roster.body_name(body))
        });
        format!(
            "the {} of {by}{body}, \"{}\" ({})",
            self.word(),
            excerpt(self.text()),
            self.stored.digest.short()
        )
    }

    /// Whether it needs a disposition before the board's ballot.
    fn is_due(&self, state: &State, policy: &Policy) -> bool {
        if self.is_about_removal() {
            return false;
        }
        let in_force = state
            .in_force
            .as_ref()
            .map_or(0, |in_force| in_force.revision);
        match (self.said, policy.dispositions) {
            (Spoken::Feedback(_), Dispositions::Required | Dispositions::Feedback) => true,
            // A text that came into force settles the comments of the votes against it.
            (Spoken::Vote(_), Dispositions::Required) => self.revision() > in_force,
            (Spoken::Vote(_), Dispositions::Feedback) | (_, Dispositions::Optional) => false,
        }
    }
}

/// The task of resolving an objection that its author does not withdraw. A chair cannot resolve an objection to a text
/// that the same chair submitted.
pub fn task_of_judge(voice: &Statement<'_>, history: &History<'_>, setting: &Setting<'_>) -> Task {
    let of = &voice.stored.act;
    let froze = |stored: &&&StoredAct| {
        let act = &stored.act;
        (act.revision, act.digest) == (of.revision, of.digest) && freezes(&act.action)
    };
    let chairs = setting.holders(Office::Chair);
    let by_chair = history
        .acts
        .iter()
        .filter(froze)
        .any(|stored| chairs.contains(&stored.act.recorder()));
    if by_chair {
        Task::JudgeChair
    } else {
        Task::Judge
    }
}

/// Whether an act freezes a text of the home organization; no chair here submitted the partner's text.
fn freezes(action: &Action) -> bool {
    if let Action::Approve(approve) = action {
        return approve.changed.is_some();
    }
    matches!(action, Action::Submit(_))
}

/// The first 60 characters of a text, on one line.
pub fn excerpt(text: &str) -> String {
    crate::text::excerpt(text, 60)
}

/// All feedback, and the comments of opposing votes in closed committee ballots, in the order in which they were
/// recorded. Their numbers follow this order.
pub fn voices<'a>(state: &State, history: &History<'a>) -> Vec<Statement<'a>> {
    let acts: BTreeMap<Digest, &'a StoredAct> = history
        .acts
        .iter()
        .map(|stored| (stored.digest, *stored))
        .collect();
    let resolved = |of: Digest| {
        state
            .resolved
            .get(&of)
            .and_then(|act| acts.get(act))
            .copied()
    };
    let given = state
        .feedback
        .iter()
        .filter_map(|digest| Statement::of(acts.get(digest)?));
    let given = given.map(|voice| Statement {
        resolved: resolved(voice.stored.digest),
        ..voice
    });
    let mut voices: Vec<Statement<'a>> = given.collect();
    let mut votes: Vec<Statement<'a>> = Vec::new();
    for (name, standing) in &state.ballots {
        let BallotStatus::Closed { result, .. } = &standing.status else {
            continue;
        };
        let (Some(ballot), Some(counted)) = (acts.get(&standing.act), acts.get(result)) else {
            continue;
        };
        votes.extend(
            opposed(history, name, ballot, counted).map(|(stored, vote)| Statement {
                stored,
                said: Spoken::Vote(vote),
                resolved: resolved(stored.digest),
                known_by: counted.digest,
            }),
        );
    }
    // Votes have no order among themselves. Feedback of the same second keeps the order of its acts.
    votes.sort_by_key(|voice| voice.stored.digest);
    voices.extend(votes);
    voices.sort_by_key(|voice| voice.stored.act.at);
    voices
}

/// The opposing votes that the result of a committee's ballot counts.
fn opposed<'a>(
    history: &History<'a>,
    name: &str,
    ballot: &'a StoredAct,
    result: &'a StoredAct,
) -> impl Iterator<Item = (&'a StoredAct, &'a Vote)> + use<'a> {
    let roster = history.rosters.get(&ballot.act.roster);
    let mut body: Option<&Body> = None;
    if let Action::Ballot(ballot) = &ballot.act.action {
        body = roster.and_then(|roster| roster.body(&ballot.body));
    }
    let is_committee = body.is_some_and(|body| body.kind != BodyKind::Board);
    let mut listed: &[Digest] = &[];
    if let Action::Result(counted) = &result.act.action {
        listed = &counted.votes;
    }
    let votes = history.votes.get(name).into_iter().flatten().copied();
    let votes: Vec<&'a StoredAct> = votes
        .filter(|vote| listed.binary_search(&vote.digest).is_ok())
        .collect();
    // Counting is slow, and most ballots have no vote against.
    let is_against = |stored: &&StoredAct| matches!(&stored.act.action, Action::Vote(vote) if vote.choice == Choice::Oppose);
    let is_opposed = is_committee && votes.iter().any(is_against);
    let tally = history
        .opened(ballot)
        .filter(|_| is_opposed)
        .map(|opened| Tally::count(opened, votes.iter().copied()));
    let last: BTreeSet<Digest> = tally
        .into_iter()
        .flat_map(|tally| tally.seats)
        .filter_map(|(_, said)| match said {
            SeatVote::Voted { vote, .. } => Some(vote),
            SeatVote::Nothing | SeatVote::Vacant | SeatVote::Rivals(_) => None,
        })
        .collect();
    votes.into_iter().filter_map(move |stored| {
        let Action::Vote(vote) = &stored.act.action else {
            return None;
        };
        let counts = vote.choice == Choice::Oppose && last.contains(&stored.digest);
        counts.then_some((stored, vote))
    })
}

/// The unresolved objections. They stay open when a new revision replaces theirs.
pub fn open_objections<'a>(voices: &[Statement<'a>]) -> Vec<Statement<'a>> {
    voices
        .iter()
        .copied()
        .filter(|voice| voice.is_objection() && voice.resolved.is_none())
        .collect()
}

/// The statements, objections aside, that need a disposition before the board's ballot and have none.
pub fn undisposed<'a>(
    voices: &[Statement<'a>],
    state: &State,
    policy: &Policy,
) -> Vec<Statement<'a>> {
    let waits = |voice: &Statement<'a>| {
        !voice.is_objection() && voice.resolved.is_none() && voice.is_due(state, policy)
    };
    voices.iter().copied().filter(waits).collect()
}

/// The feedback on the revision under way that was accepted: a new revision has to contain it.
pub fn promised<'a>(voices: &[Statement<'a>], state: &State) -> Vec<Statement<'a>> {
    let Some(under_way) = &state.under_way else {
        return Vec::new();
    };
    let is_promised = |voice: &Statement<'a>| {
        let disposition = voice.disposition().map(|resolve| resolve.disposition);
        voice.revision() == under_way.revision
            && matches!(
                disposition,
                Some(Disposition::Accepted | Disposition::Changed)
            )
    };
    voices.iter().copied().filter(is_promised).collect()
}

/// The comments on removal without a disposition.
pub fn raised<'a>(voices: &[Statement<'a>]) -> Vec<Statement<'a>> {
    let is_open = |voice: &Statement<'a>| voice.is_about_removal() && voice.resolved.is_none();
    voices.iter().copied().filter(is_open).collect()
}

/// The body whose chair resolves an objection that is not withdrawn (policy `objections`).
pub fn judge<'a>(
    voice: &Statement<'_>,
    history: &History<'a>,
    policy: &Policy,
    roster: &'a Roster,
) -> Option<&'a Id> {
    match policy.objections {
        // From the text objected to, so that a later text cannot choose another judge.
        Objections::Originating => history
            .text(voice.revision())
            .map(|text| &text.originating_committee),
        Objections::Alliance => roster
            .body_of_kind(BodyKind::AllianceCommittee)
            .map(|body| &body.id),
    }
}

/// The bodies that a text concerns: its committees, the working groups of its milestones, and the committees whose
/// approval it needs. The board is not among them: it answers by its resolution.
pub fn concerned(text: &Register, needs: &[Approver], roster: &Roster) -> Vec<Id> {
    let groups = text
        .milestones
        .iter()
        .flat_map(|milestone| &milestone.working_groups);
    let needed = needs.iter().filter_map(|approver| match approver {
        Approver::Body(id) => Some(id),
        Approver::Partner => None,
    });
    let bodies = std::iter::once(&text.originating_committee)
        .chain(&text.also_approves)
        .chain(text.milestone_committees())
        .chain(groups)
        .chain(needed);
    let is_asked = |id: &&Id| {
        roster
            .body(id)
            .is_some_and(|body| body.kind != BodyKind::Board)
    };
    let bodies: BTreeSet<&Id> = bodies.filter(is_asked).collect();
    bodies.into_iter().cloned().collect()
}

/// The people who may withdraw a statement: its author, and the chair of the body in whose name it was given.
pub fn authors(voice: &Statement<'_>, roster: &Roster) -> Vec<Id> {
    let by = &voice.stored.act.by;
    let chair = voice
        .body()
        .and_then(|body| roster.body(body)?.acting_chair());
    std::iter::once(by)
        .chain(chair.filter(|chair| *chair != by))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_is_one_line_of_whole_characters() {
        assert_eq!(excerpt("a\n\n b\tc"), "a b c");
        let long = "東".repeat(100);
        assert_eq!(excerpt(&long), format!("{} ...", "東".repeat(60)));
    }
}
