//! The latest public events, and the next dates, for the first page.

use serde::Serialize;

use super::context::SiteContext;
use super::public_register::{Event, Happening, PublicRegister};
use crate::date::{Day, When};

/// The most events of the past on the page.
const NEWS: usize = 3;

/// The most dates of the future on the page.
const COMING: usize = 5;

/// A public event.
#[derive(Debug, Serialize)]
pub(super) struct NewsView<'a> {
    /// The day, month, quarter or year, if known.
    on: Option<String>,
    register: &'a str,
    title: &'a str,
    /// What happened, such as `was established`.
    what: &'static str,
}

/// A date in the future.
#[derive(Debug, Serialize)]
pub(super) struct ComingView<'a> {
    #[serde(skip)]
    last: Day,
    /// The day, month, quarter or year.
    on: String,
    /// The milestone, register or body.
    title: &'a str,
    /// What ends then, such as `milestone`.
    what: &'static str,
    /// The register or partner that it is about, if the title does not say it.
    of: Option<&'a str>,
    /// The path from the top of the site; `None` if it has no public page.
    href: Option<String>,
}

/// The latest events by the day on which they happened: backfilling an old register is not news.
pub(super) fn news<'a>(context: &SiteContext<'a>) -> Vec<NewsView<'a>> {
    let registers = context.registers.public.iter();
    let mut events: Vec<(&PublicRegister, &Event)> = registers
        .flat_map(|entry| entry.events.iter().map(move |event| (entry, event)))
        .collect();
    let order = |(entry, event): &(&PublicRegister, &'a Event)| {
        (event.on.map(When::last_day), event.at, entry.id.clone())
    };
    events.sort_by_cached_key(|event| std::cmp::Reverse(order(event)));
    let view = |(entry, event): (&'a PublicRegister, &'a Event)| NewsView {
        on: event.on.map(|on| on.to_string()),
        register: entry.id.as_str(),
        title: &entry.title,
        what: match event.what {
            Happening::Established => "was established",
            Happening::Updated => "was updated",
            Happening::Removed => "was removed",
        },
    };
    events.into_iter().take(NEWS).map(view).collect()
}

/// The next dates, today included: open milestones, reviews, and the ends of open ballots if they are public.
pub(super) fn coming<'a>(context: &SiteContext<'a>) -> Vec<ComingView<'a>> {
    let registers = context.registers;
    let of_each = registers.in_force.iter().flat_map(|entry| dates(entry));
    let ballots = registers.under_way.iter().flat_map(|work| {
        work.ballots.iter().map(|ballot| ComingView {
            last: ballot.closes.day(),
            on: ballot.closes.day().to_string(),
            title: &ballot.body,
            what: "ballot closes",
            of: Some(&work.partner),
            href: None,
        })
    });
    let mut coming: Vec<ComingView<'a>> = of_each.chain(ballots).collect();
    coming.retain(|one| one.last >= context.today);
    coming.sort_by_key(|one| one.last);
    coming.truncate(COMING);
    coming
}

/// The dates of a register in force.
fn dates(entry: &PublicRegister) -> impl Iterator<Item = ComingView<'_>> {
    let page = super::address::page(&entry.id);
    let review = entry.review().map(|review| ComingView {
        last: review,
        on: review.to_string(),
        title: &entry.title,
        what: "review due",
        of: None,
        href: Some(page.clone()),
    });
    let open = entry
        .milestones
        .iter()
        .filter(|milestone| milestone.completed.is_none());
    let milestones = open.filter_map(move |milestone| {
        let due = milestone.due?;
        Some(ComingView {
            last: due.last_day(),
            on: due.to_string(),
            title: &milestone.title,
            what: "milestone",
            of: Some(&entry.partner_name),
            href: Some(format!("{page}#milestone-{}", milestone.id)),
        })
    });
    review.into_iter().chain(milestones)
}
