//! Describes an act in one line, for `wr log`, reports and letters.

use crate::act::{Action, Attendee, Behalf, JointMeeting, Letter, Matter, Request, StoredAct};
use crate::date::Day;
use crate::process::attendance::called;
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
            let note = meeting
                .note
                .as_ref()
                .map_or(String::new(), |note| format!(": {note}"));
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
            let because = resolve
                .because
                .as_ref()
                .map_or(String::new(), |because| format!(": {because}"));
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
            let comment = commitment
                .comment
                .as_ref()
                .map_or(String::new(), |comment| format!(": {comment}"));
            format!(
                "answers{revision} for the {group}: {}{milestones}{comment}",
                commitment.answer
            )
        }
        Action::Review(review) => format!("reviews{revision}, without changes: {}", review.note),
        Action::Milestone(milestone) => {
            let note = milestone
                .note
                .as_ref()
                .map_or(String::new(), |note| format!(": {note}"));
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
        Action::Request(_)
        | Action::Forward(_)
        | Action::Reply(_)
        | Action::Close(_)
        | Action::JointMeeting(_) => request_act(stored, roster).unwrap_or_default(),
    }
}

/// Describes an act on a change request, without the submitter's address; none for an act on a register.
fn request_act(stored: &StoredAct, roster: &Roster) -> Option<String> {
    let action = &stored.act.action;
    if let Action::Request(request) = action {
        return Some(entered(request, roster));
    }
    if let Action::Forward(forward) = action {
        let note = forward
            .note
            .as_ref()
            .map_or(String::new(), |note| format!(": {note}"));
        return Some(format!(
            "forwards it to the {}{note}",
            roster.body_name(&forward.to)
        ));
    }
    if let Action::Reply(reply) = action {
        return Some(format!("answers the submitter: {}", reply.text));
    }
    if let Action::Close(close) = action {
        let release = close
            .release
            .as_ref()
            .map_or(String::new(), |release| format!(", in {release}"));
        return Some(format!(
            "closes it as {}{release}: {}",
            close.disposition, close.because
        ));
    }
    if let Action::JointMeeting(meeting) = action {
        return Some(format!(
            "records {}",
            joint_meeting(meeting, roster, stored.act.on)
        ));
    }
    None
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
    let note = meeting
        .note
        .as_ref()
        .map_or(String::new(), |note| format!(": {note}"));
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
