//! `standards.csv`: Table 1 (DSP4003 5.2) of every register in force, one row per standard, as RFC 4180 in UTF-8 with
//! a byte order mark, without which Excel reads it in another encoding.
//!
//! Spreadsheets run cells that look like formulas. As OWASP advises ("CSV Injection"), a cell that begins with `=`,
//! `+`, `-`, `@`, a tab or a line break gets a leading apostrophe, which marks it as text. Every cell is quoted and
//! quotes in it are doubled, so a cell cannot begin another one. Some spreadsheets split cells at `;` even in quotes,
//! so the text after a `;` is escaped in the same way. Line breaks and tabs in a cell become spaces. All other text is
//! unchanged.

use super::address::{Address, page};
use super::context::SiteContext;
use super::public_register::PublicRegister;
use crate::register::{Holder, Standard};
use crate::render::plain::one_line;

/// The path of the table, from the top of the site.
pub(crate) const STANDARDS: &str = "standards.csv";

/// What Excel needs to read UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The register with its title and the address of its page, its partner, and the nine columns as DSP4003 5.2 names
/// them.
const COLUMNS: [&str; 13] = [
    "Register",
    "Title",
    "Address",
    "Partner",
    "Standard Type",
    "AP Identifier",
    "Description",
    "Information Management Domain",
    "Lead Organization",
    "Governing IP Policy",
    "Owning Organization",
    "Developing Organization",
    "Maintaining Organization",
];

pub(crate) fn standards(context: &SiteContext<'_>) -> Vec<u8> {
    let in_force = context
        .registers
        .public
        .iter()
        .filter(|entry| entry.is_in_force());
    let address = Address::of(context);
    let rows = in_force.flat_map(|entry| {
        let page = address.link(STANDARDS, &page(&entry.id));
        let cells = move |row| cells(entry, &page, row);
        entry.standards.iter().map(cells)
    });
    let rows = std::iter::once(COLUMNS.map(String::from)).chain(rows);
    let lines = rows.map(line).collect::<String>();
    format!("{BYTE_ORDER_MARK}{lines}").into_bytes()
}

fn line(row: [String; COLUMNS.len()]) -> String {
    let cells = row.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    cells.join(",") + "\r\n"
}

fn cells(entry: &PublicRegister, page: &str, row: &Standard) -> [String; COLUMNS.len()] {
    let names = |holder: &Holder| holder.names().join(", ");
    [
        entry.id.as_str(),
        &entry.title,
        page,
        &entry.partner_name,
        &row.kind,
        &row.ap_id,
        &row.description,
        &row.domain,
        &row.lead,
        &names(&row.ip_policy),
        &names(&row.owner),
        &names(&row.developer),
        &names(&row.maintainer),
    ]
    .map(harmless)
}

/// Reduces a cell to one line that no spreadsheet reads as a formula.
fn harmless(cell: &str) -> String {
    let parts: Vec<String> = one_line(cell).split(';').map(no_formula).collect();
    parts.join(";")
}

fn no_formula(part: &str) -> String {
    // Some spreadsheets treat full-width signs like the plain ones.
    let begins = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%'
        )
    };
    // A spreadsheet that splits cells at `;` also removes quotes before the sign.
    let text = part.trim_start_matches([' ', '"']);
    match text.starts_with(begins) {
        true => format!("{}'{text}", &part[..part.len() - text.len()]),
        false => part.to_string(),
    }
}
