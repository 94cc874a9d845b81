//! The organizations that a document is about.

use super::document::{Block, SourceDocument};
use super::words::mentions;
use crate::policy::Section;
use crate::roster::{Organization, Roster};

/// The two sides of a register, with the names that are known.
#[derive(Debug, Clone, Copy)]
pub struct Parties<'a> {
    /// The roster in force.
    pub roster: &'a Roster,
    /// The alliance partner.
    pub partner: &'a Organization,
    /// The sections that the policy adds to the template.
    pub sections: &'a [Section],
}

/// A side of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Partner,
    Home,
}

/// How many blocks at the beginning are searched for the partner.
const HEAD: usize = 30;

/// The organizations of the roster that can be the partner and that the beginning of a document names: those in the first
/// block that names any.
pub fn partners_in<'a>(document: &SourceDocument, roster: &'a Roster) -> Vec<&'a Organization> {
    let named = |block: &Block| -> Vec<&'a Organization> {
        let is_named = |organization: &&Organization| {
            let can_be = organization.id != roster.home && organization.membership.is_none();
            // An address of a contact names a company in passing.
            let mut texts = block
                .texts()
                .into_iter()
                .filter(|text| !text.plain.contains('@'));
            can_be && texts.any(|text| names(organization, &text.plain))
        };
        roster.organizations.iter().filter(is_named).collect()
    };
    let head = document.blocks.iter().take(HEAD);
    head.map(named)
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The other name in a title such as `OGF / DMTF Work Register`.
pub fn partner_in_title(document: &SourceDocument, roster: &Roster) -> Option<String> {
    let home = roster.organization(&roster.home)?;
    let title = document.blocks.first()?.texts().first()?.plain.clone();
    let (one, other) = title.split_once('/')?;
    let other = ["Work Register", "Liaison", "Agreement", "Memorandum"]
        .iter()
        .fold(other, |rest, word| rest.split(word).next().unwrap_or(rest));
    let (one, other) = (one.trim(), other.trim());
    match (names(home, one), names(home, other)) {
        (true, false) => Some(other.to_string()),
        (false, true) => Some(one.to_string()),
        (true, true) | (false, false) => None,
    }
    .filter(|name| !name.is_empty() && name.len() < 80)
}

/// Whether a text names an organization: by its name or short name in any case, or by its id in capitals.
fn names(organization: &Organization, text: &str) -> bool {
    let id = organization.id.as_str().to_uppercase();
    let short = organization.short.as_deref().unwrap_or(&organization.name);
    mentions(text, &organization.name)
        || mentions(text, short)
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == id)
}

impl Parties<'_> {
    /// The side that a text names, if it names one only.
    pub(super) fn side(&self, text: &str) -> Option<Side> {
        let home = self.roster.organization(&self.roster.home);
        let is_home = home.is_some_and(|home| names(home, text));
        match (names(self.partner, text), is_home) {
            (true, false) => Some(Side::Partner),
            (false, true) => Some(Side::Home),
            (true, true) | (false, false) => None,
        }
    }

    /// Whether a text is one of an organization's names and nothing else.
    pub(super) fn is_only_name(&self, text: &str, side: Side) -> bool {
        let organization = match side {
            Side::Partner => Some(self.partner),
            Side::Home => self.roster.organization(&self.roster.home),
        };
        let bare = text
            .trim()
            .trim_start_matches("The ")
            .trim_start_matches("the ");
        organization.is_some_and(|organization| {
            let short = organization.short.as_deref().unwrap_or_default();
            let with_short = format!("{} ({short})", organization.name);
            organization.is_called(bare) || with_short.eq_ignore_ascii_case(bare)
        })
    }
}
