//! The forms that the site has beside its pages, read back by other libraries than those that wrote them.

mod api;
mod calendar;
mod feed;
mod robots;
mod roll;
mod sitemap;
mod standards;

use super::entry::{Deliverable, Entry, Event, Happening, Standing, Status};
use super::listing::{Listing, parted};
use super::progress::Progress;
use super::roll::Roll;
use crate::act::Reason;
use crate::date::{Day, When};
use crate::policy::Policy;
use crate::register::{Commitment, Purpose};
use crate::render::choice::Governance;
use crate::roster::Roster;
use crate::snapshot::{POLICY, ROSTER, Snapshot};
use crate::source::{Digest, SourceFile, Tree};

const STORE: &str = "0123456789abcdef0123456789abcdef";

/// What people write into every field of text that there is.
const HOSTILE: &str =
    "=cmd|' /C calc'!A0; \"q\", <b>&amp;</b>\r\nBEGIN:VEVENT\u{1}\u{202e}\t]]> Ünï 𝄞 مرحبا";

/// What is left of it on one line.
const TAMED: &str = "=cmd|' /C calc'!A0; \"q\", <b>&amp;</b> BEGIN:VEVENT ]]> Ünï 𝄞 مرحبا";

/// Hands a listing of these to `look`; `site` is what policy says of the site.
fn listed<T>(
    site: &str,
    entries: &[Entry],
    progress: &[Progress],
    look: impl FnOnce(&Listing<'_>) -> T,
) -> T {
    let policy = format!("store: {STORE}\nformat: 1\nsite: {{title: Registers of Ä & B{site}}}\n");
    let roster = "format: 1\nhome: dmtf\norganizations: [{id: dmtf, name: Task <Force>, short: TF}]\n\
        people: [{id: vera, name: Vera, email: vera@dmtf.example, organization: dmtf}]\n\
        bodies: []\nofficers: {vp_alliances: vera}\n";
    let tree: Tree = [
        SourceFile::new(POLICY, policy),
        SourceFile::new(ROSTER, roster),
    ]
    .into_iter()
    .collect();
    let snapshot = Snapshot::load(&tree);
    let policy: &Policy = snapshot.policy().unwrap();
    let roster: &Roster = snapshot.roster().unwrap();
    let governance = Governance {
        snapshot: &snapshot,
        policy,
        roster,
    };
    let today = Day::of(2026, 11, 22);
    let entries: Vec<Entry> = entries
        .iter()
        .cloned()
        .map(|entry| entry.on(today))
        .collect();
    let entries: Vec<&Entry> = entries.iter().collect();
    let (in_force, removed) = parted(&entries);
    let (in_force, removed) = (&in_force, &removed);
    look(&Listing {
        governance,
        entries: &entries,
        in_force,
        removed,
        progress,
        today,
        commit: Some("c0ffee"),
    })
}

/// A file with a part for each register, made as a whole.
fn whole(
    site: &str,
    entries: &[Entry],
    progress: &[Progress],
    roll: impl for<'a> Fn(&Listing<'a>) -> Roll<'a>,
) -> Vec<u8> {
    listed(site, entries, progress, |listing| {
        roll(listing).whole(listing)
    })
}

const AT_HOME: &str = ", url: 'https://registers.example/a&b'";

fn entry(id: &str, title: &str) -> Entry {
    let ap_id = format!("XYZ-{id}");
    let row = [
        "Profile",
        &ap_id,
        title,
        "Networks",
        "XYZ",
        "DMTF",
        "DMTF, XYZ",
        "XYZ",
        title,
    ];
    Entry {
        id: id.parse().unwrap(),
        title: title.to_string(),
        version: Some("1.4".to_string()),
        subject: None,
        summary: Some(title.to_string()),
        purpose: Purpose::Standards,
        partner: "xyz".parse().unwrap(),
        partner_name: "XYZ Group (XYZ)".to_string(),
        orphaned: false,
        addendum_to: None,
        revision: 1,
        digest: Digest::of(id.as_bytes()),
        standing: Standing::InForce {
            since: Some("2026-03-04".parse().unwrap()),
            records: false,
            review: Day::of(2028, 3, 4),
        },
        milestones: vec![milestone("m1", Some("2027-Q1"), None)],
        standards: [row].into_iter().collect(),
        events: vec![event(Happening::Established, "2026-03-05T06:07:08Z")],
        status: Status::default(),
        made_of: Digest::of(b""),
    }
}

fn milestone(id: &str, due: Option<&str>, completed: Option<Day>) -> Deliverable {
    Deliverable {
        id: id.parse().unwrap(),
        title: HOSTILE.to_string(),
        due: due.map(|due| due.parse::<When>().unwrap()),
        commitment: due.map(|_| Commitment::Goal),
        owners: vec![
            "Profiles; Group".to_string(),
            "Alliance, Committee".to_string(),
        ],
        completed,
        overdue: false,
    }
}

fn event(what: Happening, at: &str) -> Event {
    let at: crate::date::Moment = at.parse().unwrap();
    Event {
        what,
        revision: 1,
        on: Some(When::Day(at.day())),
        at,
    }
}

fn removed(mut entry: Entry) -> Entry {
    let (on, resolution) = (Day::of(2026, 8, 9), "R-9 & more".to_string());
    entry.standing = Standing::Removed {
        on,
        reason: Reason::Complete,
        resolution,
    };
    entry
        .events
        .push(event(Happening::Removed, "2026-08-09T10:11:12Z"));
    entry
}
