//! The checks that every act must pass: format, store, subject, versions, days, evidence, authority, signature.

use std::collections::BTreeMap;

use super::refusal::Refusal;
use crate::act::voucher::verify_signature;
use crate::act::{Act, FORMAT, StoredAct};
use crate::date::Day;
use crate::path::Subject;
use crate::policy::{Policy, StoreId};
use crate::roster::Roster;
use crate::roster::authority::{Setting, Task};
use crate::source::Digest;

/// The clause for a missing or invalid signature.
pub const SIGNATURES: &str = "docs/signatures.md";

/// The clause for the day of an act.
pub const TIME: &str = "DSP4003 2.6, 3.2";

/// A store, with every version of roster and policy that it ever had.
#[derive(Debug, Clone, Copy)]
pub struct StoreVersions<'a> {
    /// The store.
    pub store: &'a StoreId,
    /// The rosters, by digest.
    pub rosters: &'a BTreeMap<Digest, Roster>,
    /// The policies, by digest.
    pub policies: &'a BTreeMap<Digest, Policy>,
}

/// The roster and the policy that an act names.
///
/// # Errors
/// The act has another format, store or subject, names unknown versions, lies in the future, or lacks evidence.
pub fn judged_by<'a>(
    act: &Act,
    subject: Subject<'_>,
    known: StoreVersions<'a>,
) -> Result<(&'a Roster, &'a Policy), Refusal> {
    let StoreVersions {
        store,
        rosters,
        policies,
    } = known;
    let refuse = |state: String, needs: &str| {
        Err(Refusal::new(state, needs, "docs/files.md, Acts").violation())
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
            format!("the act is for {} of store {}", act.subject(), act.store),
            what,
        );
    }
    let (Some(roster), Some(policy)) = (rosters.get(&act.roster), policies.get(&act.policy)) else {
        return refuse(
            "the act names a roster or a policy that this store never had".to_string(),
            "the versions that it names, in registers/history",
        );
    };
    if act.on > act.at.latest_day() {
        let state = format!(
            "this is dated {}, after the day on which it was recorded, {}",
            act.on,
            act.at.day()
        );
        return Err(Refusal::new(state, "a day not in the future: `--on`", TIME).violation());
    }
    if act.recorded_by.is_some() && !act.has_evidence() {
        return refuse(
            "the act is recorded for another person without evidence".to_string(),
            "--evidence: where the original is kept",
        );
    }
    Ok((roster, policy))
}

/// Refuses an act that its recorder did not sign as the policy requires.
pub fn signed(stored: &StoredAct, roster: &Roster, policy: &Policy) -> Result<(), Refusal> {
    let verified = verify_signature(stored, roster, policy).map(|_| ());
    verified.map_err(|why| Refusal::new(why.state, why.needs, SIGNATURES).violation())
}

/// The day on which the authority of the person who acts is checked: the recorded one, because the holder of an ended
/// office could type an earlier `on`. Where another person records the act, it is `on`.
pub fn judged_on(act: &Act) -> Day {
    match &act.recorded_by {
        None => act.at.day(),
        Some(_) => act.on,
    }
}

/// Refuses a person who is not authorized, and names the people who are.
pub fn authorize(
    setting: &Setting<'_>,
    task: Task,
    act: &Act,
    clause: &'static str,
) -> Result<(), Refusal> {
    let authorized = setting.authorize(task, &act.by, act.has_evidence());
    authorized.map(|_| ()).map_err(|why| {
        let needs = if why.lacks_evidence {
            "evidence: `--evidence`"
        } else {
            "an authorized person"
        };
        Refusal::new(why.to_string(), needs, clause).who(why.who)
    })
}

/// Refuses a record for another person, where the process does not allow one.
pub fn in_person(act: &Act, clause: &'static str) -> Result<(), Refusal> {
    match &act.recorded_by {
        None => Ok(()),
        Some(recorder) => Err(Refusal::new(
            format!("`{recorder}` recorded this for `{}`", act.by),
            "the person's own act",
            clause,
        )),
    }
}

/// Refuses an act whose kind belongs to change requests in a register, and the reverse.
pub fn foreign(act: &Act) -> Refusal {
    let (of, this, needs) = match act.subject() {
        Subject::Register(_) => ("change requests", "a register", "an act of a register"),
        Subject::Request(_) => (
            "registers",
            "a change request",
            "an act of a change request",
        ),
    };
    let state = format!(
        "`{}` is an act of {of}, and this is {this}",
        act.action.kind()
    );
    Refusal::new(state, needs, "DSP4003 5.3")
}
