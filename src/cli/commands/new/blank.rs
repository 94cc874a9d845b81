//! The values that fill the Work Register Template.

use serde::Serialize;

use super::questions::{NewAnswers, title};
use crate::id::Id;
use crate::policy::{Policy, Section};
use crate::report::is_hidden;
use crate::roster::{BodyKind, Organization, Roster};
use crate::template::{INSERT, Required};

/// The values that fill the Work Register Template. Templates of a store use these names.
#[derive(Debug, Serialize)]
pub(super) struct RegisterValues {
    title: String,
    initiated: String,
    partner: String,
    partner_name: String,
    home_name: String,
    originating_committee: String,
    subject: String,
    purpose: String,
    justification: String,
    scope: String,
    benefits: String,
    /// The placeholder for a text that is not written yet.
    insert: &'static str,
    /// The sections that the policy adds.
    sections: Vec<Own>,
    /// Whether any of them is ever required.
    sections_asked: bool,
}

/// A section that the policy adds.
#[derive(Debug, Serialize)]
struct Own {
    id: Id,
    title: String,
    /// Title and guidance, split into lines for comments.
    guidance: Vec<String>,
    /// Whether it is ever required.
    asked: bool,
}

impl RegisterValues {
    /// The values for a register with `partner`; the committee in `said` is already an id of the roster.
    pub(super) fn of(
        roster: &Roster,
        policy: &Policy,
        partner: &Organization,
        said: &NewAnswers,
        today: &str,
    ) -> RegisterValues {
        let alliance = roster
            .body_of_kind(BodyKind::AllianceCommittee)
            .map_or(Id::ALLIANCE, |b| b.id.clone());
        let text = |said: &Option<String>| said.clone().unwrap_or_else(|| INSERT.to_string());
        RegisterValues {
            title: said
                .title
                .clone()
                .unwrap_or_else(|| title(partner.id.as_str(), roster)),
            initiated: today.to_string(),
            partner: partner.id.to_string(),
            partner_name: roster.organization_name(&partner.id),
            home_name: roster.organization_name(&roster.home),
            originating_committee: said
                .originating_committee
                .clone()
                .unwrap_or_else(|| alliance.to_string()),
            subject: text(&said.subject),
            purpose: said
                .purpose
                .clone()
                .unwrap_or_else(|| "standards".to_string()),
            justification: text(&said.justification),
            scope: text(&said.scope),
            benefits: text(&said.benefits),
            insert: INSERT,
            sections_asked: policy
                .sections
                .iter()
                .any(|section| section.required != Required::Never),
            sections: policy.sections.iter().map(Own::of).collect(),
        }
    }
}

impl Own {
    fn of(section: &Section) -> Own {
        let told = match section.guidance.trim() {
            "" => section.title.clone(),
            guidance => format!("{}: {guidance}", section.title.trim_end_matches('.')),
        };
        Own {
            id: section.id.clone(),
            title: section.title.clone(),
            guidance: comment_lines(&told),
            asked: section.required != Required::Never,
        }
    }
}

/// Splits a text into lines for comments. Control characters become spaces, so no text leaves its comment.
fn comment_lines(text: &str) -> Vec<String> {
    const WIDTH: usize = 104;
    let plain: String = text
        .chars()
        .map(|c| {
            if c.is_control() || is_hidden(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    let mut lines: Vec<String> = Vec::new();
    for word in plain.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guidance_never_leaves_its_comment() {
        let lines = comment_lines("One\nscope: no\u{2028}title: no\r\u{85}x: y \u{202e}z\u{0}");
        assert_eq!(lines, ["One scope: no title: no x: y z"]);
        assert!(
            comment_lines(&"word ".repeat(100))
                .iter()
                .all(|line| line.chars().count() <= 104)
        );
    }
}
