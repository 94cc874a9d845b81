//! A ballot with its votes: which of them are votes at all, and what they add up to.

pub mod opening;
pub mod tally;

use crate::act::voucher::vouched;
use crate::act::{Act, Ballot, Choice, Deed, FORMAT, Filed, Vote};
use crate::date::Moment;
use crate::id::Id;
use crate::policy::{Policy, Recording};
use crate::roster::Roster;
use crate::signature::Seal;
use crate::text::says_something;

/// A ballot as it was opened, with what its rules refer to.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    /// The act that opened it.
    pub filed: &'a Filed,
    /// What it says.
    pub ballot: &'a Ballot,
    /// The chair of the body then, who may record votes.
    pub chair: Option<&'a Id>,
    /// Until when votes are taken, extensions included.
    pub closes: Moment,
    /// The roster and the policy that it was opened under: by their keys and their terms its votes are signed.
    pub under: Option<(&'a Roster, &'a Policy)>,
}

impl<'a> Opened<'a> {
    /// The ballot that an act opened; nothing when the act is another.
    pub fn of(filed: &'a Filed, chair: Option<&'a Id>) -> Option<Opened<'a>> {
        let Deed::Ballot(ballot) = &filed.act.deed else { return None };
        Some(Opened { filed, ballot, chair, closes: ballot.closes, under: None })
    }

    /// The same with the end that its extensions gave it.
    pub fn until(self, closes: Moment) -> Opened<'a> {
        Opened { closes, ..self }
    }

    /// The same with the roster and the policy that it was opened under. Without them no vote that was read from a
    /// file counts.
    pub fn under(self, roster: Option<&'a Roster>, policy: Option<&'a Policy>) -> Opened<'a> {
        Opened { under: roster.zip(policy), ..self }
    }

    /// Who may record votes of others, where the ballot takes such records: the chair, the secretary and the VP of
    /// Alliances, by the roster that it was opened under.
    pub fn recorders(&self) -> Vec<&'a Id> {
        let roster = self.under.map(|(roster, _)| roster);
        let secretary = roster.and_then(|roster| roster.body(&self.ballot.body)?.secretary.as_ref());
        let vice_president = roster.and_then(|roster| roster.officers.vp_alliances.as_ref());
        let mut found: Vec<&Id> = Vec::new();
        for id in [self.chair, secretary, vice_president].into_iter().flatten() {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// The ballot's name.
    pub fn name(&self) -> String {
        self.ballot.name(self.filed.act.revision.unwrap_or(0))
    }

    /// Whether a vote is signed as the policy of this ballot asks, with a key that its roster had.
    fn admits_signature(&self, filed: &Filed) -> Result<(), String> {
        match self.under {
            Some((roster, policy)) => match vouched(filed, roster, policy) {
                Ok(_) => Ok(()),
                Err(why) => Err(format!("{}; it needs {}", why.state, why.needs)),
            },
            None if filed.seal == Seal::Draft => Ok(()),
            None => Err("the roster or the policy of its ballot is missing".to_string()),
        }
    }

    /// Whether `filed` is a vote in this ballot, as far as can be said of it alone; if not, why.
    ///
    /// A vote names the digest of the ballot, and the ballot names the text: so a vote for one text is none
    /// for another.
    pub fn admits(&self, filed: &Filed) -> Result<&'a Ballot, String> {
        let act = &filed.act;
        let Deed::Vote(vote) = &act.deed else {
            return Err(format!("a {} is no vote", act.deed.kind()));
        };
        let opened = &self.filed.act;
        if act.format != FORMAT {
            return Err(format!("it has the unknown format {}", act.format));
        }
        if vote.ballot != self.filed.digest || vote.of != self.name() {
            return Err("it was cast in another ballot".to_string());
        }
        if (&act.store, &act.register) != (&opened.store, &opened.register) {
            return Err("it was cast for another store or register".to_string());
        }
        if (act.revision, act.digest) != (opened.revision, opened.digest) {
            return Err("it names another text".to_string());
        }
        self.admits_voter(act, vote)?;
        if act.at < self.ballot.opens || act.at > self.closes {
            let (opens, closes) = (self.ballot.opens, self.closes);
            let when = if act.at > closes {
                format!("it closed at {closes}")
            } else {
                format!("it opens at {opens}")
            };
            return Err(format!("{when}, and this vote was cast at {}", act.at));
        }
        if vote.choice == Choice::Oppose && !says_something(&vote.comment) {
            return Err("a vote to oppose needs a reason: add `--comment TEXT`".to_string());
        }
        self.admits_signature(filed)?;
        Ok(self.ballot)
    }

    /// The chair, where it alone records the votes.
    pub fn recorder(&self) -> Option<&'a Id> {
        self.chair.filter(|_| self.ballot.recording == Recording::Chair)
    }

    fn admits_voter(&self, act: &Act, vote: &Vote) -> Result<(), String> {
        let Some(seat) = self.ballot.seat(&vote.seat) else {
            return Err(format!("there is no seat `{}` on the roll", vote.seat));
        };
        if seat.is_vacant() {
            return Err(format!("the seat `{}` was vacant when the ballot opened", seat.id));
        }
        if !seat.voters().any(|voter| *voter == act.by) {
            return Err(format!("`{}` is neither voter nor alternate of the seat `{}`", act.by, seat.id));
        }
        match (&act.recorded_by, self.ballot.recording) {
            (None, Recording::Voter | Recording::Both) => Ok(()),
            // What a recorder has to say for its own seat it records in person.
            (None, Recording::Chair) if self.recorders().contains(&&act.by) => Ok(()),
            (None, Recording::Chair) => Err("in this ballot the chair records the votes".to_string()),
            (Some(_), Recording::Voter) => Err("in this ballot each voter votes in person".to_string()),
            (Some(recorder), Recording::Chair | Recording::Both) => {
                if !self.recorders().contains(&recorder) {
                    return Err(format!(
                        "the chair, the secretary and the VP of Alliances record votes of others, and `{recorder}` \
                         is none of them"
                    ));
                }
                if !act.has_evidence() {
                    return Err("a vote that another person records needs evidence".to_string());
                }
                Ok(())
            }
        }
    }
}
