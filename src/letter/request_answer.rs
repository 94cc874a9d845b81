//! The answer of the chair of the body that owns the standard, to the submitter of a change request (DSP4003 5.3.2).

use serde::Serialize;

use super::address::Mailbox;
use super::error::NotWritten;
use super::message::{Matter, Recipient, WrittenLetter};
use crate::act::{Action, Letter, LetterKind};
use crate::policy::Policy;
use crate::render::LetterTemplates;
use crate::request::{RequestHistory, RequestState};
use crate::roster::{Person, Roster};

/// The context of the letter: the state of the request, and the sender.
#[derive(Clone, Copy)]
pub struct AnswerDesk<'a> {
    /// What its acts are judged by.
    pub history: &'a RequestHistory<'a>,
    /// The state of the request.
    pub state: &'a RequestState,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The sender: the person who acts as the chair of the body.
    pub sender: &'a Person,
    /// The templates of letters.
    pub letters: &'a LetterTemplates,
}

#[derive(Debug, Serialize)]
struct RequestAnswerView<'v> {
    request: &'v str,
    portal: &'v str,
    sent: String,
    standard: &'v str,
    summary: &'v str,
    body: String,
    home: String,
    answer: &'v str,
    from: &'v str,
    to: &'v str,
}

impl AnswerDesk<'_> {
    /// The letter with the newest answer on record; `None` if there is none.
    ///
    /// # Errors
    /// What is missing if the submitter has no valid address, or the error of a template.
    pub fn write(&self) -> Result<Option<WrittenLetter>, NotWritten> {
        let received = self
            .state
            .received
            .as_ref()
            .and_then(|received| self.history.act(received.act));
        let answer = self
            .state
            .answers
            .last()
            .and_then(|answer| self.history.act(answer.act));
        let (Some(received), Some(answer)) = (received, answer) else {
            return Ok(None);
        };
        let (Action::Request(request), Action::Reply(reply)) =
            (&received.act.action, &answer.act.action)
        else {
            return Ok(None);
        };
        let mailbox = Mailbox::new(&request.submitter, &request.email).map_err(|why| {
            NotWritten::Missing {
            what: format!("{} {why}", request.submitter),
            needs: "an answer on paper or by other means: `wr request answer ID --text TEXT --evidence TEXT`"
                .to_string(),
        }
        })?;
        let to = Recipient {
            mailbox,
            label: "submitter".to_string(),
        };
        let body = self
            .state
            .holder
            .as_ref()
            .map(|(body, _)| self.roster.body_name(body));
        let view = RequestAnswerView {
            request: self.history.id.as_str(),
            portal: &request.portal,
            sent: received.act.on.in_words(),
            standard: &request.standard,
            summary: &request.summary,
            body: body.unwrap_or_default(),
            home: self.roster.organization_name(&self.roster.home),
            answer: &reply.text,
            from: &self.sender.name,
            to: &to.mailbox.name,
        };
        let letter = Letter {
            reports: Some(answer.digest),
            ..Letter::of(LetterKind::RequestAnswer)
        };
        let sheet = self.letters.fill(letter.letter.word(), &view)?;
        let matter = Matter {
            about: answer.digest.to_string(),
            answers: None,
        };
        let message = to.message(sheet, self.policy, letter.letter, self.history.id, &matter);
        Ok(Some(WrittenLetter {
            letter,
            about: None,
            from: Mailbox::of(self.sender)?,
            messages: vec![message],
        }))
    }
}
