//! Column 5 of Table 1: the lead organization.

use crate::casefold::casefold;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::roster::{Organization, Roster};
use crate::rules::context::text::{TextContext, call};
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};
use crate::rules::text::text_placeholder::is_gap;

pub(crate) static RULE: Rule = Rule {
    name: "standard-lead-unknown",
    severity: Severity::Error,
    clause: "DSP4003 5.2 note 5",
    summary: "the lead is one of the two sides, or a body within one of them",
    explanation: "The lead organization is the body that works on the standard, so that people who want to \
                  contribute find it. It may be either side, a body of the roster, or a group of the partner, \
                  which is written with the partner's name first.",
    bad: concat!("standards:", row!(lead = "Globex")),
    good: concat!("standards:", row!(lead = "XYZ Switching Group")),
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let (Some(roster), Some([home, partner])) = (text.roster, text.sides()) else {
        return;
    };
    let home_group = text
        .register
        .home
        .as_ref()
        .and_then(|home| home.group.as_deref());
    let groups: Vec<&str> = text
        .register
        .partner
        .group
        .as_deref()
        .into_iter()
        .chain(home_group)
        .collect();
    for (pointer, row) in text.rows() {
        let lead = row.lead.trim();
        let folded = casefold(lead);
        let is_group = || groups.iter().any(|group| casefold(group) == folded);
        let is_side =
            home.is_called(lead) || partner.is_called(lead) || within(partner, lead).is_some();
        // `DMTF Network Working Group` is the working group of that name.
        let body = within(home, lead).unwrap_or(lead);
        let is_known = lead.is_empty() || is_side || is_group() || is_body(roster, body);
        if is_known || is_gap(text, lead) {
            continue;
        }
        let (home, partner) = (call(home), call(partner));
        let message = format!(
            "the lead is `{lead}`; allowed are {home}, {partner}, a body of the roster, or a group of {partner} \
             written `{partner} ...`"
        );
        findings.push(
            RULE.found(message)
                .at(SourcePlace::value(text.file, format!("{pointer}/lead"))),
        );
    }
}

/// The rest of a name that begins with the organization's name.
fn within<'n>(organization: &Organization, name: &'n str) -> Option<&'n str> {
    let starts = [Some(&organization.name), organization.short.as_ref()];
    starts.into_iter().flatten().find_map(|start| {
        let head = name.get(..start.len())?;
        let rest = name.get(start.len()..)?;
        let fits =
            head.eq_ignore_ascii_case(start) && rest.starts_with(|c: char| !c.is_alphanumeric());
        fits.then(|| rest.trim_start_matches(|c: char| !c.is_alphanumeric()))
    })
}

fn is_body(roster: &Roster, name: &str) -> bool {
    let name = casefold(name);
    let same = |other: &str| casefold(other) == name;
    roster
        .bodies
        .iter()
        .any(|body| same(body.id.as_str()) || same(&body.name))
}
