//! Column 2 of Table 1: DSP numbers.

use super::subject::{Text, is_called};
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};
use crate::register::Standard;
use crate::roster::Organisation;

/// `standard-dsp-number`.
pub(super) static RULE: Rule = Rule {
    name: "standard-dsp-number",
    severity: Severity::Error,
    clause: "DSP4003 5.2 note 2 (D6)",
    summary: "a standard of the home organisation has a DSP number, unless it is schema",
    explanation: "The AP identifier is the partner's; for the home organisation's own standards it is a DSP \
                  number, written `DSP` and four digits. Schema goes into the CIM schema and has none. A row \
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

fn check(text: &Text<'_>, findings: &mut Findings) {
    for (pointer, row) in text.rows() {
        let place = Place::value(text.file, format!("{pointer}/ap_id"));
        let id = &row.ap_id;
        if looks_like_one(id) {
            if !is_one(id) {
                let message =
                    format!("`{id}` is no DSP number; it is `DSP` and four digits, such as `DSP0225`");
                findings.push(RULE.found(message).at(place));
            }
        } else if text.home().is_some_and(|home| needs_one(row, home)) {
            let message =
                format!("`{id}` is a standard of the home organisation, and needs a DSP number (`DSP0225`)");
            let finding = RULE.finding(text.stand.gap(), message).at(place);
            findings.push(finding.help("a row that stands for several standards has `group: true`"));
        }
    }
}

/// Discrete standards that the home organisation owns need a number; what goes into the CIM schema does not.
fn needs_one(row: &Standard, home: &Organisation) -> bool {
    let is_schema = row.kind.split_whitespace().any(|word| {
        let lower = word.to_lowercase();
        matches!(lower.as_str(), "schema" | "schemas" | "schemata")
    });
    let is_owned = row.owner.names().iter().any(|name| is_called(home, name));
    is_owned && !row.group && !is_schema
}

/// `DSP` in any case and then a digit, perhaps after a space or a hyphen; or nothing else at all.
fn looks_like_one(id: &str) -> bool {
    let lower = id.trim().to_lowercase();
    let Some(rest) = lower.strip_prefix("dsp") else { return false };
    let rest = rest.trim_start_matches([' ', '-', '_']);
    rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit())
}

/// `DSP` and four digits, and nothing more, or more after a space.
fn is_one(id: &str) -> bool {
    let Some(rest) = id.strip_prefix("DSP") else { return false };
    let digits = rest.split(' ').next().unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dsp_number_has_four_digits_and_may_have_text_behind_it() {
        assert!(["DSP0225", "DSP2029 part 1"].into_iter().all(|id| looks_like_one(id) && is_one(id)));
        for id in ["DSP12", "dsp 0225", "DSP0225a", "DSP", "dsp-0225", "DSP 0225"] {
            assert!(looks_like_one(id) && !is_one(id), "{id}");
        }
        assert!(!looks_like_one("xyz_ schema") && !looks_like_one("Display profiles"));
    }
}
