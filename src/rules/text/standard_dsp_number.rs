//! Column 2 of Table 1: DSP numbers of the home organization's standards.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::Standard;
use crate::roster::Organization;
use crate::rules::context::dsp_number::{is_meant, is_one, mended};
use crate::rules::context::text::TextContext;
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "standard-dsp-number",
    severity: Severity::Error,
    clause: "DSP4003 5.2 note 2",
    summary: "a standard of the home organization has a DSP number, unless it is schema",
    explanation: "The AP identifier is the partner's; for the home organization's own standards it \
                  is a DSP number: `DSP` and four digits; more text may follow after a space. \
                  Schema goes into the CIM schema and has no number. A row for a group has no \
                  number yet. In any row, an identifier that looks like a DSP number but is not \
                  one is a typing error.",
    bad: concat!("standards:", row!(type = "Specification", ap_id = "DSP225")),
    good: concat!(
        "standards:",
        row!(type = "Specification", ap_id = "DSP0225")
    ),
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (pointer, row) in text.rows() {
        let place = || SourcePlace::value(text.file, format!("{pointer}/ap_id"));
        let id = &row.ap_id;
        if is_meant(id) {
            if !is_one(id) {
                let message = format!(
                    "`{id}` is not a DSP number: write `DSP` and four digits, such as `DSP0225`"
                );
                let finding = RULE.found(message).at(place());
                findings.push(match mended(id) {
                    Some(mended) => finding.help(format!("did you mean `{mended}`?")),
                    None => finding,
                });
            }
        } else if is_blank(id) {
            // `standard-blank` reports it.
        } else if text
            .policy
            .is_some_and(|policy| policy.standard_type(&row.kind).is_none())
        {
            // With an unknown type, this may be schema; `standard-type-unknown` reports it.
        } else if text.home().is_some_and(|home| needs_one(row, home)) {
            let message = format!(
                "`{id}` is a standard of the home organization: it needs a DSP number such as `DSP0225`"
            );
            let finding = RULE.finding(text.stand.gap(), message).at(place());
            findings
                .push(finding.help("if the row represents several standards, add `group: true`"));
        }
    }
}

/// Whether a row needs a DSP number: it is a single standard of the home organization, and not schema.
fn needs_one(row: &Standard, home: &Organization) -> bool {
    let is_schema = row.kind.split_whitespace().any(|word| {
        let lower = word.to_lowercase();
        matches!(lower.as_str(), "schema" | "schemas" | "schemata")
    });
    let is_owned = row.owner.names().iter().any(|name| home.is_called(name));
    is_owned && !row.group && !is_schema
}
