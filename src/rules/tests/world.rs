//! A small complete store in memory: `xyz` in force, `abc` with an open ballot.

use crate::act::{
    Accept, Act, Action, Approve, Assign, Choice, FORMAT, Propose, Proposer, Question, Send,
    StoredAct, Submit, Vote,
};
use crate::ballot::Opened;
use crate::ballot::opening::{self, Choices};
use crate::ballot::tally::Tally;
use crate::date::Moment;
use crate::id::Id;
use crate::policy::Policy;
use crate::policy::rule::Counts;
use crate::process::class::adoption;
use crate::register::Register;
use crate::roster::Roster;
use crate::snapshot::Document;
use crate::source::{Digest, SourceFile, Tree};

pub(super) const POLICY: &str = "store: 0123456789abcdef0123456789abcdef\nformat: 1\nsections: [{id: security, title: Security considerations, required: submitted}]\n";

pub(super) const ROSTER: &str = "\
format: 1
home: dmtf
organizations:
  - { id: dmtf, name: Distributed Management Task Force, short: DMTF }
  - { id: acme, name: Acme, membership: board }
  - { id: globex, name: Globex, membership: leadership }
  - { id: xyz, name: XYZ Forum, short: XYZ, representatives: [xia] }
  - { id: abc, name: ABC Alliance, short: ABC }
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example, organization: dmtf }
  - { id: ann, name: Ann Lee, email: ann@acme.example, organization: acme }
  - { id: bob, name: Bob Roe, email: bob@globex.example, organization: globex }
  - { id: sue, name: Sue Poe, email: sue@dmtf.example, organization: dmtf }
  - { id: xia, name: Xia Young, email: xia@xyz.example, organization: xyz }
bodies:
  - id: alliance
    name: Alliance Committee
    kind: alliance-committee
    chair: ann
    seats:
      - { id: acme, organization: acme, voter: ann }
      - { id: globex, organization: globex, voter: bob }
  - { id: platform, name: Platform Committee, kind: committee, chair: bob }
  - { id: network, name: Network Working Group, kind: working-group, parent: platform, chair: bob }
  - id: board
    name: Board of Directors
    kind: board
    chair: ann
    secretary: sue
    seats:
      - { id: acme, organization: acme, voter: ann }
      - { id: globex, organization: globex, voter: bob }
officers:
  vp_alliances: vic
";

/// The text of `xyz`, with the rows of DSP4003's own example. `abc` has the same for its partner.
pub(super) const TEXT: &str = "\
title: XYZ / DMTF Work Register
initiated: 2026-06
partner:
  organization: xyz
  governing_body: { name: XYZ Board, kind: board }
originating_committee: alliance
scope: Models for the management of routers.
benefits: Members of both share one model.
sections:
  security: Everything in the models is public.
milestones:
  - { id: m1, title: First schema, committees: [alliance], working_groups: [network], due: 2027-Q3 }
standards:
  - type: Schema
    ap_id: xyz_ schema
    description: schema
    domain: Networking
    lead: XYZ
    ip_policy: DMTF
    owner: DMTF
    developer: XYZ
    maintainer: DMTF
  - type: Profiles
    ap_id: Network Device Profiles
    description: Profile group
    domain: Networking
    lead: XYZ
    ip_policy: XYZ
    owner: XYZ
    developer: XYZ
    maintainer: XYZ
    group: true
";

pub(super) const CONTACTS: &str = "\
partner:
  - { role: liaison, name: Xia Young, email: xia@xyz.example }
home:
  - { role: owner, name: Vic Park, email: vic@dmtf.example }
";

/// The store that every example starts with.
pub(super) fn tree() -> Tree {
    let mut tree = Tree::default();
    for (path, bytes) in [
        ("policy.yaml", POLICY),
        ("roster.yaml", ROSTER),
        ("history/policy-1.yaml", POLICY),
        ("history/roster-1.yaml", ROSTER),
    ] {
        tree.insert(SourceFile::new(format!("registers/{path}"), bytes));
    }
    for (id, text) in [
        ("xyz", TEXT.to_string()),
        ("abc", TEXT.replace("XYZ", "ABC").replace("xyz", "abc")),
    ] {
        for (path, bytes) in [
            ("register.yaml", text.as_str()),
            ("revisions/1.yaml", &text),
            ("contacts.yaml", CONTACTS),
        ] {
            tree.insert(SourceFile::new(format!("registers/{id}/{path}"), bytes));
        }
        Script::begin(id, &text).balloted(&mut tree);
    }
    tree
}

/// Writes the acts of one register, each after the one before.
struct Script {
    register: Id,
    text: Register,
    digest: Digest,
    acts: Vec<StoredAct>,
    votes: Vec<StoredAct>,
}

pub(in crate::rules) fn read<T: serde::de::DeserializeOwned + Clone>(text: &str) -> T {
    let document = Document::<T>::read(&SourceFile::new("a.yaml", text));
    document
        .get()
        .cloned()
        .unwrap_or_else(|| panic!("{:?}", document.refusals()))
}

pub(super) fn id(text: &str) -> Id {
    text.parse().expect("an id")
}

impl Script {
    fn begin(register: &str, text: &str) -> Script {
        let digest = Digest::of(text.as_bytes());
        Script {
            register: id(register),
            text: read(text),
            digest,
            acts: Vec::new(),
            votes: Vec::new(),
        }
    }

    fn act(&self, by: &str, at: &str, action: Action) -> Act {
        let at: Moment = at.parse().expect("a moment");
        let concerns_text = !matches!(action, Action::Propose(_) | Action::Assign(_));
        let has_order = !matches!(action, Action::Vote(_));
        let last = self.acts.last().filter(|_| has_order);
        let after = last.map(|last| last.digest).into_iter().collect();
        Act {
            format: FORMAT,
            store: read::<Policy>(POLICY).store,
            register: self.register.clone(),
            request: None,
            by: id(by),
            recorded_by: None,
            evidence: matches!(action, Action::Approve(_)).then(|| "minutes".to_string()),
            on: at.day(),
            at,
            seen: "none".to_string(),
            roster: Digest::of(ROSTER.as_bytes()),
            policy: Digest::of(POLICY.as_bytes()),
            revision: concerns_text.then_some(1),
            digest: concerns_text.then_some(self.digest),
            after,
            action,
        }
    }

    fn put(&mut self, by: &str, at: &str, action: Action) {
        let stored = self.act(by, at, action).stored();
        self.acts.push(stored);
    }

    /// From the proposal to the ballot; `xyz` continues until it is in force.
    fn balloted(mut self, tree: &mut Tree) {
        let roster: Roster = read(ROSTER);
        let partner = self.register.clone();
        let (proposed_by, proposer) = (id("acme"), Proposer::BoardMember);
        self.put(
            "vic",
            "2026-07-01T10:00:00Z",
            Action::Propose(Propose {
                proposed_by,
                proposer,
                partner,
                owner: None,
            }),
        );
        self.put(
            "vic",
            "2026-07-02T10:00:00Z",
            Action::Assign(Assign { owner: id("vic") }),
        );
        let demand = adoption(&self.text, &roster);
        let (class, needs) = (
            demand.classes.into_iter().collect(),
            demand.needs.into_iter().collect(),
        );
        let submit = Submit {
            class,
            needs,
            withdraws: None,
            records: None,
            editorial: None,
        };
        self.put("vic", "2026-07-03T10:00:00Z", Action::Submit(submit));
        let opens: Moment = "2026-07-04T10:00:00Z".parse().expect("a moment");
        let choices = Choices {
            question: Question::Adopt,
            round: 1,
            parallel: None,
            opens,
            closes: opens.plus_days(14),
        };
        let body = roster.body(&id("alliance")).expect("the committee");
        let ballot = opening::ballot(body, &roster, &read(POLICY), choices);
        self.put("ann", "2026-07-04T10:00:00Z", Action::Ballot(ballot));
        if self.register == "xyz" {
            self.established();
        }
        for stored in self.acts.iter().chain(&self.votes) {
            tree.insert(SourceFile::new(stored.path(), stored.act.to_bytes()));
        }
    }

    fn established(&mut self) {
        let ballot = self.acts.last().expect("the ballot").clone();
        for (seat, by) in [("acme", "ann"), ("globex", "bob")] {
            let vote = vote(ballot.digest, seat, Choice::Approve);
            self.votes.push(
                self.act(by, "2026-07-05T10:00:00Z", Action::Vote(vote))
                    .stored(),
            );
        }
        let chair = id("ann");
        let opened = Opened::of(&ballot, Some(&chair)).expect("a ballot");
        let counted = Tally::count(opened, &self.votes).result(opened);
        self.put("ann", "2026-07-20T10:00:00Z", Action::Result(counted));
        let meeting = Some(Counts {
            approve: 2,
            ..Counts::default()
        });
        let resolution = "2026-12".to_string();
        let approve = Approve {
            resolution,
            result: None,
            meeting,
            changed: None,
            conditions: Vec::new(),
        };
        self.put("sue", "2026-08-01T10:00:00Z", Action::Approve(approve));
        self.put(
            "vic",
            "2026-08-02T10:00:00Z",
            Action::Send(Send {
                conditions_met: Vec::new(),
            }),
        );
        let sent = self.acts.last().expect("the sending").digest;
        self.put(
            "xia",
            "2026-08-03T10:00:00Z",
            Action::Accept(Accept {
                sent,
                changed: None,
            }),
        );
    }
}

pub(super) fn vote(ballot: Digest, seat: &str, choice: Choice) -> Vote {
    Vote {
        of: "adopt-1-alliance-1".to_string(),
        ballot,
        seat: id(seat),
        number: 1,
        prev: Vec::new(),
        choice,
        comment: (choice == Choice::Oppose).then(|| "too wide".to_string()),
    }
}
