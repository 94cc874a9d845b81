//! Why an act is not done: what the state is, what it would have to be, who can bring that about, the clause.

use std::fmt;

/// A refusal. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// What is the case.
    pub state: String,
    /// What would have to be the case.
    pub needs: String,
    /// Who can bring it about.
    pub who: Vec<String>,
    /// The clause of DSP4003 and the row of the requirements.
    pub clause: &'static str,
    /// How it can come about.
    pub cause: Cause,
}

/// How an act that is refused can come into a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Also when two honest people act at the same time: one of their acts has no effect.
    Conflict,
    /// Only by a false statement, or by a program that is not `wr`: an error wherever the record is checked.
    Violation,
}

impl Refusal {
    /// A refusal, without naming anybody yet.
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

    /// The same as a violation of what every act must have.
    pub fn violation(mut self) -> Refusal {
        self.cause = Cause::Violation;
        self
    }

    /// Names who can bring it about.
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
