//! Column 1 of Table 1: the standard type.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};
use crate::rules::text::text_placeholder::is_gap;
use crate::suggest::{closest, short_list};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "standard-type-unknown",
    severity: Severity::Error,
    clause: "DSP4003 5.2 note 1",
    summary: "the type of a standard is one that policy lists",
    explanation: "Column 1 of Table 1 is one of the specification types of DSP4004. \
                  `standard_types` of `registers/policy.yaml` lists them; singular or plural, in \
                  any case.",
    bad: concat!("standards:", row!(type = "Shcema")),
    good: concat!("standards:", row!(type = "Schemas")),
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(policy) = text.policy else { return };
    let allowed: Vec<&str> = policy.standard_types.iter().map(String::as_str).collect();
    for (pointer, row) in text.rows() {
        if !is_blank(&row.kind)
            && policy.standard_type(&row.kind).is_none()
            && !is_gap(text, &row.kind)
        {
            let message = format!(
                "`{}` is not a standard type; policy lists {}",
                row.kind,
                short_list(&allowed)
            );
            let pointer = format!("{pointer}/type");
            let finding = RULE
                .found(message)
                .at(SourcePlace::value(text.file, pointer.as_str()));
            let finding = finding.spell(pointer, &row.kind, &allowed);
            let is_helped = finding.fix.is_some() || finding.help.is_some();
            findings.push(match closest(&row.kind, &allowed).filter(|_| !is_helped) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding,
            });
        }
    }
}
