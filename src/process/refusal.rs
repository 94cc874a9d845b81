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
        self.who = named_once(who);
        self
    }
}

/// The same people as `name (office)`, each once: with the first office that needs no evidence, or else with the first.
pub(crate) fn named_once(who: Vec<String>) -> Vec<String> {
    let name = |text: &str| text.split(" (").next().unwrap_or(text).to_string();
    let needs_evidence = |text: &str| text.ends_with(", with --evidence)");
    let mut once: Vec<String> = Vec::new();
    for text in who {
        match once.iter().position(|known| name(known) == name(&text)) {
            None => once.push(text),
            Some(at) if needs_evidence(&once[at]) && !needs_evidence(&text) => {
                once.remove(at);
                once.push(text);
            }
            Some(_) => {}
        }
    }
    once
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

#[cfg(test)]
mod tests {
    use super::named_once;

    #[test]
    fn a_person_is_named_once() {
        let who = [
            "Ann Lee (chair, with --evidence)",
            "Bob Roe (owner)",
            "Ann Lee (secretary)",
            "members of the board",
            "Bob Roe (chair)",
        ];
        let once = named_once(who.map(str::to_string).to_vec());
        assert_eq!(
            once,
            [
                "Bob Roe (owner)",
                "Ann Lee (secretary)",
                "members of the board"
            ]
        );
    }
}
