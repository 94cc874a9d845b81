//! The machine-readable files of the site, parsed with different libraries from those that write them.

mod api;
mod badge;
mod calendar;
mod feed;
mod robots;
mod sitemap;
mod standards;

use super::context::SiteContext;
use super::public_register::{Deliverable, Event, Happening, PublicRegister, Standing, Status};
use super::register_index::{RegisterIndex, addenda, by_standing};
use super::under_way::UnderWayView;
use crate::act::Reason;
use crate::date::{Day, When};
use crate::path::{POLICY, ROSTER};
use crate::policy::Policy;
use crate::register::{DateCommitment, Holder, Purpose, Standard};
use crate::render::audience::Audience;
use crate::render::governance::Governance;
use crate::render::templates::Templates;
use crate::roster::Roster;
use crate::snapshot::Snapshot;
use crate::source::{Digest, SourceFile, Tree};

const STORE: &str = "0123456789abcdef0123456789abcdef";

/// Hostile text for every text field.
const HOSTILE: &str =
    "=cmd|' /C calc'!A0; \"q\", <b>&amp;</b>\r\nBEGIN:VEVENT\u{1}\u{202e}\t]]> Ünï 𝄞 مرحبا";

/// The same text reduced to one line.
const TAMED: &str = "=cmd|' /C calc'!A0; \"q\", <b>&amp;</b> BEGIN:VEVENT ]]> Ünï 𝄞 مرحبا";

/// Passes the context of a site of these registers to `look`; `site` is the `site` section of the policy.
fn listed<T>(
    site: &str,
    entries: &[PublicRegister],
    under_way: &[UnderWayView],
    look: impl FnOnce(&SiteContext<'_>) -> T,
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
    let entries: Vec<PublicRegister> = entries
        .iter()
        .cloned()
        .map(|entry| entry.on(today))
        .collect();
    let (in_force, removed) = by_standing(&entries);
    let registers = RegisterIndex {
        all: &[],
        texts: &[],
        public: &entries,
        in_force: &in_force,
        removed: &removed,
        addenda: &addenda(&entries),
        under_way,
    };
    look(&SiteContext {
        governance,
        registers,
        templates: &Templates::new(&[]).unwrap(),
        rules: &[],
        today,
        audience: Audience::Public,
        commit: Some("c0ffee"),
    })
}

const AT_HOME: &str = ", url: 'https://registers.example/a&b'";

fn entry(id: &str, title: &str) -> PublicRegister {
    let holder = |name: &str| Holder::One(name.to_string());
    let row = Standard {
        kind: "Profile".to_string(),
        ap_id: format!("XYZ-{id}"),
        description: title.to_string(),
        domain: "Networks".to_string(),
        lead: "XYZ".to_string(),
        ip_policy: holder("DMTF"),
        owner: Holder::Joint(vec!["DMTF".to_string(), "XYZ".to_string()]),
        developer: holder("XYZ"),
        maintainer: holder(title),
        development: None,
        rules: None,
        group: false,
        web: None,
    };
    PublicRegister {
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
        standards: vec![row],
        events: vec![event(Happening::Established, "2026-03-05T06:07:08Z")],
        status: Status::default(),
    }
}

fn milestone(id: &str, due: Option<&str>, completed: Option<Day>) -> Deliverable {
    Deliverable {
        id: id.parse().unwrap(),
        title: HOSTILE.to_string(),
        due: due.map(|due| due.parse::<When>().unwrap()),
        commitment: due.map(|_| DateCommitment::Goal),
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

fn removed(mut entry: PublicRegister) -> PublicRegister {
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
