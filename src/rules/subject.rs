//! What rules look at: a text, the contacts, a file that people write, or the roster.

use std::cell::OnceCell;
use std::fmt;
use std::sync::Arc;

use memchr::memchr;
use serde::Serialize;
use serde_json::Value;

use super::cross_index::CrossRegisterIndex;
use super::names::PartnerNameMatcher;
use super::people::PersonIndex;
use crate::contacts::{Contact, Contacts};
use crate::date::Day;
use crate::diagnostic::{Severity, step};
use crate::id::Id;
use crate::policy::Policy;
use crate::process::Proposal;
use crate::register::{Holder, Register, Standard};
use crate::roster::{Organization, Roster};
use crate::snapshot::{Document, Snapshot};
use crate::source::SourceFile;
use crate::template::Required;

/// What a text is judged as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Still being written: a gap is work to do.
    Draft,
    /// Submitted, or about to be: a gap is an error.
    Submitted,
    /// Taken from earlier records, which nobody can complete any more.
    Records,
}

impl Phase {
    /// How grave a gap is.
    pub(super) fn gap(self) -> Severity {
        match self {
            Phase::Draft | Phase::Records => Severity::Warning,
            Phase::Submitted => Severity::Error,
        }
    }

    /// How grave it is that something is missing which must be there from a certain time on.
    pub(super) fn lacks(self, required: Required) -> Option<Severity> {
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

/// A text of a register, with what it is judged by. Without a readable roster or policy, the rules that ask
/// for one say nothing: `governance-missing` does.
pub(super) struct TextContext<'a> {
    /// The register's id.
    pub(super) id: &'a Id,
    /// The file.
    pub(super) file: &'a Arc<SourceFile>,
    /// The same as a file that people write, whatever it holds.
    pub(super) written: &'a SourceDoc<'a>,
    /// What it says.
    pub(super) register: &'a Register,
    /// What it is judged as.
    pub(super) stand: Phase,
    /// The day on which a draft is read; a frozen text is not judged by the calendar.
    pub(super) today: Option<Day>,
    /// The roster it is judged by.
    pub(super) roster: Option<&'a Roster>,
    /// The names in that roster.
    pub(super) names: Option<&'a PartnerNameMatcher>,
    /// The policy it is judged by.
    pub(super) policy: Option<&'a Policy>,
    /// The registers beside it.
    pub(super) cross_index: &'a CrossRegisterIndex<'a>,
    /// The proposal it goes back to.
    pub(super) proposal: Option<&'a Proposal>,
    /// The store.
    pub(super) snapshot: &'a Snapshot,
}

impl<'a> TextContext<'a> {
    /// The home organization, when the roster lists it.
    pub(super) fn home(&self) -> Option<&'a Organization> {
        self.roster
            .and_then(|roster| roster.organization(&roster.home))
    }

    /// The partner, when the roster lists it.
    pub(super) fn partner(&self) -> Option<&'a Organization> {
        self.roster
            .and_then(|roster| roster.organization(&self.register.partner.organization))
    }

    /// Both sides: the home organization, then the partner.
    pub(super) fn sides(&self) -> Option<[&'a Organization; 2]> {
        // A register with the home organization itself has no other side; `partner-unknown` says so.
        let partner = self
            .partner()
            .filter(|partner| self.home().is_none_or(|home| home.id != partner.id));
        Some([self.home()?, partner?])
    }

    /// The rows of Table 1, each with its pointer.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Pointer, &'a Standard)> {
        self.register
            .standards
            .iter()
            .enumerate()
            .map(|(at, row)| (Pointer::Item("/standards", at), row))
    }
}

/// A JSON pointer, spelled out when there is something to say of what it leads to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pointer {
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

/// Columns 6 to 9 of a row: the field, what the column is called, and what stands in it.
pub(super) fn holders(row: &Standard) -> [(&'static str, &'static str, &Holder); 4] {
    [
        ("ip_policy", "Governing IP Policy", &row.ip_policy),
        ("owner", "Owning Organization", &row.owner),
        ("developer", "Developing Organization", &row.developer),
        ("maintainer", "Maintaining Organization", &row.maintainer),
    ]
}

/// What people call an organization: its short name, else its name.
pub(super) fn call(organization: &Organization) -> &str {
    organization.short.as_deref().unwrap_or(&organization.name)
}

/// The contacts of a register.
pub(super) struct ContactList<'a> {
    /// The register's id.
    pub(super) id: &'a Id,
    /// The file and what it says, when there is one.
    pub(super) document: Option<&'a Document<Contacts>>,
    /// What they are judged as.
    pub(super) stand: Phase,
    /// The partner that the newest text names.
    pub(super) partner: Option<&'a Id>,
    /// The people of today's roster.
    pub(super) people: &'a PersonIndex<'a>,
}

/// A side of the contacts: its field, and its people.
pub(super) type Side<'a> = (&'static str, &'a [Contact]);

impl<'a> ContactList<'a> {
    /// The file, and both sides of it.
    pub(super) fn sides(&self) -> Option<(&'a Arc<SourceFile>, [Side<'a>; 2])> {
        let document = self.document?;
        let contacts = document.partial()?;
        Some((
            &document.file,
            [("partner", &contacts.partner), ("home", &contacts.home)],
        ))
    }
}

/// What somebody wrote in the fields of a text that hold words, each with its pointer, in order.
pub(super) fn wordings<'r>(register: &'r Register) -> Vec<(Pointer, &'r str)> {
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
pub(super) struct SourceDoc<'a> {
    /// The file.
    pub(super) file: &'a Arc<SourceFile>,
    document: &'a dyn Legible,
    /// What it says, once it is asked for: few files hold what a rule looks for.
    value: OnceCell<Option<Value>>,
}

/// A document that can be turned into a value, as far as it can be read.
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
    /// The file of a document.
    pub(super) fn of<T: Serialize>(document: &'a Document<T>) -> SourceDoc<'a> {
        SourceDoc {
            file: &document.file,
            document,
            value: OnceCell::new(),
        }
    }

    /// Whether its texts can hold what `found` looks for in the bytes of the file. An escape can stand for
    /// anything; all else stands in the file as it does in the text.
    pub(super) fn can_hold(&self, found: impl FnOnce(&[u8]) -> bool) -> bool {
        let bytes = self.file.bytes();
        memchr(b'\\', bytes).is_some() || found(bytes)
    }

    /// Every text in it, each with its JSON pointer, in order.
    pub(super) fn texts(&self) -> Vec<(String, &str)> {
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

    /// Whether anything of it can be read.
    pub(super) fn is_legible(&self) -> bool {
        self.value().is_some()
    }

    fn value(&self) -> &Option<Value> {
        self.value.get_or_init(|| self.document.value())
    }
}

/// The roster as committed, with its file, as far as it can be read: for rules about the roster itself.
pub(super) fn roster(snapshot: &Snapshot) -> Option<(&Arc<SourceFile>, &Roster)> {
    let document = snapshot.roster.as_ref()?;
    Some((&document.file, document.partial()?))
}
