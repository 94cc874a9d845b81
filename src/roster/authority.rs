//! Who may do which act: one table, by office. Everything else about an act is the process's business.

use std::fmt;

use super::{BodyKind, Roster};
use crate::date::Day;
use crate::id::Id;

/// What somebody wants to do, as far as authority is concerned.
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
    /// Take in a register of earlier times.
    Backfill,
    /// Confirm that a change is editorial; [`confirmer`](crate::process::editorial::confirmer) says who instead, where the
    /// chair declared it.
    Confirm,
    /// Put a call with the partner on the record (DSP4003 3.1, 3.2).
    Meet,
    /// Say something about a revision (DSP4003 3.1).
    Comment,
    /// Record what another person said about a revision (DSP4003 3.1).
    Relay,
    /// Say something in a body's name (DSP4003 2.4).
    SpeakFor,
    /// Say what becomes of a comment (DSP4003 3.1).
    Dispose,
    /// Resolve an objection that its author does not withdraw.
    Judge,
    /// Resolve an objection to what the chair did: the first of these offices that is held.
    JudgeChair,
    /// Answer for a working group (DSP4003 2.4, 3.2).
    Commit,
    /// Close a committee's ballot without the answer of a working group (DSP4003 3.2).
    Waive,
    /// Recommend a removal (DSP4003 4.1).
    Recommend,
    /// Raise that the partner is gone or does not maintain the relationship (DSP4003 4.1).
    Raise,
    /// End a proposal that never came into force.
    End,
    /// Send a letter that the process asks of the owner (DSP4003 2.2, 3.1).
    Write,
    /// Send a letter about a ballot (DSP4003 3.2).
    Announce,
    /// Handle a change request: enter, forward, answer and close it (DSP4003 5.3).
    Request,
    /// Put a joint meeting on the record (DSP4003 5.3.2).
    Host,
    /// Advise the participants of a joint meeting of the IP policy (DSP4003 5.3.2).
    Advise,
}

/// An office that entitles somebody to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// The Vice President of Alliances.
    VicePresident,
    /// The work register owner; while there is none, the Vice President of Alliances.
    Owner,
    /// Anybody who speaks for the proposing organization.
    Proposer,
    /// The chair of the body; while that is vacant, or its holder has left, the vice-chair.
    Chair,
    /// The vice-chair in place of a chair who is there, and is recused; where the chair is vacant, the vice-chair
    /// has the chair's office.
    ViceChair,
    /// The secretary of the body.
    Secretary,
    /// The chair or the secretary of the board.
    BoardOfficer,
    /// A member of the executive committee.
    Executive,
    /// Somebody whom the roster lists as the partner's representative.
    Representative,
    /// A member of a body that may say something about the register.
    Member,
    /// Every person of the roster.
    Anybody,
}

/// Whether an office is enough, or whether it has to be shown where the fact can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The office is enough.
    Office,
    /// There must be evidence: minutes, a letter.
    Evidence,
}

use Office::*;
use Proof::{Evidence, Office as Alone};

/// The table.
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
        Task::Raise => &[(Anybody, Alone)],
        Task::End => &[(VicePresident, Alone), (Owner, Alone), (Proposer, Alone)],
        Task::Write => &[(Owner, Alone), (VicePresident, Alone)],
        Task::Announce => &[(Chair, Alone), (VicePresident, Alone), (Owner, Alone)],
        Task::Request => &[(Chair, Alone), (VicePresident, Alone)],
        Task::Host => &[(Chair, Alone), (VicePresident, Alone)],
        Task::Advise => &[(Chair, Alone), (ViceChair, Alone)],
    }
}

/// What offices refer to.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The roster that the act names.
    pub roster: &'a Roster,
    /// The day on which it is done.
    pub on: Day,
    /// The register's owner.
    pub owner: Option<&'a Id>,
    /// The organization that proposed it.
    pub proposer: Option<&'a Id>,
    /// The alliance partner.
    pub partner: Option<&'a Id>,
    /// The body that is asked.
    pub body: Option<&'a Id>,
    /// The bodies that the register concerns, where their members may do it.
    pub concerned: &'a [Id],
}

impl<'a> Setting<'a> {
    /// Whether the person still acts on the day.
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
            Anybody => roster.people.iter().map(|person| &person.id).collect(),
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

    /// Who has the chair of the body on the day.
    fn chair(&self) -> Option<&'a Id> {
        let body = self.body.and_then(|id| self.roster.body(id))?;
        body.chair
            .as_ref()
            .filter(|chair| self.is_active(chair))
            .or(body.vice_chair.as_ref())
    }

    /// Whether `person` may do it; if not, who could.
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

    /// The ids of those who may do it, each once.
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

    /// The ids of those whose it is to do it: the holders of the first office of the table that anybody holds. All
    /// others act in their place.
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

    /// Who may do it, by name and office.
    pub fn who(&self, task: Task) -> Vec<String> {
        let mut who = Vec::new();
        for (office, proof) in entitled(task) {
            let office_name = self.office_name(*office);
            let office_name = match office {
                Owner if self.owner.is_none_or(|owner| !self.is_active(owner)) => {
                    "VP of Alliances, while there is no owner".to_string()
                }
                Owner | VicePresident | Proposer | Chair | ViceChair | Secretary | BoardOfficer
                | Executive | Representative | Member | Anybody => office_name,
            };
            let with = if *proof == Proof::Evidence {
                ", with --evidence"
            } else {
                ""
            };
            // Members are many: they are named by their bodies.
            if matches!(office, Member | Anybody) {
                who.push(format!("{office_name}{with}"));
                continue;
            }
            let holders = self.holders(*office);
            // Not every body has a vice-chair or a secretary, and not every call a host.
            let is_optional =
                matches!(office, ViceChair | Secretary) || *office == Chair && self.body.is_none();
            if holders.is_empty() && is_optional {
                continue;
            }
            if holders.is_empty() {
                who.push(format!("{office_name} (nobody in the roster{with})"));
            }
            for holder in holders {
                let name = self.roster.person_name(holder);
                // One office is enough to be named; the owner's may have fallen to the VP.
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
            Proposer => format!("speaks for {}", organization(self.proposer)),
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
            Anybody => "every person of the roster".to_string(),
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

/// A person without the authority to do something, and who has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unauthorized {
    /// Who tried, by name.
    pub person: String,
    /// Whether evidence is all that is missing.
    pub lacks_evidence: bool,
    /// Who may.
    pub who: Vec<String>,
}

impl fmt::Display for Unauthorized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lacks_evidence {
            return write!(
                f,
                "{} may record this only with evidence (--evidence)",
                self.person
            );
        }
        write!(f, "{} has no office that may do this", self.person)
    }
}
