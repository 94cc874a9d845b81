//! The public keys of a person. Every act is judged by those of who recorded it, so they are read once.

use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::signature::Key;

/// SSH public keys as the roster writes them, and those among them that can be read.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Keys {
    lines: Vec<String>,
    /// Worked out when it is first asked for, and always the same for the same lines.
    #[serde(skip)]
    read: OnceLock<Vec<Key>>,
}

impl Keys {
    /// The keys that can be read, in order.
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

/// What is written.
impl Deref for Keys {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.lines
    }
}
