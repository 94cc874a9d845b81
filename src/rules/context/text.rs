//! A register's text.

use std::fmt;
use std::sync::Arc;

use crate::date::Day;
use crate::id::Id;
use crate::policy::Policy;
use crate::process::Proposal;
use crate::register::{Holder, Register, Standard};
use crate::roster::{Organization, Roster};
use crate::rules::context::cross_index::CrossRegisterIndex;
use crate::rules::context::partner_names::PartnerNameMatcher;
use crate::rules::context::phase::Phase;
use crate::rules::context::source_doc::SourceDoc;
use crate::snapshot::Snapshot;
use crate::source::SourceFile;

/// A text of a register, with what it is checked against. Without a readable roster or policy, the rules that need
/// one report nothing; `governance-missing` does.
pub(crate) struct TextContext<'a> {
    /// The register's id.
    pub(crate) id: &'a Id,
    pub(crate) file: &'a Arc<SourceFile>,
    /// The strings of the file, for rules that check all of them.
    pub(crate) written: &'a SourceDoc<'a>,
    pub(crate) register: &'a Register,
    pub(crate) stand: Phase,
    /// `None` for a frozen text, which is not compared with today's date.
    pub(crate) today: Option<Day>,
    /// The roster of the submission, or today's for a draft.
    pub(crate) roster: Option<&'a Roster>,
    /// The names in that roster.
    pub(crate) names: Option<&'a PartnerNameMatcher>,
    /// The policy of the submission, or today's for a draft.
    pub(crate) policy: Option<&'a Policy>,
    pub(crate) cross_index: &'a CrossRegisterIndex<'a>,
    pub(crate) proposal: Option<&'a Proposal>,
    pub(crate) snapshot: &'a Snapshot,
    /// The name of every rule, and whether a register may suppress its findings.
    pub(crate) rules: &'a [(&'static str, bool)],
}

impl<'a> TextContext<'a> {
    /// The home organization, if the roster lists it.
    pub(crate) fn home(&self) -> Option<&'a Organization> {
        self.roster
            .and_then(|roster| roster.organization(&roster.home))
    }

    /// The partner, if the roster lists it.
    pub(crate) fn partner(&self) -> Option<&'a Organization> {
        self.roster
            .and_then(|roster| roster.organization(&self.register.partner.organization))
    }

    /// Both sides: the home organization, then the partner.
    pub(crate) fn sides(&self) -> Option<[&'a Organization; 2]> {
        // A register with the home organization itself has no other side; `partner-unknown` reports it.
        let partner = self
            .partner()
            .filter(|partner| self.home().is_none_or(|home| home.id != partner.id));
        Some([self.home()?, partner?])
    }

    /// Whether the findings of a rule can be suppressed; `None` if there is no such rule.
    pub(crate) fn can_be_silenced(&self, name: &str) -> Option<bool> {
        let rule = self.rules.iter().find(|(known, _)| *known == name);
        rule.map(|(_, can_be_silenced)| *can_be_silenced)
    }

    /// The rows of Table 1, each with its pointer.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (Pointer, &'a Standard)> {
        self.register
            .standards
            .iter()
            .enumerate()
            .map(|(at, row)| (Pointer::Item("/standards", at), row))
    }
}

/// A JSON pointer, formatted only when a finding needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pointer {
    /// A field, by its whole pointer.
    Field(&'static str),
    /// An item of the list at a pointer.
    Item(&'static str, usize),
    /// A field of an item.
    Of(&'static str, usize, &'static str),
    /// An item of a list that is a field of an item.
    Within(&'static str, usize, &'static str, usize),
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pointer::Field(pointer) => f.write_str(pointer),
            Pointer::Item(list, at) => write!(f, "{list}/{at}"),
            Pointer::Of(list, at, field) => write!(f, "{list}/{at}/{field}"),
            Pointer::Within(list, at, field, item) => write!(f, "{list}/{at}/{field}/{item}"),
        }
    }
}

/// Columns 6 to 9 of a row: the field, the title of the column, and the value.
pub(crate) fn holders(row: &Standard) -> [(&'static str, &'static str, &Holder); 4] {
    [
        ("ip_policy", "Governing IP Policy", &row.ip_policy),
        ("owner", "Owning Organization", &row.owner),
        ("developer", "Developing Organization", &row.developer),
        ("maintainer", "Maintaining Organization", &row.maintainer),
    ]
}

/// The short name of an organization, or else its name.
pub(crate) fn call(organization: &Organization) -> &str {
    organization.short.as_deref().unwrap_or(&organization.name)
}

/// The free-text fields of a register, each with its pointer, in order.
pub(crate) fn wordings<'r>(register: &'r Register) -> Vec<(Pointer, &'r str)> {
    let mut found = Vec::new();
    let mut put = |pointer: &'static str, text: Option<&'r String>| {
        found.extend(text.map(|text| (Pointer::Field(pointer), text.as_str())));
    };
    put("/title", Some(&register.title));
    put("/version", register.version.as_ref());
    put("/subject", register.subject.as_ref());
    put("/partner/group", register.partner.group.as_ref());
    let body = register.partner.governing_body.as_ref();
    put("/partner/governing_body/name", body.map(|body| &body.name));
    put(
        "/partner/governing_body/kind",
        body.and_then(|body| body.kind.as_ref()),
    );
    put("/partner/work_area", register.partner.work_area.as_ref());
    put(
        "/home/group",
        register.home.as_ref().and_then(|home| home.group.as_ref()),
    );
    put(
        "/home/work_area",
        register
            .home
            .as_ref()
            .and_then(|home| home.work_area.as_ref()),
    );
    put("/justification", register.justification.as_ref());
    put("/scope", register.scope.as_ref());
    put("/benefits", register.benefits.as_ref());
    let milestones = register.milestones.iter().enumerate();
    found.extend(
        milestones.map(|(at, it)| (Pointer::Of("/milestones", at, "title"), it.title.as_str())),
    );
    let rows = register.standards.iter().enumerate();
    found.extend(rows.map(|(at, row)| {
        (
            Pointer::Of("/standards", at, "description"),
            row.description.as_str(),
        )
    }));
    let terms = register.feedback_terms.iter().enumerate();
    found.extend(terms.map(|(at, term)| {
        (
            Pointer::Of("/feedback_terms", at, "text"),
            term.text.as_str(),
        )
    }));
    let links = register.links.iter().enumerate();
    found.extend(links.map(|(at, link)| (Pointer::Of("/links", at, "title"), link.title.as_str())));
    found
}
