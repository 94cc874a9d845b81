//! The files of the draft: the store's templates with the words of the document.

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::cli::app::context::Context;
use crate::cli::app::templates::Overrides;
use crate::cli::app::ui;
use crate::cli::commands::new::questions::NewAnswers;
use crate::cli::commands::new::starter::{Starter, marked, starter_path};
use crate::id::Id;
use crate::import::{self, ImportedDraft, Parties};
use crate::policy::Policy;
use crate::render::StarterFile;
use crate::schema::SchemaKind;
use crate::template::{INSERT, Required};

/// Fields that `wr new` would give a value that the document does not have.
const NOT_IN_DOCUMENT: [&str; 3] = ["version", "initiated", "milestones"];

/// Fields that stay out of a text from records: its approval is in the past.
const UNKNOWN_IN_RECORDS: [&str; 9] = [
    "version",
    "initiated",
    "milestones",
    "subject",
    "home",
    "justification",
    "scope",
    "benefits",
    "sections",
];

/// What the files of a draft are made from.
pub(super) struct DraftText<'a> {
    pub(super) context: &'a Context,
    pub(super) parties: &'a Parties<'a>,
    pub(super) policy: &'a Policy,
    pub(super) overrides: &'a Overrides,
    pub(super) purpose: Option<&'a str>,
    pub(super) committee: Option<&'a str>,
    pub(super) is_from_records: bool,
}

/// The files of a draft: paths and texts.
pub(super) struct DraftFiles(Vec<(String, Vec<u8>)>);

impl DraftFiles {
    /// The files, for a commit.
    pub(super) fn committed(&self) -> Vec<(String, Vec<u8>)> {
        self.0.clone()
    }

    pub(super) fn print(&self) {
        for (path, bytes) in &self.0 {
            ui::out(format!("\n{path}:"));
            ui::document(&String::from_utf8_lossy(bytes));
        }
    }
}

impl DraftText<'_> {
    /// The files of the register.
    pub(super) fn files(&self, id: &Id, draft: &ImportedDraft) -> Result<DraftFiles> {
        let said = NewAnswers {
            purpose: self.purpose.map(str::to_string),
            originating_committee: self.committee.map(str::to_string),
            ..NewAnswers::default()
        };
        let starter = Starter {
            roster: self.parties.roster,
            policy: self.policy,
            overrides: self.overrides,
        };
        let today = self.context.env.today().to_string();
        let fill = |start| starter.fill(start, self.parties.partner, &said, &today);
        let template = fill(StarterFile::Register)?;
        let mut fields = self.fields(draft);
        let silent: &[&str] = match self.is_from_records {
            true => &UNKNOWN_IN_RECORDS,
            false => &NOT_IN_DOCUMENT,
        };
        let register = import::fill(&template, &fields, silent).unwrap_or_else(|| {
            fields
                .entry("title")
                .or_insert_with(|| json!(format!("{} Work Register", self.parties.partner.name)));
            import::plain(&fields)
        });
        let template = fill(StarterFile::Contacts)?;
        let contacts = import::fill(&template, &draft.contacts, &[]);
        let contacts = contacts.unwrap_or_else(|| import::plain(&draft.contacts));
        Ok(DraftFiles(vec![
            (
                starter_path(StarterFile::Register, id),
                marked(self.context, SchemaKind::Register, register),
            ),
            (
                starter_path(StarterFile::Contacts, id),
                marked(self.context, SchemaKind::Contacts, contacts),
            ),
        ]))
    }

    /// The fields of the document, with what the command line says, and placeholders inside of them.
    fn fields(&self, draft: &ImportedDraft) -> Map<String, Value> {
        let mut fields = draft.fields.clone();
        for (field, given) in [
            ("purpose", self.purpose),
            ("originating_committee", self.committee),
        ] {
            if given.is_some() {
                // The template has it already.
                fields.remove(field);
            }
        }
        let mut partner = Map::new();
        partner.insert("organization".to_string(), json!(self.parties.partner.id));
        partner.extend(
            fields
                .remove("partner")
                .and_then(object)
                .unwrap_or_default(),
        );
        fields.insert("partner".to_string(), Value::Object(partner));
        if self.is_from_records {
            return fields;
        }
        for side in ["partner", "home"] {
            if let Some(Value::Object(side)) = fields.get_mut(side) {
                side.entry("work_area").or_insert_with(|| json!(INSERT));
            }
        }
        if let Some(Value::Object(sections)) = fields.get_mut("sections") {
            let needed = self.policy.sections.iter();
            for section in needed.filter(|section| section.required != Required::Never) {
                let text = sections.entry(section.id.as_str());
                text.or_insert_with(|| json!(INSERT));
            }
        }
        fields
    }
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(fields) => Some(fields),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    }
}
