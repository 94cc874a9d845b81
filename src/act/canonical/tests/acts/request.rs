//! Acts on change requests with any values that their types allow.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::values::{id, text};
use crate::act::{
    Action, Attendee, Behalf, Close, Decision, Disposition, Forward, JointMeeting, MeetingPlace,
    Participant, Reply, Request, Response, Template,
};
use crate::date::Daytime;

fn daytime() -> impl Strategy<Value = Daytime> {
    (0u32..24, 0u32..60).prop_filter_map("no time", |(h, m)| format!("{h:02}:{m:02}").parse().ok())
}

fn request() -> impl Strategy<Value = Request> {
    let behalf = select([Behalf::Individual, Behalf::Company, Behalf::Partner].as_slice());
    let template = of(Just(Template::ChangeRequest));
    let words = (text(), text(), text(), text(), text());
    (
        words,
        behalf,
        of(text()),
        of(text()),
        of(id()),
        template,
        of(id()),
    )
        .prop_map(
            |(
                (standard, submitter, email, portal, summary),
                behalf,
                organization,
                restriction,
                term,
                template,
                to,
            )| {
                Request {
                    standard,
                    submitter,
                    email,
                    behalf,
                    organization,
                    portal,
                    summary,
                    restriction,
                    term,
                    template,
                    to,
                }
            },
        )
}

fn meeting() -> impl Strategy<Value = JointMeeting> {
    let who = (of(id()), of(text()), of(text()))
        .prop_filter("somebody", |(person, name, _)| {
            person.is_some() || name.is_some()
        })
        .prop_map(|(person, name, company)| Attendee {
            person,
            name,
            company,
        });
    let response = of(select(
        [Response::Acknowledged, Response::Left, Response::Stayed].as_slice(),
    ));
    let participant =
        (who, response, of(daytime())).prop_map(|(who, response, arrived)| Participant {
            who,
            response,
            arrived,
        });
    let decision = (daytime(), text()).prop_map(|(made, text)| Decision { made, text });
    let place = select([MeetingPlace::InPerson, MeetingPlace::Phone].as_slice());
    let announced = (of(text()), of(text()), of(id()));
    (
        place,
        id(),
        announced,
        vec(participant, 0..3),
        vec(decision, 0..3),
        of(text()),
    )
        .prop_map(
            |(
                place,
                host,
                (announcement, ip_policy, advised_by),
                participants,
                decisions,
                note,
            )| JointMeeting {
                place,
                host,
                announcement,
                ip_policy,
                advised_by,
                participants,
                decisions,
                note,
            },
        )
}

fn close() -> impl Strategy<Value = Close> {
    const ALL: [Disposition; 4] = [
        Disposition::Accepted,
        Disposition::Changed,
        Disposition::Declined,
        Disposition::Withdrawn,
    ];
    (select(&ALL[..]), text(), of(text())).prop_map(|(disposition, because, release)| Close {
        disposition,
        because,
        release,
    })
}

pub(super) fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        request().prop_map(Action::Request),
        (id(), of(text())).prop_map(|(to, note)| Action::Forward(Forward { to, note })),
        text().prop_map(|text| Action::Reply(Reply { text })),
        close().prop_map(Action::Close),
        meeting().prop_map(Action::JointMeeting),
    ]
}
