//! `api/v1/registers.json`: every public register in a few lines.

use schemars::JsonSchema;
use serde::Serialize;

use super::{FORMAT, file};
use crate::render::site::entry::{Entry, Event, Happening, Standing};
use crate::render::site::listing::Listing;

/// Where the list is, from the site's top.
pub(in crate::render) const REGISTERS: &str = "api/v1/registers.json";

/// The registers that are in force or were, ordered by id.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The registers")]
pub(super) struct Registers {
    /// The version of this form.
    format: u32,
    /// The id of the store that they are kept in.
    store: String,
    /// The registers.
    registers: Vec<Line>,
}

/// A register.
#[derive(Debug, Serialize, JsonSchema)]
struct Line {
    /// Its id, unique in the store.
    id: String,
    /// Its title.
    title: String,
    /// The version that the parties give it.
    version: Option<String>,
    /// The topic of the collaboration.
    subject: Option<String>,
    /// The beginning of its scope, as plain text.
    summary: Option<String>,
    /// What the partnership is for: `standards`, `complementary`, `marketing` or `other`.
    purpose: String,
    /// The alliance partner.
    partner: Partner,
    /// The register that it adds to.
    addendum_to: Option<String>,
    /// The information management domains of its Table 1, each once.
    domains: Vec<String>,
    /// The revision that is, or was, in force.
    revision: u32,
    /// The digest of that revision's bytes: `sha256:` and 64 hexadecimal digits.
    digest: String,
    /// How it stands.
    status: Status,
    /// What happened to it in public, the oldest first.
    events: Vec<Happened>,
    /// Its page, from the site's top.
    page: String,
    /// The register as JSON, from the site's top.
    json: String,
    /// The register as Markdown, from the site's top.
    markdown: String,
}

/// An alliance partner.
#[derive(Debug, Serialize, JsonSchema)]
struct Partner {
    /// Its id.
    id: String,
    /// Its name in full, with its short name where it has one.
    name: String,
    /// Whether it is closed, so that nobody is left to answer for the register.
    closed: bool,
}

/// How a register stands.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case")]
enum Status {
    /// It is in force.
    InForce {
        /// Since when, as exactly as it is known.
        since: Option<String>,
        /// Whether that is known from earlier records only.
        from_earlier_records: bool,
        /// The day by which it should be updated or reviewed (DSP4003 4).
        review_due: String,
    },
    /// It was in force, and was removed.
    Removed {
        /// The day of the board's resolution.
        since: String,
        /// Why: `disbanded`, `not-maintained`, `stagnant`, `complete` or `partner-withdrew`.
        reason: String,
        /// The board's resolution.
        resolution: String,
    },
}

/// Something that happened to a register.
#[derive(Debug, Serialize, JsonSchema)]
struct Happened {
    /// `established`, `updated` or `removed`.
    what: &'static str,
    /// The revision that it is about.
    revision: u32,
    /// The day, as exactly as it is known.
    on: Option<String>,
    /// When it was recorded, in UTC.
    recorded: String,
}

/// The list of registers as JSON.
pub(in crate::render) fn registers(listing: &Listing<'_>) -> Vec<u8> {
    file(&Registers {
        format: FORMAT,
        store: listing.governance.policy.store.to_string(),
        registers: listing.entries.iter().map(|entry| line(entry)).collect(),
    })
}

fn line(entry: &Entry) -> Line {
    let id = &entry.id;
    let (partner, name) = (entry.partner.to_string(), entry.partner_name.clone());
    Line {
        id: id.to_string(),
        title: entry.title.clone(),
        version: entry.version.clone(),
        subject: entry.subject.clone(),
        summary: entry.summary.clone(),
        purpose: entry.purpose.to_string(),
        partner: Partner {
            id: partner,
            name,
            closed: entry.orphaned,
        },
        addendum_to: entry.addendum_to.as_ref().map(|id| id.to_string()),
        domains: entry.domains().into_iter().map(str::to_string).collect(),
        revision: entry.revision,
        digest: entry.digest.to_string(),
        status: status(&entry.standing),
        events: entry.events.iter().map(happened).collect(),
        page: format!("registers/{id}/index.html"),
        json: format!("registers/{id}/register.json"),
        markdown: format!("registers/{id}/register.md"),
    }
}

fn status(standing: &Standing) -> Status {
    match standing {
        Standing::InForce {
            since,
            records,
            review,
        } => Status::InForce {
            since: since.map(|when| when.to_string()),
            from_earlier_records: *records,
            review_due: review.to_string(),
        },
        Standing::Removed {
            on,
            reason,
            resolution,
        } => Status::Removed {
            since: on.to_string(),
            reason: reason.word().to_string(),
            resolution: resolution.clone(),
        },
    }
}

fn happened(event: &Event) -> Happened {
    let what = match event.what {
        Happening::Established => "established",
        Happening::Updated => "updated",
        Happening::Removed => "removed",
    };
    let (on, recorded) = (event.on.map(|on| on.to_string()), event.at.to_string());
    Happened {
        what,
        revision: event.revision,
        on,
        recorded,
    }
}
