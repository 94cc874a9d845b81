//! `wr schema`: prints JSON Schemas of the files that people write, for their editors.

use anyhow::Result;
use clap::Args;

use crate::cli::app::context::{Context, Environment};
use crate::cli::app::share::ShareOption;
use crate::cli::app::ui;
use crate::path::POLICY;
use crate::schema::settings::{SETTINGS, schemas_as_json, with_schemas};
use crate::schema::{SCHEMAS, SchemaKind};
use crate::store::WriteLock;

/// Print the JSON Schema of a file that people write, or write all of them to the store for editors
///
/// Editors with the YAML language server then complete, explain and check files that begin with
/// `# yaml-language-server: $schema=...`, as `wr new` and `wr init` write them.
#[derive(Debug, Args)]
pub(crate) struct SchemaCommand {
    /// The schema; without a name, list all of them
    #[arg(value_name = "NAME", value_parser = NAMES)]
    name: Option<String>,
    /// Write all of them to the store's templates/schema, with the settings of VS Code, and commit them
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

/// Writes the schemas and the settings of VS Code that differ from this version's, in one commit.
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
    let mut notes = Vec::new();
    settings(&context, &lock, &mut files, &mut notes)?;
    line_of_policy(&context, &lock, &mut notes)?;
    if files.is_empty() && notes.is_empty() {
        ui::out(format!(
            "{SCHEMAS}: nothing to write, the schemas are those of this version"
        ));
        return Ok(());
    }
    if !files.is_empty() {
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let summary = format!("schema: {}", names.join(", "));
        let message = format!(
            "schema: update to wr {}\n\n{}\n",
            env!("CARGO_PKG_VERSION"),
            names.join("\n")
        );
        context.commit(&lock, files, message)?;
        ui::out(summary);
    }
    notes.into_iter().for_each(ui::out);
    Ok(())
}

/// Adds the schemas to the settings of VS Code. Settings with edits of the user's own are changed on disk only.
fn settings(
    context: &Context,
    lock: &WriteLock,
    files: &mut Vec<(String, Vec<u8>)>,
    notes: &mut Vec<String>,
) -> Result<()> {
    let Ok(top) = context.top() else {
        return Ok(());
    };
    let there = context.on_disk(SETTINGS).ok();
    if there.is_none() && top.join(SETTINGS).symlink_metadata().is_ok() {
        notes.push(format!("{SETTINGS} is unchanged: it is not a regular file"));
        return Ok(());
    }
    let old = there.as_ref().map_or(Ok(""), |file| file.text());
    let new = match old
        .map_err(|_| "it is not UTF-8".to_string())
        .and_then(with_schemas)
    {
        Ok(Some(new)) => new.into_bytes(),
        Ok(None) => return Ok(()),
        Err(why) => {
            let add = schemas_as_json();
            notes.push(format!("{SETTINGS} is unchanged: {why}. Add to it:\n{add}"));
            return Ok(());
        }
    };
    match there {
        Some(file) if !context.is_committed(&file)? => {
            context.store.replace(lock, SETTINGS, file.bytes(), &new)?;
            let note =
                format!("{SETTINGS}: changed; it has edits of your own, so commit it yourself");
            notes.push(note);
        }
        Some(_) | None => files.push((SETTINGS.to_string(), new)),
    }
    Ok(())
}

/// Moves the line for editors of the policy to the top. The policy is saved by its own command.
fn line_of_policy(context: &Context, lock: &WriteLock, notes: &mut Vec<String>) -> Result<()> {
    let Ok(file) = context.on_disk(POLICY) else {
        return Ok(());
    };
    let Some(new) = file.text().ok().and_then(SchemaKind::moved_to_the_top) else {
        return Ok(());
    };
    context
        .store
        .replace(lock, POLICY, file.bytes(), new.as_bytes())?;
    notes.push(format!(
        "{POLICY}: the line for editors is now the first, where they look for it; `wr save policy` saves it"
    ));
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
