//! `wr template`: the Work Register Template as a table, for people who write or read registers.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::cli::app::context::{Context, Environment};
use crate::cli::app::format::OutputFormat;
use crate::cli::app::ui;
use crate::policy::Section;
use crate::template::{CONTACTS, Field, REGISTER};

/// Show the Work Register Template: what a register has, and from when on it must be there
#[derive(Debug, Args)]
pub struct TemplateCommand {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The published form of the template.
#[derive(Debug, Serialize)]
struct TemplateJson {
    /// The version of this form: 1.
    format: u32,
    /// What register.yaml has.
    register: &'static [Field],
    /// The sections that this store asks for beside the template.
    sections: Vec<Section>,
    /// What contacts.yaml has.
    contacts: &'static [Field],
}

const LEGEND: &str = "draft: nothing goes without it. submitted: work to do until `wr submit`, which asks for it.\n\
    established: a warning while it is missing; who owns a milestone, and sections of our own, before the board\n\
    is asked. A field of a list is required in each item; `standards` only where that is the purpose.";

impl TemplateCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        // Outside of a store, the template is DSP4003's alone.
        let snapshot = Context::open(env)
            .and_then(|context| context.governance())
            .ok();
        let sections = snapshot.as_ref().and_then(|snapshot| snapshot.policy());
        let sections = sections.map_or(Vec::new(), |policy| policy.sections.clone());
        match self.format {
            OutputFormat::Json => {
                let published = TemplateJson {
                    format: 1,
                    register: REGISTER,
                    sections,
                    contacts: CONTACTS,
                };
                ui::out(serde_json::to_string_pretty(&published)?);
            }
            OutputFormat::Text => {
                let (register, contacts) = (table(REGISTER, &sections), table(CONTACTS, &[]));
                ui::out(format!(
                    "register.yaml\n{register}\n\ncontacts.yaml\n{contacts}\n\n{LEGEND}"
                ));
            }
        }
        Ok(())
    }
}

/// The fields in rows; the store's own sections below the field that holds them.
fn table(fields: &[Field], own: &[Section]) -> String {
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
    let table = ui::columns(rows);
    table
        .lines()
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
