//! `api/v1/index.json`: what there is, and where.

use schemars::JsonSchema;
use serde::Serialize;

use super::list::REGISTERS;
use super::schemas::Schema;
use super::{FORMAT, file};
use crate::render::site::calendar::CALENDAR;
use crate::render::site::feed::FEED;
use crate::render::site::listing::Listing;
use crate::render::site::standards::STANDARDS;
use crate::render::view::full_name;

/// Where it is, from the site's top.
pub(in crate::render) const START: &str = "api/v1/index.json";

/// What there is on the site, for programs. Paths are from the site's top.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "What there is")]
pub(super) struct Start {
    /// The version of this form.
    format: u32,
    /// The site's title.
    title: String,
    /// Where the site is, where that is known.
    url: Option<String>,
    /// The id of the store that the registers are kept in.
    store: String,
    /// The commit that the site was made of, where that is known.
    commit: Option<String>,
    /// The organization whose registers these are.
    organization: Organization,
    /// The process that they are approved under.
    process: Process,
    /// How many registers there are.
    counts: Counts,
    /// The list of registers.
    registers: String,
    /// Where each register is as JSON; `{id}` stands for its id.
    register: String,
    /// What happened, as an Atom feed.
    feed: String,
    /// Milestones and reviews, as a calendar.
    calendar: String,
    /// Table 1 across registers, as CSV.
    standards: String,
    /// The schemas of the JSON here.
    schemas: Schemas,
}

/// An organization.
#[derive(Debug, Serialize, JsonSchema)]
struct Organization {
    /// Its id.
    id: String,
    /// Its name in full, with its short name where it has one.
    name: String,
}

/// A process document.
#[derive(Debug, Serialize, JsonSchema)]
struct Process {
    /// Its number.
    document: String,
    /// Its version.
    version: String,
    /// The day it was released.
    date: String,
}

/// How many registers there are.
#[derive(Debug, Serialize, JsonSchema)]
struct Counts {
    /// In force.
    in_force: usize,
    /// Removed.
    removed: usize,
}

/// Where the schemas are.
#[derive(Debug, Serialize, JsonSchema)]
struct Schemas {
    /// Of this file.
    index: String,
    /// Of the list of registers.
    registers: String,
    /// Of one register.
    register: String,
}

/// What there is, as JSON.
pub(in crate::render) fn start(listing: &Listing<'_>) -> Vec<u8> {
    let (policy, roster) = (listing.governance.policy, listing.governance.roster);
    let (in_force, removed) = (listing.in_force.len(), listing.removed.len());
    let process = &policy.process;
    file(&Start {
        format: FORMAT,
        title: policy.site.title.clone(),
        url: policy.site.url.as_ref().map(|url| url.page("")),
        store: policy.store.to_string(),
        commit: listing.commit.map(str::to_string),
        organization: Organization {
            id: roster.home.to_string(),
            name: full_name(roster, &roster.home),
        },
        process: Process {
            document: process.document.clone(),
            version: process.version.clone(),
            date: process.date.to_string(),
        },
        counts: Counts { in_force, removed },
        registers: REGISTERS.to_string(),
        register: "registers/{id}/register.json".to_string(),
        feed: FEED.to_string(),
        calendar: CALENDAR.to_string(),
        standards: STANDARDS.to_string(),
        schemas: Schemas {
            index: Schema::Index.path(),
            registers: Schema::Registers.path(),
            register: Schema::Register.path(),
        },
    })
}
