//! The public keys of a person. Every act is checked with its recorder's keys, so they are parsed once.

use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::signature::Key;

/// SSH public keys as lines of the roster, and the parsed keys.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Keys {
    lines: Vec<String>,
    /// Parsed on first use.
    #[serde(skip)]
    read: OnceLock<Vec<Key>>,
}

impl Keys {
    /// The keys that can be parsed, in order.
    pub fn read(&self) -> &[Key] {
        self.read.get_or_init(|| {
            self.lines
                .iter()
                .filter_map(|line| line.parse().ok())
                .collect()
        })
    }
}

impl PartialEq for Keys {
    fn eq(&self, other: &Keys) -> bool {
        self.lines == other.lines
    }
}

impl Eq for Keys {}

impl From<Vec<String>> for Keys {
    fn from(lines: Vec<String>) -> Keys {
        Keys {
            lines,
            read: OnceLock::new(),
        }
    }
}

impl Deref for Keys {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.lines
    }
}
