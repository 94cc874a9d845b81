//! Chains of versions with genuine and forged consents.

mod succession;

use super::*;
use crate::act::canonical;
use crate::id::Id;
use crate::path::VersionKind;
use crate::policy::{Policy, StoreId};
use crate::roster::Roster;
use crate::signature::{Key, Secret, SignatureStatus};
use crate::snapshot::Document;
use crate::source::{Digest, SourceFile};

const STORE: &str = "0123456789abcdef0123456789abcdef";

fn id(text: &str) -> Id {
    text.parse().expect("an id")
}

fn secret(who: &str) -> Secret {
    Secret::generate(&[who.as_bytes()[0]; 32])
}

/// A list of versions that grows one by one.
#[derive(Default, Clone)]
struct Store {
    rosters: Vec<(Digest, Roster)>,
    policies: Vec<(Digest, Policy)>,
    consents: Vec<Consented>,
}

impl Store {
    /// A first roster with these roots, and a first policy.
    fn new(roots: &str) -> Store {
        let mut store = Store::default();
        store.policy("");
        store.roster(&["vic", "ann", "bob"], roots);
        store
    }

    /// The next roster: people, each with the key of the same name, and the roots.
    fn roster(&mut self, people: &[&str], roots: &str) -> u32 {
        let line = |who: &&str| {
            let (id, key) = who.split_once('=').unwrap_or((who, who));
            let key = secret(key).key().line();
            format!("  - {{id: {id}, name: {id}, email: {id}@x.example, keys: [{key}]}}\n")
        };
        let people: String = people.iter().map(line).collect();
        let number = self.rosters.len() + 1;
        let text = format!("# {number}\nformat: 1\nhome: dmtf\npeople:\n{people}{roots}\n");
        let file = SourceFile::new("registers/roster.yaml", text);
        let roster = Document::<Roster>::read(&file)
            .get()
            .expect("a roster")
            .clone();
        self.rosters.push((file.digest(), roster));
        number as u32
    }

    fn policy(&mut self, more: &str) -> u32 {
        let text = format!(
            "# {}\nformat: 1\nstore: {STORE}\n{more}",
            self.policies.len()
        );
        let file = SourceFile::new("registers/policy.yaml", text);
        let policy = Document::<Policy>::read(&file)
            .get()
            .expect("a policy")
            .clone();
        self.policies.push((file.digest(), policy));
        self.policies.len() as u32
    }

    fn chain(&self) -> Chain {
        Chain::of(&Versions {
            rosters: (1..)
                .zip(&self.rosters)
                .map(|(at, (digest, it))| (at, (*digest, Some(it))))
                .collect(),
            policies: (1..)
                .zip(&self.policies)
                .map(|(at, (digest, it))| (at, (*digest, Some(it))))
                .collect(),
            consents: self.consents.iter().collect(),
        })
    }

    /// A consent under the versions in force now.
    fn draft(&self, who: &str, to: VersionKind, version: u32) -> Consent {
        let at = version as usize - 1;
        let digest = match to {
            VersionKind::Roster => self.rosters[at].0,
            VersionKind::Policy => self.policies[at].0,
        };
        let chain = self.chain();
        Consent {
            format: Consent::FORMAT,
            store: STORE.parse::<StoreId>().expect("a store"),
            by: id(who),
            at: "2026-02-01T00:00:00Z".parse().expect("a moment"),
            to,
            version,
            digest,
            roster: chain.in_force(VersionKind::Roster),
            policy: chain
                .in_force(VersionKind::Policy)
                .unwrap_or(self.policies[0].0),
        }
    }

    fn add(&mut self, consent: Consent, by: &str, namespace: &str) {
        let bytes = consent.to_bytes();
        let armour = secret(by)
            .sign(namespace, &bytes)
            .expect("signed")
            .to_bytes();
        let signature = SignatureStatus::of(&armour, &bytes, None);
        self.consents.push(Consented {
            consent,
            digest: Digest::of(&bytes),
            signature,
        });
    }

    fn consent(&mut self, who: &str, to: VersionKind, version: u32) {
        let consent = self.draft(who, to, version);
        self.add(consent, who, &format!("{to}@wr.dmtf.org"));
    }

    /// The numbers of the roster and the policy in force.
    fn in_force(&self) -> (usize, usize) {
        let chain = self.chain();
        let at = |digest: Option<Digest>, all: Vec<Digest>| {
            digest
                .and_then(|digest| all.iter().position(|it| *it == digest))
                .map_or(0, |at| at + 1)
        };
        (
            at(
                chain.in_force(VersionKind::Roster),
                self.rosters.iter().map(|it| it.0).collect(),
            ),
            at(
                chain.in_force(VersionKind::Policy),
                self.policies.iter().map(|it| it.0).collect(),
            ),
        )
    }
}

const TWO_OF_THREE: &str = "roots: {people: [vic, ann, bob], threshold: 2}";

/// A store with three roots in the second roster and the threshold two.
fn rooted() -> Store {
    let mut store = Store::new("");
    store.roster(&["vic", "ann", "bob"], TWO_OF_THREE);
    store.consent("vic", VersionKind::Roster, 2);
    assert_eq!(store.in_force(), (1, 1));
    store.consent("ann", VersionKind::Roster, 2);
    assert_eq!(store.in_force(), (2, 1));
    assert!(store.chain().is_rooted());
    store
}

#[test]
fn a_consent_reads_back_and_nothing_else_does() {
    let consent = rooted().consents[0].consent.clone();
    let bytes = consent.to_bytes();
    let text = String::from_utf8(bytes.clone()).expect("text");
    assert!(text.starts_with("format: 1\nstore: \"0123"), "{text}");
    let read = |bytes: &[u8]| canonical::from_bytes::<Consent>(&SourceFile::new("a.yaml", bytes));
    assert_eq!(read(&bytes), Some(consent));
    for forged in [
        text.replace("version: 2", "version: 02"),
        format!("{text}\n"),
        text.replace('\n', "\r\n"),
    ] {
        assert_eq!(read(forged.as_bytes()), None, "{forged}");
    }
}

#[test]
fn without_roots_every_saved_version_is_in_force() {
    let mut store = Store::new("");
    store.roster(&["vic", "ann", "bob", "zoe"], "");
    store.policy("review_months: 12\n");
    assert_eq!(store.in_force(), (2, 2));
    assert!(!store.chain().is_rooted() && store.chain().pending().is_empty());
}

#[test]
fn a_first_roster_with_roots_is_nothing_without_their_consent() {
    let mut store = Store::new(TWO_OF_THREE);
    assert_eq!(store.in_force(), (0, 0));
    assert!(store.chain().is_rooted());
    for who in ["vic", "bob"] {
        let consent = Consent {
            roster: None,
            ..store.draft(who, VersionKind::Roster, 1)
        };
        store.add(consent, who, "roster@wr.dmtf.org");
    }
    assert_eq!(store.in_force(), (1, 1));
}

#[test]
fn the_old_roots_decide_and_each_counts_once() {
    let mut store = rooted();
    // Mallory would be the only root, and consents for herself.
    store.roster(
        &["vic", "ann", "bob", "mallory"],
        "roots: {people: [mallory], threshold: 1}",
    );
    store.consent("mallory", VersionKind::Roster, 3);
    store.consent("vic", VersionKind::Roster, 3);
    assert_eq!(store.in_force(), (2, 1));
    // The same person again, at another time.
    let later = "2026-02-02T00:00:00Z".parse().expect("a moment");
    let again = Consent {
        at: later,
        ..store.draft("vic", VersionKind::Roster, 3)
    };
    store.add(again, "vic", "roster@wr.dmtf.org");
    assert_eq!(store.in_force(), (2, 1));
    assert_eq!(store.chain().pending()[0].given, [id("vic")]);
    assert_eq!(store.chain().pending()[0].open, [id("ann"), id("bob")]);
    store.consent("bob", VersionKind::Roster, 3);
    assert_eq!(store.in_force(), (3, 1));
    // She is a root from here on.
    store.policy("review_months: 12\n");
    store.consent("vic", VersionKind::Policy, 2);
    store.consent("bob", VersionKind::Policy, 2);
    assert_eq!(store.in_force(), (3, 1));
    store.consent("mallory", VersionKind::Policy, 2);
    assert_eq!(store.in_force(), (3, 2));
}

#[test]
fn one_person_with_two_keys_counts_once() {
    let mut store = Store::new("");
    store.roster(&["vic", "ann", "bob"], TWO_OF_THREE);
    let two = format!(
        "keys: [{}, {}]",
        secret("vic").key().line(),
        secret("w").key().line()
    );
    let one = format!("keys: [{}]", secret("vic").key().line());
    let text = format!(
        "format: 1\nhome: dmtf\npeople:\n  - {{id: vic, name: v, email: v@x.example, {one}}}\n  - {{id: ann, name: a, email: a@x.example, keys: [{}]}}\n{TWO_OF_THREE}\n",
        secret("ann").key().line()
    )
    .replace(&one, &two);
    let file = SourceFile::new("registers/roster.yaml", text);
    store.rosters[1] = (
        file.digest(),
        Document::<Roster>::read(&file)
            .get()
            .expect("a roster")
            .clone(),
    );
    store.consent("vic", VersionKind::Roster, 2);
    let again = store.draft("vic", VersionKind::Roster, 2);
    store.add(again, "w", "roster@wr.dmtf.org");
    assert!(
        store
            .consents
            .iter()
            .all(|it| store.chain().refused(it).is_none())
    );
    assert_eq!(store.in_force(), (1, 1));
}

#[test]
fn forged_consents_count_for_nothing_and_say_why() {
    let store = rooted();
    let with = |change: &dyn Fn(&mut Consent), by: &str, namespace: &str| {
        let mut store = store.clone();
        store.roster(&["vic", "ann", "bob", "zoe"], TWO_OF_THREE);
        store.consent("vic", VersionKind::Roster, 3);
        let mut consent = store.draft("ann", VersionKind::Roster, 3);
        change(&mut consent);
        store.add(consent, by, namespace);
        assert_eq!(store.in_force(), (2, 1));
        let chain = store.chain();
        chain
            .refused(store.consents.last().expect("it"))
            .map(str::to_string)
    };
    let usual = "roster@wr.dmtf.org";
    let first = store.rosters[0].0;
    let policy = Digest::of(b"another");
    let because = |found: Option<String>, part: &str| {
        assert!(
            found.as_ref().is_some_and(|why| why.contains(part)),
            "{found:?} has no {part}"
        );
    };
    because(with(&|_| (), "mallory", usual), "not one of theirs");
    because(
        with(&|_| (), "ann", "policy@wr.dmtf.org"),
        "policy@wr.dmtf.org",
    );
    because(with(&|it| it.by = id("zoe"), "zoe", usual), "is not a root");
    because(
        with(&|it| it.digest = first, "ann", usual),
        "a different text",
    );
    because(
        with(&|it| it.version = 9, "ann", usual),
        "roster 9 does not exist",
    );
    because(
        with(&|it| it.policy = policy, "ann", usual),
        "an unknown policy",
    );
    because(
        with(&|it| it.roster = Some(policy), "ann", usual),
        "an unknown roster",
    );
    because(
        with(
            &|it| it.store = "f".repeat(32).parse().expect("id"),
            "ann",
            usual,
        ),
        "another store",
    );
    // It was valid under the first roster, which is no longer in force.
    assert_eq!(with(&|it| it.roster = Some(first), "ann", usual), None);
    let mut unsigned = store.clone();
    unsigned.roster(&["vic", "ann", "bob", "zoe"], TWO_OF_THREE);
    for who in ["vic", "ann"] {
        let consent = unsigned.draft(who, VersionKind::Roster, 3);
        let digest = Digest::of(&consent.to_bytes());
        unsigned.consents.push(Consented {
            consent,
            digest,
            signature: SignatureStatus::Missing,
        });
    }
    assert_eq!(unsigned.in_force(), (2, 1));
}

#[test]
fn what_was_left_behind_cannot_come_back() {
    let mut store = rooted();
    // Roster 3 removes Bob's office, and roster 4 repeats roster 2.
    store.roster(
        &["vic", "ann", "bob"],
        "roots: {people: [vic, ann], threshold: 2}",
    );
    store.consent("vic", VersionKind::Roster, 3);
    store.consent("ann", VersionKind::Roster, 3);
    assert_eq!(store.in_force(), (3, 1));
    // Bob's key and Vic's old one are stolen and sign a policy under roster 2, where they met the threshold.
    let under_two = store.rosters[1].0;
    store.policy("assurance: recorded\n");
    for who in ["vic", "bob"] {
        let consent = Consent {
            roster: Some(under_two),
            ..store.draft(who, VersionKind::Policy, 2)
        };
        store.add(consent, who, "policy@wr.dmtf.org");
    }
    assert_eq!(store.in_force(), (3, 1));
    // And a roster 4 under roster 2.
    store.roster(&["vic", "ann", "bob"], TWO_OF_THREE);
    for who in ["vic", "bob"] {
        let consent = Consent {
            roster: Some(under_two),
            ..store.draft(who, VersionKind::Roster, 4)
        };
        store.add(consent, who, "roster@wr.dmtf.org");
    }
    assert_eq!(store.in_force(), (3, 1));
}

#[test]
fn a_roster_without_roots_does_not_undo_those_before_it() {
    let mut store = rooted();
    store.roster(&["vic", "ann", "bob", "mallory"], "");
    store.policy("assurance: recorded\n");
    assert_eq!(store.in_force(), (2, 1));
    // The same where the roots named a policy that came after the first roster.
    let mut store = Store::new("");
    store.policy("review_months: 12\n");
    store.roster(&["vic", "ann", "bob"], TWO_OF_THREE);
    store.consent("vic", VersionKind::Roster, 2);
    store.consent("ann", VersionKind::Roster, 2);
    store.roster(&["mallory"], "");
    assert_eq!(store.in_force(), (2, 2));
}

#[test]
fn some_rosters_can_never_be_in_force() {
    let mut store = rooted();
    let unfit = |people: &[&str], roots: &str| {
        let mut store = store.clone();
        let number = store.roster(people, roots);
        store.consent("vic", VersionKind::Roster, number);
        store.consent("ann", VersionKind::Roster, number);
        assert_eq!(store.in_force(), (2, 1));
        store.chain().pending()[0].unfit.clone()
    };
    let all = ["vic", "ann", "bob"];
    let roots = |threshold, able| Some(Unfit::Roots { threshold, able });
    assert_eq!(
        unfit(&all, "roots: {people: [vic], threshold: 2}"),
        roots(2, 1)
    );
    assert_eq!(
        unfit(&all, "roots: {people: [vic, vic], threshold: 2}"),
        roots(2, 1)
    );
    assert_eq!(
        unfit(&all, "roots: {people: [vic], threshold: 0}"),
        roots(0, 1)
    );
    assert_eq!(
        unfit(&all, "roots: {people: [nobody], threshold: 1}"),
        roots(1, 0)
    );
    let moved = unfit(&["vic=ann", "ann=vic", "bob"], TWO_OF_THREE);
    assert!(matches!(moved, Some(Unfit::Key { .. })), "{moved:?}");
    // A policy of another store.
    let other = format!("format: 1\nstore: {}\n", "f".repeat(32));
    let file = SourceFile::new("registers/policy.yaml", other);
    let policy = Document::<Policy>::read(&file)
        .get()
        .expect("a policy")
        .clone();
    store.policies.push((file.digest(), policy));
    store.consent("vic", VersionKind::Policy, 2);
    store.consent("ann", VersionKind::Policy, 2);
    assert_eq!(store.in_force(), (2, 1));
    assert_eq!(store.chain().pending()[0].unfit, Some(Unfit::Store));
}
