//! Ballots and their votes: which votes count, with which keys, and the tally.

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

/// An opened ballot with the data that its rules refer to.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    /// The act that opened it.
    pub stored: &'a StoredAct,
    /// The frozen terms.
    pub ballot: &'a Ballot,
    /// The chair of the body at the opening, who may record votes.
    pub chair: Option<&'a Id>,
    /// When it closes, extensions included.
    pub closes: Moment,
    /// The roster and the policy at the opening, whose keys and terms its votes are checked against.
    pub under: Option<(&'a Roster, &'a Policy)>,
    /// Every roster that was in force, with the statements about keys, which admit keys newer than the ballot.
    pub rosters: Option<&'a Rosters>,
    /// Stolen keys. It is empty for votes that were in the store before the keys were marked.
    pub stolen: &'a [Key],
}

impl<'a> Opened<'a> {
    /// The ballot that an act opened; `None` for any other act.
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

    /// The same ballot with the end that its extensions set.
    pub fn until(self, closes: Moment) -> Opened<'a> {
        Opened { closes, ..self }
    }

    /// The same ballot with the roster and the policy at its opening. Without them no recorded vote counts.
    pub fn under(self, roster: Option<&'a Roster>, policy: Option<&'a Policy>) -> Opened<'a> {
        Opened {
            under: roster.zip(policy),
            ..self
        }
    }

    /// The same ballot with later rosters, and the statements by which people introduced new keys.
    pub fn with(self, rosters: &'a Rosters) -> Opened<'a> {
        Opened {
            rosters: Some(rosters),
            ..self
        }
    }

    /// The same ballot without these stolen keys and the keys that they introduced.
    pub fn without(self, stolen: &'a [Key]) -> Opened<'a> {
        Opened { stolen, ..self }
    }

    /// The keys with which a person may sign votes in this ballot.
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

    /// Checks that a person still represents a seat under the roster in force. A person who has left, or who changed to
    /// another organization than the seat's, does not.
    ///
    /// # Errors
    /// The reason why the person no longer represents the seat.
    pub fn speaks(&self, person: &Id, seat: &Id, in_force: &Roster, on: Day) -> Result<(), String> {
        let (Some(seat), Some(now)) = (self.ballot.seat(seat), in_force.person(person)) else {
            return Ok(());
        };
        if let Some(until) = now.until.filter(|_| !now.acts_on(on)) {
            return Err(format!(
                "{} has left (`until: {until}`) and no longer represents the seat `{}`{}",
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
                "{} now represents {}, and the seat `{}` is held by {}{}",
                now.name,
                in_force.organization_name(is),
                seat.id,
                in_force.organization_name(of),
                in_place(seat, person),
            ));
        }
        Ok(())
    }

    /// The people who may record votes of others, where the ballot takes such records: the chair, the secretary and the
    /// VP of Alliances, in the roster at the opening.
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

    /// Checks that a vote is signed as the policy of this ballot requires.
    fn admits_signature(&self, stored: &StoredAct) -> Result<(), String> {
        match self.under {
            Some(_) => match self.signer(stored) {
                Ok(_) => Ok(()),
                Err(why) => Err(format!("{}; needs: {}", why.state, why.needs)),
            },
            None if stored.signature == SignatureStatus::Draft => Ok(()),
            None => Err("the roster or the policy of its ballot is missing".to_string()),
        }
    }

    /// The key that signed a vote: one in the roster of the ballot, or one that such a key introduced later.
    ///
    /// # Errors
    /// The signature is invalid, or missing where the policy of the ballot requires it.
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
                    "the key {} of {name} is marked as stolen and does not count",
                    key.fingerprint()
                );
                return Unvouched { state, needs: format!("a vote by {name} with another key") };
            }
            let is_later =
                self.rosters.is_some_and(|rosters| rosters.has_later(recorder, self.stored.act.roster, key));
            if !is_later || self.keys_of(recorder).contains(&key) {
                return why;
            }
            let state = format!(
                "no earlier key of {name} introduced the key {}, so it counts in later ballots only",
                key.fingerprint()
            );
            Unvouched { state, needs: "the chair's record of the vote, or a new round".to_string() }
        })
    }

    /// Checks that `stored` is a vote in this ballot, without regard to other votes of its seat.
    ///
    /// A vote names the digest of the ballot, and the ballot names the text, so a vote on one text cannot count for
    /// another.
    ///
    /// # Errors
    /// The reason why it does not count.
    pub fn admits(&self, stored: &StoredAct) -> Result<&'a Ballot, String> {
        let act = &stored.act;
        let Action::Vote(vote) = &act.action else {
            return Err(format!("a {} is not a vote", act.action.kind()));
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
            return Err(format!("{when}, but this vote was cast at {}", act.at));
        }
        self.admits_day(act)?;
        if vote.choice == Choice::Oppose && !says_something(&vote.comment) {
            return Err("a vote to oppose needs a reason: add `--comment TEXT`".to_string());
        }
        self.admits_signature(stored)?;
        Ok(self.ballot)
    }

    /// Checks that a vote is dated between the opening of the ballot and the day on which it was recorded.
    ///
    /// # Errors
    /// The reason why its day is not valid.
    pub fn admits_day(&self, act: &Act) -> Result<(), String> {
        let opened = self.stored.act.on;
        if act.on < opened {
            return Err(format!(
                "it is dated {}, before the ballot was opened on {opened}",
                act.on
            ));
        }
        if act.on > act.at.latest_day() {
            return Err(format!(
                "it is dated {}, after the day on which it was recorded, {}",
                act.on,
                act.at.day()
            ));
        }
        Ok(())
    }

    /// The chair, where only the chair records votes.
    pub fn recorder(&self) -> Option<&'a Id> {
        self.chair
            .filter(|_| self.ballot.recording == Recording::Chair)
    }

    fn admits_voter(&self, act: &Act, vote: &Vote) -> Result<(), String> {
        let Some(seat) = self.ballot.seat(&vote.seat) else {
            return Err(format!("the roll has no seat `{}`", vote.seat));
        };
        if seat.is_vacant() {
            return Err(format!(
                "the seat `{}` was vacant when the ballot opened",
                seat.id
            ));
        }
        if !seat.voters().any(|voter| *voter == act.by) {
            return Err(format!(
                "`{}` is neither the voter nor the alternate of the seat `{}`",
                act.by, seat.id
            ));
        }
        match (&act.recorded_by, self.ballot.recording) {
            (None, Recording::Voter | Recording::Both) => Ok(()),
            // A recorder may cast the vote of its own seat.
            (None, Recording::Chair) if self.recorders().contains(&&act.by) => Ok(()),
            (None, Recording::Chair) => {
                Err("only the chair records votes in this ballot".to_string())
            }
            (Some(_), Recording::Voter) => {
                Err("each voter votes in person in this ballot".to_string())
            }
            (Some(recorder), Recording::Chair | Recording::Both) => {
                if !self.recorders().contains(&recorder) {
                    return Err(format!(
                        "only the chair, the secretary and the VP of Alliances may record votes of others, and \
                         `{recorder}` is none of them"
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

/// The other voters of a seat, as the end of a message.
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
