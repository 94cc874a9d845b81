//! One field of the template.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
pub struct TemplateField {
    /// The path: `milestones[].due` is the field `due` of every item of `milestones`.
    pub path: &'static str,
    /// The name in DSP4003.
    pub title: &'static str,
    /// What to write, in whole sentences. Messages quote the first one ([`TemplateField::topic`]).
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
pub(super) const fn field(
    path: &'static str,
    title: &'static str,
    clause: &'static str,
) -> TemplateField {
    let (required, begins) = (Required::Never, Begins::Comment);
    TemplateField {
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

impl TemplateField {
    pub(super) const fn says(self, guidance: &'static str) -> TemplateField {
        TemplateField { guidance, ..self }
    }

    pub(super) const fn asked(self, required: Required) -> TemplateField {
        TemplateField { required, ..self }
    }

    pub(super) const fn only_for(self, purpose: Purpose) -> TemplateField {
        TemplateField {
            purpose: Some(purpose),
            ..self
        }
    }

    pub(super) const fn begins(self, begins: Begins) -> TemplateField {
        TemplateField { begins, ..self }
    }

    pub(super) const fn like(self, example: &'static str) -> TemplateField {
        TemplateField { example, ..self }
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
}

impl fmt::Display for Required {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Required::Draft => "draft",
            Required::Submitted => "submitted",
            Required::Established => "established",
            Required::Never => "never",
        })
    }
}
