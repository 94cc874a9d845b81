//! `api/v1/index.json`: an index of the data on the site, with its paths.

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{FORMAT, to_file};
use super::paths::{INDEX_SCHEMA, REGISTER_SCHEMA, REGISTERS, REGISTERS_SCHEMA};
use crate::render::site::calendar::CALENDAR;
use crate::render::site::context::SiteContext;
use crate::render::site::feed::FEED;
use crate::render::site::standards::STANDARDS;
use crate::render::site::{badge, calendar, feed};
use crate::render::view::full_name;

/// The index of the data on the site, for programs. Paths start at the top of the site.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The index")]
pub(super) struct ApiIndexJson {
    /// The version of this format.
    format: u32,
    /// The title of the site.
    title: String,
    /// The URL of the site, if known.
    url: Option<String>,
    /// The id of the store.
    store: String,
    /// The address from which the store can be cloned, if it is public.
    repository: Option<String>,
    /// The commit from which the site was generated, if known.
    commit: Option<String>,
    /// The organization that keeps the registers.
    organization: ApiOrganizationJson,
    /// The process under which the registers are approved.
    process: ProcessJson,
    /// The numbers of registers.
    counts: RegisterCountsJson,
    /// The path of the list of registers.
    registers: String,
    /// The path of a register as JSON; replace `{id}` by its id.
    register: String,
    /// The path of the page of a revision; replace `{id}` and `{revision}`. Its exact bytes end with `.yaml`.
    revision: String,
    /// The path of the Atom feed of events.
    feed: String,
    /// The path of the calendar of milestones and reviews.
    calendar: String,
    /// The path of the feed of a register; replace `{id}` by its id.
    register_feed: String,
    /// The path of the calendar of a register; replace `{id}` by its id.
    register_calendar: String,
    /// The path of the badge of a register; replace `{id}` by its id.
    register_badge: String,
    /// The path of the feed of a partner; replace `{id}` by its id.
    partner_feed: String,
    /// The path of the calendar of a partner; replace `{id}` by its id.
    partner_calendar: String,
    /// The path of Table 1 of all registers, as CSV.
    standards: String,
    /// The paths of the schemas.
    schemas: SchemaPathsJson,
}

/// An organization.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Organization")]
struct ApiOrganizationJson {
    /// The id.
    id: String,
    /// The full name, with the short name if there is one.
    name: String,
}

/// A process document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Process")]
struct ProcessJson {
    /// The number, such as `DSP4003`.
    document: String,
    /// The version.
    version: String,
    /// The day of its release.
    date: String,
}

/// The numbers of registers.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Counts")]
struct RegisterCountsJson {
    /// Registers in force.
    in_force: usize,
    /// Removed registers.
    removed: usize,
}

/// The paths of the schemas.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Schemas")]
struct SchemaPathsJson {
    /// The schema of this file.
    index: String,
    /// The schema of the list of registers.
    registers: String,
    /// The schema of one register.
    register: String,
}

pub(crate) fn index_json(context: &SiteContext<'_>) -> Vec<u8> {
    let (policy, roster) = (context.governance.policy, context.governance.roster);
    let (in_force, removed) = (
        context.registers.in_force.len(),
        context.registers.removed.len(),
    );
    let process = &policy.process;
    to_file(&ApiIndexJson {
        format: FORMAT,
        title: policy.site.title.clone(),
        url: policy.site.url.as_ref().map(|url| url.page("")),
        store: policy.store.to_string(),
        repository: policy
            .site
            .repository
            .as_ref()
            .map(|it| it.as_str().to_string()),
        commit: context.commit.map(str::to_string),
        organization: ApiOrganizationJson {
            id: roster.home.to_string(),
            name: full_name(roster, &roster.home),
        },
        process: ProcessJson {
            document: process.document.clone(),
            version: process.version.clone(),
            date: process.date.to_string(),
        },
        counts: RegisterCountsJson { in_force, removed },
        registers: REGISTERS.to_string(),
        register: "registers/{id}/register.json".to_string(),
        revision: "registers/{id}/revisions/{revision}.html".to_string(),
        feed: FEED.to_string(),
        calendar: CALENDAR.to_string(),
        register_feed: feed::of_register("{id}"),
        register_calendar: calendar::of_register("{id}"),
        register_badge: badge::of_register("{id}"),
        partner_feed: feed::of_partner("{id}"),
        partner_calendar: calendar::of_partner("{id}"),
        standards: STANDARDS.to_string(),
        schemas: SchemaPathsJson {
            index: INDEX_SCHEMA.to_string(),
            registers: REGISTERS_SCHEMA.to_string(),
            register: REGISTER_SCHEMA.to_string(),
        },
    })
}
