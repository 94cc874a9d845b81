//! Applies the record of a sent letter (DSP4003 2.2, 3.1, 3.2). It needs an occasion and an authorized sender, and does
//! not change the stage.

use std::collections::BTreeSet;

use super::context::{ActContext, RegisterAct};
use crate::act::{Letter, LetterKind};
use crate::process::SentLetter;
use crate::process::editorial::shown_to;
use crate::process::letters::occasion;
use crate::process::stage::Transition;
use crate::process::{Refusal, State};
use crate::roster::authority::Task;

impl RegisterAct for Letter {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(transition(self.letter))
    }

    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        let clause = self.letter.clause();
        let refuse = |state: &str, needs: &str| Err(Refusal::new(state, needs, clause));
        ctx.expect(transition(self.letter))?;
        ctx.in_person(clause)?;
        let asked = self
            .ballot
            .as_ref()
            .and_then(|name| ctx.state.ballots.get(name))
            .map(|ballot| &ballot.body);
        match self.letter {
            LetterKind::BallotOpened | LetterKind::BallotClosing | LetterKind::BallotResult => {
                ctx.authorize(Task::Announce, asked, clause)?;
            }
            LetterKind::Socialization
            | LetterKind::EditorialChange
            | LetterKind::Scheduling
            | LetterKind::ApprovedRegister
            | LetterKind::Contacts
            | LetterKind::PressContact
            | LetterKind::PressRelease
            | LetterKind::LiaisonReport
            | LetterKind::RequestAnswer
            | LetterKind::ContactsOff => ctx.authorize(Transition::Write.task(), None, clause)?,
        }
        let about = occasion(ctx.state, ctx.history, ctx.roster, self, ctx.act.at)?;
        if ctx.act.revision.zip(ctx.act.digest) != about {
            return refuse(
                "the act does not name the text that the letter is about",
                "the number and the digest of the text",
            );
        }
        if let Some(removed) = ctx
            .state
            .removed
            .as_ref()
            .filter(|removed| ctx.act.on < removed.on)
        {
            let state = format!(
                "the letter was sent on {}, before the register was removed on {}",
                ctx.act.on, removed.on
            );
            return refuse(&state, "a day from the removal on");
        }
        if self.messages.is_empty() {
            return refuse(
                "the record of a letter names no message",
                "the digests of the messages",
            );
        }
        let tells = matches!(self.letter, LetterKind::Contacts | LetterKind::PressContact);
        if tells != self.reports.is_some() {
            return refuse(
                "a list of contacts needs their digest, and other letters have none",
                "the digest of the contacts, for a list of contacts only",
            );
        }
        let to_chairs = self.letter == LetterKind::Socialization;
        if to_chairs
            && (self.bodies.is_empty()
                || self.bodies.iter().any(|id| ctx.roster.body(id).is_none()))
        {
            return refuse(
                "the record names no bodies in the roster whose chairs received the letter",
                "bodies that the roster lists",
            );
        }
        let mut next = ctx.state.clone();
        if self.letter == LetterKind::EditorialChange {
            shown(ctx, self, &mut next)?;
        }
        next.letters.push(SentLetter {
            letter: self.clone(),
            revision: ctx.act.revision,
            on: ctx.act.on,
            act: ctx.stored.digest,
        });
        Ok(next)
    }
}

/// Starts the waiting period on the day of the record, not on the day that the letters name.
fn shown(ctx: &ActContext<'_>, letter: &Letter, next: &mut State) -> Result<(), Refusal> {
    let bodies = shown_to(ctx.state, ctx.history, ctx.roster);
    if letter.bodies.iter().collect::<BTreeSet<_>>() != bodies.iter().collect() {
        let names: Vec<&str> = bodies.iter().map(|id| id.as_str()).collect();
        let state = "the record does not name the bodies whose members must receive the change";
        return Err(Refusal::new(
            state,
            names.join(", "),
            letter.letter.clause(),
        ));
    }
    if let Some(editorial) = next
        .under_way
        .as_mut()
        .and_then(|under_way| under_way.editorial.as_mut())
    {
        let from = ctx.act.at.day().plus_days(ctx.policy.editorial_days);
        editorial.confirm_from.get_or_insert(from);
    }
    Ok(())
}

fn transition(letter: LetterKind) -> Transition {
    match letter {
        LetterKind::ContactsOff => Transition::TakeOff,
        LetterKind::Socialization
        | LetterKind::EditorialChange
        | LetterKind::BallotOpened
        | LetterKind::BallotClosing
        | LetterKind::BallotResult
        | LetterKind::Scheduling
        | LetterKind::ApprovedRegister
        | LetterKind::Contacts
        | LetterKind::PressContact
        | LetterKind::PressRelease
        | LetterKind::LiaisonReport
        | LetterKind::RequestAnswer => Transition::Write,
    }
}
