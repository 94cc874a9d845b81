//! `api/v1/registers.json`: a summary of every public register.

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{FORMAT, to_file};
use crate::render::site::context::SiteContext;
use crate::render::site::public_register::{Event, PublicRegister, Standing};
use crate::render::site::{badge, calendar, feed};

/// The registers that are in force or were removed, ordered by id.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The registers")]
pub(super) struct RegistersJson {
    /// The version of this format.
    format: u32,
    /// The id of the store.
    store: String,
    /// The registers.
    registers: Vec<ListedRegisterJson>,
}

/// A public register.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Line")]
struct ListedRegisterJson {
    /// The id, unique in the store.
    id: String,
    /// The title.
    title: String,
    /// The version label of the text.
    version: Option<String>,
    /// The topic of the collaboration.
    subject: Option<String>,
    /// The start of the scope, as plain text.
    summary: Option<String>,
    /// The purpose of the partnership: `standards`, `complementary`, `marketing` or `other`.
    purpose: String,
    /// The alliance partner.
    partner: ListedPartnerJson,
    /// The id of the register to which it is an addendum.
    addendum_to: Option<String>,
    /// The ids of the registers that are addenda to it.
    addenda: Vec<String>,
    /// The information management domains in Table 1, each once.
    domains: Vec<String>,
    /// The revision that is in force, or was at the removal.
    revision: u32,
    /// The digest of that revision's bytes: `sha256:` and 64 hexadecimal digits.
    digest: String,
    /// The status.
    status: ListedStatusJson,
    /// The public events, the oldest first.
    events: Vec<EventJson>,
    /// The path of its page, from the top of the site.
    page: String,
    /// The path of the register as JSON, from the top of the site.
    json: String,
    /// The path of the register as Markdown, from the top of the site.
    markdown: String,
    /// The path of its feed of events, from the top of the site.
    feed: String,
    /// The path of its calendar, from the top of the site.
    calendar: String,
    /// The path of its badge, an SVG picture of its status, from the top of the site.
    badge: String,
}

/// An alliance partner.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Partner")]
struct ListedPartnerJson {
    /// The id.
    id: String,
    /// The full name, with the short name if there is one.
    name: String,
    /// Whether the partner, or its group, is closed.
    closed: bool,
}

/// The status of a register.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case")]
#[schemars(rename = "Status")]
enum ListedStatusJson {
    /// A revision is in force.
    InForce {
        /// The day, month, quarter or year in which it came into force, if known.
        since: Option<String>,
        /// Whether that date comes from earlier records.
        from_earlier_records: bool,
        /// The day by which it should be updated or reviewed (DSP4003 4).
        review_due: String,
    },
    /// The board removed the register.
    Removed {
        /// The day of the board's resolution.
        since: String,
        /// The reason: `disbanded`, `not-maintained`, `stagnant`, `complete` or `partner-withdrew`.
        reason: String,
        /// The number or title of the board's resolution.
        resolution: String,
    },
}

/// A public event of a register.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Happened")]
struct EventJson {
    /// The kind of event: `established`, `updated` or `removed`.
    what: &'static str,
    /// The revision that it concerns.
    revision: u32,
    /// The day, month, quarter or year, if known.
    on: Option<String>,
    /// The time at which it was recorded, in UTC.
    recorded: String,
}

/// The list of registers as JSON.
pub(crate) fn registers_json(context: &SiteContext<'_>) -> Vec<u8> {
    to_file(&RegistersJson {
        format: FORMAT,
        store: context.governance.policy.store.to_string(),
        registers: context
            .registers
            .public
            .iter()
            .map(|entry| line(entry, context))
            .collect(),
    })
}

fn line(entry: &PublicRegister, context: &SiteContext<'_>) -> ListedRegisterJson {
    let id = &entry.id;
    let (partner, name) = (entry.partner.to_string(), entry.partner_name.clone());
    ListedRegisterJson {
        id: id.to_string(),
        title: entry.title.clone(),
        version: entry.version.clone(),
        subject: entry.subject.clone(),
        summary: entry.summary.clone(),
        purpose: entry.purpose.to_string(),
        partner: ListedPartnerJson {
            id: partner,
            name,
            closed: entry.orphaned,
        },
        addendum_to: entry.addendum_to.as_ref().map(|id| id.to_string()),
        addenda: context
            .registers
            .addenda_of(id)
            .iter()
            .map(|entry| entry.id.to_string())
            .collect(),
        domains: entry.domains().into_iter().map(str::to_string).collect(),
        revision: entry.revision,
        digest: entry.digest.to_string(),
        status: status(&entry.standing),
        events: entry.events.iter().map(happened).collect(),
        page: format!("registers/{id}/index.html"),
        json: format!("registers/{id}/register.json"),
        markdown: format!("registers/{id}/register.md"),
        feed: feed::of_register(id),
        calendar: calendar::of_register(id),
        badge: badge::of_register(id),
    }
}

fn status(standing: &Standing) -> ListedStatusJson {
    match standing {
        Standing::InForce {
            since,
            records,
            review,
        } => ListedStatusJson::InForce {
            since: since.map(|when| when.to_string()),
            from_earlier_records: *records,
            review_due: review.to_string(),
        },
        Standing::Removed {
            on,
            reason,
            resolution,
        } => ListedStatusJson::Removed {
            since: on.to_string(),
            reason: reason.word().to_string(),
            resolution: resolution.clone(),
        },
    }
}

fn happened(event: &Event) -> EventJson {
    let (on, recorded) = (event.on.map(|on| on.to_string()), event.at.to_string());
    EventJson {
        what: event.what.word(),
        revision: event.revision,
        on,
        recorded,
    }
}
