//! Columns 6 to 9 of Table 1: who holds a standard.

use std::fmt;

use schemars::JsonSchema;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// Who holds a standard or whose policy governs it: one organization, or several where policy allows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Holder {
    /// One organization, by its short name, name or id.
    One(String),
    /// Joint holders.
    Joint(Vec<String>),
}

impl Holder {
    /// The names, one or more.
    pub fn names(&self) -> &[String] {
        match self {
            Holder::One(name) => std::slice::from_ref(name),
            Holder::Joint(names) => names,
        }
    }
}

/// The node decides between a name and a list, so nothing is read twice.
impl<'de> Deserialize<'de> for Holder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Holder, D::Error> {
        deserializer.deserialize_any(NameOrNames)
    }
}

struct NameOrNames;

impl<'de> Visitor<'de> for NameOrNames {
    type Value = Holder;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one organization's name, or a list of names for joint holders")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Holder, E> {
        Ok(Holder::One(name.to_string()))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Holder, E> {
        Ok(Holder::One(name))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, names: A) -> Result<Holder, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(names)).map(Holder::Joint)
    }
}
