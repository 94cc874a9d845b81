//! Columns 6 to 9 of Table 1: holders that are not a side of the register.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::register::Holder;
use crate::rules::context::text::{TextContext, call, holders};
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};
use crate::rules::text::text_placeholder::is_gap;
use crate::suggest::list;
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "standard-holder-unknown",
    severity: Severity::Error,
    clause: "DSP4003 5.2 notes 6-9",
    summary: "IP policy, owner, developer and maintainer are the home organization or the partner",
    explanation: "Columns 6 to 9 of Table 1 each name one of the two sides: the home organization or this \
                  register's partner, by id, short name or name. Work with several partners has a row in the \
                  register of each.",
    bad: concat!("standards:", row!(owner = "ACME")),
    good: concat!("standards:", row!()),
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(sides) = text.sides() else { return };
    for (pointer, row) in text.rows() {
        for (field, column, holder) in holders(row) {
            for (at, name) in holder.names().iter().enumerate() {
                if is_blank(name)
                    || sides.iter().any(|side| side.is_called(name))
                    || is_gap(text, name)
                {
                    continue;
                }
                let place = match holder {
                    Holder::One(_) => format!("{pointer}/{field}"),
                    Holder::Joint(_) => format!("{pointer}/{field}/{at}"),
                };
                let known = text
                    .roster
                    .and_then(|roster| roster.organization_named(name));
                let message = match known {
                    Some(other) => {
                        format!(
                            "{column} is {}, which is not a party to this register",
                            other.name
                        )
                    }
                    None => format!("{column} is `{name}`, which is not in the roster"),
                };
                let message = format!("{message}; allowed are {}", list(&sides.map(call)));
                findings.push(RULE.found(message).at(SourcePlace::value(text.file, place)));
            }
        }
    }
}
