//! `wr template`: prints the Work Register Template as a table.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::cli::app::context::{Context, Environment};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui;
use crate::policy::Section;
use crate::template::{CONTACTS, REGISTER, TemplateField};

/// Show the Work Register Template: the fields of a register, and when each is required
#[derive(Debug, Args)]
pub(crate) struct TemplateCommand {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct TemplateJson {
    /// The version of this format: 1.
    format: u32,
    /// The fields of register.yaml.
    register: &'static [TemplateField],
    /// The sections that the store's policy adds.
    sections: Vec<Section>,
    /// The fields of contacts.yaml.
    contacts: &'static [TemplateField],
}

const LEGEND: &str = "draft: always required. submitted: required by `wr submit`, work to do until then.\n\
    established: a warning while it is missing; owners of milestones, and sections of the policy, are required\n\
    before the board decides. A field of a list is required in each item; `standards` only for that purpose.";

impl TemplateCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        // Outside of a store, only the template of DSP4003 applies.
        let snapshot = Context::open(env)
            .and_then(|context| context.governance())
            .ok();
        let sections = snapshot.as_ref().and_then(|snapshot| snapshot.policy());
        let sections = sections.map_or(Vec::new(), |policy| policy.sections.clone());
        let published = TemplateJson {
            format: 1,
            register: REGISTER,
            sections,
            contacts: CONTACTS,
        };
        self.format.print(None, &published, |published| {
            let register = table(REGISTER, &published.sections);
            let contacts = table(CONTACTS, &[]);
            View::Text(format!(
                "register.yaml\n{register}\n\ncontacts.yaml\n{contacts}\n\n{LEGEND}"
            ))
        })
    }
}

/// The fields in rows, with the sections of the policy below the field `sections`.
fn table(fields: &[TemplateField], own: &[Section]) -> String {
    let mut rows = Vec::new();
    for field in fields {
        let required = field.required.to_string().replace("never", "");
        rows.push(vec![
            field.path.to_string(),
            required,
            field.title.to_string(),
            field.clause.to_string(),
        ]);
        if field.path == "sections" {
            rows.extend(own.iter().map(|section| {
                let required = section.required.to_string().replace("never", "");
                vec![
                    format!("sections.{}", section.id),
                    required,
                    section.title.clone(),
                    "policy".into(),
                ]
            }));
        }
    }
    ui::indented_columns(rows)
}
