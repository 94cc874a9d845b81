//! The Work Register Template as data (DSP4003 2.1, 3.1, 5.2): what a register has, in which words, from when on.
//!
//! Everything else that says so is made of this table or held against it: `templates/register.yaml` is written
//! from it, the rules take from it when a field is asked for, and the schemas take their titles and descriptions.

mod contacts;
mod register;
mod write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::contacts::CONTACTS;
pub use self::register::REGISTER;
pub use self::write::written;
use crate::register::Purpose;

/// What stands where a text is still to be written.
pub const INSERT: &str = "<insert text>";

/// From when on a field must be there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// Always: without it the draft is in error.
    Draft,
    /// When the text is submitted: until then it is work to do.
    Submitted,
    /// Before the partnership is established: its absence is a warning until then.
    Established,
    /// Whoever needs it writes it.
    #[default]
    Never,
}

/// A section of the template, or a field of one.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Field {
    /// Where it is: `milestones[].due` is the field `due` of every item of `milestones`.
    pub path: &'static str,
    /// What DSP4003 calls it.
    pub title: &'static str,
    /// What to write, in sentences. The first says what the field says.
    pub guidance: &'static str,
    /// The clause that it comes from.
    pub clause: &'static str,
    /// From when on it must be there; in an item of a list, in each item.
    pub required: Required,
    /// The only purpose for which it is required; otherwise for every one.
    pub purpose: Option<Purpose>,
    /// A value, as people write it in YAML. What only holds other fields has none.
    pub example: &'static str,
    /// What a new register has in its place.
    #[serde(skip)]
    pub begins: Begins,
}

/// What a new register has in the place of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// What `wr new` fills in, by the name that templates know it by.
    Filled(&'static str),
    /// This, as it is.
    As(&'static str),
    /// The fields that it holds.
    Fields,
    /// A comment that shows what it may look like.
    Comment,
    /// The store's own sections.
    Sections,
}

/// A field that nobody has to write, and that a new register shows in a comment.
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

    /// The name by which it is written: the last part of its path.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    /// What it says, as the rest of a sentence: `what the activity covers`.
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

    /// The fields that it holds, in order.
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

/// From when on a field of a register's text must be there.
pub fn required(path: &str) -> Required {
    named(path).map_or(Required::Never, |field| field.required)
}

/// A field of a register's text.
pub fn named(path: &str) -> Option<&'static Field> {
    REGISTER.iter().find(|field| field.path == path)
}

/// The sections of a register's text, without the fields that they hold.
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
