//! Column 2 of Table 1: DSP numbers.

use super::subject::TextContext;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::Standard;
use crate::roster::Organization;
use crate::text::is_blank;

/// `standard-dsp-number`.
pub(super) static RULE: Rule = Rule {
    name: "standard-dsp-number",
    severity: Severity::Error,
    clause: "DSP4003 5.2 note 2",
    summary: "a standard of the home organization has a DSP number, unless it is schema",
    explanation: "The AP identifier is the partner's; for the home organization's own standards it is a DSP \
                  number, written `DSP` and four digits; more may follow after a space. Schema goes into the CIM schema and has none. A row \
                  that stands for a group has none yet. What looks like a DSP number and is not one is a \
                  typing error anywhere.",
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
                    "`{id}` is no DSP number; it is `DSP` and four digits, such as `DSP0225`"
                );
                let finding = RULE.found(message).at(place());
                findings.push(match mended(id) {
                    Some(mended) => finding.help(format!("did you mean `{mended}`?")),
                    None => finding,
                });
            }
        } else if is_blank(id) {
            // `standard-blank` asks for it.
        } else if text
            .policy
            .is_some_and(|policy| policy.standard_type(&row.kind).is_none())
        {
            // Whether it is schema shows once its type is one that there is.
        } else if text.home().is_some_and(|home| needs_one(row, home)) {
            let message = format!(
                "`{id}` is a standard of the home organization, and needs a DSP number (`DSP0225`)"
            );
            let finding = RULE.finding(text.stand.gap(), message).at(place());
            findings
                .push(finding.help("a row that stands for several standards has `group: true`"));
        }
    }
}

/// Discrete standards that the home organization owns need a number; what goes into the CIM schema does not.
fn needs_one(row: &Standard, home: &Organization) -> bool {
    let is_schema = row.kind.split_whitespace().any(|word| {
        let lower = word.to_lowercase();
        matches!(lower.as_str(), "schema" | "schemas" | "schemata")
    });
    let is_owned = row.owner.names().iter().any(|name| home.is_called(name));
    is_owned && !row.group && !is_schema
}

/// `DSP` in any case and then a digit, perhaps after a space or a hyphen; or nothing else at all.
pub(super) fn is_meant(id: &str) -> bool {
    number(id)
        .is_some_and(|number| number.is_empty() || number.starts_with(|c: char| c.is_ascii_digit()))
}

/// What follows `DSP`, and what parts the two.
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

/// The number that was most likely meant, with its zeros; what else stands there is no part of it. A version
/// is none either: the row is the same standard when the next version comes out.
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

/// `DSP` and four digits, and nothing more, or more after a space.
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
        // A version behind it is kept apart by a space, and is let be.
        assert!(is_one("DSP1054 1.1"));
        assert!(!is_meant("xyz_ schema") && !is_meant("Display profiles"));
    }
}
