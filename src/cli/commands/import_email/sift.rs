//! Tells the answers that can be recorded from all other mails, with the reason for each.

use anyhow::Result;

use super::answers::{by_hand, named, what, with_reason};
use super::questions::{Asks, Question, Questions};
use super::read::Mail;
use super::record::{Record, What};
use crate::act::EmailEvidence;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::Environment;
use crate::date::Moment;
use crate::id::Id;
use crate::judge::TOLERANCE;
use crate::letter::{self, Answered, MailSort, Reference};
use crate::policy::StoreId;
use crate::process::{BallotStanding, BallotStatus};
use crate::roster::{Person, Roster};
use crate::snapshot::RegisterContext;
use crate::text::shell_word;

/// Why a mail was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) reason: Reason,
    pub(super) why: String,
    /// The command with which the chair can settle it.
    pub(super) next: Option<String>,
}

/// The kinds of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// It is recorded, from this mail.
    Recorded,
    /// The same mail is in the files twice.
    Again,
    /// It answers no letter.
    NoLetter,
    /// A program wrote it.
    Automatic,
    /// A letter was not delivered.
    Bounce,
    UnknownSender,
    /// The sender has no right to this answer.
    NotEntitled,
    Unclear,
    /// Another answer to the same question exists.
    Twice,
    Late,
    /// The process refuses it.
    Refused,
}

impl Reason {
    /// The word in the JSON output.
    pub(super) fn word(self) -> &'static str {
        match self {
            Reason::Recorded => "already-recorded",
            Reason::Again => "same-mail",
            Reason::NoLetter => "no-letter",
            Reason::Automatic => "automatic",
            Reason::Bounce => "bounce",
            Reason::UnknownSender => "unknown-sender",
            Reason::NotEntitled => "not-entitled",
            Reason::Unclear => "unclear",
            Reason::Twice => "twice",
            Reason::Late => "late",
            Reason::Refused => "refused",
        }
    }

    /// Whether a person has to look at the mail.
    pub(super) fn needs_attention(self) -> bool {
        !matches!(
            self,
            Reason::Recorded | Reason::Again | Reason::NoLetter | Reason::Automatic
        )
    }
}

impl Left {
    pub(super) fn new(reason: Reason, why: impl Into<String>) -> Left {
        Left {
            reason,
            why: why.into(),
            next: None,
        }
    }

    pub(super) fn next(self, command: String) -> Left {
        Left {
            next: Some(command),
            ..self
        }
    }

    /// A mail that is there twice.
    pub(super) fn again() -> Left {
        Left::new(Reason::Again, "the same mail is there twice")
    }
}

/// Whether the process refuses an answer; other reasons are about the recorder or the clone.
pub(super) fn is_by_process(why: &anyhow::Error) -> bool {
    matches!(why.downcast_ref(), Some(Rejected::ByProcess(_)))
}

/// The reason of a refusal by the process; any other error ends the command.
pub(super) fn left_of(record: &Record, why: anyhow::Error) -> Result<Left> {
    let text = match why.downcast::<Rejected>()? {
        Rejected::ByProcess(refusal) => refusal.to_string(),
        Rejected::Message(text) => text,
        Rejected::AlreadyPrinted => "it is refused".to_string(),
    };
    let is_vote = matches!(record.what, What::Vote { .. });
    let is_late = is_vote && text.contains("too late");
    let reason = if is_late {
        Reason::Late
    } else {
        Reason::Refused
    };
    Ok(Left::new(reason, text))
}

/// What mails are compared with.
pub(super) struct Sieve<'a> {
    pub(super) env: &'a Environment,
    pub(super) store: &'a StoreId,
    pub(super) roster: &'a Roster,
    pub(super) registers: &'a [RegisterContext<'a>],
    pub(super) questions: &'a Questions,
    /// Whether the user confirms these mails.
    pub(super) is_confirmed: bool,
}

impl Sieve<'_> {
    /// The act that a mail becomes, or why it becomes none.
    pub(super) fn sift(&self, mail: &Mail) -> Result<Record, Left> {
        let received = &mail.received;
        // The folder of sent mails may have the letter itself.
        let is_letter = |id| Reference::in_message_id(id, self.store).is_some();
        if mail.id().is_some_and(is_letter) {
            return Err(Left::new(Reason::NoLetter, "it is a letter, not an answer"));
        }
        self.by_people(mail)?;
        let question = self.question(mail)?;
        let evidence = self.evidence(mail)?;
        if self.is_recorded(&evidence, &question.register) {
            return Err(Left::new(Reason::Recorded, "it is recorded already"));
        }
        if received.is_rejected && !self.is_confirmed {
            let why =
                "your mail server says that the address of the sender is not genuine (dmarc=fail)";
            return Err(Left::new(Reason::Unclear, why).next(self.only(&evidence)));
        }
        let by = self.sender(mail)?;
        self.is_entitled(question, by)?;
        let at = self.moment(mail)?;
        self.in_time(mail, question, at)?;
        let shown = received.from.first().map_or("", |(_, name)| name.as_str());
        let answer = letter::answer(&received.text, &[&by.name, shown]);
        let unclear = |why| Left::new(Reason::Unclear, why).next(by_hand(question, by, &evidence));
        let answer = answer.ok_or_else(|| unclear("it has no text of its own".to_string()))?;
        let answer = with_reason(question, answer);
        let what = what(question, &answer).map_err(unclear)?;
        if let Some(besides) = answer.besides.as_ref().filter(|_| !self.is_confirmed) {
            let why = format!(
                "it says more than the answer: \"{}\"; if that is no condition, take it",
                besides.replace('\n', " ")
            );
            return Err(Left::new(Reason::Unclear, why).next(self.only(&evidence)));
        }
        self.answers_the_text(question)?;
        Ok(Record {
            mail: mail.clone(),
            register: question.register.clone(),
            by: by.id.clone(),
            on: at.day(),
            evidence,
            what,
            more: answer.more(),
        })
    }

    /// Leaves out what programs wrote and what is forwarded.
    fn by_people(&self, mail: &Mail) -> Result<(), Left> {
        let received = &mail.received;
        let about = || match received.reported(&self.questions.references, self.store) {
            Answered::Letter(reference) => self
                .questions
                .get(reference)
                .map_or(String::new(), |question| {
                    format!(" about {}", named(question))
                }),
            Answered::Several | Answered::Unknown | Answered::None => String::new(),
        };
        let left = match received.sort {
            MailSort::Personal => return Ok(()),
            MailSort::Automatic => Left::new(Reason::Automatic, "a program answered, not a person"),
            MailSort::Receipt => Left::new(Reason::Automatic, "it only reports the delivery"),
            MailSort::Bounce if about().is_empty() => Left::new(
                Reason::Automatic,
                "a mail that is no letter was not delivered",
            ),
            MailSort::Bounce => Left::new(
                Reason::Bounce,
                format!("the letter{} was not delivered", about()),
            ),
            MailSort::Forwarded => {
                match received.answered(&self.questions.references, self.store) {
                    Answered::None => Left::new(Reason::NoLetter, "it answers no letter"),
                    Answered::Letter(_) | Answered::Several | Answered::Unknown => Left::new(
                        Reason::Unclear,
                        "it is forwarded: the answer must come from the voter, as a reply to the letter",
                    ),
                }
            }
        };
        Err(left)
    }

    fn question(&self, mail: &Mail) -> Result<&Question, Left> {
        match mail
            .received
            .answered(&self.questions.references, self.store)
        {
            Answered::Letter(reference) => self
                .questions
                .get(reference)
                .ok_or_else(|| Left::new(Reason::NoLetter, "it answers no letter")),
            Answered::Several => Err(Left::new(
                Reason::Unclear,
                "it names several letters: ask for a reply to one of them",
            )),
            Answered::Unknown => Err(Left::new(
                Reason::Unclear,
                "it answers a letter about a ballot or a text that this clone does not have",
            )
            .next("wr sync".to_string())),
            Answered::None => {
                let known = self.people(mail);
                let why = match known.first() {
                    None => return Err(Left::new(Reason::NoLetter, "it answers no letter")),
                    Some(person) => format!(
                        "it is from {}, but answers no letter: a vote is a reply to the letter",
                        person.name
                    ),
                };
                Err(Left::new(Reason::NoLetter, why))
            }
        }
    }

    fn evidence(&self, mail: &Mail) -> Result<EmailEvidence, Left> {
        let id = mail.id().unwrap_or_default();
        let is_id = !id.is_empty()
            && id.len() <= 300
            && id
                .chars()
                .all(|c| c.is_ascii_graphic() && c != '<' && c != '>');
        if !is_id {
            let why = "it has no valid Message-ID, which the evidence names";
            return Err(Left::new(Reason::Unclear, why));
        }
        Ok(EmailEvidence {
            id: id.to_string(),
            digest: mail.received.digest,
        })
    }

    pub(super) fn register(&self, id: &Id) -> Option<&RegisterContext<'_>> {
        self.registers.iter().find(|it| it.files.id == *id)
    }

    /// Whether an act of the register rests on this mail.
    fn is_recorded(&self, evidence: &EmailEvidence, register: &Id) -> bool {
        let Some(register) = self.register(register) else {
            return false;
        };
        let history = &register.history;
        let votes = history.votes.values().flatten();
        let mut acts = history.acts.iter().chain(votes);
        acts.any(|stored| stored.act.email().is_some_and(|it| it.id == evidence.id))
    }

    fn people(&self, mail: &Mail) -> Vec<&Person> {
        let [(address, _)] = mail.received.from.as_slice() else {
            return Vec::new();
        };
        let people = self.roster.people.iter();
        people
            .filter(|person| person.email.trim().eq_ignore_ascii_case(address))
            .collect()
    }

    /// The person who has the address of the sender.
    fn sender(&self, mail: &Mail) -> Result<&Person, Left> {
        let from = &mail.received.from;
        if from.len() != 1 {
            let why = format!("it has {} senders", from.len());
            return Err(Left::new(Reason::Unclear, why));
        }
        match self.people(mail).as_slice() {
            [one] => Ok(one),
            [] => {
                let address = from.first().map_or("", |(address, _)| address.as_str());
                let why = format!(
                    "no person in the roster has the address {address}; if it is a member's, ask for an answer from the \
                     address in the roster"
                );
                Err(Left::new(Reason::UnknownSender, why))
            }
            several => {
                let names: Vec<&str> = several.iter().map(|it| it.name.as_str()).collect();
                let why = format!("several people have this address: {}", names.join(", "));
                Err(Left::new(Reason::Unclear, why))
            }
        }
    }

    fn standing(&self, question: &Question) -> Option<(&RegisterContext<'_>, &BallotStanding)> {
        let Asks::Vote { ballot, .. } = &question.asks else {
            return None;
        };
        let register = self.register(&question.register)?;
        Some((register, register.replay.state.ballots.get(ballot)?))
    }

    /// Only the voter and the alternate of the seat answer the letter to a seat.
    fn is_entitled(&self, question: &Question, by: &Person) -> Result<(), Left> {
        if let Asks::Acceptance { .. } = question.asks {
            return self.is_of_partner(question, by);
        }
        let (Asks::Vote { ballot, seat }, Some((register, _))) =
            (&question.asks, self.standing(question))
        else {
            return Ok(());
        };
        let opened = register.history.count(&register.replay.state, ballot);
        let Some(seat) = opened.and_then(|(opened, _)| opened.ballot.seat(seat)) else {
            return Ok(());
        };
        let voters: Vec<String> = seat
            .voters()
            .map(|id| self.roster.person_name(id))
            .collect();
        if seat.voters().any(|id| *id == by.id) {
            return Ok(());
        }
        let why = format!(
            "{} does not vote for the seat {} in {ballot}, but {}",
            by.name,
            seat.name(self.roster),
            voters.join(" or ")
        );
        Err(Left::new(Reason::NotEntitled, why))
    }

    /// Only a representative of the partner answers for it.
    fn is_of_partner(&self, question: &Question, by: &Person) -> Result<(), Left> {
        let register = self.register(&question.register);
        let partner = register.and_then(|it| it.replay.state.partner());
        let Some(partner) = partner.and_then(|id| self.roster.organization(id)) else {
            return Ok(());
        };
        if partner.representatives.contains(&by.id) {
            return Ok(());
        }
        let why = format!("{} is not a representative of {}", by.name, partner.name);
        Err(Left::new(Reason::NotEntitled, why))
    }

    /// When the mail arrived.
    fn moment(&self, mail: &Mail) -> Result<Moment, Left> {
        let Some(at) = mail.received.moment() else {
            return Err(Left::new(Reason::Unclear, "it has no date"));
        };
        Ok(at)
    }

    /// Neither the sender's clock nor that of the server that took the mail is after the end of the ballot, and the vote
    /// can still be recorded.
    fn in_time(&self, mail: &Mail, question: &Question, at: Moment) -> Result<(), Left> {
        let future = || {
            let why = format!("its date, {}, is in the future", at.in_words());
            match at > self.env.now.plus_minutes(TOLERANCE) {
                true => Err(Left::new(Reason::Unclear, why)),
                false => Ok(()),
            }
        };
        let Some((_, standing)) = self.standing(question) else {
            return future();
        };
        let closes = standing.closes;
        let last = mail.received.sent.map_or(at, |sent| sent.max(at));
        let ended = closes.in_words();
        if last > closes {
            let why = format!(
                "it is dated {}, and the ballot closed on {ended}",
                last.in_words()
            );
            return Err(Left::new(Reason::Late, why));
        }
        if self.env.now > closes {
            let why = format!(
                "it arrived in time, but a vote counts only if it is recorded before the ballot closes, and that was on \
                 {ended}"
            );
            let left = Left::new(Reason::Late, why);
            return Err(match standing.status {
                BallotStatus::Open => left.next(format!("wr ballot close {}", question.register)),
                BallotStatus::Closed { .. } | BallotStatus::Withdrawn { .. } => left,
            });
        }
        future()
    }

    /// The partner answers the text that was sent last.
    fn answers_the_text(&self, question: &Question) -> Result<(), Left> {
        let Asks::Acceptance { revision, text } = &question.asks else {
            return Ok(());
        };
        let under_way = self
            .register(&question.register)
            .and_then(|register| register.replay.state.under_way.as_ref());
        match under_way {
            Some(under_way) if under_way.digest != *text => {
                let why = format!(
                    "it answers the letter about revision {revision}, and revision {} has replaced it",
                    under_way.revision
                );
                Err(Left::new(Reason::Refused, why))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The command that takes one mail.
    pub(super) fn only(&self, evidence: &EmailEvidence) -> String {
        let id = shell_word(&format!("<{}>", evidence.id));
        format!("wr import-email FILE --only {id}")
    }
}
