//! The letters of the process: the purpose of each kind, and the record that one was sent.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::source::Digest;

/// A letter that was sent. Its recipients are recorded by office or body, never by address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Letter {
    /// The kind of letter.
    pub letter: LetterKind,
    /// The bodies whose chairs received it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<Id>,
    /// The ballot it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot: Option<String>,
    /// The milestone it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milestone: Option<Id>,
    /// The digest of its content: of contacts, so that a change makes it outdated, or of the act with an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports: Option<Digest>,
    /// The digests of the messages, byte for byte, in the order they were written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Digest>,
}

/// The kinds of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LetterKind {
    /// A complete draft goes to the committees through their chairs (DSP4003 3.1).
    Socialization,
    /// An editorial change, to the partner and to the members who would otherwise vote on it.
    EditorialChange,
    /// A ballot was opened (DSP4003 3.2).
    BallotOpened,
    /// A ballot closes soon, and a seat has not voted (DSP4003 3.2).
    BallotClosing,
    /// A ballot was counted (DSP4003 3.2).
    BallotResult,
    /// The committees have approved: the executive committee schedules the board (DSP4003 2.5).
    Scheduling,
    /// The approved register, to the partner (DSP4003 3.2).
    ApprovedRegister,
    /// The partner's contacts, for list and working group (DSP4003 2.2).
    Contacts,
    /// The partner's PR contact (DSP4003 2.2).
    PressContact,
    /// A press release (DSP4003 3.2).
    PressRelease,
    /// The status of all registers of a partner.
    LiaisonReport,
    /// The chair's answer to the submitter of a change request (DSP4003 5.3.2).
    RequestAnswer,
    /// The contacts of a removed register, to be taken off list and working group (DSP4003 2.2, 4.1).
    ContactsOff,
}

impl LetterKind {
    /// Every kind, in the order of the process.
    pub const ALL: [LetterKind; 13] = [
        LetterKind::Socialization,
        LetterKind::EditorialChange,
        LetterKind::BallotOpened,
        LetterKind::BallotClosing,
        LetterKind::BallotResult,
        LetterKind::Scheduling,
        LetterKind::ApprovedRegister,
        LetterKind::Contacts,
        LetterKind::PressContact,
        LetterKind::PressRelease,
        LetterKind::LiaisonReport,
        LetterKind::RequestAnswer,
        LetterKind::ContactsOff,
    ];

    /// The word on the command line and in the record.
    pub fn word(self) -> &'static str {
        match self {
            LetterKind::Socialization => "socialization",
            LetterKind::EditorialChange => "editorial-change",
            LetterKind::BallotOpened => "ballot-opened",
            LetterKind::BallotClosing => "ballot-closing",
            LetterKind::BallotResult => "ballot-result",
            LetterKind::Scheduling => "scheduling",
            LetterKind::ApprovedRegister => "approved-register",
            LetterKind::Contacts => "contacts",
            LetterKind::PressContact => "press-contact",
            LetterKind::PressRelease => "press-release",
            LetterKind::LiaisonReport => "liaison-report",
            LetterKind::RequestAnswer => "request-answer",
            LetterKind::ContactsOff => "contacts-off",
        }
    }

    /// A shorter word for it on the command line: `wr letter ballot ID`.
    pub fn short_word(self) -> Option<&'static str> {
        (self == LetterKind::BallotOpened).then_some("ballot")
    }

    /// The purpose and the recipients, in words.
    pub fn purpose(self) -> &'static str {
        match self {
            LetterKind::Socialization => {
                "a submitted revision, for feedback: to each body through its chair, the owner and the partner"
            }
            LetterKind::EditorialChange => {
                "the corrections of an editorial change, to the partner and to the members of each body that would \
                 otherwise vote on it"
            }
            LetterKind::BallotOpened => {
                "a ballot is open, to each seat, which votes by replying; also `ballot`"
            }
            LetterKind::BallotClosing => "a ballot closes soon, to each voter who has not voted",
            LetterKind::BallotResult => {
                "the result of a ballot, to each voter, the owner and the VP of Alliances"
            }
            LetterKind::Scheduling => {
                "the committees' approval, to the executive committee, which schedules the board"
            }
            LetterKind::ApprovedRegister => {
                "the approved register, to the partner's representatives"
            }
            LetterKind::Contacts => {
                "the partner's contacts, for the mailing list and the working group"
            }
            LetterKind::PressContact => "the partner's PR contact, for announcements",
            LetterKind::PressRelease => {
                "a draft announcement, to the chair of the Marketing Committee and the press address"
            }
            LetterKind::LiaisonReport => {
                "the status of all registers of a partner, to the Alliance Committee's chair and the VP"
            }
            LetterKind::RequestAnswer => "the chair's answer to a change request, to its submitter",
            LetterKind::ContactsOff => {
                "the contacts of a removed register, to be taken off the mailing list and the working group"
            }
        }
    }

    /// The clause that requires it.
    pub fn clause(self) -> &'static str {
        match self {
            LetterKind::Socialization => "DSP4003 3.1",
            LetterKind::BallotOpened | LetterKind::BallotClosing | LetterKind::BallotResult => {
                "DSP4003 3.2"
            }
            LetterKind::EditorialChange => "practice",
            LetterKind::Scheduling => "DSP4003 2.5",
            LetterKind::ApprovedRegister => "DSP4003 3.2",
            LetterKind::Contacts => "DSP4003 2.2",
            LetterKind::PressContact => "DSP4003 2.2",
            LetterKind::PressRelease => "DSP4003 3.2",
            LetterKind::LiaisonReport => "practice (liaison reports)",
            LetterKind::RequestAnswer => "DSP4003 5.3.2",
            LetterKind::ContactsOff => "DSP4003 2.2, 4.1",
        }
    }
}

impl Letter {
    /// A letter of a kind without any details.
    pub fn of(letter: LetterKind) -> Letter {
        Letter {
            letter,
            bodies: Vec::new(),
            ballot: None,
            milestone: None,
            reports: None,
            messages: Vec::new(),
        }
    }
}

impl fmt::Display for LetterKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for LetterKind {
    type Err = String;

    fn from_str(text: &str) -> Result<LetterKind, String> {
        let is_meant = |kind: &LetterKind| {
            let words = [Some(kind.word()), kind.short_word()];
            words
                .into_iter()
                .flatten()
                .any(|word| word.eq_ignore_ascii_case(text))
        };
        let found = LetterKind::ALL.into_iter().find(is_meant);
        found.ok_or_else(|| format!("there is no letter `{text}`; allowed: {}", Self::words()))
    }
}

impl LetterKind {
    fn words() -> String {
        LetterKind::ALL.map(LetterKind::word).join(", ")
    }
}
