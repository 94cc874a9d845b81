//! The policy about signatures: whether acts need one, and its namespace.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether acts need a signature.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Assurance {
    /// A person with a key signs, and an act without a signature counts as well.
    #[default]
    Recorded,
    /// The recorder signs; an act without a signature has no effect.
    Signed,
}

/// The domain in the namespace of signatures: a signature for `vote@DOMAIN` counts for nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(rename = "Domain")]
#[schemars(extend("pattern" = "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "maxLength" = 100))]
pub struct SigningDomain(String);

impl SigningDomain {
    /// The OpenSSH namespace of a signature of this kind of act, for example `vote@wr.dmtf.org`.
    pub fn namespace(&self, kind: &str) -> String {
        format!("{kind}@{}", self.0)
    }
}

impl Default for SigningDomain {
    fn default() -> SigningDomain {
        SigningDomain("wr.dmtf.org".to_string())
    }
}

impl std::fmt::Display for SigningDomain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for SigningDomain {
    type Err = String;

    fn from_str(text: &str) -> Result<SigningDomain, String> {
        let is_end = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let is_inner = |b: u8| is_end(b) || matches!(b, b'-' | b'.');
        let ends =
            text.bytes().next().is_some_and(is_end) && text.bytes().next_back().is_some_and(is_end);
        if !ends || !text.bytes().all(is_inner) || text.len() > 100 {
            return Err(format!(
                "`{text}` is not a domain: use lowercase letters, digits, dots and hyphens"
            ));
        }
        Ok(SigningDomain(text.to_string()))
    }
}

impl<'de> Deserialize<'de> for SigningDomain {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<SigningDomain, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
