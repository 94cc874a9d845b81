//! What a document says because the text of the register says it. A redline compares this part.

use super::model::{
    Block, Column, Fact, Inline, Level, Row, Section, Style, Table, cell, column, fact, list_cell,
    paragraph, plain, styled,
};
use super::prose;
use crate::date::Day;
use crate::id::Id;
use crate::policy::Policy;
use crate::register::{FeedbackTerm, Holder, Link, Milestone, Register, Standard};
use crate::render::governance::Governance;
use crate::render::redact::public_link;
use crate::render::view::{PartyView, parties, purpose, sections, standard_notes};
use crate::roster::Roster;
use crate::text::non_blank;

/// The columns of Table 1 (DSP4003 5.2).
const TABLE_1: [(&str, u32); 9] = [
    ("1. Standard Type", 10),
    ("2. AP Id", 12),
    ("3. Descr", 17),
    ("4. Info Mgt Domain", 11),
    ("5. Lead Org", 9),
    ("6. Governing IP Policy", 10),
    ("7. Owning Org", 9),
    ("8. Developing Org", 11),
    ("9. Maintaining Org", 11),
];

/// The title, the title block and the sections of a text.
#[derive(Debug, Clone)]
pub(super) struct TextPart {
    pub(super) title: Inline,
    pub(super) facts: Vec<Fact>,
    pub(super) sections: Vec<Section>,
}

/// What names in a text mean, and which milestones are completed.
pub(super) struct TextSource<'a, C: Fn(&Id) -> Option<Day>> {
    pub(super) roster: &'a Roster,
    pub(super) policy: &'a Policy,
    pub(super) completed: C,
}

/// The source of a text alone, without what was recorded about it later.
pub(super) fn text_alone(
    governance: Governance<'_>,
) -> TextSource<'_, impl Fn(&Id) -> Option<Day>> {
    TextSource {
        roster: governance.roster,
        policy: governance.policy,
        completed: |_| None,
    }
}

impl<C: Fn(&Id) -> Option<Day>> TextSource<'_, C> {
    pub(super) fn read(&self, text: &Register) -> TextPart {
        let mut sections = vec![self.parties(text)];
        let own = [
            ("justification", "Justification", &text.justification),
            ("scope", "Scope", &text.scope),
            ("benefits", "Benefits", &text.benefits),
        ];
        for (key, title, prose) in own {
            sections.extend(non_blank(prose).map(|prose| of_prose(key, title, prose)));
        }
        let others = self::sections(text, self.policy).into_iter();
        sections
            .extend(others.map(|it| of_prose(&format!("section {}", it.id), it.title, it.text)));
        sections.extend(self.milestones(&text.milestones));
        sections.extend(standards(&text.standards));
        sections.extend(feedback_terms(&text.feedback_terms));
        sections.extend(links(&text.links));
        TextPart {
            title: plain(&text.title),
            facts: facts(text),
            sections,
        }
    }

    fn parties(&self, text: &Register) -> Section {
        let sides = parties(text, self.roster);
        let row = |label: &str, of: &dyn Fn(&PartyView<'_>) -> Option<String>| {
            let (partner, home) = (of(&sides.partner), of(&sides.home));
            let is_known = partner.is_some() || home.is_some();
            is_known.then(|| Row {
                key: label.to_string(),
                cells: vec![
                    cell(label),
                    cell(partner.unwrap_or_default()),
                    cell(home.unwrap_or_default()),
                ],
            })
        };
        let rows = [
            row("Organization", &|side| Some(side.name.clone())),
            row("Status", &|side| side.status.clone()),
            row("Group", &|side| side.group.map(str::to_string)),
            row("Governing body", &|side| side.governing_body.clone()),
            row("Work area", &|side| side.work_area.map(str::to_string)),
        ];
        let mut committees = vec![Row {
            key: "originating committee".to_string(),
            cells: vec![
                cell("Originating committee"),
                Vec::new(),
                cell(self.roster.body_name(&text.originating_committee)),
            ],
        }];
        if !text.also_approves.is_empty() {
            committees.push(Row {
                key: "also approves".to_string(),
                cells: vec![
                    cell("Also approves"),
                    Vec::new(),
                    self.bodies(&text.also_approves),
                ],
            });
        }
        let columns = vec![
            column("", 22),
            column("Alliance partner", 39),
            column("Home organization", 39),
        ];
        let rows = rows.into_iter().flatten().chain(committees).collect();
        section("parties", "Parties", vec![table(None, columns, rows)])
    }

    fn bodies(&self, ids: &[Id]) -> super::model::Cell {
        list_cell(ids.iter().map(|id| self.roster.body_name(id)))
    }

    fn milestones(&self, milestones: &[Milestone]) -> Option<Section> {
        let row = |milestone: &Milestone| Row {
            key: milestone.id.to_string(),
            cells: vec![
                cell(milestone.id.as_str()),
                cell(&milestone.title),
                match milestone.committees.is_empty() {
                    true => cell("not known yet"),
                    false => self.bodies(&milestone.committees),
                },
                self.bodies(&milestone.working_groups),
                self.due(milestone),
            ],
        };
        let columns = vec![
            column("Id", 13),
            column("Deliverable", 33),
            column("Committees", 20),
            column("Working groups", 17),
            column("Due", 17),
        ];
        let rows: Vec<Row> = milestones.iter().map(row).collect();
        let table = table(
            Some("Deliverables and the committees that own them"),
            columns,
            rows,
        );
        (!milestones.is_empty()).then(|| section("milestones", "Milestones", vec![table]))
    }

    fn due(&self, milestone: &Milestone) -> super::model::Cell {
        let due = milestone.due.map(|due| due.to_string());
        let firm = milestone.commitment.map(|it| format!("({it})"));
        let promised: Vec<String> = due.into_iter().chain(firm).collect();
        let completed = (self.completed)(&milestone.id).map(|day| format!("completed {day}"));
        let promised = Some(promised.join(" ")).filter(|text| !text.is_empty());
        list_cell(promised.into_iter().chain(completed))
    }
}

fn facts(text: &Register) -> Vec<Fact> {
    let web = text.web.as_deref().and_then(public_link);
    let language = non_blank(&text.language).filter(|tag| !is_english(tag));
    let facts = [
        non_blank(&text.subject).map(|it| fact("Subject", it)),
        non_blank(&text.version).map(|it| fact("Version", it)),
        purpose(text.purpose).map(|it| fact("Purpose", it)),
        text.addendum_to
            .as_ref()
            .map(|it| fact("Addendum to", it.as_str())),
        text.initiated.map(|it| fact("Initiated", it.to_string())),
        language.map(|it| fact("Language", it)),
        web.map(|address| Fact {
            label: "Web".to_string(),
            value: web_address(address),
        }),
    ];
    facts.into_iter().flatten().collect()
}

/// The headings of documents are in English.
fn is_english(tag: &str) -> bool {
    tag.split('-')
        .next()
        .is_some_and(|it| it.eq_ignore_ascii_case("en"))
}

fn standards(rows: &[Standard]) -> Option<Section> {
    let holder = |holder: &Holder| list_cell(holder.names());
    let row = |row: &Standard| Row {
        key: row.ap_id.clone(),
        cells: vec![
            cell(&row.kind),
            cell(&row.ap_id),
            cell(&row.description),
            cell(&row.domain),
            cell(&row.lead),
            holder(&row.ip_policy),
            holder(&row.owner),
            holder(&row.developer),
            holder(&row.maintainer),
        ],
    };
    let columns = TABLE_1.map(|(title, width)| column(title, width)).to_vec();
    let caption = "Table 1: Alliance Partner Standard Development";
    let mut blocks = vec![table(
        Some(caption),
        columns,
        rows.iter().map(row).collect(),
    )];
    blocks.extend(standard_notes(rows).into_iter().map(paragraph));
    (!rows.is_empty()).then(|| section("standards", "Standards", blocks))
}

fn feedback_terms(terms: &[FeedbackTerm]) -> Vec<Section> {
    if terms.is_empty() {
        return Vec::new();
    }
    let term = |term: &FeedbackTerm| {
        let agreed = term.agreed.map(|day| format!(" (agreed {day})"));
        let title = format!("{}{}", term.id, agreed.unwrap_or_default());
        Section {
            level: Level::Subsection,
            ..of_prose(&format!("term {}", term.id), &title, &term.text)
        }
    };
    let heading = section("feedback terms", "Feedback terms", Vec::new());
    [heading]
        .into_iter()
        .chain(terms.iter().map(term))
        .collect()
}

fn links(links: &[Link]) -> Option<Section> {
    let row = |link: &Link| {
        // Addresses of people are never in a document.
        let address = public_link(&link.href);
        Row {
            key: format!("{} {}", link.title, address.unwrap_or_default()),
            cells: vec![
                cell(&link.title),
                vec![address.map(web_address).unwrap_or_default()],
            ],
        }
    };
    let columns = vec![column("Document", 45), column("Address", 55)];
    let table = table(None, columns, links.iter().map(row).collect());
    (!links.is_empty()).then(|| section("links", "Related documents", vec![table]))
}

fn web_address(address: &str) -> Inline {
    let link = Some(address.to_string());
    styled(
        address,
        Style {
            link,
            ..Style::default()
        },
    )
}

fn of_prose(key: &str, title: &str, text: &str) -> Section {
    section(key, title, prose::blocks(text))
}

pub(super) fn section(key: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section {
        key: key.to_string(),
        level: Level::Section,
        title: plain(title),
        blocks,
    }
}

pub(super) fn table(caption: Option<&'static str>, columns: Vec<Column>, rows: Vec<Row>) -> Block {
    Block::Table(Table {
        caption,
        columns,
        rows,
    })
}
