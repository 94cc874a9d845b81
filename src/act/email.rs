//! Evidence that is an e-mail: `e-mail <MESSAGE-ID> sha256:DIGEST`.
//!
//! A sender's address in an e-mail proves nothing, so acts that rest on one are shown as such everywhere.

use std::fmt;

use super::envelope::Act;
use crate::source::Digest;

/// What the evidence of such an act begins with.
const WORD: &str = "e-mail";

/// An e-mail that an act rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailEvidence {
    /// Its Message-ID, without brackets.
    pub id: String,
    /// The digest of its bytes, with LF at line ends.
    pub digest: Digest,
}

impl EmailEvidence {
    /// Reads the evidence of an act; `None` for evidence of another form.
    pub fn of(evidence: &str) -> Option<EmailEvidence> {
        let rest = evidence.trim().strip_prefix(WORD)?.trim_start();
        let (id, digest) = rest.strip_prefix('<')?.split_once('>')?;
        Some(EmailEvidence {
            id: id.to_string(),
            digest: digest.trim().parse().ok()?,
        })
    }
}

impl fmt::Display for EmailEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{WORD} <{}> {}", self.id, self.digest)
    }
}

impl Act {
    /// The e-mail that it rests on.
    pub fn email(&self) -> Option<EmailEvidence> {
        EmailEvidence::of(self.evidence.as_deref()?)
    }
}

/// Who recorded an act for another person, and whether from an e-mail: `by e-mail, recorded by Carl Chair`.
pub fn recorded_by(evidence: Option<&str>, name: &str) -> String {
    match evidence.and_then(EmailEvidence::of) {
        Some(_) => format!("by e-mail, recorded by {name}"),
        None => format!("recorded by {name}"),
    }
}

/// How a letter of the partner came: `by e-mail (<...>, sha256:...)`, or `by letter (...)`.
pub fn by_letter(evidence: Option<&str>) -> String {
    match evidence.map(|text| (text, EmailEvidence::of(text))) {
        None => "by letter (no evidence)".to_string(),
        Some((_, Some(email))) => format!("by e-mail (<{}>, {})", email.id, email.digest),
        Some((text, None)) => format!("by letter ({text})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_says_that_it_is_an_e_mail() {
        let email = EmailEvidence {
            id: "a b@x.example".to_string(),
            digest: Digest::of(b"mail"),
        };
        assert_eq!(EmailEvidence::of(&email.to_string()), Some(email.clone()));
        for other in [
            "minutes of 2026-01-29",
            "e-mail of Eve",
            "e-mail <a@b>",
            "e-mail <a@b> sha256:0",
        ] {
            assert_eq!(EmailEvidence::of(other), None, "{other}");
            assert_eq!(recorded_by(Some(other), "Carl"), "recorded by Carl");
        }
        let evidence = email.to_string();
        assert_eq!(
            recorded_by(Some(&evidence), "Carl"),
            "by e-mail, recorded by Carl"
        );
    }
}
