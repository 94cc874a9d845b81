//! A ballot with its votes: which of them are votes at all, and what they add up to.

pub mod opening;
pub mod tally;

use crate::act::voucher::{Unvouched, verify_signature_by};
use crate::act::{Act, Action, Ballot, Choice, FORMAT, RollSeat, StoredAct, Vote};
use crate::date::{Day, Moment};
use crate::governance::Rosters;
use crate::id::Id;
use crate::policy::{Policy, Recording};
use crate::roster::Roster;
use crate::signature::{Key, SignatureStatus};
use crate::text::says_something;

/// A ballot as it was opened, with what its rules refer to.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    /// The act that opened it.
    pub stored: &'a StoredAct,
    /// What it says.
    pub ballot: &'a Ballot,
    /// The chair of the body then, who may record votes.
    pub chair: Option<&'a Id>,
    /// Until when votes are taken, extensions included.
    pub closes: Moment,
    /// The roster and the policy that it was opened under: by their keys and their terms its votes are signed.
    pub under: Option<(&'a Roster, &'a Policy)>,
    /// Every roster that was in force, with the statements about keys: by them keys that are newer than the ballot count.
    pub rosters: Option<&'a Rosters>,
    /// Keys that count for nothing. What was in the store before they were marked is counted without any.
    pub stolen: &'a [Key],
}

impl<'a> Opened<'a> {
    /// The ballot that an act opened; nothing when the act is another.
    pub fn of(stored: &'a StoredAct, chair: Option<&'a Id>) -> Option<Opened<'a>> {
        let Action::Ballot(ballot) = &stored.act.action else {
            return None;
        };
        Some(Opened {
            stored,
            ballot,
            chair,
            closes: ballot.closes,
            under: None,
            rosters: None,
            stolen: &[],
        })
    }

    /// The same with the end that its extensions gave it.
    pub fn until(self, closes: Moment) -> Opened<'a> {
        Opened { closes, ..self }
    }

    /// The same with the roster and the policy that it was opened under. Without them no vote that was read from a
    /// file counts.
    pub fn under(self, roster: Option<&'a Roster>, policy: Option<&'a Policy>) -> Opened<'a> {
        Opened {
            under: roster.zip(policy),
            ..self
        }
    }

    /// The same with the rosters that came after it, and the statements by which people introduced their new keys.
    pub fn with(self, rosters: &'a Rosters) -> Opened<'a> {
        Opened {
            rosters: Some(rosters),
            ..self
        }
    }

    /// The same where these keys are known to be stolen: neither they nor what they introduced count.
    pub fn without(self, stolen: &'a [Key]) -> Opened<'a> {
        Opened { stolen, ..self }
    }

    /// The keys with which somebody may sign a vote in this ballot.
    pub fn keys_of(&self, person: &Id) -> Vec<&'a Key> {
        let Some((roster, _)) = self.under else {
            return Vec::new();
        };
        match self.rosters {
            Some(rosters) => {
                rosters.allowed_keys(person, roster, self.stored.act.roster, self.stolen)
            }
            None => roster
                .keys_of(person)
                .iter()
                .filter(|key| !self.stolen.contains(key))
                .collect(),
        }
    }

    /// Whether a person still speaks for a seat by a later roster, the one in force: one who has left does not, nor one
    /// who works for another organization than the seat's.
    pub fn speaks(&self, person: &Id, seat: &Id, in_force: &Roster, on: Day) -> Result<(), String> {
        let (Some(seat), Some(now)) = (self.ballot.seat(seat), in_force.person(person)) else {
            return Ok(());
        };
        if let Some(until) = now.until.filter(|_| !now.acts_on(on)) {
            return Err(format!(
                "{} has left (`until: {until}`), and no longer speaks for the seat `{}`{}",
                now.name,
                seat.id,
                in_place(seat, person)
            ));
        }
        let then = self.under.and_then(|(roster, _)| roster.person(person));
        let (Some(of), Some(is)) = (&seat.organization, &now.organization) else {
            return Ok(());
        };
        if of != is && then.is_none_or(|then| then.organization != now.organization) {
            return Err(format!(
                "{} speaks for {} now, and the seat `{}` is held by {}{}",
                now.name,
                in_force.organization_name(is),
                seat.id,
                in_force.organization_name(of),
                in_place(seat, person),
            ));
        }
        Ok(())
    }

    /// Who may record votes of others, where the ballot takes such records: the chair, the secretary and the VP of
    /// Alliances, by the roster that it was opened under.
    pub fn recorders(&self) -> Vec<&'a Id> {
        let roster = self.under.map(|(roster, _)| roster);
        let secretary =
            roster.and_then(|roster| roster.body(&self.ballot.body)?.secretary.as_ref());
        let vice_president = roster.and_then(|roster| roster.officers.vp_alliances.as_ref());
        let mut found: Vec<&Id> = Vec::new();
        for id in [self.chair, secretary, vice_president]
            .into_iter()
            .flatten()
        {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// The ballot's name.
    pub fn name(&self) -> String {
        self.ballot.name(self.stored.act.revision.unwrap_or(0))
    }

    /// Whether a vote is signed as the policy of this ballot asks, with a key that its roster had.
    fn admits_signature(&self, stored: &StoredAct) -> Result<(), String> {
        match self.under {
            Some(_) => match self.signer(stored) {
                Ok(_) => Ok(()),
                Err(why) => Err(format!("{}; it needs {}", why.state, why.needs)),
            },
            None if stored.signature == SignatureStatus::Draft => Ok(()),
            None => Err("the roster or the policy of its ballot is missing".to_string()),
        }
    }

    /// The key by which a vote is signed: one that the roster of the ballot has, or that such a key introduced since.
    ///
    /// # Errors
    /// The signature is missing where the policy of the ballot asks for it, or proves nothing.
    pub fn signer(&self, stored: &StoredAct) -> Result<Option<&'a Key>, Unvouched> {
        let Some((roster, policy)) = self.under else {
            return Ok(None);
        };
        let recorder = stored.act.recorder();
        verify_signature_by(stored, roster, policy, &|| self.keys_of(recorder)).map_err(|why| {
            let name = roster.person_name(recorder);
            let Some(key) = stored.signature.key() else { return why };
            if self.stolen.contains(key) {
                let state = format!(
                    "the key {} of {name} is marked as stolen, and counts for nothing",
                    key.fingerprint()
                );
                return Unvouched { state, needs: format!("a vote of {name} with another key") };
            }
            let is_later =
                self.rosters.is_some_and(|rosters| rosters.has_later(recorder, self.stored.act.roster, key));
            if !is_later || self.keys_of(recorder).contains(&key) {
                return why;
            }
            let state = format!(
                "the key {} was not introduced by an earlier key of {name}: it counts in later ballots",
                key.fingerprint()
            );
            Unvouched { state, needs: "the chair's record of the vote, or a new round".to_string() }
        })
    }

    /// Whether `stored` is a vote in this ballot, as far as can be said of it alone; if not, why.
    ///
    /// A vote names the digest of the ballot, and the ballot names the text: so a vote for one text is none
    /// for another.
    pub fn admits(&self, stored: &StoredAct) -> Result<&'a Ballot, String> {
        let act = &stored.act;
        let Action::Vote(vote) = &act.action else {
            return Err(format!("a {} is no vote", act.action.kind()));
        };
        let opened = &self.stored.act;
        if act.format != FORMAT {
            return Err(format!("it has the unknown format {}", act.format));
        }
        if vote.ballot != self.stored.digest || vote.of != self.name() {
            return Err("it was cast in another ballot".to_string());
        }
        if (&act.store, &act.register) != (&opened.store, &opened.register) {
            return Err("it was cast for another store or register".to_string());
        }
        if (act.revision, act.digest) != (opened.revision, opened.digest) {
            return Err("it names another text".to_string());
        }
        self.admits_voter(act, vote)?;
        if let Some(named) = self.rosters.and_then(|rosters| rosters.get(&act.roster)) {
            self.speaks(&act.by, &vote.seat, named, act.at.day())?;
        }
        if act.at < self.ballot.opens || act.at > self.closes {
            let (opens, closes) = (self.ballot.opens, self.closes);
            let when = if act.at > closes {
                format!("it closed at {closes}")
            } else {
                format!("it opens at {opens}")
            };
            return Err(format!("{when}, and this vote was cast at {}", act.at));
        }
        self.admits_day(act)?;
        if vote.choice == Choice::Oppose && !says_something(&vote.comment) {
            return Err("a vote to oppose needs a reason: add `--comment TEXT`".to_string());
        }
        self.admits_signature(stored)?;
        Ok(self.ballot)
    }

    /// Whether a vote is dated between the opening of the ballot and the day on which it was recorded.
    ///
    /// # Errors
    /// It is not, in words.
    pub fn admits_day(&self, act: &Act) -> Result<(), String> {
        let opened = self.stored.act.on;
        if act.on < opened {
            return Err(format!(
                "it is dated {}, and the ballot was opened on {opened}",
                act.on
            ));
        }
        if act.on > act.at.latest_day() {
            return Err(format!(
                "it is dated {}, and was recorded before, on {}",
                act.on,
                act.at.day()
            ));
        }
        Ok(())
    }

    /// The chair, where it alone records the votes.
    pub fn recorder(&self) -> Option<&'a Id> {
        self.chair
            .filter(|_| self.ballot.recording == Recording::Chair)
    }

    fn admits_voter(&self, act: &Act, vote: &Vote) -> Result<(), String> {
        let Some(seat) = self.ballot.seat(&vote.seat) else {
            return Err(format!("there is no seat `{}` on the roll", vote.seat));
        };
        if seat.is_vacant() {
            return Err(format!(
                "the seat `{}` was vacant when the ballot opened",
                seat.id
            ));
        }
        if !seat.voters().any(|voter| *voter == act.by) {
            return Err(format!(
                "`{}` is neither voter nor alternate of the seat `{}`",
                act.by, seat.id
            ));
        }
        match (&act.recorded_by, self.ballot.recording) {
            (None, Recording::Voter | Recording::Both) => Ok(()),
            // What a recorder has to say for its own seat it records in person.
            (None, Recording::Chair) if self.recorders().contains(&&act.by) => Ok(()),
            (None, Recording::Chair) => {
                Err("in this ballot the chair records the votes".to_string())
            }
            (Some(_), Recording::Voter) => {
                Err("in this ballot each voter votes in person".to_string())
            }
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

/// Who may vote for a seat in the place of a person.
fn in_place(seat: &RollSeat, person: &Id) -> String {
    let others = seat
        .voter
        .iter()
        .chain(&seat.alternate)
        .filter(|id| *id != person);
    let others: Vec<String> = others.map(|id| format!("`{id}`")).collect();
    if others.is_empty() {
        String::new()
    } else {
        format!("; {} may vote for it", others.join(" or "))
    }
}
