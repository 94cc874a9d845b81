//! A register's text.

use std::sync::Arc;

use crate::date::Day;
use crate::id::Id;
use crate::path::StorePath;
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
    /// Whether it is a revision, which never changes; the next revision corrects it.
    pub(crate) fn is_frozen(&self) -> bool {
        matches!(
            StorePath::of(self.file.path()),
            Some(StorePath::Revision(..))
        )
    }

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

    /// Whether the findings of a rule can be suppressed; `None` for an unknown rule.
    pub(crate) fn can_be_silenced(&self, name: &str) -> Option<bool> {
        let rule = self.rules.iter().find(|(known, _)| *known == name);
        rule.map(|(_, can_be_silenced)| *can_be_silenced)
    }

    /// The rows of Table 1, each with its pointer.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (String, &'a Standard)> {
        let rows = self.register.standards.iter().enumerate();
        rows.map(|(at, row)| (format!("/standards/{at}"), row))
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
pub(crate) fn wordings(register: &Register) -> Vec<(String, &str)> {
    let Register { partner, home, .. } = register;
    let (body, home) = (partner.governing_body.as_ref(), home.as_ref());
    let fields = [
        ("/title", Some(&register.title)),
        ("/version", register.version.as_ref()),
        ("/subject", register.subject.as_ref()),
        ("/partner/group", partner.group.as_ref()),
        ("/partner/governing_body/name", body.map(|body| &body.name)),
        (
            "/partner/governing_body/kind",
            body.and_then(|body| body.kind.as_ref()),
        ),
        ("/partner/work_area", partner.work_area.as_ref()),
        ("/home/group", home.and_then(|home| home.group.as_ref())),
        (
            "/home/work_area",
            home.and_then(|home| home.work_area.as_ref()),
        ),
        ("/justification", register.justification.as_ref()),
        ("/scope", register.scope.as_ref()),
        ("/benefits", register.benefits.as_ref()),
    ];
    let titles = register.milestones.iter().map(|it| &it.title);
    let descriptions = register.standards.iter().map(|row| &row.description);
    let terms = register.feedback_terms.iter().map(|term| &term.text);
    let links = register.links.iter().map(|link| &link.title);
    fields
        .into_iter()
        .filter_map(|(pointer, text)| Some((pointer.to_string(), text?.as_str())))
        .chain(listed("milestones", "title", titles))
        .chain(listed("standards", "description", descriptions))
        .chain(listed("feedback_terms", "text", terms))
        .chain(listed("links", "title", links))
        .collect()
}

/// One field of every item of a list.
fn listed<'r>(
    list: &'static str,
    field: &'static str,
    texts: impl Iterator<Item = &'r String>,
) -> impl Iterator<Item = (String, &'r str)> {
    texts
        .enumerate()
        .map(move |(at, text)| (format!("/{list}/{at}/{field}"), text.as_str()))
}
