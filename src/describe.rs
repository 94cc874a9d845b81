//! Describes an act in one line, for `wr log`, reports and letters, and a step for the page about the process.

use crate::act::{Action, Attendee, Behalf, JointMeeting, Letter, Matter, Request, StoredAct};
use crate::date::Day;
use crate::process::attendance::called;
use crate::process::stage::Transition;
use crate::request::ip_policy::stopped;
use crate::roster::Roster;

/// Describes an act, for example `votes approve for acme in adopt-1-alliance-1`; without a submitter's address.
pub fn describe(stored: &StoredAct, roster: &Roster) -> String {
    let revision = stored
        .act
        .revision
        .map_or(String::new(), |revision| format!(" revision {revision}"));
    match &stored.act.action {
        Action::Propose(propose) => {
            format!(
                "proposes the register for {}",
                roster.organization_name(&propose.proposed_by)
            )
        }
        Action::Assign(assign) => {
            format!("assigns {} as owner", roster.person_name(&assign.owner))
        }
        Action::Submit(submit) => {
            let class: Vec<String> = submit.class.iter().map(ToString::to_string).collect();
            format!("submits{revision} ({})", class.join(", "))
        }
        Action::Ballot(ballot) => {
            let about = ballot.question.about();
            format!(
                "asks the {} {about}{revision}; the ballot closes {}",
                roster.body_name(&ballot.body),
                ballot.closes
            )
        }
        Action::Vote(vote) => format!("votes {} for {} in {}", vote.choice, vote.seat, vote.of),
        Action::Result(result) => {
            let without = match (&result.because, result.without.is_empty()) {
                (Some(because), false) => format!(
                    ", without the answer of the {}: {because}",
                    result
                        .without
                        .iter()
                        .map(|id| roster.body_name(id))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
                (_, _) => String::new(),
            };
            let (approve, oppose) = (result.counts.approve, result.counts.oppose);
            format!(
                "closes {}: {} ({approve} for, {oppose} against){without}",
                result.of, result.outcome
            )
        }
        Action::Withdraw(withdraw) => format!("withdraws {}: {}", withdraw.of, withdraw.because),
        Action::Schedule(schedule) => format!("schedules the board for {}", schedule.board_on),
        Action::Approve(approve) => {
            format!(
                "records the board's resolution {} on{revision}",
                approve.resolution
            )
        }
        Action::Send(_) => format!("sends{revision} to the partner"),
        Action::Accept(accept) if accept.changed.is_some() => {
            format!("accepts{revision} in the partner's name, with changes")
        }
        Action::Accept(_) => format!("accepts{revision} in the partner's name"),
        Action::Backfill(_) => format!("backfills{revision} from earlier records"),
        Action::Confirm(_) => format!("confirms that the change of{revision} is editorial"),
        Action::Decline(decline) => {
            format!(
                "declines{revision} in the partner's name: {}",
                decline.because
            )
        }
        Action::Extend(extend) => {
            format!(
                "extends {} until {}: {}",
                extend.of, extend.closes, extend.because
            )
        }
        Action::Meeting(meeting) => {
            let note = noted(meeting.note.as_ref());
            format!(
                "records a {} with {}{note}",
                meeting.meeting,
                attendees(&meeting.attendees, roster)
            )
        }
        Action::Feedback(feedback) => {
            let does = match feedback.matter {
                Matter::Comment => "comments on",
                Matter::Milestone => "proposes for the milestones of",
                Matter::Objection => "objects to",
                Matter::Removal => "raises the removal of",
            };
            let body = feedback.body.as_ref();
            let body = body.map_or(String::new(), |body| {
                format!(" for the {}", roster.body_name(body))
            });
            format!("{does}{revision}{body}: {}", feedback.text)
        }
        Action::Resolve(resolve) => {
            let because = noted(resolve.because.as_ref());
            format!(
                "resolves {} as {}{because}",
                resolve.of.short(),
                resolve.disposition
            )
        }
        Action::Commitment(commitment) => {
            let group = roster.body_name(&commitment.group);
            let milestones: Vec<&str> =
                commitment.milestones.iter().map(|id| id.as_str()).collect();
            let milestones = if milestones.is_empty() {
                String::new()
            } else {
                format!(" for {}", milestones.join(", "))
            };
            let comment = noted(commitment.comment.as_ref());
            format!(
                "answers{revision} for the {group}: {}{milestones}{comment}",
                commitment.answer
            )
        }
        Action::Review(review) => format!("reviews{revision}, without changes: {}", review.note),
        Action::Milestone(milestone) => {
            let note = noted(milestone.note.as_ref());
            format!(
                "records that the milestone `{}` is {}{note}",
                milestone.milestone, milestone.status
            )
        }
        Action::Recommend(recommend) => {
            format!(
                "recommends its removal, because {}: {}",
                recommend.reason, recommend.because
            )
        }
        Action::Remove(remove) => {
            let with = remove
                .along_with
                .as_ref()
                .map_or(String::new(), |lead| format!(", with `{lead}`"));
            let (resolution, reason) = (&remove.resolution, remove.reason);
            format!(
                "records the board's resolution {resolution} to remove it{with}, because {reason}"
            )
        }
        Action::End(end) => format!("ends the proposal: {}", end.because),
        Action::Letter(letter) => letter_sent(letter, stored.act.revision, roster),
        Action::Request(request) => entered(request, roster),
        Action::Forward(forward) => {
            let note = noted(forward.note.as_ref());
            format!("forwards it to the {}{note}", roster.body_name(&forward.to))
        }
        Action::Reply(reply) => format!("answers the submitter: {}", reply.text),
        Action::Close(close) => {
            let release = close
                .release
                .as_ref()
                .map_or(String::new(), |release| format!(", in {release}"));
            format!(
                "closes it as {}{release}: {}",
                close.disposition, close.because
            )
        }
        Action::JointMeeting(meeting) => {
            format!("records {}", joint_meeting(meeting, roster, stored.act.on))
        }
    }
}

/// A note or a reason at the end of a sentence.
fn noted(note: Option<&String>) -> String {
    note.map_or(String::new(), |note| format!(": {note}"))
}

/// The title and the description of a step, for people who know DSP4003 but not `wr`.
pub fn step(step: Transition) -> (&'static str, &'static str) {
    match step {
        Transition::Propose => (
            "Propose the register",
            "Names the proposer, the partner and, for an internal proposal, the owner.",
        ),
        Transition::Assign => (
            "Assign the owner",
            "The owner coordinates the draft; for an outside proposal, the VP of Alliances assigns one.",
        ),
        Transition::Submit => (
            "Submit the draft",
            "Freezes the text as a revision, determines the class of its changes, and fixes the approvals that it needs.",
        ),
        Transition::Resubmit => (
            "Submit in place of the revision under way",
            "Withdraws that revision. An approval carries over if no change needs it again.",
        ),
        Transition::AskCommittee => (
            "Ballot a committee",
            "Opens a ballot, and freezes its roll, rule and deadline.",
        ),
        Transition::AskBoard => (
            "Ballot the board",
            "Opens the board's ballot, after every committee has approved.",
        ),
        Transition::Close => (
            "Close a ballot",
            "Counts the votes under the ballot's rule. A majority against returns the text to draft. With any other outcome except approval, the stage stays the same and the body can ballot again.",
        ),
        Transition::WithdrawBallot => (
            "Withdraw a ballot",
            "Ends the ballot without a result, with a reason. This neither approves nor rejects the revision.",
        ),
        Transition::Schedule => (
            "Schedule the board's approval",
            "Sets the date of the board's approval.",
        ),
        Transition::Approve => (
            "Record the board's resolution",
            "Records its number and date, based on an approved ballot or on the counts of a meeting. The board may approve with changes or with conditions.",
        ),
        Transition::Send => (
            "Send the approved register",
            "Sends the register to the partner, with the resolution and its date.",
        ),
        Transition::Accept => (
            "Record the partner's acceptance",
            "Puts the revision in force. An acceptance by letter is recorded with the date and source of the letter. If the partner changes the text, a new revision goes to the originating committee for a ballot.",
        ),
        Transition::Backfill => (
            "Backfill a previously approved register",
            "Records a register that was approved before the store existed, with the known data of its approval.",
        ),
        Transition::Confirm => (
            "Confirm an editorial change",
            "A change that only corrects typing errors needs no ballot: one person declares it, and another confirms it after a waiting period. An objection makes the change significant.",
        ),
        Transition::Decline => (
            "Record that the partner declines",
            "Returns the text to draft, with the partner's reason.",
        ),
        Transition::Meet => (
            "Record a call with the partner",
            "Not required; recorded if it takes place.",
        ),
        Transition::Extend => ("Extend a ballot", "Moves its deadline, with a reason."),
        Transition::Feedback => (
            "Give feedback",
            "A comment, a proposal for the milestones, an objection, or a proposal to remove the register. An open objection blocks all approvals.",
        ),
        Transition::Resolve => (
            "Record the disposition of feedback",
            "Feedback is accepted, changed, declined with a reason, or withdrawn by its author.",
        ),
        Transition::Commit => (
            "Answer for a working group",
            "The group commits to the milestones that name it, declines them, or requests changes.",
        ),
        Transition::Review => (
            "Review without a change",
            "The owner has reviewed the register, and it stays unchanged. The review period starts again.",
        ),
        Transition::Milestone => (
            "Record that a milestone is completed",
            "Needs no approval, and does not count as a review.",
        ),
        Transition::Recommend => (
            "Recommend the removal",
            "States the reason: the partner disbanded, withdrew or does not maintain the relationship; there is no progress; or the work is complete.",
        ),
        Transition::AskRemoval => (
            "Ballot the board on the removal",
            "Asks the board whether to remove the register.",
        ),
        Transition::EndRemovalBallot => (
            "Close or withdraw that ballot",
            "Works as for any ballot, and does not change the register.",
        ),
        Transition::Remove => (
            "Record the board's resolution to remove it",
            "Removes the register as of this date.",
        ),
        Transition::End => (
            "End the proposal",
            "Ends a proposal that never came into force, with a reason.",
        ),
        Transition::Write => (
            "Record that a letter was sent",
            "Covers the letters that the process requires: to chairs and the partner, the contact list, the press contact.",
        ),
        Transition::TakeOff => (
            "Take the contacts off",
            "After a removal, takes the contacts off the alliance partner list and out of the working group.",
        ),
    }
}

fn entered(request: &Request, roster: &Roster) -> String {
    let to = request.to.as_ref().map_or(String::new(), |to| {
        format!(", for the {}", roster.body_name(to))
    });
    let of = submitter(request);
    format!(
        "enters {} of {of}, to change `{}`{to}: {}",
        request.portal, request.standard, request.summary
    )
}

fn letter_sent(letter: &Letter, revision: Option<u32>, roster: &Roster) -> String {
    let about = match (&letter.ballot, &letter.milestone, revision) {
        (Some(ballot), _, _) => format!(" on {ballot}"),
        (None, Some(milestone), _) => format!(" on the milestone `{milestone}`"),
        (None, None, Some(revision)) => format!(" on revision {revision}"),
        (None, None, None) => String::new(),
    };
    let chairs: Vec<String> = letter
        .bodies
        .iter()
        .map(|id| roster.body_name(id))
        .collect();
    let chairs = if chairs.is_empty() {
        String::new()
    } else {
        format!(" to the chairs of: {}", chairs.join(", "))
    };
    format!("sends the letter {}{about}{chairs}", letter.letter)
}

fn joint_meeting(meeting: &JointMeeting, roster: &Roster, on: Day) -> String {
    let stop = stopped(meeting, roster, on)
        .map_or(String::new(), |stop| format!(", stopped {}", stop.time()));
    let note = noted(meeting.note.as_ref());
    let host = roster.body_name(&meeting.host);
    format!(
        "a joint meeting {}, hosted by the {host}{stop}{note}",
        meeting.place
    )
}

/// The attendees, separated by commas.
pub fn attendees(list: &[Attendee], roster: &Roster) -> String {
    list.iter()
        .map(|one| called(roster, one))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The name of a request's submitter and of the organization, without the address.
pub fn submitter(request: &Request) -> String {
    match (request.behalf, &request.organization) {
        (Behalf::Company | Behalf::Partner, Some(organization)) => {
            format!("{} (for {organization})", request.submitter)
        }
        (Behalf::Individual | Behalf::Company | Behalf::Partner, _) => request.submitter.clone(),
    }
}
