//! Finds the letters that a command has to write.

use anyhow::{Result, bail};

use super::about::AboutOptions;
use super::context::write;
use crate::act::{self, LetterKind};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, WorkingTree, register_id, roster};
use crate::cli::commands::ballot::{meant, no_ballot};
use crate::date::Day;
use crate::id::Id;
use crate::letter::WrittenLetter;
use crate::process::letters::timely;
use crate::process::{BallotStatus, State};
use crate::snapshot::RegisterContext;
use crate::source::Digest;

pub(super) struct Job {
    pub(super) id: Id,
    pub(super) letter: act::Letter,
    /// Other registers that the letter covers; each records it too.
    along: Vec<Id>,
}

impl Job {
    /// The letter that the command line names.
    pub(super) fn of(
        env: &Environment,
        kind: LetterKind,
        given: &str,
        options: &AboutOptions,
    ) -> Result<Job> {
        let about_ballot = matches!(
            kind,
            LetterKind::BallotOpened | LetterKind::BallotClosing | LetterKind::BallotResult
        );
        if options.ballot.is_some() && !about_ballot {
            bail!("--ballot is for letters about ballots, and `{kind}` is not one");
        }
        if options.milestone.is_some() && kind != LetterKind::PressRelease {
            bail!("--milestone is for a press release");
        }
        let by_body = matches!(kind, LetterKind::Socialization | LetterKind::PressRelease);
        if !options.bodies.is_empty() && !by_body {
            bail!("--body is for letters to chairs: `socialization` and `press-release`");
        }
        let context = Context::open(env)?;
        if kind == LetterKind::LiaisonReport {
            return Job::liaison(&context, given);
        }
        let id = register_id(given).map_err(|why| anyhow::anyhow!(why))?;
        let snapshot = context.register(&id)?;
        let register = snapshot.register_context(&id, env.now)?;
        let mut letter = act::Letter::of(kind);
        letter.milestone = options.milestone.clone();
        for body in &options.bodies {
            let body = register.roster.find_body(body)?.id.clone();
            if !letter.bodies.contains(&body) {
                letter.bodies.push(body);
            }
        }
        if about_ballot {
            let named = options.ballot.as_deref();
            letter.ballot = Some(match kind == LetterKind::BallotResult {
                true => counted(&register, named)?,
                false => meant(&register, named, |_| false)?,
            });
        }
        Ok(Job {
            id,
            letter,
            along: Vec::new(),
        })
    }

    /// The liaison report of a partner, found by its id, its name or one of its registers.
    fn liaison(context: &Context, given: &str) -> Result<Job> {
        let snapshot = context.whole(WorkingTree::Drafts)?;
        let roster = roster(&snapshot)?;
        let registers = snapshot.register_contexts(context.env.now)?;
        let named = registers.iter().find(|it| it.files.id == *given);
        let partner = match (
            roster.find_organization(given),
            named.and_then(|it| it.replay.state.partner()),
        ) {
            (Ok(organization), _) => organization.id.clone(),
            (Err(_), Some(partner)) => partner.clone(),
            (Err(why), None) => bail!("{why}; and `{given}` is not a register"),
        };
        let of_partner: Vec<(&Id, &State)> = registers
            .iter()
            .map(|it| (&it.files.id, &it.replay.state))
            .filter(|(_, state)| state.partner() == Some(&partner))
            .collect();
        let mut living = of_partner
            .iter()
            .filter(|(_, state)| state.removed.is_none() && state.ended.is_none())
            .map(|(id, _)| (*id).clone());
        let first = of_partner.first().map(|(id, _)| (*id).clone());
        let Some(id) = living.next().or(first) else {
            let name = roster.organization_name(&partner);
            let why = format!("there is no register with {name}\n  see:    wr list");
            return Err(Rejected::Message(why).into());
        };
        Ok(Job {
            id,
            letter: act::Letter::of(LetterKind::LiaisonReport),
            along: living.collect(),
        })
    }

    /// The letters that are due, of all registers.
    pub(super) fn timely(env: &Environment) -> Result<Vec<Job>> {
        let context = Context::open(env)?;
        let snapshot = context.whole(WorkingTree::Drafts)?;
        let mut jobs = Vec::new();
        for register in snapshot.register_contexts(env.now)? {
            let (history, state) = (&register.history, &register.replay.state);
            let reports = register.files.reports();
            let letters = timely(state, history, register.roster, &reports, register.now);
            let job = |letter| Job {
                id: register.files.id.clone(),
                letter,
                along: Vec::new(),
            };
            jobs.extend(letters.into_iter().map(job));
        }
        Ok(jobs)
    }

    /// Writes the letter. It reads the store again, because an earlier letter of this run may be recorded by now.
    pub(super) fn write(&self, env: &Environment) -> Result<WrittenLetter> {
        let context = Context::open(env)?;
        let snapshot = match self.letter.letter == LetterKind::LiaisonReport {
            true => context.whole(WorkingTree::Drafts)?,
            false => context.register(&self.id)?,
        };
        write(&context, &snapshot, &self.id, &self.letter)
    }

    /// The day on which this letter, with these messages, was recorded.
    pub(super) fn recorded(&self, env: &Environment, letter: &act::Letter) -> Result<Option<Day>> {
        let snapshot = Context::open(env)?.register(&self.id)?;
        let register = snapshot.register_context(&self.id, env.now)?;
        let has_all = |messages: &[Digest]| letter.messages.iter().all(|it| messages.contains(it));
        let mut letters = register.replay.state.letters_of(letter.letter);
        let found = letters.find(|sent| has_all(&sent.letter.messages));
        Ok(found.map(|sent| sent.on))
    }

    pub(super) fn records_in(&self) -> impl Iterator<Item = &Id> {
        std::iter::once(&self.id).chain(&self.along)
    }
}

/// The ballot with the given name, or the one counted last, of all bodies or of the named body.
fn counted(register: &RegisterContext<'_>, named: Option<&str>) -> Result<String> {
    let ballots = &register.replay.state.ballots;
    let is_named = |name: &&String| named.is_some_and(|given| name.eq_ignore_ascii_case(given));
    if let Some(name) = ballots.keys().find(is_named) {
        return Ok(name.clone());
    }
    let find = |given: &str| {
        let body = register.roster.find_body(given);
        body.map_err(|_| no_ballot(register, given))
    };
    let body = named.map(find).transpose()?;
    let closed = ballots
        .iter()
        .filter_map(|(name, ballot)| match &ballot.status {
            BallotStatus::Closed { on, .. } => {
                Some((*on, ballot.revision, ballot.round, name, &ballot.body))
            }
            BallotStatus::Open | BallotStatus::Withdrawn { .. } => None,
        });
    let fits = closed.filter(|(.., of)| body.is_none_or(|body| body.id == **of));
    let last: Vec<_> = fits.collect();
    let Some(newest) = last.iter().map(|(on, ..)| *on).max() else {
        let why =
            "no ballot of this register has been counted\n  see:    wr ballot show".to_string();
        return Err(Rejected::Message(why).into());
    };
    let names: Vec<&str> = last
        .iter()
        .filter(|(on, ..)| *on == newest)
        .map(|(.., name, _)| name.as_str())
        .collect();
    match names.as_slice() {
        [one] => Ok(one.to_string()),
        several => bail!(
            "several ballots were counted on {newest}, choose one: --ballot {}",
            several.join(" or --ballot ")
        ),
    }
}
