//! The answers that a question takes, and the commands for those that are unclear.

use super::questions::{Asks, Question};
use super::record::What;
use crate::act::{Choice, EmailEvidence, Matter};
use crate::letter::Answer;
use crate::roster::Person;
use crate::text::personal::removed;
use crate::text::shell_word;

/// A question in words.
pub(super) fn named(question: &Question) -> String {
    let register = &question.register;
    match &question.asks {
        Asks::Vote { ballot, seat } => format!("the ballot {ballot} of {register} to {seat}"),
        Asks::Acceptance { revision, .. } => {
            format!("the acceptance of {register}, revision {revision}")
        }
        Asks::Feedback { revision } => format!("{register}, revision {revision}"),
    }
}

/// The answer in the words of a mail.
pub(super) fn what(question: &Question, answer: &Answer) -> Result<What, String> {
    let Answer { word, text, .. } = answer;
    // People sign their mails with addresses, which must not be recorded in words that are published. The original is kept.
    let said = text.as_deref().map(|text| removed(text).into_owned());
    let said = said.filter(|text| !text.is_empty());
    let lower = word.to_lowercase();
    let quoted = word.chars().take(60).collect::<String>();
    let not = |allowed: &str| format!("it begins with \"{quoted}\"; allowed: {allowed}");
    match &question.asks {
        Asks::Vote { ballot, seat } => match choice(&lower) {
            Some(Choice::Oppose) if said.is_none() => {
                Err("it opposes without a reason: ask its sender for one".to_string())
            }
            Some(choice) => Ok(What::Vote {
                ballot: ballot.clone(),
                seat: seat.clone(),
                choice,
                comment: said,
            }),
            None => Err(not("approve, oppose: REASON, abstain, recuse")),
        },
        Asks::Acceptance { .. } => match (lower.as_str(), said) {
            ("accept" | "accepted" | "we accept" | "i accept" | "yes", None) => Ok(What::Accept),
            ("accept" | "accepted" | "we accept" | "i accept" | "yes", Some(_)) => Err(format!(
                "it accepts and says more in the same line; an acceptance with changes needs the text: `wr accept {} \
                 --with-changes FILE`",
                question.register
            )),
            ("decline" | "declined" | "no", Some(because)) => Ok(What::Decline { because }),
            ("decline" | "declined" | "no", None) => {
                Err("it declines without a reason".to_string())
            }
            _ => Err(not("accept, decline: REASON")),
        },
        Asks::Feedback { revision } => {
            let matter = match lower.as_str() {
                "comment" | "feedback" => Matter::Comment,
                "objection" | "object" => Matter::Objection,
                "milestone" => Matter::Milestone,
                _ => return Err(not("comment: TEXT, objection: TEXT, milestone: TEXT")),
            };
            let text = said.ok_or("it has no text after the colon")?;
            Ok(What::Feedback {
                revision: *revision,
                matter,
                text,
            })
        }
    }
}

/// The answer with the reason that a refusal needs: what follows in the next paragraphs, if its own line has none.
pub(super) fn with_reason(question: &Question, answer: Answer) -> Answer {
    let word = answer.word.to_lowercase();
    let refuses = match &question.asks {
        Asks::Vote { .. } => choice(&word) == Some(Choice::Oppose),
        Asks::Acceptance { .. } => ["decline", "declined", "no"].contains(&word.as_str()),
        Asks::Feedback { .. } => false,
    };
    match refuses && answer.text.is_none() {
        true => Answer {
            text: answer.besides,
            besides: None,
            ..answer
        },
        false => answer,
    }
}

/// The choice that a vote names, also in a sentence of two words: `I approve`.
fn choice(word: &str) -> Option<Choice> {
    let sentence = ["i ", "we "].iter().find_map(|who| word.strip_prefix(who));
    match sentence {
        None => word.parse().ok(),
        Some(verb) => {
            let choice: Choice = verb.parse().ok()?;
            (choice.to_string() == verb).then_some(choice)
        }
    }
}

/// The command with which the chair records the answer after reading it.
pub(super) fn by_hand(question: &Question, by: &Person, evidence: &EmailEvidence) -> String {
    let (register, evidence) = (&question.register, shell_word(&evidence.to_string()));
    match &question.asks {
        Asks::Vote { ballot, seat } => {
            format!(
                "wr vote {register} CHOICE --ballot {ballot} --for {seat} --evidence {evidence}"
            )
        }
        Asks::Acceptance { .. } => {
            format!("wr accept {register} --for {} --evidence {evidence}", by.id)
        }
        Asks::Feedback { revision } => format!(
            "wr feedback add {register} --revision {revision} --by {} --text TEXT --evidence {evidence}",
            by.id
        ),
    }
}
