//! `wr schema`: prints JSON Schemas of the files that people write, for their editors.

use anyhow::Result;
use clap::Args;

use crate::cli::app::context::{Context, Environment};
use crate::cli::app::share::ShareOption;
use crate::cli::app::ui;
use crate::schema::{SCHEMAS, SchemaKind};

/// Print the JSON Schema of a file that people write, or write all of them to the store for editors
///
/// Editors with the YAML language server then complete, explain and check files that begin with
/// `# yaml-language-server: $schema=...`, as `wr new` and `wr init` write them.
#[derive(Debug, Args)]
pub(crate) struct SchemaCommand {
    /// The schema; without a name, list all of them
    #[arg(value_name = "NAME", value_parser = NAMES)]
    name: Option<String>,
    /// Write all of them to the store's templates/schema, and commit them
    #[arg(long, conflicts_with = "name")]
    write: bool,
    #[command(flatten)]
    sharing: ShareOption,
}

const NAMES: [&str; 4] = ["register", "contacts", "policy", "roster"];

impl SchemaCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        if self.write {
            return write(env);
        }
        match SchemaKind::ALL
            .into_iter()
            .find(|kind| self.name.as_deref() == Some(kind.name()))
        {
            Some(kind) => ui::raw(kind.text().as_bytes()),
            None => {
                let row = |kind: SchemaKind| vec![kind.name(), kind.files(), kind.summary()];
                let row = |kind| row(kind).into_iter().map(str::to_string).collect();
                ui::out(ui::columns(SchemaKind::ALL.into_iter().map(row)));
            }
        }
        Ok(())
    }
}

/// Writes the schemas that differ from this version's, in one commit.
fn write(env: &Environment) -> Result<()> {
    let mut context = Context::open(env)?;
    context.governance()?;
    let lock = context.begin_write()?;
    let mut files = Vec::new();
    for kind in SchemaKind::ALL {
        let bytes = kind.text().into_bytes();
        let there = context
            .on_disk(&kind.path())
            .ok()
            .filter(|file| file.bytes() == bytes);
        if there.is_none_or(|file| !context.is_committed(&file).unwrap_or(false)) {
            files.push((kind.path(), bytes));
        }
    }
    if files.is_empty() {
        ui::out(format!(
            "{SCHEMAS}: nothing to write, the schemas are those of this version"
        ));
        return Ok(());
    }
    let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let summary = format!("schema: {}", names.join(", "));
    let message = format!(
        "schema: update to wr {}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        names.join("\n")
    );
    context.commit(&lock, files, message)?;
    ui::out(summary);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_can_be_named() {
        assert_eq!(NAMES, SchemaKind::ALL.map(SchemaKind::name));
    }
}
