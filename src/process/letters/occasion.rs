//! Whether a letter has its occasion. The command that writes a letter and the replay of its record share this check.

use crate::act::{Letter, LetterKind};
use crate::date::Moment;
use crate::process::{BallotStanding, BallotStatus, History, Refusal, Stage, State, next_steps};
use crate::roster::Roster;
use crate::source::Digest;

/// The revision that a letter is about, by number and digest; `None` where it is about none.
pub type About = Option<(u32, Digest)>;

/// The revision that the letter is about.
///
/// # Errors
/// The letter has no occasion now.
pub fn occasion(
    state: &State,
    history: &History<'_>,
    roster: &Roster,
    letter: &Letter,
    now: Moment,
) -> Result<About, Refusal> {
    let view = OccasionContext {
        state,
        history,
        roster,
        letter,
        now,
    };
    match letter.letter {
        LetterKind::Socialization => view.socialization(),
        LetterKind::EditorialChange => view.editorial(),
        LetterKind::BallotOpened => view.open_ballot(),
        LetterKind::BallotClosing => view.closing(),
        LetterKind::BallotResult => view.result(),
        LetterKind::Scheduling => view.scheduling(),
        LetterKind::ApprovedRegister => view.approved(),
        LetterKind::Contacts | LetterKind::PressContact => {
            view.in_force("the partner's acceptance: both sides approve first (`wr accept`)")
        }
        LetterKind::PressRelease => view.press_release(),
        LetterKind::LiaisonReport => view.living().map(|()| None),
        LetterKind::ContactsOff => view.removed(),
        LetterKind::RequestAnswer => view.refuse(
            format!("`{}` is a register", history.id),
            "a change request: `wr letter request-answer REQUEST`",
        ),
    }
}

struct OccasionContext<'a> {
    state: &'a State,
    history: &'a History<'a>,
    roster: &'a Roster,
    letter: &'a Letter,
    now: Moment,
}

impl OccasionContext<'_> {
    fn refuse<T>(&self, state: String, needs: impl Into<String>) -> Result<T, Refusal> {
        Err(Refusal::new(state, needs, self.letter.letter.clause()))
    }

    /// Refuses with the state of the register, and the people who can take its next steps.
    fn stands<T>(&self, needs: &str) -> Result<T, Refusal> {
        let state = format!(
            "`{}` {}",
            self.history.id,
            next_steps::sentence(self.state, self.history)
        );
        let next = next_steps::next(self.state, self.history, self.roster, self.now);
        Err(Refusal::new(state, needs, self.letter.letter.clause()).who(next_steps::who(&next)))
    }

    fn stage(&self) -> Stage {
        Stage::of(self.state, self.history)
    }

    fn living(&self) -> Result<(), Refusal> {
        match self.stage() {
            Stage::Removed | Stage::Ended => {
                self.stands("a register that is neither removed nor ended")
            }
            Stage::Unproposed
            | Stage::Draft
            | Stage::Review
            | Stage::CommitteeBallot
            | Stage::CommitteeApproved
            | Stage::BoardBallot
            | Stage::BoardApproved
            | Stage::Sent
            | Stage::Established => Ok(()),
        }
    }

    fn under_way(&self) -> About {
        self.state
            .under_way
            .as_ref()
            .map(|under_way| (under_way.revision, under_way.digest))
    }

    fn socialization(&self) -> Result<About, Refusal> {
        const NEEDS: &str = "a submitted revision that the committees have not approved yet";
        if !matches!(self.stage(), Stage::Review | Stage::CommitteeBallot) {
            return self.stands(NEEDS);
        }
        let under_way = self.state.under_way.as_ref();
        if under_way.is_some_and(|it| it.editorial.is_some() || it.records.is_some()) {
            return self.stands("a revision that the committees ballot");
        }
        Ok(self.under_way())
    }

    fn editorial(&self) -> Result<About, Refusal> {
        if self
            .state
            .under_way
            .as_ref()
            .is_none_or(|under_way| under_way.editorial.is_none())
        {
            return self.stands("a revision declared editorial and not confirmed yet");
        }
        Ok(self.under_way())
    }

    fn ballot(&self) -> Result<(&String, &BallotStanding), Refusal> {
        let named = self
            .letter
            .ballot
            .as_ref()
            .and_then(|name| self.state.ballots.get_key_value(name));
        match named {
            Some(found) => Ok(found),
            None => {
                let name = self.letter.ballot.as_deref().unwrap_or("no ballot");
                self.refuse(
                    format!("`{}` has no ballot `{name}`", self.history.id),
                    "a ballot of this register: --ballot NAME",
                )
            }
        }
    }

    fn text_of(&self, ballot: &BallotStanding) -> About {
        let frozen = self.history.revisions.get(&ballot.revision)?;
        Some((ballot.revision, frozen.digest))
    }

    fn open_ballot(&self) -> Result<About, Refusal> {
        let (name, ballot) = self.ballot()?;
        match &ballot.status {
            BallotStatus::Open if self.now <= ballot.closes => Ok(self.text_of(ballot)),
            BallotStatus::Open => self.refuse(
                format!("the ballot {name} ended at {}", ballot.closes),
                "an open ballot",
            ),
            BallotStatus::Closed { outcome, on, .. } => self.refuse(
                format!("the ballot {name} was closed on {on}: {outcome}"),
                "an open ballot",
            ),
            BallotStatus::Withdrawn { because } => self.refuse(
                format!("the ballot {name} was withdrawn: {because}"),
                "an open ballot",
            ),
        }
    }

    /// The replay may know votes that came after the reminder was sent, so the ballot only has to be open.
    fn closing(&self) -> Result<About, Refusal> {
        self.open_ballot()
    }

    fn result(&self) -> Result<About, Refusal> {
        let (name, ballot) = self.ballot()?;
        match &ballot.status {
            BallotStatus::Closed { .. } => Ok(self.text_of(ballot)),
            BallotStatus::Open => {
                let state = format!("the ballot {name} is open until {}", ballot.closes);
                self.refuse(
                    state,
                    format!(
                        "its result: `wr ballot close {} --ballot {name}`",
                        self.history.id
                    ),
                )
            }
            BallotStatus::Withdrawn { because } => self.refuse(
                format!("the ballot {name} was withdrawn: {because}"),
                "a closed ballot",
            ),
        }
    }

    fn scheduling(&self) -> Result<About, Refusal> {
        if self.stage() != Stage::CommitteeApproved {
            return self.stands(
                "a revision that the committees have approved and the board does not ballot yet",
            );
        }
        match self
            .state
            .under_way
            .as_ref()
            .and_then(|under_way| under_way.board_on)
        {
            Some(day) => self.refuse(
                format!("the board's date is set: {day}"),
                "a revision without a date for the board",
            ),
            None => Ok(self.under_way()),
        }
    }

    fn approved(&self) -> Result<About, Refusal> {
        match self.stage() {
            Stage::BoardApproved | Stage::Sent => Ok(self.under_way()),
            Stage::Unproposed
            | Stage::Draft
            | Stage::Review
            | Stage::CommitteeBallot
            | Stage::CommitteeApproved
            | Stage::BoardBallot
            | Stage::Established
            | Stage::Removed
            | Stage::Ended => self
                .stands("a revision that the board has approved and the partner has not accepted"),
        }
    }

    fn in_force(&self, needs: &str) -> Result<About, Refusal> {
        self.living()?;
        let Some(in_force) = &self.state.in_force else {
            return self.stands(needs);
        };
        let frozen = self.history.revisions.get(&in_force.revision);
        Ok(frozen.map(|frozen| (in_force.revision, frozen.digest)))
    }

    fn removed(&self) -> Result<About, Refusal> {
        let Some(removed) = &self.state.removed else {
            return self.stands("a register that the board has removed (`wr remove approve`)");
        };
        let frozen = self.history.revisions.get(&removed.revision);
        Ok(frozen.map(|frozen| (removed.revision, frozen.digest)))
    }

    fn press_release(&self) -> Result<About, Refusal> {
        let about =
            self.in_force("the partner's acceptance before any announcement (`wr accept`)")?;
        let Some(milestone) = &self.letter.milestone else {
            return Ok(about);
        };
        if self.state.completed.contains_key(milestone) {
            return Ok(about);
        }
        let needs = format!(
            "a completed milestone: `wr milestone complete {} {milestone}`",
            self.history.id
        );
        self.refuse(format!("`{milestone}` is not completed"), needs)
    }
}
