//! Table 1, in any order of its columns.

use serde_json::{Map, Value, json};

use super::Recognizer;
use super::fields::names;
use super::tables::Columns;
use crate::import::document::Table;
use crate::template::INSERT;

/// How many columns DSP4003 5.2 has.
const COLUMNS: usize = 9;

/// These columns, and after them those that other organizations add.
const FIELDS: [&str; 11] = [
    "type",
    "ap_id",
    "description",
    "domain",
    "lead",
    "ip_policy",
    "owner",
    "developer",
    "maintainer",
    "development",
    "rules",
];

const OTHERS: &[(&str, &[&str])] = &[
    ("type", &["type", "kind", "specification type"]),
    (
        "ap_id",
        &["id", "ap id", "standard", "specification", "document"],
    ),
    ("description", &["title", "summary", "name"]),
    (
        "domain",
        &["domain", "information domain", "technology area", "area"],
    ),
    ("lead", &["lead", "leading body", "lead body"]),
    (
        "ip_policy",
        &["ip policy", "policy", "ipr policy", "ip", "ipr"],
    ),
    ("owner", &["owner", "owning", "owned by"]),
    ("developer", &["developer", "developing", "developed by"]),
    (
        "maintainer",
        &["maintainer", "maintaining", "maintained by"],
    ),
];

impl Recognizer<'_> {
    /// Reads Table 1, which has at least `least` of its columns; false if the table is another one.
    pub(super) fn standards_table(&mut self, table: &Table, least: usize) -> bool {
        let Some(columns) = Columns::of(table, &FIELDS, OTHERS, least) else {
            return false;
        };
        self.head(table, &columns, "standards");
        for row in &table.rows[columns.first_row..] {
            if row.is_merged {
                self.unplaced_row(row, "a row of Table 1 with one cell");
                continue;
            }
            let mut standard = Map::new();
            for field in FIELDS.into_iter().take(COLUMNS) {
                let cell = columns.text(row, field).replace('\n', " ");
                let value = match field {
                    _ if cell.is_empty() => json!(INSERT),
                    "ip_policy" | "owner" | "developer" | "maintainer" => self.holder(&cell),
                    _ => json!(cell),
                };
                standard.insert(field.to_string(), value);
            }
            let development = columns.text(row, "development").to_lowercase();
            match development.as_str() {
                "" => {}
                "joint" | "delegated" | "own" => {
                    standard.insert("development".to_string(), json!(development));
                }
                _ => self.unplaced(&development, "development is `joint`, `delegated` or `own`"),
            }
            let rules = columns.text(row, "rules");
            if !rules.is_empty() {
                standard.insert("rules".to_string(), json!(rules));
            }
            self.push("standards", Value::Object(standard));
            self.other_cells(row, &columns);
        }
        true
    }

    /// One holder, or both sides.
    fn holder(&mut self, cell: &str) -> Value {
        let holders = names(cell);
        let is_known = |name: &String| self.parties.roster.organization_called(name).is_some();
        if holders.len() > 1 && holders.iter().all(is_known) {
            self.rewritten(cell, &format!("the list [{}]", holders.join(", ")));
            return json!(holders);
        }
        json!(cell)
    }
}
