//! Extends an open ballot (practice). A ballot is never shortened.

use super::ballots::{NORMAL, opened};
use super::context::{ActContext, RegisterAct};
use crate::act::Extend;
use crate::process::stage::Transition;
use crate::process::{Refusal, State};
use crate::roster::authority::Task;
use crate::text::is_blank;

impl RegisterAct for Extend {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Extend)
    }

    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        let refuse = |state: String, needs: &str| Err(Refusal::new(state, needs, NORMAL));
        let opened = opened(ctx, &self.of, "an extension")?;
        ctx.in_person(NORMAL)?;
        ctx.authorize(Transition::Extend.task(), Some(&opened.ballot.body), NORMAL)?;
        ctx.expect(Transition::Extend)?;
        if self.ballot != opened.stored.digest {
            return refuse(
                "the extension is of another ballot".to_string(),
                "the digest of this one",
            );
        }
        if is_blank(&self.because) {
            return refuse("an extension needs a reason".to_string(), "--because");
        }
        let closes = opened.closes;
        // After the end the votes are known, so an extension could steer the result.
        if ctx.act.at > closes {
            let state = format!(
                "{} closed at {closes}, and only an open ballot can be extended",
                self.of
            );
            let needs = format!(
                "its count: `wr ballot close {} --ballot {}`; without an approval the body may vote again in a new ballot",
                ctx.act.register, self.of
            );
            let who = ctx
                .setting(Some(&opened.ballot.body))
                .who(Task::CloseBallot);
            return Err(Refusal::new(state, needs, NORMAL).who(who));
        }
        if self.closes <= closes {
            let state = format!(
                "the ballot is open until {closes}, and {} is not later",
                self.closes
            );
            return refuse(state, "a later end: a ballot cannot be shortened");
        }
        let terms = opened
            .under
            .map(|(_, policy)| policy)
            .unwrap_or(ctx.policy)
            .terms(&opened.ballot.body);
        let (opens, most) = (opened.ballot.opens, terms.most_days);
        let latest = opens.plus_days(most);
        if self.closes > latest {
            let state = format!(
                "the ballot opened at {opens}, and {} is more than {most} days later",
                self.closes
            );
            return refuse(
                state,
                &format!(
                    "an end by {latest}: a ballot lasts at most {most} days (policy, `most_days`)"
                ),
            );
        }
        let mut next = ctx.moved_on();
        if let Some(ballot) = next.ballots.get_mut(&self.of) {
            ballot.closes = self.closes;
        }
        Ok(next)
    }
}
