//! Standards with more than one row in Table 1.

use std::collections::HashMap;

use crate::casefold::casefold;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "standard-duplicate",
    severity: Severity::Error,
    clause: "DSP4003 5.2 note 2",
    summary: "no two rows of Table 1 have the same AP identifier",
    explanation: "The AP identifier is unique: Table 1 has one row for each standard, and changes \
                  of a row are tracked by its identifier. Case and spaces do not make two \
                  identifiers different.",
    bad: concat!("standards:", row!(), row!(ap_id = "XYZ_ Schema")),
    good: concat!("standards:", row!(), row!(ap_id = "xyz_ profiles schema")),
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let mut first = HashMap::new();
    for (pointer, row) in text.rows() {
        let same = casefold(&row.ap_id);
        if same.is_empty() {
            continue;
        }
        let Some(earlier) = first.insert(same, pointer.clone()) else {
            continue;
        };
        let message = format!(
            "an earlier row has the AP identifier `{}`; each is used once",
            row.ap_id
        );
        let place = |row| SourcePlace::value(text.file, format!("{row}/ap_id"));
        findings.push(
            RULE.found(message)
                .at(place(pointer))
                .related(place(earlier).label("the earlier row")),
        );
    }
}
