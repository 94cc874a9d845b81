//! The count of a ballot: any sender, any votes, any order.

use arbitrary::{Result, Unstructured};
use wr::act::{
    Act, Action, Ballot, Choice, FORMAT, Question, RollSeat, SeatStatus, StoredAct, Vote,
};
use wr::ballot::Opened;
use wr::ballot::tally::{Hand, SeatVote, Tally, next_place};
use wr::date::Moment;
use wr::id::Id;
use wr::policy::Recording;
use wr::policy::rule::{AppliedRule, Counts, Outcome, QuorumCounts, VotingRule};
use wr::source::Digest;

const RULES: [VotingRule; 4] = [
    VotingRule::SimpleMajority,
    VotingRule::TwoThirds,
    VotingRule::FullMajority,
    VotingRule::SpecialMajority,
];
const CHOICES: [Choice; 4] = [
    Choice::Approve,
    Choice::Oppose,
    Choice::Abstain,
    Choice::Recuse,
];
const CHAIR: &str = "carl";
const MOMENTS: [&str; 5] = [
    "2026-01-31T23:59:59Z",
    "2026-02-01T00:00:00Z",
    "2026-02-07T12:00:00Z",
    "2026-02-14T23:59:59Z",
    "2026-02-15T00:00:00Z",
];

/// Opens a ballot and casts votes in it as the bytes say.
pub fn check(bytes: &[u8]) {
    let mut bytes = Unstructured::new(bytes);
    // Bytes that end too early make no ballot, and are no finding.
    let _ = if bytes.ratio(1, 8).unwrap_or(false) {
        numbers(&mut bytes)
    } else {
        ballot(&mut bytes)
    };
}

fn id(text: &str) -> Id {
    text.parse().expect("an id")
}

fn moment(text: &str) -> Moment {
    text.parse().expect("a moment")
}

/// The arithmetic alone, with numbers that no roll has but an act may say, against the same in wider ones.
fn numbers(bytes: &mut Unstructured<'_>) -> Result<()> {
    let [approve, oppose, abstain, recuse, did_not_vote, vacant] = bytes.arbitrary()?;
    let counts = Counts {
        approve,
        oppose,
        abstain,
        recuse,
        did_not_vote,
        vacant,
    };
    let (rule, least) = (*bytes.choose(&RULES)?, bytes.arbitrary::<Option<u32>>()?);
    let quorum_counts = *bytes.choose(&[QuorumCounts::Present, QuorumCounts::Votes])?;
    let applied = AppliedRule {
        rule,
        min_approvals: least,
        quorum_counts,
    };
    let outcome = applied.outcome(counts);
    let needs = applied.needs(counts.base());
    let [a, o, n, r, s, v] =
        [approve, oppose, abstain, recuse, did_not_vote, vacant].map(u64::from);
    let most = u64::from(u32::MAX);
    assert_eq!(u64::from(counts.roll()), (a + o + n + r + s + v).min(most));
    let base = (a + o + n + s).min(most);
    let present = if quorum_counts == QuorumCounts::Present {
        a + o + n
    } else {
        a + o
    };
    let quorum = least.is_some() || 2 * present.min(most) > base;
    let passes = match rule {
        VotingRule::SimpleMajority => quorum && a > o,
        VotingRule::TwoThirds => quorum && a >= 2 * o,
        VotingRule::FullMajority => 2 * a > base,
        VotingRule::SpecialMajority => 3 * a >= 2 * base && 4 * o <= base,
    };
    let passes = passes && a > 0 && a >= u64::from(least.unwrap_or(0));
    assert_eq!(
        outcome == Outcome::Approved,
        passes,
        "{rule} {counts:?} {least:?}: {outcome}"
    );
    assert!(u64::from(needs.approve) <= base.max(1).max(least.unwrap_or(0).into()));
    Ok(())
}

fn a_ballot(bytes: &mut Unstructured<'_>) -> Result<Ballot> {
    let rule = *bytes.choose(&RULES)?;
    let min_approvals = bytes
        .arbitrary::<Option<u8>>()?
        .map(|least| u32::from(least % 16));
    let recording = *bytes.choose(&[Recording::Both, Recording::Voter, Recording::Chair])?;
    let mut roll = Vec::new();
    for seat in 0..bytes.int_in_range(0..=12u8)? {
        // Some people vote for two seats, as alternates do.
        let voter = seat.saturating_sub(u8::from(bytes.ratio(1, 4)?));
        let alternate = bytes.ratio(1, 3)?.then(|| id(&format!("alternate-{seat}")));
        let is_vacant = bytes.ratio(1, 8)?;
        roll.push(RollSeat {
            id: id(&format!("seat-{seat}")),
            organization: None,
            voter: Some(id(&format!("voter-{voter}"))),
            alternate,
            status: if is_vacant {
                SeatStatus::Vacant
            } else {
                SeatStatus::Filled
            },
        });
    }
    let quorum_counts = *bytes.choose(&[QuorumCounts::Present, QuorumCounts::Votes])?;
    let filled = roll.iter().filter(|seat| !seat.is_vacant()).count() as u32;
    Ok(Ballot {
        question: Question::Adopt,
        body: id("alliance"),
        round: 1,
        parallel: None,
        rule,
        min_approvals,
        quorum_counts,
        needs: AppliedRule {
            rule,
            min_approvals,
            quorum_counts,
        }
        .needs(filled),
        recording,
        opens: moment(MOMENTS[1]),
        earliest: moment(MOMENTS[1]),
        closes: moment(MOMENTS[3]),
        roll,
    })
}

fn act(by: Id, at: &str, action: Action) -> Act {
    Act {
        format: FORMAT,
        store: "0123456789abcdef0123456789abcdef".parse().expect("a store"),
        register: id("xyz"),
        request: None,
        by,
        recorded_by: None,
        evidence: None,
        on: moment(at).day(),
        at: moment(at),
        seen: "none".to_string(),
        roster: Digest::of(b"roster"),
        policy: Digest::of(b"policy"),
        revision: Some(1),
        digest: Some(Digest::of(b"text")),
        after: Vec::new(),
        action,
    }
}

fn voter(seat: &RollSeat) -> Id {
    seat.voter.clone().expect("each seat here has a voter")
}

/// A vote as a decent member casts it in the middle of the time.
fn a_vote(opened: Opened<'_>, seat: &RollSeat, place: (u32, Vec<Digest>), choice: Choice) -> Act {
    let (number, prev) = place;
    let vote = Vote {
        of: opened.name(),
        ballot: opened.stored.digest,
        seat: seat.id.clone(),
        number,
        prev,
        choice,
        comment: Some("because".to_string()),
    };
    act(voter(seat), MOMENTS[2], Action::Vote(vote))
}

fn by_chair(mut vote: Act) -> Act {
    vote.recorded_by = Some(id(CHAIR));
    vote.evidence = Some("minutes".to_string());
    vote
}

/// A vote as anyone may send it, which need not be one.
fn any_vote(
    opened: Opened<'_>,
    cast: &[StoredAct],
    bytes: &mut Unstructured<'_>,
) -> Result<StoredAct> {
    let seat = bytes.choose(&opened.ballot.roll)?;
    let hand = if bytes.ratio(1, 4)? {
        Hand::Chair
    } else {
        Hand::Voter
    };
    let mut place = match bytes.int_in_range(0..=3)? {
        0 => (1, Vec::new()),
        1 if !cast.is_empty() => (bytes.int_in_range(0..=4)?, vec![bytes.choose(cast)?.digest]),
        _ => next_place(opened, cast, &seat.id, hand),
    };
    if bytes.ratio(1, 16)? {
        place.0 = bytes.arbitrary()?;
    }
    if bytes.ratio(1, 16)? && !cast.is_empty() {
        place.1.push(bytes.choose(cast)?.digest);
    }
    let mut vote = a_vote(opened, seat, place, *bytes.choose(&CHOICES)?);
    if hand == Hand::Chair {
        vote = by_chair(vote);
    }
    match bytes.int_in_range(0..=23)? {
        0 => vote.at = moment(bytes.choose(&MOMENTS)?),
        1 => vote.by = voter(bytes.choose(&opened.ballot.roll)?),
        2 => vote.by = seat.alternate.clone().unwrap_or_else(|| id("mallory")),
        3 => vote.recorded_by = Some(id("mallory")),
        4 => vote.revision = Some(2),
        5 => vote.digest = None,
        6 => vote.evidence = None,
        7 => vote.format = 2,
        8 => vote.register = id("abc"),
        9 => vote = act(id(CHAIR), MOMENTS[2], opened.stored.act.action.clone()),
        10 => {
            if let Action::Vote(vote) = &mut vote.action {
                vote.comment = None;
            }
        }
        11 => {
            if let Action::Vote(vote) = &mut vote.action {
                vote.ballot = Digest::of(b"another ballot");
            }
        }
        // The same vote, and yet another file.
        12 => vote.evidence = Some(bytes.arbitrary::<char>()?.to_string()),
        _ => (),
    }
    Ok(vote.stored())
}

fn ballot(bytes: &mut Unstructured<'_>) -> Result<()> {
    let opening = act(id(CHAIR), MOMENTS[1], Action::Ballot(a_ballot(bytes)?)).stored();
    let chair = id(CHAIR);
    let Some(opened) = Opened::of(&opening, Some(&chair)) else {
        unreachable!("it is a ballot")
    };
    let mut votes: Vec<StoredAct> = Vec::new();
    for _ in 0..bytes.int_in_range(0..=24)? {
        if opened.ballot.roll.is_empty() {
            break;
        }
        votes.push(any_vote(opened, &votes, bytes)?);
    }
    let tally = Tally::count(opened, &votes);
    adds_up(opened, &votes, &tally);
    order_means_nothing(opened, &votes, &tally, bytes)?;
    for (at, seat) in opened
        .ballot
        .roll
        .iter()
        .enumerate()
        .filter(|(_, seat)| !seat.is_vacant())
    {
        another_vote(opened, &votes, &tally, (at, seat));
    }
    Ok(())
}

/// Each seat is counted once, each file is heard of once, and nothing is counted that is void.
fn adds_up(opened: Opened<'_>, votes: &[StoredAct], tally: &Tally) {
    let Counts {
        approve,
        oppose,
        abstain,
        recuse,
        did_not_vote,
        vacant,
    } = tally.counts;
    assert_eq!(
        approve + oppose + abstain + recuse + did_not_vote + vacant,
        opened.ballot.roll.len() as u32
    );
    let seats: Vec<&Id> = tally.seats.iter().map(|(seat, _)| seat).collect();
    assert_eq!(
        seats,
        opened
            .ballot
            .roll
            .iter()
            .map(|seat| &seat.id)
            .collect::<Vec<_>>()
    );
    let mut digests: Vec<Digest> = votes.iter().map(|vote| vote.digest).collect();
    digests.sort();
    digests.dedup();
    assert_eq!(tally.votes, digests);
    let is_void = |digest: &Digest| tally.void.iter().any(|(void, _)| void == digest);
    let mut said = [0; 4];
    for (seat, word) in &tally.seats {
        match word {
            SeatVote::Nothing | SeatVote::Vacant => (),
            SeatVote::Voted {
                choice,
                vote,
                by,
                recorded_by,
            } => {
                let stored = votes
                    .iter()
                    .find(|stored| stored.digest == *vote)
                    .expect("a vote that was cast");
                let Action::Vote(cast) = &stored.act.action else {
                    panic!("counted, and no vote")
                };
                assert!(!is_void(vote) && (&cast.seat, &cast.choice) == (seat, choice));
                assert!((by, recorded_by) == (&stored.act.by, &stored.act.recorded_by));
                said[CHOICES
                    .iter()
                    .position(|one| one == choice)
                    .expect("a choice")] += 1;
            }
            SeatVote::Rivals(rivals) => assert!(rivals.len() > 1 && !rivals.iter().any(is_void)),
        }
    }
    assert_eq!(said, [approve, oppose, abstain, recuse]);
    assert!(
        tally
            .void
            .iter()
            .all(|(digest, why)| digests.contains(digest) && !why.is_empty())
    );
    let result = tally.result(opened);
    assert_eq!(
        (result.base, result.outcome),
        (tally.counts.base(), tally.outcome)
    );
}

fn order_means_nothing(
    opened: Opened<'_>,
    votes: &[StoredAct],
    tally: &Tally,
    bytes: &mut Unstructured<'_>,
) -> Result<()> {
    let mut shuffled: Vec<&StoredAct> = votes.iter().collect();
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, bytes.int_in_range(0..=at)?);
    }
    assert_eq!(
        Tally::count(opened, shuffled.iter().copied()),
        *tally,
        "the order of votes means something"
    );
    let twice = shuffled.iter().chain(&shuffled).copied();
    assert_eq!(
        Tally::count(opened, twice),
        *tally,
        "a vote that comes twice counts twice"
    );
    Ok(())
}

/// One more vote in its place is that seat's word alone; it helps whom it is for.
fn another_vote(
    opened: Opened<'_>,
    votes: &[StoredAct],
    tally: &Tally,
    (at, seat): (usize, &RollSeat),
) {
    let with = |vote: StoredAct| {
        let votes: Vec<&StoredAct> = votes.iter().chain([&vote]).collect();
        let after = Tally::count(opened, votes);
        for (other, (before, now)) in tally.seats.iter().zip(&after.seats).enumerate() {
            assert!(
                other == at || before == now,
                "a vote of one seat changes another's"
            );
        }
        (vote.digest, after)
    };
    let is_approved = |tally: &Tally| tally.outcome == Outcome::Approved;
    if opened.ballot.recording != Recording::Chair {
        for choice in CHOICES {
            let place = next_place(opened, votes, &seat.id, Hand::Voter);
            let (digest, after) = with(a_vote(opened, seat, place, choice).stored());
            let now = &after.seats[at].1;
            assert!(
                matches!(now, SeatVote::Voted { vote, .. } if *vote == digest),
                "a member's last vote is {now:?}"
            );
            match choice {
                Choice::Approve => {
                    assert!(
                        is_approved(&after) || !is_approved(tally),
                        "a vote for it harms it"
                    )
                }
                Choice::Oppose if is_approved(&after) && !is_approved(tally) => {
                    // It made the quorum, and nothing else did that.
                    assert_eq!(
                        tally.outcome,
                        Outcome::NoQuorum,
                        "a vote against it helps it"
                    );
                    assert!(opened.ballot.min_approvals.is_none());
                }
                Choice::Oppose | Choice::Abstain | Choice::Recuse => (),
            }
        }
    }
    if opened.ballot.recording != Recording::Voter {
        let place = next_place(opened, votes, &seat.id, Hand::Chair);
        let (digest, after) = with(by_chair(a_vote(opened, seat, place, Choice::Approve)).stored());
        let before = &tally.seats[at].1;
        let now = &after.seats[at].1;
        let is_recorded = matches!(now, SeatVote::Voted { vote, .. } if *vote == digest);
        assert!(
            match before {
                // What the voter said stays, and what an alternate said meanwhile contradicts the record.
                SeatVote::Voted {
                    recorded_by: None,
                    by,
                    ..
                } if *by == voter(seat) => now == before,
                SeatVote::Voted {
                    recorded_by: None, ..
                } => matches!(now, SeatVote::Rivals(_)),
                SeatVote::Rivals(_) => is_recorded || matches!(now, SeatVote::Rivals(_)),
                SeatVote::Nothing | SeatVote::Vacant | SeatVote::Voted { .. } => is_recorded,
            },
            "a record takes a vote's place"
        );
    }
}
