//! The reference of a letter that asks for an answer: its Message-ID and the code in its subject and text.
//!
//! Both are derived from the question, so an answer finds it again by `In-Reply-To` or `References`, and by the code
//! where a mail program drops these headers.

use std::fmt;

use crate::id::Id;
use crate::policy::StoreId;
use crate::source::Digest;

/// The number of hexadecimal digits in a Message-ID and in a code.
const LONG: usize = 40;
const SHORT: usize = 12;

/// What a code begins with.
const PREFIX: &str = "wr-";

/// The reference of a question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// The question of a ballot to one seat. The digest of the ballot names the text, too.
    pub fn of_vote(store: &StoreId, ballot: Digest, seat: &Id) -> Reference {
        Reference::of(store, &format!("vote\n{ballot}\n{seat}"))
    }

    /// The question whether the partner accepts a text.
    pub fn of_acceptance(store: &StoreId, register: &Id, text: Digest) -> Reference {
        Reference::of(store, &format!("acceptance\n{register}\n{text}"))
    }

    /// The question for feedback on a text.
    pub fn of_feedback(store: &StoreId, register: &Id, text: Digest) -> Reference {
        Reference::of(store, &format!("feedback\n{register}\n{text}"))
    }

    fn of(store: &StoreId, question: &str) -> Reference {
        Reference(hex(&format!("{store}\n{question}"), LONG))
    }

    /// The Message-ID of a letter that asks the question. `matter` tells several letters about one question apart.
    pub(super) fn message_id(&self, store: &StoreId, matter: &str) -> String {
        format!("{}.{}@{}", self.0, hex(matter, SHORT), domain(store))
    }

    /// The reference in a Message-ID of this store's letters; `None` for any other Message-ID.
    pub fn in_message_id(id: &str, store: &StoreId) -> Option<Reference> {
        let (local, host) = id.split_once('@')?;
        let (reference, rest) = local.split_once('.')?;
        let is_ours = host.eq_ignore_ascii_case(&domain(store))
            && is_hex(reference, LONG)
            && is_hex(rest, SHORT);
        is_ours.then(|| Reference(reference.to_string()))
    }

    /// The codes in a text, without their prefix, each once.
    pub fn codes(text: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        for code in words.filter_map(|word| word.strip_prefix(PREFIX)) {
            if is_hex(code, SHORT) && !found.iter().any(|known| known == code) {
                found.push(code.to_string());
            }
        }
        found
    }

    /// Whether this is the code of the reference.
    pub fn has_code(&self, code: &str) -> bool {
        self.0.starts_with(code) && code.len() == SHORT
    }
}

/// The code, as a letter shows it: `wr-3f9a1c0b77e2`.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.0.get(..SHORT).unwrap_or(&self.0);
        write!(f, "{PREFIX}{code}")
    }
}

/// The domain of Message-IDs: that of no mail server, so that no other program writes such ids.
pub(super) fn domain(store: &StoreId) -> String {
    format!("{store}.invalid")
}

/// The first digits of the digest of a text.
pub(super) fn hex(text: &str, digits: usize) -> String {
    let digest = Digest::of(text.as_bytes()).to_string();
    let hex = digest.trim_start_matches("sha256:");
    hex.get(..digits).unwrap_or(hex).to_string()
}

fn is_hex(text: &str, digits: usize) -> bool {
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    text.len() == digits && text.bytes().all(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_finds_its_question() {
        let store: StoreId = "00112233445566778899aabbccddeeff".parse().expect("an id");
        let seat: Id = "acme".parse().expect("an id");
        let one = Reference::of_vote(&store, Digest::of(b"1"), &seat);
        let other = Reference::of_vote(&store, Digest::of(b"2"), &seat);
        assert_ne!(one, other);
        let id = one.message_id(&store, "opened");
        assert_ne!(id, one.message_id(&store, "closing"));
        assert_eq!(Reference::in_message_id(&id, &store), Some(one.clone()));
        let subject = format!("AW: [{one}] Ballot");
        let codes = Reference::codes(&subject);
        assert!(matches!(codes.as_slice(), [code] if one.has_code(code) && !other.has_code(code)));
        for bad in [
            &format!("x{id}"),
            "a@b",
            &id.replace(".invalid", ".example"),
        ] {
            assert_eq!(Reference::in_message_id(bad, &store), None, "{bad}");
        }
        assert!(Reference::codes(&format!("{one}0 x{one} wr-3f9a")).is_empty());
    }
}
