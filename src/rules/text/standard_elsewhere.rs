//! Standards with different owners in two registers.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "standard-elsewhere",
    severity: Severity::Note,
    clause: "DSP4003 5.2 note 7",
    summary: "a standard in two registers has the same owner in both",
    explanation: "Work with several partners has a row in the register of each. The rows are about \
                  one standard, so they name one owner; otherwise the two registers contradict \
                  each other. A DSP number means the same standard everywhere; any other \
                  identifier is the partner's own, and is compared between registers of one \
                  partner. `wr check` finds this only when it checks the whole store.",
    bad: "\
sed -i s/ap_id: xyz_ schema/ap_id: DSP1054/ registers/xyz/register.yaml
sed -i s/ap_id: Network Device Profiles/ap_id: DSP1054/ registers/abc/register.yaml",
    good: "\
sed -i s/ap_id: xyz_ schema/ap_id: DSP1054/ registers/xyz/register.yaml
sed -i s/ap_id: abc_ schema/ap_id: DSP1054/ registers/abc/register.yaml",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let partner = &text.register.partner.organization;
    for (pointer, row) in text.rows().filter(|(_, row)| !is_blank(&row.ap_id)) {
        let Some(other) = text.cross_index.of_standard(partner, row, text.id) else {
            continue;
        };
        let message = format!(
            "the register `{}` has `{}` as well, but names another owner",
            other.register, row.ap_id
        );
        let related = SourcePlace::value(other.file, format!("/standards/{}/owner", other.at))
            .label(format!("the owner in `{}`", other.register));
        let place = SourcePlace::value(text.file, format!("{pointer}/owner"));
        findings.push(RULE.found(message).at(place).related(related));
    }
}
