//! Registers with the same title.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::Id;
use crate::rules::context::text::TextContext;
use crate::rules::record::register_copied;
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "title-duplicate",
    severity: Severity::Warning,
    clause: "practice",
    summary: "no other register has the same title",
    explanation: "People know a register by its title, in letters, minutes and on the public page. \
                  Two registers with the same title are mistaken for each other; often one was \
                  copied, and its title was not changed. Case and spaces make no difference. \
                  Frozen texts are not checked, and other registers only when `wr check` checks \
                  the whole store.",
    bad: "title: ABC / DMTF Work Register",
    good: "title: XYZ / DMTF Work Register for Storage",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let title = &text.register.title;
    if text.today.is_none() || is_blank(title) {
        return;
    }
    let Some((other, file)) = text.cross_index.of_title(title, text.id) else {
        return;
    };
    if file.bytes() == text.file.bytes() {
        let has_acts = |id: &Id| {
            let files = text.snapshot.registers.get(id);
            files.is_some_and(|files| files.all_acts().next().is_some())
        };
        // The register with acts is the original.
        match (has_acts(text.id), has_acts(other)) {
            (false, true) => {
                findings.push(register_copied::by_text(text.id, text.file, other));
                return;
            }
            (true, _) => return,
            (false, false) => {}
        }
    }
    let message =
        format!("the register `{other}` also has the title `{title}`; each needs its own");
    let related = SourcePlace::value(file, "/title").label(format!("the title of `{other}`"));
    findings.push(
        RULE.found(message)
            .at(SourcePlace::value(text.file, "/title"))
            .related(related),
    );
}
