//! Who to reach on both sides: `contacts.yaml`, written by people, never balloted, without authority.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The contacts of one register (DSP4003 2.1, 2.2). E-mail addresses in it are never published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contacts {
    /// The partner's representatives.
    #[serde(default)]
    pub partner: Vec<Contact>,
    /// Those on the home organisation's side.
    #[serde(default)]
    pub home: Vec<Contact>,
}

/// One person, or one role that somebody fills.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// What the contact is for, for example `liaison` or `press`.
    pub role: String,
    /// The person's name, where it may be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address, private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}
