//! Recognizes headings of the Work Register Template, and the usual variants of other agreements.

use super::parties::{Parties, Side};
use super::words::{mentions, spaced};
use crate::yaml;

/// The part of a register that a heading begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A field of one line.
    Line(&'static str),
    /// A field of paragraphs, by its path: `scope`, `home/work_area`.
    Text(String),
    Organizations,
    Milestones,
    Standards,
    /// The contacts, of one side if the heading says so.
    Contacts(Option<Side>),
    Links,
    Terms,
    /// What a register does not have, with the reason.
    Elsewhere(&'static str),
}

/// The fields that headings of the template name.
const FIELDS: [&str; 15] = [
    "title",
    "version",
    "initiated",
    "subject",
    "language",
    "web",
    "originating_committee",
    "also_approves",
    "justification",
    "scope",
    "benefits",
    "milestones",
    "standards",
    "feedback_terms",
    "links",
];

/// Words that change nothing in a heading.
const FILLERS: &str = " the of for and a an to in with on this our its is liaison activity activities collaboration \
                       cooperation co operation partnership alliance agreement register business planned expected \
                       proposed key main mutual joint associated between work ";

/// Headings without their fillers, and the field that they mean.
const VARIANTS: &[(&str, &[&str])] = &[
    ("version", &["version number", "document version"]),
    (
        "initiated",
        &[
            "initiated",
            "date initiation",
            "effective date",
            "date effective",
            "initiated date",
        ],
    ),
    ("subject", &["re", "concerning", "subject line"]),
    (
        "justification",
        &[
            "justification",
            "rationale",
            "purpose",
            "background",
            "introduction",
            "motivation",
            "objective",
            "objectives",
            "goal",
            "goals",
            "intent",
            "overall description",
            "purpose background",
            "background purpose",
            "reason",
            "reasons",
            "preamble",
            "common objective",
            "common objectives",
        ],
    ),
    ("scope", &["scope", "areas", "area", "subject matter"]),
    (
        "benefits",
        &[
            "benefits",
            "benefit",
            "advantages",
            "benefits industry",
            "benefits both",
            "benefits parties",
        ],
    ),
    (
        "milestones",
        &[
            "milestones",
            "milestone",
            "milestones dates",
            "deliverables",
            "deliverable",
            "deliverables dates",
            "deliverables milestones",
            "deliverables schedule",
            "schedule",
            "schedule deliverables",
            "timeline",
            "timetable",
            "plan",
            "actions",
            "programme",
            "program",
        ],
    ),
    (
        "standards",
        &[
            "standards",
            "standards development",
            "standard development",
            "partner standard development",
            "table 1 partner standard development",
        ],
    ),
    (
        "links",
        &[
            "related documents",
            "references",
            "reference",
            "documents",
            "bibliography",
            "reference documents",
            "links",
            "normative references",
        ],
    ),
    (
        "feedback_terms",
        &["feedback terms", "terms feedback", "ip terms"],
    ),
];

/// Headings of parts that are not fields.
const OTHERS: &[(Part, &[&str])] = &[
    (
        Part::Organizations,
        &[
            "organizations",
            "organization",
            "organization name",
            "organization names",
            "parties",
            "participating organizations",
            "partners",
            "partner",
            "partner organization",
            "home organization",
            "organizations involved",
            "parties involved",
        ],
    ),
    (
        Part::Contacts(None),
        &[
            "contacts",
            "contact",
            "contact information",
            "contact details",
            "contact persons",
            "contact person",
            "points contact",
            "point contact",
            "representatives",
            "participants",
            "officers",
            "liaisons",
            "contact list",
        ],
    ),
    (
        Part::Elsewhere("the history of a text is in git, and its approvals are acts"),
        &[
            "change history",
            "revision history",
            "version history",
            "document history",
            "history",
            "changes",
        ],
    ),
    (
        Part::Elsewhere("approvals are acts: `wr backfill` records those from before the store"),
        &[
            "approval",
            "approvals",
            "board approval",
            "board resolution",
            "resolution",
            "date approval",
            "acceptance",
            "acknowledgement",
            "acknowledgment",
            "signatures",
            "signature",
            "partner acceptance",
            "approved",
        ],
    ),
    (
        Part::Elsewhere("the owner of a register is an act: `wr assign ID PERSON`"),
        &["owner"],
    ),
    (
        Part::Elsewhere("a table of contents"),
        &["table contents", "contents"],
    ),
];

/// The part that a heading begins, if it is known.
pub(super) fn part(heading: &str, parties: &Parties<'_>) -> Option<Part> {
    if heading.len() > 150 {
        return None;
    }
    let section = parties.sections.iter().find(|section| {
        spaced(&section.title) == spaced(heading) || section.id.as_str() == heading.trim()
    });
    if let Some(section) = section {
        return Some(Part::Text(format!("sections/{}", section.id)));
    }
    let bare = without_number(heading);
    if let Some(part) = work_area(bare, parties).or_else(|| governing_body(bare, parties)) {
        return Some(part);
    }
    let core = core(bare);
    if let Some((field, _)) = VARIANTS
        .iter()
        .find(|(_, known)| known.contains(&core.as_str()))
    {
        return Some(of_field(field));
    }
    // A colon keeps the name of a field from being taken for the field itself.
    if let Some(field) = yaml::heading(&format!("{bare}:"), &FIELDS) {
        return Some(of_field(field));
    }
    if let Some(field) = of_each_word(&core) {
        return Some(of_field(field));
    }
    if let Some((part, _)) = OTHERS
        .iter()
        .find(|(_, known)| known.contains(&core.as_str()))
    {
        return Some(part.clone());
    }
    contacts(bare, parties)
}

/// The field that each word means: `motivation background`.
fn of_each_word(core: &str) -> Option<&'static str> {
    let field = |word: &str| {
        let mut variants = VARIANTS.iter();
        let found = variants.find(|(_, known)| known.contains(&word));
        found.map(|(field, _)| *field)
    };
    let mut fields = core.split(' ').map(field);
    let first = fields.next()??;
    fields.all(|field| field == Some(first)).then_some(first)
}

/// The work area of a side: `DMTF Work Area Associated with Liaison`.
fn work_area(heading: &str, parties: &Parties<'_>) -> Option<Part> {
    if !mentions(heading, "work area") && !mentions(heading, "area of work") {
        return None;
    }
    let path = match owner(heading, parties)? {
        Side::Partner => "partner/work_area",
        Side::Home => "home/work_area",
    };
    Some(Part::Text(path.to_string()))
}

/// The body that can bind the partner: `Governing Body`, `OASIS governing body`.
fn governing_body(heading: &str, parties: &Parties<'_>) -> Option<Part> {
    const WORDS: &str = " governing governance body partner home organization s ";
    if !mentions(heading, "governing body") && !mentions(heading, "governance body") {
        return None;
    }
    let sides = [
        Some(parties.partner),
        parties.roster.organization(&parties.roster.home),
    ];
    let known = sides.into_iter().flatten().map(|side| {
        let short = side.short.as_deref().unwrap_or_default();
        spaced(&format!("{} {short} {}", side.name, side.id))
    });
    let known = known.fold(WORDS.to_string(), |all, names| all + &names);
    let core = core(heading);
    let mut words = core.split_whitespace();
    // Other words make a sentence of it: `The governing body approves changes`.
    if heading.contains(':') || !words.all(|word| known.contains(&format!(" {word} "))) {
        return None;
    }
    Some(match owner(heading, parties) {
        Some(Side::Home) => Part::Elsewhere("the roster has the bodies of the home organization"),
        Some(Side::Partner) | None => Part::Line("governing_body"),
    })
}

/// The contacts of a side: `DMTF contacts`.
fn contacts(heading: &str, parties: &Parties<'_>) -> Option<Part> {
    let words = [
        "contacts",
        "contact",
        "representatives",
        "points of contact",
    ];
    let is_about = words.iter().any(|word| mentions(heading, word));
    let is_short = spaced(heading).split_whitespace().count() <= 8;
    let side = (is_about && is_short).then(|| owner(heading, parties))??;
    Some(Part::Contacts(Some(side)))
}

fn owner(heading: &str, parties: &Parties<'_>) -> Option<Side> {
    let is_ours = ["home", "our"].iter().any(|word| mentions(heading, word));
    let is_partner = mentions(heading, "partner");
    parties.side(heading).or(match (is_partner, is_ours) {
        (true, false) => Some(Side::Partner),
        (false, true) => Some(Side::Home),
        (true, true) | (false, false) => None,
    })
}

fn of_field(field: &'static str) -> Part {
    match field {
        "justification" | "scope" | "benefits" => Part::Text(field.to_string()),
        "milestones" => Part::Milestones,
        "standards" => Part::Standards,
        "feedback_terms" => Part::Terms,
        "links" => Part::Links,
        line => Part::Line(line),
    }
}

/// A heading without its number: `3.1`, `Section 2:`, `A.`, `IV)`.
fn without_number(heading: &str) -> &str {
    const NAMES: [&str; 7] = [
        "section", "article", "clause", "annex", "appendix", "part", "exhibit",
    ];
    let mut rest = heading.trim();
    let first = rest.split_whitespace().next().unwrap_or_default();
    if NAMES.contains(&first.to_lowercase().as_str()) {
        rest = rest[first.len()..].trim_start();
    }
    let first = rest.split_whitespace().next().unwrap_or_default();
    let number = first.trim_end_matches(['.', ')', ':', '-']);
    let is_digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_letters = number.len() < first.len()
        && (number.len() == 1 || number.chars().all(|c| "IVXivx".contains(c)));
    if is_digits || is_letters {
        rest = rest[first.len()..].trim_start_matches([' ', '.', ':', '-', '–', '—']);
    }
    rest.trim()
}

/// The words that matter in a heading, in lower case.
fn core(heading: &str) -> String {
    let words = spaced(heading).replace(" e mail ", " email ");
    let matter = words
        .split_whitespace()
        .map(in_american_spelling)
        .filter(|word| !FILLERS.contains(&format!(" {word} ")));
    matter.collect::<Vec<_>>().join(" ")
}

fn in_american_spelling(word: &str) -> &str {
    match word {
        _ if word.starts_with("organi") && word.ends_with("ation") => "organization",
        _ if word.starts_with("organi") && word.ends_with("ations") => "organizations",
        _ => word,
    }
}

/// The field that the heading of a column means: one of `allowed`, or one of the other names of a field.
pub(super) fn column<'a>(
    heading: &str,
    allowed: &[&'a str],
    others: &[(&'a str, &[&str])],
) -> Option<&'a str> {
    let bare = without_number(heading);
    let words = spaced(bare);
    let words = words.trim();
    let named = others.iter().find(|(_, names)| names.contains(&words));
    named
        .map(|(field, _)| *field)
        .or_else(|| yaml::heading(&format!("{bare}:"), allowed))
}
