//! Acts of every kind with any values that their types allow.

mod request;
mod values;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use self::values::{counts, day, digest, digests, id, moment, needs, quorum_counts, text, when};
use crate::act::{
    Accept, Act, Action, Answer, Approve, Approver, Assign, Attendee, Backfill, Ballot, Choice,
    Class, Commitment, Confirm, Counted, Decline, Disposition, End, Extend, Feedback, Letter,
    LetterKind, Matter, Meeting, MeetingKind, MilestoneProgress, Progress, Propose, Proposer,
    Question, Reason, Recommend, Records, Remove, Resolve, Review, RollSeat, Schedule, SeatStatus,
    Send, Submit, Vote, Withdraw,
};
use crate::policy::Recording;
use crate::policy::rule::{Outcome, VotingRule};

fn submit() -> impl Strategy<Value = Submit> {
    let class = select(
        [
            Class::Adoption,
            Class::Progress,
            Class::Editorial,
            Class::Allow,
            Class::Deliverables,
            Class::Scope,
            Class::Significant,
        ]
        .as_slice(),
    );
    let approver = prop_oneof![Just(Approver::Partner), id().prop_map(Approver::Body)]
        .prop_filter("the partner by its word", |by| {
            *by != Approver::Body("partner".parse().unwrap())
        });
    (
        vec(class, 0..3),
        vec(approver, 0..3),
        of(any::<u32>()),
        of(Just(Records::Earlier)),
        of(text()),
    )
        .prop_map(|(class, needs, withdraws, records, editorial)| Submit {
            class,
            needs,
            withdraws,
            records,
            editorial,
        })
}

fn ballot() -> impl Strategy<Value = Ballot> {
    const RULES: [VotingRule; 4] = [
        VotingRule::SimpleMajority,
        VotingRule::TwoThirds,
        VotingRule::FullMajority,
        VotingRule::SpecialMajority,
    ];
    let status = select([SeatStatus::Filled, SeatStatus::Vacant].as_slice());
    let seat = (id(), of(id()), of(id()), of(id()), status).prop_map(
        |(id, organization, voter, alternate, status)| RollSeat {
            id,
            organization,
            voter,
            alternate,
            status,
        },
    );
    let recording = select([Recording::Voter, Recording::Chair, Recording::Both].as_slice());
    let terms = (
        select(&RULES[..]),
        of(any::<u32>()),
        quorum_counts(),
        needs(),
        recording,
    );
    let question = select([Question::Adopt, Question::Remove].as_slice());
    let asked = (id(), question);
    (
        asked,
        any::<u32>(),
        of(id()),
        terms,
        [moment(), moment(), moment()],
        vec(seat, 1..4),
    )
        .prop_map(
            |(
                (body, question),
                round,
                parallel,
                (rule, min_approvals, quorum_counts, needs, recording),
                [opens, earliest, closes],
                roll,
            )| Ballot {
                question,
                body,
                round,
                parallel,
                rule,
                min_approvals,
                quorum_counts,
                needs,
                recording,
                opens,
                earliest,
                closes,
                roll,
            },
        )
}

fn counted() -> impl Strategy<Value = Counted> {
    const OUTCOMES: [Outcome; 5] = [
        Outcome::Approved,
        Outcome::Rejected,
        Outcome::NotApproved,
        Outcome::NoQuorum,
        Outcome::Tied,
    ];
    let words = (digests(), vec(id(), 0..3), of(text()));
    let head = (text(), digest(), of(any::<u32>()));
    (
        head,
        select(&OUTCOMES[..]),
        counts(),
        any::<u32>(),
        needs(),
        words,
    )
        .prop_map(
            |((of, ballot, number), outcome, counts, base, needed, (votes, without, because))| {
                Counted {
                    of,
                    ballot,
                    number,
                    outcome,
                    counts,
                    base,
                    needed,
                    votes,
                    without,
                    because,
                }
            },
        )
}

fn vote() -> impl Strategy<Value = Vote> {
    let choice = select(
        [
            Choice::Approve,
            Choice::Oppose,
            Choice::Abstain,
            Choice::Recuse,
        ]
        .as_slice(),
    );
    (
        text(),
        digest(),
        id(),
        any::<u32>(),
        digests(),
        choice,
        of(text()),
    )
        .prop_map(|(of, ballot, seat, number, prev, choice, comment)| Vote {
            of,
            ballot,
            seat,
            number,
            prev,
            choice,
            comment,
        })
}

/// A change without any field is YAML's null; the process adds the revision that each withdraws.
fn changed() -> impl Strategy<Value = Submit> {
    submit().prop_filter("says something", |submit| submit.withdraws.is_some())
}

fn accept() -> impl Strategy<Value = Accept> {
    (digest(), of(changed())).prop_map(|(sent, changed)| Accept { sent, changed })
}

fn approve() -> impl Strategy<Value = Approve> {
    (
        text(),
        of(digest()),
        of(counts()),
        of(changed()),
        vec(text(), 0..3),
    )
        .prop_map(
            |(resolution, result, meeting, changed, conditions)| Approve {
                resolution,
                result,
                meeting,
                changed,
                conditions,
            },
        )
}

fn meeting() -> impl Strategy<Value = Meeting> {
    // The process gives each attendee a person or a name; an empty attendee is YAML's null.
    let attendee = (of(id()), of(text()), of(text()))
        .prop_filter("somebody", |(person, name, _)| {
            person.is_some() || name.is_some()
        })
        .prop_map(|(person, name, company)| Attendee {
            person,
            name,
            company,
        });
    (of(id()), vec(attendee, 0..3), of(text())).prop_map(|(host, attendees, note)| Meeting {
        meeting: MeetingKind::Call,
        host,
        attendees,
        note,
    })
}

fn propose() -> impl Strategy<Value = Propose> {
    let proposer = select(
        [
            Proposer::External,
            Proposer::BoardMember,
            Proposer::LeadershipMember,
        ]
        .as_slice(),
    );
    (id(), proposer, id(), of(id())).prop_map(|(proposed_by, proposer, partner, owner)| Propose {
        proposed_by,
        proposer,
        partner,
        owner,
    })
}

fn feedback() -> impl Strategy<Value = Feedback> {
    let matter = select(
        [
            Matter::Comment,
            Matter::Milestone,
            Matter::Objection,
            Matter::Removal,
        ]
        .as_slice(),
    );
    (matter, of(id()), text()).prop_map(|(matter, body, text)| Feedback { matter, body, text })
}

fn resolve() -> impl Strategy<Value = Resolve> {
    const ALL: [Disposition; 4] = [
        Disposition::Accepted,
        Disposition::Changed,
        Disposition::Declined,
        Disposition::Withdrawn,
    ];
    (digest(), select(&ALL[..]), of(text())).prop_map(|(of, disposition, because)| Resolve {
        of,
        disposition,
        because,
    })
}

fn commitment() -> impl Strategy<Value = Commitment> {
    let answer = select([Answer::Committed, Answer::Declined, Answer::ChangesWanted].as_slice());
    (id(), answer, vec(id(), 0..3), of(text())).prop_map(|(group, answer, milestones, comment)| {
        Commitment {
            group,
            answer,
            milestones,
            comment,
        }
    })
}

fn milestone() -> impl Strategy<Value = MilestoneProgress> {
    let status = select([Progress::Completed, Progress::Reopened].as_slice());
    (id(), status, of(text())).prop_map(|(milestone, status, note)| MilestoneProgress {
        milestone,
        status,
        note,
    })
}

fn reason() -> impl Strategy<Value = Reason> {
    select(&Reason::ALL[..])
}

fn remove() -> impl Strategy<Value = Remove> {
    (reason(), text(), of(digest()), of(counts()), of(id())).prop_map(
        |(reason, resolution, result, meeting, along_with)| Remove {
            reason,
            resolution,
            result,
            meeting,
            along_with,
        },
    )
}

fn letter() -> impl Strategy<Value = Letter> {
    let kind = select(LetterKind::ALL.to_vec());
    (
        kind,
        vec(id(), 0..3),
        of(text()),
        of(id()),
        of(digest()),
        digests(),
    )
        .prop_map(
            |(letter, bodies, ballot, milestone, reports, messages)| Letter {
                letter,
                bodies,
                ballot,
                milestone,
                reports,
                messages,
            },
        )
}

fn action() -> impl Strategy<Value = Action> {
    let withdraw =
        (text(), digest(), of(any::<u32>()), text()).prop_map(|(of, ballot, number, because)| {
            Withdraw {
                of,
                ballot,
                number,
                because,
            }
        });
    let extend =
        (text(), digest(), moment(), text()).prop_map(|(of, ballot, closes, because)| Extend {
            of,
            ballot,
            closes,
            because,
        });
    let backfill =
        (of(text()), of(when()), of(when())).prop_map(|(resolution, approved, accepted)| {
            Backfill {
                resolution,
                approved,
                accepted,
            }
        });
    prop_oneof![
        propose().prop_map(Action::Propose),
        id().prop_map(|owner| Action::Assign(Assign { owner })),
        submit().prop_map(Action::Submit),
        ballot().prop_map(Action::Ballot),
        vote().prop_map(Action::Vote),
        counted().prop_map(Action::Result),
        withdraw.prop_map(Action::Withdraw),
        (day(), vec(id(), 1..3))
            .prop_map(|(board_on, agreed)| Action::Schedule(Schedule { board_on, agreed })),
        approve().prop_map(Action::Approve),
        vec(text(), 0..3).prop_map(|conditions_met| Action::Send(Send { conditions_met })),
        accept().prop_map(Action::Accept),
        backfill.prop_map(Action::Backfill),
        of(text()).prop_map(|note| Action::Confirm(Confirm { note })),
        (digest(), text()).prop_map(|(sent, because)| Action::Decline(Decline { sent, because })),
        meeting().prop_map(Action::Meeting),
        extend.prop_map(Action::Extend),
        feedback().prop_map(Action::Feedback),
        resolve().prop_map(Action::Resolve),
        commitment().prop_map(Action::Commitment),
        text().prop_map(|note| Action::Review(Review { note })),
        milestone().prop_map(Action::Milestone),
        (reason(), text())
            .prop_map(|(reason, because)| Action::Recommend(Recommend { reason, because })),
        remove().prop_map(Action::Remove),
        text().prop_map(|because| Action::End(End { because })),
        letter().prop_map(Action::Letter),
        request::action(),
    ]
}

/// Any act.
pub(super) fn any_act() -> impl Strategy<Value = Act> {
    let who = (id(), of(id()), id(), of(id()), of(text()));
    let known = (
        text(),
        digest(),
        digest(),
        of(any::<u32>()),
        of(digest()),
        digests(),
    );
    (
        any::<u32>(),
        "[0-9a-f]{32}",
        who,
        day(),
        moment(),
        known,
        action(),
    )
        .prop_map(
            |(
                format,
                store,
                (register, request, by, recorded_by, evidence),
                on,
                at,
                known,
                action,
            )| {
                let (seen, roster, policy, revision, digest, after) = known;
                let store = store.parse().unwrap();
                Act {
                    format,
                    store,
                    register,
                    request,
                    by,
                    recorded_by,
                    evidence,
                    on,
                    at,
                    seen,
                    roster,
                    policy,
                    revision,
                    digest,
                    after,
                    action,
                }
            },
        )
}
