//! Milestones, as a list, as paragraphs or as a table.

use serde_json::{Map, Value, json};

use super::fields::names;
use super::tables::Columns;
use super::{Recognizer, Where};
use crate::id::Id;
use crate::import::dates::{DateFound, date, date_within};
use crate::import::document::{Row, Table};
use crate::import::heading::Part;
use crate::roster::BodyKind;

/// The columns that a table of milestones may have.
const FIELDS: [&str; 6] = [
    "id",
    "title",
    "committees",
    "working_groups",
    "due",
    "commitment",
];

const OTHERS: &[(&str, &[&str])] = &[
    (
        "title",
        &[
            "milestone",
            "milestones",
            "description",
            "activity",
            "item",
            "task",
            "work item",
            "what",
            "action",
        ],
    ),
    (
        "due",
        &[
            "when",
            "dates",
            "schedule",
            "planned",
            "target",
            "timeline",
            "delivery",
            "delivery date",
        ],
    ),
    (
        "committees",
        &[
            "owner",
            "responsible",
            "who",
            "responsibility",
            "lead",
            "by",
            "committees",
            "organization",
        ],
    ),
    ("working_groups", &["working groups", "group", "groups"]),
    ("commitment", &["status", "type of date"]),
    ("id", &["no", "number", "nr", "ref"]),
];

/// How names of committees and working groups end.
const BODIES: [&str; 7] = [
    "Committee",
    "Subcommittee",
    "Working Group",
    "Task Force",
    " Group",
    " WG",
    " TC",
];

impl Recognizer<'_> {
    /// A milestone in a sentence, which stays its title.
    pub(super) fn milestone(&mut self, words: &str) {
        let mut milestone = Map::new();
        milestone.insert("id".to_string(), json!(""));
        milestone.insert("title".to_string(), json!(words.replace('\n', " ")));
        match date_within(words) {
            DateFound::One(when) => {
                drop(milestone.insert("due".to_string(), json!(when.to_string())))
            }
            DateFound::Unclear(words, why) => self.unplaced(&words, due(&why)),
            DateFound::Nothing => {}
        }
        self.add_milestone(milestone);
    }

    /// Paragraphs are milestones where no list and no table has them.
    pub(super) fn paragraphs_of_milestones(&mut self) {
        let has_items = self.draft.fields.contains_key("milestones");
        for (place, words) in std::mem::take(&mut self.pending) {
            self.at.place = place;
            match has_items || words.ends_with(':') {
                true => self.unplaced(&words, "a text between the milestones"),
                false => self.milestone(&words),
            }
        }
    }

    /// Reads a table of milestones; false if it is none.
    pub(super) fn milestone_table(&mut self, table: &Table) -> bool {
        let Some(columns) = Columns::of(table, &FIELDS, OTHERS, 2)
            .filter(|columns| columns.has("title"))
            .or_else(|| self.columns_without_head(table))
        else {
            return false;
        };
        self.head(table, &columns, "milestones");
        for row in &table.rows[columns.first_row..] {
            let title = columns.text(row, "title");
            if row.is_merged || title.is_empty() {
                self.unplaced_row(row, "a row without a deliverable");
                continue;
            }
            self.milestone_row(row, &columns, &title);
        }
        true
    }

    fn milestone_row(&mut self, row: &Row, columns: &Columns, title: &str) {
        let mut milestone = Map::new();
        let id: Option<Id> = columns.text(row, "id").to_lowercase().parse().ok();
        milestone.insert(
            "id".to_string(),
            json!(id.map_or(String::new(), |id| id.to_string())),
        );
        milestone.insert("title".to_string(), json!(title.replace('\n', " ")));
        self.bodies(
            &columns.text(row, "committees"),
            BodyKind::Committee,
            &mut milestone,
        );
        self.bodies(
            &columns.text(row, "working_groups"),
            BodyKind::WorkingGroup,
            &mut milestone,
        );
        self.due(&columns.text(row, "due"), &mut milestone);
        let commitment = columns.text(row, "commitment");
        match commitment.to_lowercase().as_str() {
            "" => {}
            known @ ("goal" | "committed") => {
                drop(milestone.insert("commitment".to_string(), json!(known)))
            }
            _ => self.unplaced(&commitment, "a commitment is `goal` or `committed`"),
        }
        self.add_milestone(milestone);
        self.other_cells(row, columns);
    }

    /// The columns of a table below the heading of the milestones, if its first row is a milestone and each column can
    /// mean one thing only.
    fn columns_without_head(&self, table: &Table) -> Option<Columns> {
        if self.at.part != Where::In(Part::Milestones) {
            return None;
        }
        let count = table.rows.first()?.cells.len();
        let cells = |column: usize| {
            let rows = table.rows.iter().filter(|row| !row.is_merged);
            rows.map(move |row| row.cells[column].plain.as_str())
                .collect()
        };
        let fields: Vec<_> = (0..count)
            .map(|column| self.meaning(cells(column)))
            .collect();
        let times = |field| fields.iter().filter(|it| **it == Some(field)).count();
        let is_certain = times("title") == 1
            && times("due") == 1
            && ["id", "committees", "commitment"]
                .iter()
                .all(|field| times(field) <= 1);
        is_certain.then(|| Columns::without_head(fields))
    }

    /// The field that the cells of a column have; `None` if they are empty.
    fn meaning(&self, mut cells: Vec<&str>) -> Option<&'static str> {
        let is_date = |cell: &&str| matches!(date(cell), DateFound::One(_));
        let begins_with_date = cells.first().is_some_and(is_date);
        cells.retain(|cell| !cell.is_empty());
        let dates = cells.iter().filter(|cell| is_date(cell)).count();
        let is_number = |cell: &&str| {
            let number = cell.trim_end_matches(['.', ')']);
            number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_commitment =
            |cell: &&str| ["goal", "committed"].contains(&cell.to_lowercase().as_str());
        let is_body = |cell: &&str| {
            let is_named_so = BODIES.iter().any(|body| cell.ends_with(body));
            is_named_so || self.parties.roster.body_called(cell).is_some()
        };
        match () {
            () if cells.is_empty() => None,
            () if begins_with_date && dates * 2 >= cells.len() => Some("due"),
            () if cells.iter().all(is_number) => Some("id"),
            () if cells.iter().all(is_commitment) => Some("commitment"),
            () if cells.iter().all(is_body) => Some("committees"),
            () => Some("title"),
        }
    }

    fn due(&mut self, words: &str, milestone: &mut Map<String, Value>) {
        match date(words) {
            DateFound::One(when) => {
                milestone.insert("due".to_string(), json!(when.to_string()));
                if when.to_string() != words {
                    self.rewritten(words, &format!("due: {when}"));
                }
            }
            DateFound::Unclear(_, why) => self.unplaced(words, due(&why)),
            DateFound::Nothing => {}
        }
    }

    /// The bodies of a cell, each in the list of its kind.
    fn bodies(&mut self, cell: &str, kind: BodyKind, milestone: &mut Map<String, Value>) {
        let whole = self
            .parties
            .roster
            .body_called(cell)
            .map(|_| vec![cell.to_string()]);
        for name in whole.unwrap_or_else(|| names(cell)) {
            let Some((id, kind)) = self.body(&name, kind) else {
                continue;
            };
            let list = match kind {
                BodyKind::WorkingGroup => "working_groups",
                BodyKind::AllianceCommittee
                | BodyKind::Committee
                | BodyKind::Board
                | BodyKind::ExecutiveCommittee => "committees",
            };
            let ids = milestone.entry(list).or_insert_with(|| json!([]));
            if let Value::Array(ids) = ids
                && !ids.contains(&json!(id))
            {
                ids.push(json!(id));
            }
        }
    }

    /// Adds a milestone, under its id or the next free one.
    fn add_milestone(&mut self, mut milestone: Map<String, Value>) {
        let milestones = self.items("milestones");
        let is_free = |id: &str| !id.is_empty() && milestones.iter().all(|other| other["id"] != id);
        let given = milestone["id"]
            .as_str()
            .filter(|id| is_free(id))
            .map(str::to_string);
        let id = given.or_else(|| (1..).map(|at| format!("m{at}")).find(|id| is_free(id)));
        milestone.insert("id".to_string(), json!(id));
        self.push("milestones", Value::Object(milestone));
    }
}

fn due(why: &str) -> String {
    format!("{why}; write `due` in register.yaml")
}
