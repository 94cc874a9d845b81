//! Column 2 of Table 1: DSP numbers of the home organization's standards.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::Standard;
use crate::roster::Organization;
use crate::rules::context::subject::TextContext;
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
    bad: "\
standards:
  - type: Specification
    ap_id: DSP225
    description: Schema for switches
    domain: Networking
    lead: XYZ
    ip_policy: DMTF
    owner: DMTF
    developer: XYZ
    maintainer: DMTF",
    good: "\
standards:
  - type: Specification
    ap_id: DSP0225
    description: Schema for switches
    domain: Networking
    lead: XYZ
    ip_policy: DMTF
    owner: DMTF
    developer: XYZ
    maintainer: DMTF",
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

/// Whether an identifier is meant as a DSP number: `DSP` in any case, alone or followed by a digit, with or without a
/// separator.
pub(crate) fn is_meant(id: &str) -> bool {
    number(id)
        .is_some_and(|number| number.is_empty() || number.starts_with(|c: char| c.is_ascii_digit()))
}

/// The text after `DSP` and its separators.
fn number(id: &str) -> Option<&str> {
    let id = id.trim();
    let head = id
        .get(..3)
        .filter(|head| head.eq_ignore_ascii_case("dsp"))?;
    Some(
        id.get(head.len()..)?
            .trim_start_matches([' ', '-', '_', '.', ':']),
    )
}

/// The DSP number that was most likely meant, with leading zeros and without any text after it. A version is left out
/// as well, since the next version is the same standard.
fn mended(id: &str) -> Option<String> {
    let rest = number(id)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let follows = rest.get(digits.len()..)?;
    let is_end = !follows.starts_with(|c: char| c.is_alphanumeric());
    let number: u32 = digits
        .parse()
        .ok()
        .filter(|_| is_end && digits.len() <= 4)?;
    Some(format!("DSP{number:04}"))
}

/// Whether an identifier is `DSP` and four digits, alone or followed by a space.
fn is_one(id: &str) -> bool {
    let Some(rest) = id.strip_prefix("DSP") else {
        return false;
    };
    let digits = rest.split(' ').next().unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dsp_number_has_four_digits_and_may_have_text_behind_it() {
        assert!(
            ["DSP0225", "DSP2029 part 1"]
                .into_iter()
                .all(|id| is_meant(id) && is_one(id))
        );
        for id in [
            "DSP12", "dsp 0225", "DSP0225a", "DSP", "dsp-0225", "DSP 0225",
        ] {
            assert!(is_meant(id) && !is_one(id), "{id}");
        }
        for (id, expected) in [
            ("dsp1054", Some("DSP1054")),
            ("DSP 1054", Some("DSP1054")),
            ("DSP-225", Some("DSP0225")),
            ("DSP1054_1.1.0", Some("DSP1054")),
            ("DSP0225a", None),
            ("DSP10541", None),
            ("DSP", None),
        ] {
            assert_eq!(mended(id).as_deref(), expected, "{id}");
        }
        // A version after a space is allowed.
        assert!(is_one("DSP1054 1.1"));
        assert!(!is_meant("xyz_ schema") && !is_meant("Display profiles"));
    }
}
