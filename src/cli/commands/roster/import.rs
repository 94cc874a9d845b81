//! `wr roster import`: people, seats and offices from a table, such as one that Excel saved.

mod apply;
mod table;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;

use self::apply::apply;
use self::table::Table;
use super::edit::{VersionEdit, VersionEditOptions, edit_roster};
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::Environment;
use crate::cli::app::ui;
use crate::source::SourceFile;

/// Add and change people, seats and offices from a CSV file
///
/// The first line names the columns, in any order and case: name (or first name and last name), email, organization,
/// body, role, id, until. `role` is what the person is in the body: voter, alternate, chair, vice-chair, secretary or
/// member, which is the default; or a representative of the organization. A person with several roles has several
/// rows. Cells are separated by commas, semicolons or tabs; an empty cell changes nothing.
///
/// People are found by id, else by address, else by name. People who are not in the file stay in the roster; a person
/// who leaves gets `until`. If one row has a mistake, nothing is changed, and all mistakes are listed.
#[derive(Debug, Args)]
pub(super) struct RosterImportCommand {
    /// The file, saved as `CSV UTF-8`
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    #[command(flatten)]
    editing: VersionEditOptions,
}

impl RosterImportCommand {
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        let name = self.file.display().to_string();
        let bytes =
            fs::read(env.dir.join(&self.file)).with_context(|| format!("{name} cannot be read"))?;
        if [b"PK\x03\x04".as_slice(), b"\xd0\xcf\x11\xe0"]
            .iter()
            .any(|it| bytes.starts_with(it))
        {
            reject!(
                "{name} is a workbook, not a table of text\n  needs:  the sheet saved as `CSV UTF-8 (Comma delimited)`, \
                 for example members.csv"
            );
        }
        let file = SourceFile::new(&name, table::without_mark(&bytes));
        let table = Table::read(&file).map_err(|findings| {
            ui::err_findings(&findings);
            anyhow::Error::from(Rejected::Message(format!("{name} cannot be imported")))
        })?;
        for column in &table.ignored {
            ui::err(ui::visible(format!(
                "note: the column `{column}` is not imported"
            )));
        }
        edit_roster(env, &self.editing, |old, saved| {
            let applied = apply(&table, old, saved);
            if !applied.findings.is_empty() {
                ui::err_findings(&applied.findings.into_iter().collect());
                reject!("{name} was not imported: correct these rows first; nothing was changed");
            }
            let rows = table.rows.len();
            let what = match applied.changes.len() {
                0 if rows == 1 => format!("the row of {name} matches"),
                0 => format!("all {rows} rows of {name} match"),
                changes => {
                    let (changes, rows) = (counted(changes, "change"), counted(rows, "row"));
                    format!("{changes} from {rows} of {name}")
                }
            };
            Ok(VersionEdit {
                new: applied.roster,
                what,
                notes: applied.changes.iter().map(|it| format!("  {it}")).collect(),
            })
        })
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
