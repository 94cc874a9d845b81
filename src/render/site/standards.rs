//! `standards.csv`: Table 1 (DSP4003 5.2) of every register in force, one row a standard, as RFC 4180 in UTF-8.
//!
//! Spreadsheets run what looks like a formula to them. As OWASP advises ("CSV Injection"), a cell that begins with `=`,
//! `+`, `-`, `@`, a tab or a line break gets an apostrophe before it, which a spreadsheet takes for "this is text".
//! Every cell is in quotes and every quote in it is doubled, so nothing in a cell begins another one; since some
//! spreadsheets part cells at `;` whatever the quotes say, what follows a `;` is looked at in the same way. Line breaks
//! and tabs inside a cell become spaces. Nothing else is changed.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::Listing;
use super::entry::Entry;
use crate::register::{Holder, Standard};
use crate::render::letters::one_line;

/// Where the table is, from the site's top.
pub(in crate::render) const STANDARDS: &str = "standards.csv";

/// The register, its partner, and the nine columns as DSP4003 5.2 calls them.
const COLUMNS: [&str; 11] = [
    "Register",
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

/// Table 1 across registers.
pub(in crate::render) fn standards(listing: &Listing<'_>) -> Vec<u8> {
    let mut writer = WriterBuilder::new();
    let writer = writer
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF);
    let mut writer = writer.from_writer(Vec::new());
    let in_force = listing.entries.iter().filter(|entry| entry.is_in_force());
    let rows = in_force.flat_map(|entry| entry.standards.iter().map(|row| cells(entry, row)));
    for row in std::iter::once(COLUMNS.map(String::from)).chain(rows) {
        // Writing to memory cannot fail, and every row has as many cells as the first.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

fn cells(entry: &Entry, row: &Standard) -> [String; COLUMNS.len()] {
    let names = |holder: &Holder| holder.names().join(", ");
    [
        entry.id.as_str(),
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

/// A cell in one line that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    let parts: Vec<String> = one_line(cell).split(';').map(no_formula).collect();
    parts.join(";")
}

fn no_formula(part: &str) -> String {
    // A sign of full width is as good as the plain one to some spreadsheets.
    let begins = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%'
        )
    };
    // Quotes before the sign are taken off by those that part cells themselves.
    let text = part.trim_start_matches([' ', '"']);
    match text.starts_with(begins) {
        true => format!("{}'{text}", &part[..part.len() - text.len()]),
        false => part.to_string(),
    }
}
