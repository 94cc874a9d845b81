//! Addresses and telephone numbers in new acts.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::change::ProposedChange;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "act-address",
    severity: Severity::Warning,
    clause: "docs/site.md, Privacy",
    summary: "the words of a new act contain no e-mail address and no telephone number",
    explanation: "The words of an act may be published, and an act can never be changed or \
                  deleted. The commands of `wr` therefore refuse an address or a telephone number \
                  in a resolution, a reason, a note or a comment; this finds one in an act that \
                  was written in another way. The act counts. The site, reports and documents \
                  show `[address removed]` in its place. To keep the address out of the history \
                  of the store as well, do not merge the change: record the act again without it.",
    bad: "\
git checkout -b vote
# recorded with an older version of wr
wr vote abc adopt-1-alliance-1 oppose --seat globex --as bob --comment bob@globex.example",
    good: "\
git checkout -b vote
wr vote abc adopt-1-alliance-1 oppose --seat globex --as bob --comment Globex",
    check: Check::Change(check),
};

fn check(change: &ProposedChange, findings: &mut Findings) {
    for (file, stored) in change.new_acts() {
        let Some(word) = stored.act.action.personal_word() else {
            continue;
        };
        let message = format!(
            "{} contains {}, {}, and may be published",
            word.field,
            word.found.kind.noun(),
            word.found.shown
        );
        let help = "the site shows `[address removed]` in its place; to keep it out of the history, record the act again \
                    without it before this is merged";
        findings.push(RULE.found(message).at(SourcePlace::file(file)).help(help));
    }
}
