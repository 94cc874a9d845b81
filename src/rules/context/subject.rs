//! What rules check: a text, the contacts, a file that people write, or the roster.

use std::cell::OnceCell;
use std::fmt;
use std::sync::Arc;

use memchr::memchr;
use serde::Serialize;
use serde_json::Value;

use crate::contacts::{Contact, Contacts};
use crate::date::Day;
use crate::diagnostic::{Severity, step};
use crate::id::Id;
use crate::policy::Policy;
use crate::process::Proposal;
use crate::register::{Holder, Register, Standard};
use crate::roster::{Organization, Roster};
use crate::rules::context::cross_index::CrossRegisterIndex;
use crate::rules::context::partner_names::PartnerNameMatcher;
use crate::rules::context::people::PersonIndex;
use crate::snapshot::{Document, Snapshot};
use crate::source::SourceFile;
use crate::template::Required;

/// The phase in which a text is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Still being written: a gap is a warning.
    Draft,
    /// Submitted, or about to be: a gap is an error.
    Submitted,
    /// Taken from earlier records, whose gaps can no longer be filled.
    Records,
}

impl Phase {
    /// The severity of a gap.
    pub(crate) fn gap(self) -> Severity {
        match self {
            Phase::Draft | Phase::Records => Severity::Warning,
            Phase::Submitted => Severity::Error,
        }
    }

    /// The severity of a missing field; `None` if it is optional.
    pub(crate) fn lacks(self, required: Required) -> Option<Severity> {
        match (required, self) {
            (Required::Draft, Phase::Draft | Phase::Submitted) => Some(Severity::Error),
            (Required::Draft, Phase::Records) | (Required::Established, _) => {
                Some(Severity::Warning)
            }
            (Required::Submitted, _) => Some(self.gap()),
            (Required::Never, _) => None,
        }
    }
}

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

/// The contacts of a register.
pub(crate) struct ContactList<'a> {
    /// The register's id.
    pub(crate) id: &'a Id,
    pub(crate) document: Option<&'a Document<Contacts>>,
    pub(crate) stand: Phase,
    /// The partner that the newest text names.
    pub(crate) partner: Option<&'a Id>,
    /// The people of today's roster.
    pub(crate) people: &'a PersonIndex<'a>,
}

/// A side of the contacts: its field, and its people.
pub(crate) type Side<'a> = (&'static str, &'a [Contact]);

impl<'a> ContactList<'a> {
    /// The file with both sides; `None` if it cannot be read.
    pub(crate) fn sides(&self) -> Option<(&'a Arc<SourceFile>, [Side<'a>; 2])> {
        let document = self.document?;
        let contacts = document.partial()?;
        Some((
            &document.file,
            [("partner", &contacts.partner), ("home", &contacts.home)],
        ))
    }
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

/// A file that people write, readable or not.
pub(crate) struct SourceDoc<'a> {
    pub(crate) file: &'a Arc<SourceFile>,
    document: &'a dyn Legible,
    /// Converted on first use, since few files contain what a rule looks for.
    value: OnceCell<Option<Value>>,
}

/// A document whose readable part can be converted to a value.
trait Legible {
    fn value(&self) -> Option<Value>;
}

impl<T: Serialize> Legible for Document<T> {
    fn value(&self) -> Option<Value> {
        self.partial()
            .and_then(|value| serde_json::to_value(value).ok())
    }
}

impl<'a> SourceDoc<'a> {
    pub(crate) fn of<T: Serialize>(document: &'a Document<T>) -> SourceDoc<'a> {
        SourceDoc {
            file: &document.file,
            document,
            value: OnceCell::new(),
        }
    }

    /// Whether its strings can contain what `found` looks for in the bytes of the file. An escape can produce any
    /// character; everything else is the same in the file and in the string.
    pub(crate) fn can_hold(&self, found: impl FnOnce(&[u8]) -> bool) -> bool {
        let bytes = self.file.bytes();
        memchr(b'\\', bytes).is_some() || found(bytes)
    }

    /// Every string in it, each with its JSON pointer, in order.
    pub(crate) fn texts(&self) -> Vec<(String, &str)> {
        fn walk<'v>(value: &'v Value, pointer: &str, found: &mut Vec<(String, &'v str)>) {
            match value {
                Value::String(text) => found.push((pointer.to_string(), text)),
                Value::Array(items) => {
                    items
                        .iter()
                        .enumerate()
                        .for_each(|(at, item)| walk(item, &step(pointer, at), found));
                }
                Value::Object(fields) => {
                    fields
                        .iter()
                        .for_each(|(key, value)| walk(value, &step(pointer, key), found));
                }
                Value::Null | Value::Bool(_) | Value::Number(_) => (),
            }
        }
        let mut found = Vec::new();
        self.value()
            .iter()
            .for_each(|value| walk(value, "", &mut found));
        found
    }

    /// Whether any part of it can be read.
    pub(crate) fn is_legible(&self) -> bool {
        self.value().is_some()
    }

    fn value(&self) -> &Option<Value> {
        self.value.get_or_init(|| self.document.value())
    }
}

/// The roster file with its readable part, for rules about the roster itself.
pub(crate) fn roster(snapshot: &Snapshot) -> Option<(&Arc<SourceFile>, &Roster)> {
    let document = snapshot.roster.as_ref()?;
    Some((&document.file, document.partial()?))
}
