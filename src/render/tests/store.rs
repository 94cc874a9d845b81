//! A store in memory to which tests add acts, as the commands do.

use std::collections::BTreeMap;

use crate::act::{
    Accept, Act, Action, Approve, Approver, Backfill, Choice, Class, FORMAT, Propose, Proposer,
    Question, Records, Send, StoredAct, Submit, Vote,
};
use crate::ballot::Opened;
use crate::ballot::opening::{self, Choices};
use crate::ballot::tally::Tally;
use crate::date::Moment;
use crate::path::{POLICY, ROSTER};
use crate::policy::Policy;
use crate::roster::Roster;
use crate::snapshot::Snapshot;
use crate::source::{Digest, SourceFile, Tree};

const POLICY_TEXT: &str =
    "store: 0123456789abcdef0123456789abcdef\nformat: 1\nbackfill_until: 2030-12-31\n";

const ROSTER_TEXT: &str = "\
format: 1
home: dmtf
organizations:
  - {id: dmtf, name: Distributed Management Task Force, short: DMTF}
  - {id: acme, name: Acme Corporation, membership: board}
  - {id: bolt, name: Bolt Limited, membership: leadership}
  - {id: xyz-org, name: XYZ Consortium, short: XYZ, representatives: [rita]}
  - {id: old-org, name: Old Forum, status: closed, since: 2012-03-04}
  - {id: was-org, name: Was Forum, status: merged, successor: xyz-org}
people:
  - {id: vera, name: Vera Vice, email: vera@private.example, organization: acme}
  - {id: ann, name: Ann Bell, email: ann@private.example, organization: acme}
  - {id: bob, name: Bob Cole, email: bob@private.example, organization: bolt}
  - {id: rita, name: Rita Rep, email: rita@private.example, organization: xyz-org}
officers: {vp_alliances: vera}
bodies:
  - id: alliance
    name: Alliance Committee
    kind: alliance-committee
    chair: ann
    seats: [{id: acme, organization: acme, voter: ann}, {id: bolt, organization: bolt, voter: bob}]
  - id: board
    name: Board of Directors
    kind: board
    chair: bob
    seats: [{id: acme, organization: acme, voter: ann}, {id: bob, voter: bob}]
  - {id: profiles, name: Profiles Working Group, kind: working-group, parent: alliance}
";

/// A store in memory.
#[derive(Default)]
pub(crate) struct Store {
    tree: Tree,
    heads: BTreeMap<String, Digest>,
    acts: u32,
    policy: String,
    day: u32,
}

/// The revision that an act concerns.
pub(crate) type Text = Option<(u32, Digest)>;

impl Store {
    pub(crate) fn new() -> Store {
        Store::with_policy("")
    }

    /// A store with additional lines in its policy.
    pub(crate) fn with_policy(more: &str) -> Store {
        let mut store = Store {
            policy: format!("{POLICY_TEXT}{more}"),
            day: 1,
            ..Store::default()
        };
        store.file(POLICY, &store.policy.clone());
        store.file(ROSTER, ROSTER_TEXT);
        store
    }

    pub(crate) fn file(&mut self, path: &str, text: &str) -> Digest {
        let file = SourceFile::new(path, text);
        let digest = file.digest();
        self.tree.insert(file);
        digest
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot::load(&self.tree)
    }

    /// A register with a draft only.
    pub(crate) fn draft(&mut self, id: &str, text: &str) {
        self.file(&format!("registers/{id}/register.yaml"), text);
    }

    /// A register in force by backfill.
    pub(crate) fn backfilled(&mut self, id: &str, text: &str, backfill: Backfill) {
        let revision = self.submitted(id, 1, text, Some(Records::Earlier));
        self.act(id, "vera", revision, Action::Backfill(backfill));
    }

    /// A proposed register with a submitted first revision.
    pub(crate) fn submitted(
        &mut self,
        id: &str,
        number: u32,
        text: &str,
        records: Option<Records>,
    ) -> Text {
        if number == 1 {
            let (partner, proposed_by) = ("xyz-org".parse().unwrap(), "acme".parse().unwrap());
            let owner = Some("ann".parse().unwrap());
            let propose = Propose {
                proposed_by,
                proposer: Proposer::BoardMember,
                partner,
                owner,
            };
            self.act(id, "vera", None, Action::Propose(propose));
        }
        self.draft(id, text);
        let revision = Some((
            number,
            self.file(&format!("registers/{id}/revisions/{number}.yaml"), text),
        ));
        let body = |id: &str| Approver::Body(id.parse().unwrap());
        let (class, needs) = match number {
            1 => (
                Class::Adoption,
                vec![body("alliance"), body("board"), Approver::Partner],
            ),
            _ => (
                Class::Deliverables,
                vec![body("alliance"), Approver::Partner],
            ),
        };
        let submit = Submit {
            class: vec![class],
            needs,
            withdraws: None,
            records,
            editorial: None,
        };
        self.act(id, "vera", revision, Action::Submit(submit));
        revision
    }

    /// Takes a submitted revision through all ballots to the partner's acceptance.
    pub(crate) fn established(&mut self, id: &str, revision: Text) {
        self.balloted(id, "alliance", "ann", revision);
        if revision.unwrap().0 == 1 {
            self.resolved(id, revision);
        }
        self.accepted(id, revision);
    }

    fn resolved(&mut self, id: &str, revision: Text) {
        let result = self.balloted(id, "board", "bob", revision);
        let (resolution, result) = ("R-17".to_string(), Some(result.digest));
        let approve = Approve {
            resolution,
            result,
            meeting: None,
            changed: None,
            conditions: Vec::new(),
        };
        self.act(id, "bob", revision, Action::Approve(approve));
    }

    fn accepted(&mut self, id: &str, revision: Text) {
        let sent = self
            .act(
                id,
                "ann",
                revision,
                Action::Send(Send {
                    conditions_met: Vec::new(),
                }),
            )
            .digest;
        self.act(
            id,
            "rita",
            revision,
            Action::Accept(Accept {
                sent,
                changed: None,
            }),
        );
    }

    /// A ballot in which all seats approve, with comments that must not be published.
    fn balloted(&mut self, id: &str, body: &str, chair: &str, revision: Text) -> StoredAct {
        let policy: Policy = crate::yaml::read(&SourceFile::new("p", self.policy.clone())).unwrap();
        let roster: Roster = crate::yaml::read(&SourceFile::new("r", ROSTER_TEXT)).unwrap();
        let body = roster.body(&body.parse().unwrap()).unwrap();
        let opens = self.at(self.acts + 1);
        let choices = Choices {
            question: Question::Adopt,
            round: 1,
            parallel: None,
            opens,
            closes: opens.plus_days(14),
        };
        let ballot = opening::ballot(body, &roster, &policy, choices);
        let stored = self.act(id, chair, revision, Action::Ballot(ballot.clone()));
        let opened = Opened::of(&stored, body.acting_chair()).unwrap();
        let vote = |seat: &crate::act::RollSeat| {
            (
                seat.voter.as_ref().expect("a voter").to_string(),
                Vote {
                    of: opened.name(),
                    ballot: stored.digest,
                    seat: seat.id.clone(),
                    number: 1,
                    prev: Vec::new(),
                    choice: Choice::Approve,
                    comment: Some("a secret comment".to_string()),
                },
            )
        };
        let votes: Vec<StoredAct> = ballot
            .roll
            .iter()
            .map(vote)
            .map(|(by, vote)| self.act(id, &by, revision, Action::Vote(vote)))
            .collect();
        self.day += 8;
        let counted = Tally::count(opened, &votes).result(opened);
        self.act(id, chair, revision, Action::Result(counted))
    }

    /// A revision in force, approved by the board too, whose changes have these classes.
    pub(super) fn updated(&mut self, id: &str, number: u32, text: &str, class: &[Class]) {
        self.draft(id, text);
        let revision = Some((
            number,
            self.file(&format!("registers/{id}/revisions/{number}.yaml"), text),
        ));
        let body = |id: &str| Approver::Body(id.parse().unwrap());
        let needs = vec![body("alliance"), body("board"), Approver::Partner];
        let submit = Submit {
            class: class.to_vec(),
            needs,
            withdraws: None,
            records: None,
            editorial: None,
        };
        self.act(id, "vera", revision, Action::Submit(submit));
        self.balloted(id, "alliance", "ann", revision);
        self.resolved(id, revision);
        self.accepted(id, revision);
    }

    /// An act by the VP of Alliances about a revision.
    pub(super) fn done(&mut self, id: &str, revision: Text, action: Action) -> StoredAct {
        self.day += 1;
        self.act(id, "vera", revision, action)
    }

    /// A change request under a register.
    pub(super) fn requested(
        &mut self,
        request: &str,
        register: &str,
        revision: Text,
        action: Action,
    ) {
        self.acts += 1;
        let act = self.drafted(register, "vera", revision, action);
        let after = self.heads.get(request).copied().into_iter().collect();
        let stored = Act {
            request: Some(request.parse().unwrap()),
            after,
            ..act
        }
        .stored();
        self.tree
            .insert(SourceFile::new(stored.path(), stored.act.to_bytes()));
        self.heads.insert(request.to_string(), stored.digest);
    }

    fn at(&self, act: u32) -> Moment {
        let (hour, minute) = (act / 60 % 24, act % 60);
        let start: Moment = format!("2026-01-01T{hour:02}:{minute:02}:00Z")
            .parse()
            .unwrap();
        start.plus_days(self.day)
    }

    fn act(&mut self, register: &str, by: &str, revision: Text, action: Action) -> StoredAct {
        self.acts += 1;
        let is_vote = matches!(action, Action::Vote(_));
        let stored = self.drafted(register, by, revision, action).stored();
        self.tree
            .insert(SourceFile::new(stored.path(), stored.act.to_bytes()));
        if !is_vote {
            self.heads.insert(register.to_string(), stored.digest);
        }
        stored
    }

    fn drafted(&self, register: &str, by: &str, revision: Text, action: Action) -> Act {
        let at = self.at(self.acts);
        let is_vote = matches!(action, Action::Vote(_));
        let digest = |path: &str| self.tree.get(path).unwrap().digest();
        Act {
            format: FORMAT,
            store: "0123456789abcdef0123456789abcdef".parse().unwrap(),
            register: register.parse().unwrap(),
            request: None,
            by: by.parse().unwrap(),
            recorded_by: None,
            evidence: Some("secret evidence".to_string()),
            on: at.day(),
            at,
            seen: "none".to_string(),
            roster: digest(ROSTER),
            policy: digest(POLICY),
            revision: revision.map(|(number, _)| number),
            digest: revision.map(|(_, digest)| digest),
            after: self
                .heads
                .get(register)
                .copied()
                .into_iter()
                .filter(|_| !is_vote)
                .collect(),
            action,
        }
    }
}

/// A backfill that says nothing of dates and resolutions.
pub(crate) fn undated_backfill() -> Backfill {
    Backfill {
        resolution: None,
        approved: None,
        accepted: None,
    }
}

/// A text with every section.
pub(crate) const FULL: &str = "\
title: XYZ / DMTF Work Register
version: '1.4'
initiated: 2003-11
subject: Network management
partner: {organization: xyz-org, group: Networks, governing_body: {name: XYZ Board, kind: board}, work_area: Models}
home: {group: Networks SIG, work_area: Profiles}
justification: To work together.
scope: |
  We cover:

  - *networks*
  - storage
benefits: Both gain.
milestones:
  - {id: m1, title: First profile, committees: [alliance], working_groups: [profiles], due: 2027-Q1, commitment: goal}
  - {id: m2, title: Second profile, committees: [alliance], due: 2027}
standards:
  - {type: Schema, ap_id: XYZ Schema, description: Schema for networks, domain: Networks, lead: XYZ Schema Group, ip_policy: DMTF, owner: DMTF, developer: XYZ, maintainer: DMTF, development: joint, group: true}
feedback_terms:
  - {id: f1, text: Thirty days., agreed: 2026-01-02}
links:
  - {title: The bylaws, href: 'https://www.dmtf.org/by_laws_(1)?a=b&c=d'}
  - {title: The press office, href: 'mailto:press@private.example'}
  - {title: A script, href: 'javascript:alert(1)'}
allow:
  - {rule: link-invalid, because: This is a secret between the two}
";

/// The contacts of a register, with addresses in every field in which people write them.
pub(crate) const CONTACTS: &str = "\
partner:
  - {role: liaison, name: Lia Son <lia@private.example>, email: lia@private.example}
home:
  - {role: press press@private.example, email: other@private.example}
";
