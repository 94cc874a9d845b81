//! Empty cells in Table 1.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::{TextContext, holders};
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "standard-blank",
    severity: Severity::Error,
    clause: "DSP4003 5.2",
    summary: "every row of Table 1 fills its nine columns",
    explanation: "Table 1 has nine columns, and DSP4003 asks for all of them in each row. An empty \
                  cell is a gap: a warning in a draft, and an error in a submitted text. A row for \
                  a group describes the group in words.",
    bad: concat!("standards:", row!(domain = "''")),
    good: concat!("standards:", row!()),
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (pointer, row) in text.rows() {
        let texts = [
            ("type", "Standard Type", &row.kind),
            ("ap_id", "AP Identifier", &row.ap_id),
            ("description", "Description", &row.description),
            ("domain", "Information Management Domain", &row.domain),
            ("lead", "Lead Organization", &row.lead),
        ];
        let blank = texts.into_iter().filter(|(_, _, cell)| is_blank(cell));
        let mut empty: Vec<(String, &str)> = blank
            .map(|(field, column, _)| (field.to_string(), column))
            .collect();
        for (field, column, holder) in holders(row) {
            let names = holder
                .names()
                .iter()
                .enumerate()
                .filter(|(_, name)| is_blank(name));
            let inner = |at| {
                if holder.names().len() > 1 {
                    format!("{field}/{at}")
                } else {
                    field.to_string()
                }
            };
            empty.extend(names.map(|(at, _)| (inner(at), column)));
        }
        for (field, column) in empty {
            let message = format!("{column} is empty; every row fills the nine columns of Table 1");
            let place = SourcePlace::value(text.file, format!("{pointer}/{field}"));
            findings.push(RULE.finding(text.stand.gap(), message).at(place));
        }
    }
}
