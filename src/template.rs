//! The Work Register Template as data (DSP4003 2.1, 3.1, 5.2): the fields, their wording, and when each is required.
//!
//! `templates/register.yaml` is written from this table, the rules take from it when a field is required, and the
//! schemas take their titles and descriptions from it.

mod contacts;
mod register;
mod write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::contacts::CONTACTS;
pub use self::register::REGISTER;
pub use self::write::written;
use crate::register::Purpose;

/// The placeholder for a text that is not written yet.
pub const INSERT: &str = "<insert text>";

/// When a field becomes required.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// Always: a draft without it has an error.
    Draft,
    /// When the text is submitted: until then its absence is a warning.
    Submitted,
    /// Before the register is established: its absence is a warning, and blocks the board's ballot.
    Established,
    /// Never: the field is optional.
    #[default]
    Never,
}

/// A section of the template, or a field of one.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Field {
    /// The path: `milestones[].due` is the field `due` of every item of `milestones`.
    pub path: &'static str,
    /// The name in DSP4003.
    pub title: &'static str,
    /// What to write, in whole sentences. Messages quote the first one ([`Field::topic`]).
    pub guidance: &'static str,
    /// The clause that defines it.
    pub clause: &'static str,
    /// When it becomes required; a field of a list item is required in each item.
    pub required: Required,
    /// The only purpose for which it is required; `None` for every purpose.
    pub purpose: Option<Purpose>,
    /// A value in YAML; empty for a field that only contains other fields.
    pub example: &'static str,
    /// What `wr new` writes for it.
    #[serde(skip)]
    pub begins: Begins,
}

/// What `wr new` writes for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// A value that `wr new` fills in, by its name in the template engine.
    Filled(&'static str),
    /// A fixed value.
    As(&'static str),
    /// The fields that it contains.
    Fields,
    /// The example, commented out.
    Comment,
    /// The sections that the store's policy lists.
    Sections,
}

/// An optional field, which a new register shows in a comment.
const fn field(path: &'static str, title: &'static str, clause: &'static str) -> Field {
    let (required, begins) = (Required::Never, Begins::Comment);
    Field {
        path,
        title,
        guidance: "",
        clause,
        required,
        purpose: None,
        example: "",
        begins,
    }
}

impl Field {
    const fn says(self, guidance: &'static str) -> Field {
        Field { guidance, ..self }
    }

    const fn asked(self, required: Required) -> Field {
        Field { required, ..self }
    }

    const fn only_for(self, purpose: Purpose) -> Field {
        Field {
            purpose: Some(purpose),
            ..self
        }
    }

    const fn begins(self, begins: Begins) -> Field {
        Field { begins, ..self }
    }

    const fn like(self, example: &'static str) -> Field {
        Field { example, ..self }
    }

    /// The key in YAML: the last part of the path.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    /// The first sentence of the guidance, as the rest of another sentence: `what the activity covers`.
    pub fn topic(&self) -> String {
        let sentence = self
            .guidance
            .split(". ")
            .next()
            .unwrap_or(self.guidance)
            .trim_end_matches('.');
        let mut letters = sentence.chars();
        letters
            .next()
            .map(|first| first.to_lowercase().chain(letters).collect())
            .unwrap_or_default()
    }

    /// The fields directly below it, in order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        let below = |field: &&Field| {
            let rest = field
                .path
                .strip_prefix(self.path)
                .map(|rest| rest.trim_start_matches("[]"));
            rest.and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|name| !name.contains('.'))
        };
        REGISTER.iter().filter(below)
    }
}

/// When a field of a register's text becomes required; `Never` for an unknown path.
pub fn required(path: &str) -> Required {
    named(path).map_or(Required::Never, |field| field.required)
}

/// The field of a register's text at a path, such as `milestones[].due`.
pub fn named(path: &str) -> Option<&'static Field> {
    REGISTER.iter().find(|field| field.path == path)
}

/// The top-level fields of a register's text, without the fields below them.
pub fn sections() -> impl Iterator<Item = &'static Field> {
    REGISTER.iter().filter(|field| !field.path.contains('.'))
}

impl std::fmt::Display for Required {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Required::Draft => "draft",
            Required::Submitted => "submitted",
            Required::Established => "established",
            Required::Never => "never",
        })
    }
}
