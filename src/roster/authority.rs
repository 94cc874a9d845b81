//! The table of authority: which offices may do which task. All other conditions of an act are in `process`.

use std::fmt;

use super::{BodyKind, Roster};
use crate::date::Day;
use crate::id::Id;

/// A task that needs authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Propose a register (DSP4003 3.1).
    Propose,
    /// Assign an owner (DSP4003 3.1).
    Assign,
    /// Submit a revision, send it to the partner, save its text (DSP4003 2.2).
    Own,
    /// Open, extend or withdraw a ballot (DSP4003 3.2).
    RunBallot,
    /// Count the votes of a ballot and close it (DSP4003 3.2).
    CloseBallot,
    /// Schedule the board's approval (DSP4003 2.5).
    Schedule,
    /// Record the board's resolution (DSP4003 2.6).
    Resolve,
    /// Accept in the partner's name (DSP4003 3.2).
    Accept,
    /// Backfill a register that was approved before the store existed.
    Backfill,
    /// Confirm that a change is editorial. Where the chair declared it,
    /// [`confirmer`](crate::process::editorial::confirmer) names another person.
    Confirm,
    /// Record a call with the partner (DSP4003 3.1, 3.2).
    Meet,
    /// Give feedback on a revision (DSP4003 3.1).
    Comment,
    /// Record another person's feedback on a revision (DSP4003 3.1).
    Relay,
    /// Give feedback in a body's name (DSP4003 2.4).
    SpeakFor,
    /// Record the disposition of a comment (DSP4003 3.1).
    Dispose,
    /// Resolve an objection that its author does not withdraw.
    Judge,
    /// Resolve an objection to an act of the chair. The first of these offices that has a holder does it.
    JudgeChair,
    /// Answer for a working group (DSP4003 2.4, 3.2).
    Commit,
    /// Close a committee's ballot without the answer of a working group (DSP4003 3.2).
    Waive,
    /// Recommend a removal (DSP4003 4.1).
    Recommend,
    /// Suggest a removal, because the partner is gone or does not maintain the relationship (DSP4003 4.1).
    Raise,
    /// End a proposal that never came into force.
    End,
    /// Send a letter that the process requires of the owner (DSP4003 2.2, 3.1).
    Write,
    /// Send a letter about a ballot (DSP4003 3.2).
    Announce,
    /// Handle a change request: enter, forward, answer and close it (DSP4003 5.3).
    Request,
    /// Record a joint meeting (DSP4003 5.3.2).
    Host,
    /// Advise the participants of a joint meeting of the IP policy (DSP4003 5.3.2).
    Advise,
}

/// An office with authority for tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// The Vice President of Alliances.
    VicePresident,
    /// The work register owner; while there is none, the Vice President of Alliances.
    Owner,
    /// A person of the proposing organization.
    Proposer,
    /// The chair of the body; while the chair is vacant or has left, the vice-chair.
    Chair,
    /// The vice-chair in place of a recused chair. Where the chair is vacant, the vice-chair has the chair's office.
    ViceChair,
    /// The secretary of the body.
    Secretary,
    /// The chair or the secretary of the board.
    BoardOfficer,
    /// A member of the executive committee.
    Executive,
    /// A representative of the partner in the roster.
    Representative,
    /// A member of a body that the register concerns.
    Member,
    /// Every person in the roster.
    Everyone,
}

/// Whether the office suffices or the act also needs evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The office suffices.
    Office,
    /// The act needs evidence, such as minutes or a letter.
    Evidence,
}

use Office::*;
use Proof::{Evidence, Office as Alone};

/// The offices that may do a task, in order of responsibility, each with the proof that it needs.
pub fn entitled(task: Task) -> &'static [(Office, Proof)] {
    match task {
        Task::Propose => &[(VicePresident, Alone), (Proposer, Alone)],
        Task::Assign => &[(VicePresident, Alone)],
        Task::Own => &[(Owner, Alone), (VicePresident, Alone)],
        Task::RunBallot => &[
            (Chair, Alone),
            (VicePresident, Alone),
            (ViceChair, Evidence),
        ],
        Task::CloseBallot => &[
            (Chair, Alone),
            (Secretary, Alone),
            (VicePresident, Evidence),
            (ViceChair, Evidence),
        ],
        Task::Schedule => &[(Executive, Alone), (VicePresident, Alone), (Owner, Alone)],
        Task::Resolve => &[(BoardOfficer, Alone), (VicePresident, Evidence)],
        Task::Accept => &[
            (Representative, Alone),
            (Owner, Evidence),
            (VicePresident, Evidence),
        ],
        Task::Backfill => &[(VicePresident, Evidence)],
        Task::Confirm => &[(Chair, Alone)],
        Task::Meet => &[
            (VicePresident, Alone),
            (Owner, Alone),
            (Chair, Alone),
            (BoardOfficer, Alone),
        ],
        Task::Comment => &[
            (Member, Alone),
            (VicePresident, Alone),
            (Owner, Alone),
            (Representative, Alone),
        ],
        Task::Relay => &[
            (VicePresident, Evidence),
            (Owner, Evidence),
            (Chair, Evidence),
        ],
        Task::SpeakFor => &[
            (Chair, Alone),
            (Member, Evidence),
            (VicePresident, Evidence),
            (Owner, Evidence),
        ],
        Task::Dispose => &[(Owner, Alone), (Chair, Alone), (VicePresident, Alone)],
        Task::Judge => &[(Chair, Alone)],
        Task::JudgeChair => &[(ViceChair, Alone), (VicePresident, Alone)],
        Task::Commit => &[(Chair, Alone), (VicePresident, Evidence), (Owner, Evidence)],
        Task::Waive => &[(Chair, Alone), (VicePresident, Evidence)],
        Task::Recommend => &[(VicePresident, Alone), (Executive, Alone)],
        Task::Raise => &[(Everyone, Alone)],
        Task::End => &[(VicePresident, Alone), (Owner, Alone), (Proposer, Alone)],
        Task::Write => &[(Owner, Alone), (VicePresident, Alone)],
        Task::Announce => &[(Chair, Alone), (VicePresident, Alone), (Owner, Alone)],
        Task::Request => &[(Chair, Alone), (VicePresident, Alone)],
        Task::Host => &[(Chair, Alone), (VicePresident, Alone)],
        Task::Advise => &[(Chair, Alone), (ViceChair, Alone)],
    }
}

/// The data that determine who holds an office.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The roster that the act names.
    pub roster: &'a Roster,
    /// The day of the act.
    pub on: Day,
    /// The register's owner.
    pub owner: Option<&'a Id>,
    /// The organization that proposed it.
    pub proposer: Option<&'a Id>,
    /// The alliance partner.
    pub partner: Option<&'a Id>,
    /// The body that the task concerns.
    pub body: Option<&'a Id>,
    /// The bodies whose members may do the task.
    pub concerned: &'a [Id],
}

impl<'a> Setting<'a> {
    /// The setting of a body, without a register.
    pub fn of(roster: &'a Roster, on: Day, body: Option<&'a Id>) -> Setting<'a> {
        Setting {
            roster,
            on,
            owner: None,
            proposer: None,
            partner: None,
            body,
            concerned: &[],
        }
    }

    /// Whether the person is in the roster and active on the day.
    pub fn is_active(&self, person: &Id) -> bool {
        self.roster
            .person(person)
            .is_some_and(|found| found.acts_on(self.on))
    }

    /// The people who hold an office on the day.
    pub fn holders(&self, office: Office) -> Vec<&'a Id> {
        let roster = self.roster;
        let vice_president = || roster.officers.vp_alliances.iter().collect::<Vec<_>>();
        let found = match office {
            VicePresident => vice_president(),
            Owner => match self.owner.filter(|owner| self.is_active(owner)) {
                Some(owner) => vec![owner],
                None => vice_president(),
            },
            Proposer => {
                let speaks = |person: &&super::Person| {
                    self.proposer.is_some() && person.organization.as_ref() == self.proposer
                };
                roster
                    .people
                    .iter()
                    .filter(speaks)
                    .map(|person| &person.id)
                    .collect()
            }
            Chair => self.chair().into_iter().collect(),
            ViceChair => self
                .body
                .and_then(|id| roster.body(id)?.vice_chair.as_ref())
                .into_iter()
                .collect(),
            Secretary => self
                .body
                .and_then(|id| roster.body(id)?.secretary.as_ref())
                .into_iter()
                .collect(),
            BoardOfficer => roster
                .body_of_kind(BodyKind::Board)
                .map(|board| {
                    [&board.chair, &board.secretary]
                        .into_iter()
                        .flatten()
                        .collect()
                })
                .unwrap_or_default(),
            Executive => roster
                .body_of_kind(BodyKind::ExecutiveCommittee)
                .map(|body| {
                    roster
                        .people
                        .iter()
                        .map(|p| &p.id)
                        .filter(|id| body.has(id))
                        .collect()
                })
                .unwrap_or_default(),
            Representative => self
                .partner
                .and_then(|id| roster.organization(id))
                .map(|partner| {
                    partner
                        .representatives
                        .iter()
                        .filter(|id| self.owner != Some(*id))
                        .collect()
                })
                .unwrap_or_default(),
            Everyone => roster.people.iter().map(|person| &person.id).collect(),
            Member => {
                let bodies: Vec<_> = self
                    .concerned
                    .iter()
                    .filter_map(|id| roster.body(id))
                    .collect();
                let belongs = |id: &&Id| bodies.iter().any(|body| body.has(id));
                roster
                    .people
                    .iter()
                    .map(|person| &person.id)
                    .filter(belongs)
                    .collect()
            }
        };
        found
            .into_iter()
            .filter(|person| self.is_active(person))
            .collect()
    }

    fn chair(&self) -> Option<&'a Id> {
        let body = self.body.and_then(|id| self.roster.body(id))?;
        body.chair
            .as_ref()
            .filter(|chair| self.is_active(chair))
            .or(body.vice_chair.as_ref())
    }

    /// The office by which `person` may do a task.
    ///
    /// # Errors
    /// The person is not authorized; the error names the people who are.
    pub fn authorize(
        &self,
        task: Task,
        person: &Id,
        has_evidence: bool,
    ) -> Result<Office, Unauthorized> {
        let table = entitled(task);
        let holds = |office: &Office| self.holders(*office).contains(&person);
        let enough = |proof: &Proof| has_evidence || *proof == Proof::Office;
        if let Some((office, _)) = table
            .iter()
            .find(|(office, proof)| holds(office) && enough(proof))
        {
            return Ok(*office);
        }
        let lacks_evidence = table.iter().any(|(office, _)| holds(office));
        Err(Unauthorized {
            person: self.roster.person_name(person),
            lacks_evidence,
            who: self.who(task),
        })
    }

    /// The ids of the people who may do a task, each once.
    pub fn ids(&self, task: Task) -> Vec<Id> {
        let mut ids: Vec<Id> = Vec::new();
        for id in entitled(task)
            .iter()
            .flat_map(|(office, _)| self.holders(*office))
        {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        ids
    }

    /// The ids of the people who are responsible for a task: the holders of the first office in the table that has any.
    /// All others act in their place.
    pub fn first(&self, task: Task) -> Vec<Id> {
        let mut held = entitled(task)
            .iter()
            .map(|(office, _)| self.holders(*office));
        held.find(|holders| !holders.is_empty())
            .unwrap_or_default()
            .into_iter()
            .cloned()
            .collect()
    }

    /// The people who may do a task, as `name (office)`.
    pub fn who(&self, task: Task) -> Vec<String> {
        let mut who = Vec::new();
        for (office, proof) in entitled(task) {
            let office_name = self.office_name(*office);
            let office_name = match office {
                Owner if self.owner.is_none_or(|owner| !self.is_active(owner)) => {
                    "VP of Alliances, while the owner is vacant".to_string()
                }
                Owner | VicePresident | Proposer | Chair | ViceChair | Secretary | BoardOfficer
                | Executive | Representative | Member | Everyone => office_name,
            };
            let with = if *proof == Proof::Evidence {
                ", with --evidence"
            } else {
                ""
            };
            // There may be many members, so their bodies are named.
            if matches!(office, Member | Everyone) {
                who.push(format!("{office_name}{with}"));
                continue;
            }
            let holders = self.holders(*office);
            // A body need not have a vice-chair or a secretary, a call need not have a host, and before the proposal there
            // is no proposer.
            let is_optional = matches!(office, ViceChair | Secretary)
                || *office == Chair && self.body.is_none()
                || *office == Proposer && self.proposer.is_none();
            if holders.is_empty() && is_optional {
                continue;
            }
            if holders.is_empty() {
                who.push(format!("{office_name} (none in the roster{with})"));
            }
            for holder in holders {
                let name = self.roster.person_name(holder);
                // A person is named once, with the first office.
                if !who
                    .iter()
                    .any(|known: &String| known.starts_with(&format!("{name} (")))
                {
                    who.push(format!("{name} ({office_name}{with})"));
                }
            }
        }
        who
    }

    fn office_name(&self, office: Office) -> String {
        let organization =
            |id: Option<&Id>| id.map_or(String::new(), |id| self.roster.organization_name(id));
        match office {
            VicePresident => "VP of Alliances".to_string(),
            Owner => "work register owner".to_string(),
            Proposer => format!("person from {}", organization(self.proposer)),
            Chair => {
                let body = self.body.and_then(|id| self.roster.body(id));
                let name = self
                    .body
                    .map_or(String::new(), |id| self.roster.body_name(id));
                let stands_in = self.chair().is_some()
                    && body.is_some_and(|b| b.chair.as_ref() != self.chair());
                match stands_in {
                    true => format!("vice-chair of the {name}, while the chair is vacant"),
                    false => format!("chair of the {name}"),
                }
            }
            ViceChair => {
                let body = self
                    .body
                    .map_or(String::new(), |id| self.roster.body_name(id));
                format!("vice-chair of the {body}, if the chair is recused")
            }
            Secretary => {
                format!(
                    "secretary of the {}",
                    self.body
                        .map_or(String::new(), |id| self.roster.body_name(id))
                )
            }
            BoardOfficer => "chair or secretary of the board".to_string(),
            Executive => "member of the executive committee".to_string(),
            Representative => format!("representative of {}", organization(self.partner)),
            Everyone => "every person in the roster".to_string(),
            Member => {
                let bodies: Vec<String> = self
                    .concerned
                    .iter()
                    .map(|id| self.roster.body_name(id))
                    .collect();
                format!("members of: {}", bodies.join(", "))
            }
        }
    }
}

/// The error for a person who is not authorized for a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unauthorized {
    /// The person's name.
    pub person: String,
    /// Whether only evidence is missing.
    pub lacks_evidence: bool,
    /// The people who are authorized, as `name (office)`.
    pub who: Vec<String>,
}

impl fmt::Display for Unauthorized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lacks_evidence {
            return write!(
                f,
                "{} may record this only with evidence: `--evidence`",
                self.person
            );
        }
        write!(f, "{} is not authorized to do this", self.person)
    }
}
