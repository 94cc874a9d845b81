//! Why the process refuses an act: the state, what the act needs, who can act, and the clause.

use std::fmt;

/// A refused act. The state is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// The current state.
    pub state: String,
    /// What the act needs, as the line after `needs:`.
    pub needs: String,
    /// The people who can provide it, with their offices.
    pub who: Vec<String>,
    /// The clause of DSP4003, or the practice.
    pub clause: &'static str,
    /// Whether honest use of `wr` can record such an act.
    pub cause: Cause,
}

/// How a refused act can get into a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Two people acted at the same time, so one of the acts has no effect.
    Conflict,
    /// A false statement, or another program than `wr`. Every check of the record reports an error.
    Violation,
}

impl Refusal {
    /// A refusal with an empty `who` and the cause [`Cause::Conflict`].
    pub fn new(
        state: impl Into<String>,
        needs: impl Into<String>,
        clause: &'static str,
    ) -> Refusal {
        Refusal {
            state: state.into(),
            needs: needs.into(),
            who: Vec::new(),
            clause,
            cause: Cause::Conflict,
        }
    }

    /// The same refusal with the cause [`Cause::Violation`].
    pub fn violation(mut self) -> Refusal {
        self.cause = Cause::Violation;
        self
    }

    /// The same refusal with the people who can act.
    pub fn who(mut self, who: Vec<String>) -> Refusal {
        self.who = who;
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  needs:  {}", self.state, self.needs)?;
        if !self.who.is_empty() {
            write!(f, "\n  who:    {}", self.who.join("; "))?;
        }
        write!(f, "\n  clause: {}", self.clause)
    }
}
