//! Ids: names that are safe as file names on every platform and in every sentence.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The id of a register, a person, an organization, a body, a seat or a milestone: lowercase letters, digits and
/// single hyphens, 64 characters at most, and no device name that Windows reserves.
///
/// Two ids never differ only by case or by Unicode form, and no id is a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("type" = ["string", "integer"], "pattern" = PATTERN, "patternErrorMessage" = AN_ID,
    "not" = device(), "minLength" = 1, "maxLength" = 64, "minimum" = 0))]
pub struct Id(Cow<'static, str>);

impl Id {
    /// The Alliance Committee's usual id, and the default of `originating_committee` (DSP4003 2.3).
    pub const ALLIANCE: Id = Id(Cow::Borrowed("alliance"));

    /// The schema of a mapping key that is an id.
    pub(crate) fn as_key() -> serde_json::Value {
        serde_json::json!({ "pattern": PATTERN, "not": device(), "maxLength": 64 })
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The pattern of an id, for editors. YAML reads an id of digits as a number; `wr` accepts it.
const PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// What an editor says of a text that does not match [`PATTERN`].
const AN_ID: &str =
    "an id is needed: lowercase letters, digits and single hyphens, as in `alliance-committee`";

/// The names that are not ids, for editors. Separate from the pattern, because many validators have no look-ahead.
fn device() -> serde_json::Value {
    serde_json::json!({ "type": "string", "pattern": "^(con|prn|aux|nul|com[0-9]|lpt[0-9])$" })
}

/// The device names that Windows reserves.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether Windows reserves a name, in lowercase and without its extension, for a device.
pub fn is_device(text: &str) -> bool {
    let numbered = |prefix| {
        text.strip_prefix(prefix)
            .is_some_and(|n: &str| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    DEVICES.contains(&text) || numbered("com") || numbered("lpt")
}

/// Why a text is not an id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{text}` is not an id: {why}")]
pub struct NotAnId {
    text: String,
    why: &'static str,
}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Id, NotAnId> {
        let refuse = |why| {
            Err(NotAnId {
                text: text.chars().take(80).collect(),
                why,
            })
        };
        if text.is_empty() || text.len() > 64 {
            return refuse("an id has 1 to 64 characters");
        }
        if !text
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        {
            return refuse("it may contain only lowercase letters a-z, digits and hyphens");
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return refuse("a hyphen must be single, and between letters or digits");
        }
        if is_device(text) {
            return refuse("Windows reserves this name for a device");
        }
        Ok(Id(Cow::Owned(text.to_string())))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0.as_ref() == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        self.0.as_ref() == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_of_files_everywhere() {
        for good in ["xyz", "oasis-saf", "m1", "3gpp", "command"] {
            assert!(good.parse::<Id>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "XYZ",
            "a b",
            "../etc",
            "a/b",
            "a.",
            "con",
            "com1",
            "-a",
            "a--b",
            "é",
            "a\u{202e}b",
        ] {
            assert!(bad.parse::<Id>().is_err(), "{bad}");
        }
        assert!("a".repeat(65).parse::<Id>().is_err());
    }
}
