//! `wr standard split`: replaces the row of a group with one row for each standard, which inherits the group's columns
//! 1 and 4 to 9 (DSP4003 5.2 note 2).

use std::collections::BTreeSet;
use std::str::FromStr;

use anyhow::Result;
use clap::Args;

use crate::casefold::casefold;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::edit::{Edit, EditCommand, EditContext, edit};
use crate::id::Id;
use crate::process::Refusal;
use crate::suggest::did_you_mean;
use crate::yaml::{ListItem, Variant};

const CLAUSE: &str = "DSP4003 5.2 note 2";

/// Replace the row of a group with one row for each standard, in the draft
#[derive(Debug, Args)]
pub(crate) struct StandardSplitCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The AP identifier of the group's row
    #[arg(value_name = "AP_ID")]
    row: String,
    /// Columns 2 and 3 of a standard of the group; a DSP number is an AP identifier; may be given several times
    #[arg(long, value_name = "AP_ID: DESCRIPTION", required = true)]
    into: Vec<Columns>,
    /// Keep the group's row, for standards that are added later
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    editing: EditCommand,
}

/// Columns 2 and 3, which a row does not inherit from its group.
#[derive(Debug, Clone)]
struct Columns {
    ap_id: String,
    description: String,
}

impl FromStr for Columns {
    type Err = String;

    fn from_str(text: &str) -> Result<Columns, String> {
        let (ap_id, description) = text
            .split_once(": ")
            .or(text.split_once(':'))
            .unwrap_or((text, ""));
        let (ap_id, description) = (ap_id.trim().to_string(), description.trim().to_string());
        if ap_id.is_empty() || description.is_empty() {
            return Err(
                "write the AP identifier and the description, such as `XYZ-12: Profile for switches`"
                    .into(),
            );
        }
        if text.chars().any(char::is_control) {
            return Err("a cell of Table 1 has one line".into());
        }
        Ok(Columns { ap_id, description })
    }
}

impl StandardSplitCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        edit(env, &self.id, &self.editing, CLAUSE, |draft| {
            let index = self.group(draft)?;
            self.discrete(draft)?;
            self.may_keep(draft, index)?;
            let mut copies: Vec<Variant<'_>> = self.into.iter().map(Columns::variant).collect();
            if self.keep {
                copies.push(Variant::new());
            }
            let group = draft
                .text
                .standards
                .get(index)
                .map_or("", |row| row.ap_id.as_str());
            let names: Vec<String> = self
                .into
                .iter()
                .map(|columns| format!("`{}`", columns.ap_id))
                .collect();
            let kept = if self.keep { ", and its row stays" } else { "" };
            let what = format!("the group `{}` becomes {}{kept}", group, names.join(", "));
            Ok(Edit {
                item: ListItem {
                    list: "standards",
                    index,
                },
                copies,
                what,
            })
        })
    }

    /// The index of the group's row.
    fn group(&self, draft: &EditContext<'_>) -> Result<usize> {
        let rows = &draft.text.standards;
        let wanted = casefold(&self.row);
        let Some(index) = rows.iter().position(|row| casefold(&row.ap_id) == wanted) else {
            let known: Vec<&str> = rows.iter().map(|row| row.ap_id.as_str()).collect();
            let near = did_you_mean(&self.row, &known);
            let groups: Vec<String> = rows
                .iter()
                .filter(|row| row.group)
                .map(|row| format!("`{}`", row.ap_id))
                .collect();
            let groups = if groups.is_empty() {
                "Table 1 has none".to_string()
            } else {
                groups.join(", ")
            };
            let state = format!("Table 1 of `{}` has no row `{}`{near}", draft.id, self.row);
            return Err(refused(state, format!("the row of a group: {groups}")));
        };
        match rows.get(index).filter(|row| !row.group) {
            None => Ok(index),
            Some(row) => {
                let state = format!(
                    "the row `{}` is for one standard, not for a group",
                    row.ap_id
                );
                Err(refused(state, "a row with `group: true`"))
            }
        }
    }

    /// Refuses an AP identifier that another row has.
    fn discrete(&self, draft: &EditContext<'_>) -> Result<()> {
        let mut taken: BTreeSet<String> = draft
            .text
            .standards
            .iter()
            .map(|row| casefold(&row.ap_id))
            .collect();
        for columns in &self.into {
            if !taken.insert(casefold(&columns.ap_id)) {
                let state = format!("two rows would have the AP identifier `{}`", columns.ap_id);
                return Err(refused(state, "a different AP identifier for each row"));
            }
        }
        Ok(())
    }
}

impl StandardSplitCommand {
    /// Refuses to keep a group's row that names only what other rows name then: one standard would be listed twice.
    fn may_keep(&self, draft: &EditContext<'_>, index: usize) -> Result<()> {
        let rows = &draft.text.standards;
        let Some(group) = rows.get(index).filter(|_| self.keep) else {
            return Ok(());
        };
        let others = rows.iter().enumerate().filter(|(at, _)| *at != index);
        let others = others.flat_map(|(_, row)| [&row.ap_id, &row.description]);
        let split = self.into.iter().flat_map(|it| [&it.ap_id, &it.description]);
        let listed: BTreeSet<String> = others.chain(split).map(|name| casefold(name)).collect();
        let is_listed = |text: &str| {
            let mut names = names(text).peekable();
            names.peek().is_some() && names.all(|name| listed.contains(&name))
        };
        if !is_listed(&group.ap_id) && !is_listed(&group.description) {
            return Ok(());
        }
        let state = format!(
            "all that the row `{}` names has a row of its own then, and would be listed twice",
            group.ap_id
        );
        let needs = "the command without `--keep`; or first a description of the group, in the draft, that names what \
                     is added later";
        Err(refused(state, needs))
    }
}

/// The names in a cell that lists several.
fn names(cell: &str) -> impl Iterator<Item = String> {
    let parts = cell.split([',', ';', '/', '&']);
    let parts = parts.flat_map(|part| part.split(" and "));
    let parts = parts.map(|part| casefold(part.trim().trim_start_matches("and ")));
    parts.filter(|part| !part.is_empty())
}

impl Columns {
    fn variant(&self) -> Variant<'_> {
        let columns = [
            ("ap_id", Some(&*self.ap_id)),
            ("description", Some(&*self.description)),
            ("group", None),
        ];
        columns.into()
    }
}

fn refused(state: String, needs: impl Into<String>) -> anyhow::Error {
    Rejected::ByProcess(Refusal::new(state, needs, CLAUSE)).into()
}
