//! What every act must have, whatever it does and whatever it is about.

use std::collections::BTreeMap;

use super::Refusal;
use crate::act::voucher::verify_signature;
use crate::act::{Act, FORMAT, StoredAct, Subject};
use crate::date::Day;
use crate::policy::{Policy, StoreId};
use crate::roster::Roster;
use crate::roster::authority::{Setting, Task};
use crate::source::Digest;

/// The clause by which an act is refused whose signature proves nothing.
pub const SIGNATURES: &str = "design (signatures)";

/// The clause of the days of acts.
pub const TIME: &str = "DSP4003 2.6, 3.2";

/// The roster and the policy that an act was decided under, if it is one of this store and this subject.
pub fn judged_by<'a>(
    act: &Act,
    store: &StoreId,
    subject: Subject<'_>,
    rosters: &'a BTreeMap<Digest, Roster>,
    policies: &'a BTreeMap<Digest, Policy>,
) -> Result<(&'a Roster, &'a Policy), Refusal> {
    let refuse = |state: String, needs: &str| {
        Err(Refusal::new(state, needs, "design (every act)").violation())
    };
    if act.format != FORMAT {
        return refuse(
            format!("the act has format {}", act.format),
            "an act of format 1; is `wr` up to date?",
        );
    }
    if act.store != *store || act.subject() != subject {
        let what = match subject {
            Subject::Register(_) => "an act of this register and this store",
            Subject::Request(_) => "an act of this change request and this store",
        };
        return refuse(
            format!(
                "the act was made for {} of store {}",
                act.subject(),
                act.store
            ),
            what,
        );
    }
    let (Some(roster), Some(policy)) = (rosters.get(&act.roster), policies.get(&act.policy)) else {
        return refuse(
            "the act names a roster or a policy that this store never had".to_string(),
            "the version it names, in registers/history",
        );
    };
    if act.on > act.at.latest_day() {
        let state = format!(
            "this is dated {}, and it is recorded on {}, before that day",
            act.on,
            act.at.day()
        );
        return Err(
            Refusal::new(state, "a day that is not in the future: `--on`", TIME).violation(),
        );
    }
    if act.recorded_by.is_some() && !act.has_evidence() {
        return refuse(
            "the act is recorded for somebody else without evidence".to_string(),
            "--evidence: where it can be looked up",
        );
    }
    Ok((roster, policy))
}

/// Refuses an act that is not signed as the policy asks, by who recorded it.
pub fn signed(stored: &StoredAct, roster: &Roster, policy: &Policy) -> Result<(), Refusal> {
    let verified = verify_signature(stored, roster, policy).map(|_| ());
    verified.map_err(|why| Refusal::new(why.state, why.needs, SIGNATURES).violation())
}

/// The day on which the authority of the person who acts is judged: an office that ended is not brought back by a
/// date that its former holder types. Where another records, it is the day on which the person acted.
pub fn judged_on(act: &Act) -> Day {
    match &act.recorded_by {
        None => act.at.day(),
        Some(_) => act.on,
    }
}

/// Refuses a person without the authority, naming who has it.
pub fn authorize(
    setting: &Setting<'_>,
    task: Task,
    act: &Act,
    clause: &'static str,
) -> Result<(), Refusal> {
    let authorized = setting.authorize(task, &act.by, act.has_evidence());
    authorized.map(|_| ()).map_err(|why| {
        let needs = if why.lacks_evidence {
            "the evidence"
        } else {
            "one of those who may"
        };
        Refusal::new(why.to_string(), needs, clause).who(why.who)
    })
}

/// Refuses an act that one person records for another, where the process does not know that.
pub fn in_person(act: &Act, clause: &'static str) -> Result<(), Refusal> {
    match &act.recorded_by {
        None => Ok(()),
        Some(recorder) => Err(Refusal::new(
            format!("`{recorder}` recorded this for `{}`", act.by),
            "the act of the person who does it",
            clause,
        )),
    }
}
