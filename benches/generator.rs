//! Generates realistic stores of any size: registers of about 6 KB, each with all acts from proposal to acceptance and
//! two ballots of sixteen votes. The first ballot of the last register is open.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use rayon::prelude::*;
use wr::act::{
    Accept, Act, Action, Approve, Assign, Backfill, Choice, FORMAT, Propose, Proposer, Question,
    Records, Send, StoredAct, Submit, Vote,
};
use wr::ballot::Opened;
use wr::ballot::opening::{self, Choices};
use wr::ballot::tally::Tally;
use wr::date::Moment;
use wr::id::Id;
use wr::path::{ATTRIBUTES, KEEP_BYTES, SIGNATURE, SIGNERS};
use wr::policy::Policy;
use wr::process::class::adoption;
use wr::register::Register;
use wr::roster::{Body, Roster};
use wr::signature::Secret;
use wr::snapshot::Snapshot;
use wr::source::{Digest, SourceFile, Tree};
use wr::yaml;

/// The number of seats of each body.
pub(crate) const SEATS: usize = 16;

const CONTACTS: &str = "partner: [{role: liaison, email: pat@xyz.example}]\nhome: [{role: owner, email: vera@dmtf.example}]\n";

/// The parts that all registers of a store share.
pub(crate) struct Governance {
    policy_text: String,
    roster_text: String,
    policy: Policy,
    roster: Roster,
    /// The commit that every act names as seen.
    seen: String,
    /// The key of each person, by id; empty if acts are not signed.
    keys: BTreeMap<String, Secret>,
}

impl Governance {
    /// A policy, and a roster of sixteen companies, without keys.
    pub(crate) fn new() -> Governance {
        let policy_text = "store: 0123456789abcdef0123456789abcdef\nformat: 1\n".to_string();
        let roster_text = roster();
        Governance::of(policy_text, roster_text, BTreeMap::new())
    }

    /// A roster with a key for each person, and a policy that requires signatures.
    pub(crate) fn signed() -> Governance {
        let policy_text =
            "store: 0123456789abcdef0123456789abcdef\nformat: 1\nassurance: signed\n".to_string();
        let mut keys = BTreeMap::new();
        let mut roster_text = String::new();
        for line in roster().lines() {
            let id = line
                .strip_prefix("  - {id: ")
                .and_then(|rest| rest.split(',').next());
            match id.filter(|_| line.contains("email: ")) {
                None => roster_text += &format!("{line}\n"),
                Some(id) => {
                    let secret = secret(id);
                    let key = secret.key().line();
                    roster_text +=
                        &format!("{}, keys: [\"{key}\"]}}\n", line.trim_end_matches('}'));
                    keys.insert(id.to_string(), secret);
                }
            }
        }
        Governance::of(policy_text, roster_text, keys)
    }

    fn of(policy_text: String, roster_text: String, keys: BTreeMap<String, Secret>) -> Governance {
        let policy = read("registers/policy.yaml", &policy_text);
        let roster = read("registers/roster.yaml", &roster_text);
        Governance {
            policy_text,
            roster_text,
            policy,
            roster,
            seen: "none".to_string(),
            keys,
        }
    }

    /// The files of policy and roster, and the attributes that keep git from changing bytes.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let attributes = format!("{KEEP_BYTES}\n").into_bytes();
        let mut files = vec![(ATTRIBUTES.to_string(), attributes)];
        for (name, text) in [("policy", &self.policy_text), ("roster", &self.roster_text)] {
            files.push((format!("registers/{name}.yaml"), text.clone().into_bytes()));
            files.push((
                format!("registers/history/{name}-1.yaml"),
                text.clone().into_bytes(),
            ));
        }
        let tree: Tree = files
            .iter()
            .map(|(path, bytes)| SourceFile::new(path, bytes.clone()))
            .collect();
        let signers = Snapshot::load(&tree).allowed_signers();
        files.extend(signers.map(|text| (SIGNERS.to_string(), text.into_bytes())));
        files
    }
}

/// The key of a person, the same in every run.
pub(crate) fn secret(id: &str) -> Secret {
    let seed = Digest::of(id.as_bytes()).to_string().into_bytes();
    Secret::generate(seed[7..39].try_into().expect("32 bytes"))
}

fn read<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> T {
    let file = SourceFile::new(path, text.as_bytes());
    yaml::read(&file).unwrap_or_else(|why| panic!("{path}: {}", why.message))
}

fn roster() -> String {
    let mut text =
        String::from("format: 1\nhome: dmtf\norganizations:\n  - {id: dmtf, name: DMTF}\n");
    text += "  - {id: xyz, name: XYZ Industry Group, short: XYZ, representatives: [pat]}\n";
    for n in 0..SEATS {
        let _ = writeln!(
            text,
            "  - {{id: c{n}, name: Company {n}, membership: board}}"
        );
    }
    text +=
        "people:\n  - {id: vera, name: Vera Vance, email: vera@dmtf.example, organization: dmtf}\n";
    text += "  - {id: pat, name: Pat Price, email: pat@xyz.example, organization: xyz}\n";
    for n in 0..SEATS {
        let _ = writeln!(
            text,
            "  - {{id: v{n}, name: Voter {n}, email: v{n}@c{n}.example, organization: c{n}}}"
        );
    }
    text += "bodies:\n";
    for (id, kind) in [("alliance", "alliance-committee"), ("board", "board")] {
        let _ = writeln!(
            text,
            "  - id: {id}\n    name: The {id}\n    kind: {kind}\n    chair: vera\n    seats:"
        );
        for n in 0..SEATS {
            let _ = writeln!(
                text,
                "      - {{id: c{n}, organization: c{n}, voter: v{n}}}"
            );
        }
    }
    text + "officers: {vp_alliances: vera}\n"
}

/// A register of about 6 KB: prose, milestones and a Table 1 of a dozen rows.
pub(crate) fn register_text(number: usize) -> String {
    let prose = |topic: &str| {
        let line = format!(
            "  Both organizations work on {topic} number {number}, and say here what each of them does.\n"
        );
        line.repeat(8)
    };
    let mut text = format!(
        "# Register {number}, as a generator wrote it.\ntitle: XYZ / DMTF Work Register {number}\nversion: \"1.{number}\"\n\
         initiated: 2026-01-12\nsubject: Management standards, part {number}\n\
         partner: {{organization: xyz, governing_body: {{name: XYZ Board, kind: board}}, work_area: Devices of part {number}.}}\nhome: {{work_area: The CIM schema.}}\n\
         originating_committee: alliance\n"
    );
    for field in ["justification", "scope", "benefits"] {
        let _ = write!(text, "{field}: |\n{}", prose(field));
    }
    text += "milestones:\n";
    for n in 1..=6 {
        let _ = writeln!(
            text,
            "  - id: m{n}\n    title: Deliverable {n} of register {number}\n    committees: [alliance]\n    due: 2027-Q{}\n    commitment: goal",
            n % 4 + 1
        );
    }
    text += "standards:\n";
    for n in 1..=10 {
        let _ = writeln!(
            text,
            "  - type: Profile\n    ap_id: XYZ-{number}-{n}\n    description: Profile {n} for the devices of part {number}\n    \
             domain: Networking\n    lead: XYZ\n    ip_policy: XYZ\n    owner: XYZ\n    developer: XYZ\n    maintainer: XYZ"
        );
    }
    text
}

/// Builds the acts and files of one register.
struct Maker<'a> {
    governance: &'a Governance,
    id: Id,
    revision: Option<(u32, Digest)>,
    after: Vec<Digest>,
    clock: Moment,
    files: Vec<(String, Vec<u8>)>,
    /// The evidence that the acts name.
    evidence: Option<String>,
}

impl<'a> Maker<'a> {
    /// Starts register `number` with `text` as its draft and first revision, without acts.
    fn of(governance: &'a Governance, number: usize, text: &str, open: bool) -> Maker<'a> {
        let id: Id = format!("r{number:05}").parse().expect("an id");
        let file =
            |path: &str, text: &str| (format!("registers/{id}/{path}"), text.as_bytes().to_vec());
        let files = vec![
            file("register.yaml", text),
            file("contacts.yaml", CONTACTS),
            file("revisions/1.yaml", text),
        ];
        // An open ballot must be open when the benchmarks run; all other acts are older.
        let clock = if open {
            "2026-01-27T09:00:00Z"
        } else {
            "2026-01-12T09:00:00Z"
        };
        let clock = clock.parse().expect("a moment");
        Maker {
            governance,
            id,
            revision: None,
            after: Vec::new(),
            clock,
            files,
            evidence: None,
        }
    }

    fn act(&mut self, by: &str, action: Action) -> StoredAct {
        let is_vote = matches!(action, Action::Vote(_));
        let act = Act {
            format: FORMAT,
            store: self.governance.policy.store.clone(),
            register: self.id.clone(),
            request: None,
            by: by.parse().expect("an id"),
            recorded_by: None,
            evidence: self.evidence.clone(),
            on: self.clock.day(),
            at: self.clock,
            seen: self.governance.seen.clone(),
            roster: Digest::of(self.governance.roster_text.as_bytes()),
            policy: Digest::of(self.governance.policy_text.as_bytes()),
            revision: self.revision.map(|(number, _)| number),
            digest: self.revision.map(|(_, digest)| digest),
            after: if is_vote {
                Vec::new()
            } else {
                self.after.clone()
            },
            action,
        };
        let stored = act.stored();
        if !is_vote {
            self.after = vec![stored.digest];
        }
        self.files.push((stored.path(), stored.act.to_bytes()));
        if let Some(secret) = self.governance.keys.get(by) {
            let namespace = self
                .governance
                .policy
                .signing_domain
                .namespace(stored.act.action.kind());
            let signature = secret
                .sign(&namespace, &stored.act.to_bytes())
                .expect("a signature");
            self.files.push((
                format!("{}{SIGNATURE}", stored.path()),
                signature.to_bytes(),
            ));
        }
        stored
    }

    /// Adds a ballot with sixteen votes, and closes it if all seats have voted.
    fn ballot(&mut self, body: &Body, closed: bool) -> Option<StoredAct> {
        let choices = Choices {
            question: Question::Adopt,
            round: 1,
            parallel: None,
            opens: self.clock,
            closes: self.clock.plus_days(14),
        };
        let ballot = opening::ballot(
            body,
            &self.governance.roster,
            &self.governance.policy,
            choices,
        );
        let name = ballot.name(1);
        let opened = self.act("vera", Action::Ballot(ballot));
        let votes: Vec<StoredAct> = (0..if closed { SEATS } else { SEATS - 1 })
            .map(|n| {
                self.clock = self.clock.plus_days(u32::from(n == 7));
                let vote = Vote {
                    of: name.clone(),
                    ballot: opened.digest,
                    seat: format!("c{n}").parse().expect("an id"),
                    number: 1,
                    prev: Vec::new(),
                    choice: if n % 7 == 6 {
                        Choice::Abstain
                    } else {
                        Choice::Approve
                    },
                    comment: None,
                };
                self.act(&format!("v{n}"), Action::Vote(vote))
            })
            .collect();
        if !closed {
            return None;
        }
        self.clock = self.clock.plus_days(7);
        let seen = Opened::of(&opened, body.acting_chair()).expect("a ballot");
        let result = Tally::count(seen, &votes).result(seen);
        Some(self.act("vera", Action::Result(result)))
    }
}

/// The files of register `number`; with `open`, its first ballot still lacks one vote.
pub(crate) fn register(
    governance: &Governance,
    number: usize,
    open: bool,
) -> Vec<(String, Vec<u8>)> {
    let text = register_text(number);
    let digest = Digest::of(text.as_bytes());
    let mut maker = Maker::of(governance, number, &text, open);
    let party: Id = "xyz".parse().expect("an id");
    let propose = Propose {
        proposed_by: party.clone(),
        proposer: Proposer::External,
        partner: party,
        owner: None,
    };
    maker.act("vera", Action::Propose(propose));
    maker.act(
        "vera",
        Action::Assign(Assign {
            owner: "vera".parse().expect("an id"),
        }),
    );
    let parsed: Register = read("register.yaml", &text);
    let demand = adoption(&parsed, &governance.roster);
    maker.revision = Some((1, digest));
    maker.act(
        "vera",
        Action::Submit(Submit {
            class: demand.classes.into_iter().collect(),
            needs: demand.needs.into_iter().collect(),
            withdraws: None,
            records: None,
            editorial: None,
        }),
    );
    let body = |id: &str| {
        governance
            .roster
            .bodies
            .iter()
            .find(|body| body.id == *id)
            .expect("a body")
    };
    if maker.ballot(body("alliance"), !open).is_none() {
        return maker.files;
    }
    let result = maker.ballot(body("board"), true).expect("closed");
    let approve = Approve {
        resolution: format!("2026-{number}"),
        result: Some(result.digest),
        meeting: None,
        changed: None,
        conditions: Vec::new(),
    };
    maker.act("vera", Action::Approve(approve));
    let sent = maker.act(
        "vera",
        Action::Send(Send {
            conditions_met: Vec::new(),
        }),
    );
    maker.act(
        "pat",
        Action::Accept(Accept {
            sent: sent.digest,
            changed: None,
        }),
    );
    maker.files
}

/// Commit dates in Unix seconds: 2026-01-01, before the first act, and 2026-02-01, after the last.
const BEFORE: u32 = 1_767_225_600;
const AFTER: u32 = 1_769_904_000;

/// Creates a repository with `count` registers and their acts at `dir`, in one commit.
pub(crate) fn store(dir: &Path, count: usize) {
    let governance = Governance::new();
    let registers =
        (0..count).flat_map(|number| register(&governance, number, number + 1 == count));
    repository(
        dir,
        AFTER,
        [governance.files().into_iter().chain(registers)],
    );
}

/// Creates a repository with `count` registers at `dir`, with signed acts and one commit per register.
pub(crate) fn signed_store(dir: &Path, count: usize) {
    let mut governance = Governance::signed();
    repository(dir, BEFORE, [governance.files()]);
    let head = Command::new("git")
        .args(["rev-parse", "HEAD"])
        .current_dir(dir)
        .output()
        .expect("git runs");
    governance.seen = String::from_utf8_lossy(&head.stdout).trim().to_string();
    let registers: Vec<_> = (0..count)
        .into_par_iter()
        .map(|number| register(&governance, number, number + 1 == count))
        .collect();
    import(dir, AFTER, registers);
}

/// The numbers of partners and of domains of backfilled registers.
const PARTNERS: usize = 200;
const DOMAINS: usize = 60;

/// The files of the backfilled register `number`: few acts, with various partners and domains.
fn backfilled(governance: &Governance, number: usize) -> Vec<(String, Vec<u8>)> {
    let partner = number % PARTNERS;
    // Begun before the approval, as the backfill requires.
    let text = register_text(number)
        .replace("initiated: 2026-01-12", "initiated: 2023")
        .replace("organization: xyz", &format!("organization: p{partner}"))
        .replace("XYZ", &format!("P{partner}"))
        .replace(
            "domain: Networking",
            &format!("domain: Domain {}", number % DOMAINS),
        );
    let mut maker = Maker::of(governance, number, &text, false);
    let party: Id = format!("p{partner}").parse().expect("an id");
    let proposer = Proposer::External;
    maker.act(
        "vera",
        Action::Propose(Propose {
            proposed_by: party.clone(),
            proposer,
            partner: party,
            owner: None,
        }),
    );
    maker.act(
        "vera",
        Action::Assign(Assign {
            owner: "vera".parse().expect("an id"),
        }),
    );
    let parsed: Register = read("register.yaml", &text);
    let demand = adoption(&parsed, &governance.roster);
    maker.revision = Some((1, Digest::of(text.as_bytes())));
    maker.act(
        "vera",
        Action::Submit(Submit {
            class: demand.classes.into_iter().collect(),
            needs: demand.needs.into_iter().collect(),
            withdraws: None,
            records: Some(Records::Earlier),
            editorial: None,
        }),
    );
    let year = 2024 + number % 2;
    let backfill = Backfill {
        resolution: Some(format!("{year}-{number}")),
        approved: format!("{year}-{:02}", number % 12 + 1).parse().ok(),
        accepted: format!("{year}-{:02}-{:02}", number % 12 + 1, number % 28 + 1)
            .parse()
            .ok(),
    };
    maker.evidence = Some(format!("the board's minutes of {year}"));
    maker.act("vera", Action::Backfill(backfill));
    maker.files
}

/// Creates a repository with `count` backfilled registers in force at `dir`.
pub(crate) fn backfilled_store(dir: &Path, count: usize) {
    let policy = "store: 0123456789abcdef0123456789abcdef\nformat: 1\nbackfill_until: 2026-12-31\nsite: {url: 'https://r.example/'}\n";
    let mut roster = roster();
    let partners: String = (0..PARTNERS)
        .map(|n| {
            format!("  - {{id: p{n}, name: Partner {n}, short: P{n}, representatives: [pat]}}\n")
        })
        .collect();
    roster = roster.replace("people:\n", &format!("{partners}people:\n"));
    let governance = Governance::of(policy.to_string(), roster, BTreeMap::new());
    let registers: Vec<Vec<(String, Vec<u8>)>> = (0..count)
        .into_par_iter()
        .map(|number| backfilled(&governance, number))
        .collect();
    repository(
        dir,
        AFTER,
        [governance
            .files()
            .into_iter()
            .chain(registers.into_iter().flatten())],
    );
}

/// Creates a repository with `count` drafts at `dir`, without acts.
pub(crate) fn drafts(dir: &Path, count: usize) {
    let drafts = (0..count).flat_map(|number| {
        let file = |name: &str, text: String| {
            (format!("registers/r{number:05}/{name}"), text.into_bytes())
        };
        [
            file("register.yaml", register_text(number)),
            file("contacts.yaml", CONTACTS.to_string()),
        ]
    });
    repository(
        dir,
        AFTER,
        [Governance::new().files().into_iter().chain(drafts)],
    );
}

/// Creates a repository of these files, one commit for each list, and checks it out.
fn repository<F: IntoIterator<Item = (String, Vec<u8>)>>(
    dir: &Path,
    date: u32,
    commits: impl IntoIterator<Item = F>,
) {
    git(dir, &["init", "--quiet", "--initial-branch=main", "."]);
    for (key, value) in [
        ("user.name", "Voter 14"),
        ("user.email", "v14@c14.example"),
        ("gc.auto", "0"),
    ] {
        git(dir, &["config", key, value]);
    }
    import(dir, date, commits);
}

/// Adds commits with `git fast-import`, each with more files.
fn import<F: IntoIterator<Item = (String, Vec<u8>)>>(
    dir: &Path,
    date: u32,
    commits: impl IntoIterator<Item = F>,
) {
    let mut import = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(dir)
        .stdin(Stdio::piped())
        .spawn()
        .expect("git fast-import");
    let mut stream = std::io::BufWriter::new(import.stdin.take().expect("a pipe"));
    let has_history = Command::new("git")
        .args(["rev-parse", "--quiet", "--verify", "HEAD"])
        .current_dir(dir)
        .stdout(Stdio::null())
        .status()
        .expect("git runs")
        .success();
    let head = format!(
        "commit refs/heads/main\ncommitter Gen <gen@example.org> {date} +0000\ndata 4\ninit\n"
    );
    for (at, files) in commits.into_iter().enumerate() {
        stream.write_all(head.as_bytes()).expect("written");
        if at == 0 && has_history {
            stream
                .write_all(b"from refs/heads/main^0\n")
                .expect("written");
        }
        for (path, bytes) in files {
            write!(stream, "M 100644 inline {path}\ndata {}\n", bytes.len()).expect("written");
            stream.write_all(&bytes).expect("written");
            stream.write_all(b"\n").expect("written");
        }
    }
    drop(stream);
    assert!(import.wait().expect("git fast-import").success());
    git(dir, &["reset", "--quiet", "--hard"]);
}

/// Runs git in `dir`; it must succeed.
pub(crate) fn git(dir: &Path, args: &[&str]) {
    let status = Command::new("git")
        .args(args)
        .current_dir(dir)
        .env("GIT_COMMITTER_DATE", "2026-02-02T09:00:00Z")
        .status()
        .expect("git runs");
    assert!(status.success(), "git {args:?}");
}
