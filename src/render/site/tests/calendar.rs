use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty,
};

use super::*;
use crate::render::site::calendar::{calendar, calendars};
use crate::render::site::under_way::OpenBallotView;

/// Parses the events with a different library from the one that writes them.
fn events(bytes: &[u8]) -> Vec<ICalendarComponent> {
    let text = std::str::from_utf8(bytes).unwrap();
    let read = ICalendar::parse(text).unwrap_or_else(|why| panic!("{why:?}\n{text}"));
    let is_event =
        |component: &ICalendarComponent| component.component_type == ICalendarComponentType::VEvent;
    read.components.into_iter().filter(is_event).collect()
}

fn text(event: &ICalendarComponent, property: ICalendarProperty) -> String {
    let entry = event
        .property(&property)
        .unwrap_or_else(|| panic!("no {property:?} in {event:?}"));
    assert_eq!(entry.values.len(), 1, "{entry:?}");
    entry.values[0].as_text().unwrap().to_string()
}

/// Year, month and day, with hour and minute unless it is an all-day event.
fn time(event: &ICalendarComponent, property: ICalendarProperty) -> String {
    let time = event.property(&property).unwrap().values[0]
        .as_partial_date_time()
        .unwrap()
        .clone();
    let day = format!(
        "{}-{:02}-{:02}",
        time.year.unwrap(),
        time.month.unwrap(),
        time.day.unwrap()
    );
    match (time.hour, time.minute) {
        (Some(hour), Some(minute)) => format!("{day} {hour:02}:{minute:02}"),
        _ => day,
    }
}

/// The UID, day and summary of each event.
fn told(bytes: &[u8]) -> Vec<(String, String, String)> {
    let told = |event: &ICalendarComponent| {
        let uid = text(event, ICalendarProperty::Uid);
        let uid = uid
            .strip_prefix(&format!("urn:wr:{STORE}:"))
            .unwrap()
            .to_string();
        (
            uid,
            time(event, ICalendarProperty::Dtstart),
            text(event, ICalendarProperty::Summary),
        )
    };
    events(bytes).iter().map(told).collect()
}

fn of(uid: &str, day: &str, summary: &str) -> (String, String, String) {
    (uid.to_string(), day.to_string(), summary.to_string())
}

#[test]
fn milestones_and_reviews_have_their_day() {
    let mut one = entry("abc", HOSTILE);
    one.milestones = vec![
        milestone("m1", Some("2027-Q1"), None),
        milestone("m2", Some("2028-02"), Some(Day::of(2027, 12, 1))),
        milestone("m3", None, None),
        milestone("m4", None, Some(Day::of(2026, 6, 1))),
    ];
    let bytes = listed(AT_HOME, &[one, removed(entry("old", "Old"))], &[], calendar);
    assert_eq!(
        told(&bytes),
        [
            of(
                "abc.milestone.m1",
                "2027-03-31",
                &format!("{TAMED} – {TAMED}")
            ),
            of(
                "abc.milestone.m2",
                "2028-02-29",
                &format!("Completed: {TAMED} – {TAMED}")
            ),
            of(
                "abc.milestone.m4",
                "2026-06-01",
                &format!("Completed: {TAMED} – {TAMED}")
            ),
            of("abc.review", "2028-03-04", &format!("Review due – {TAMED}")),
        ]
    );
    let events = events(&bytes);
    let described = text(&events[1], ICalendarProperty::Description);
    assert_eq!(
        described,
        "Due 2028-02 (goal).\nCompleted on 2027-12-01.\nOwned by Profiles; Group, Alliance, Committee.\n\
         Work register abc, with XYZ Group (XYZ)."
    );
    assert_eq!(
        text(&events[0], ICalendarProperty::Url),
        "https://registers.example/a&b/registers/abc/index.html"
    );
    assert_eq!(
        time(&events[0], ICalendarProperty::Dtstamp),
        "2026-03-05 06:07"
    );
    assert_eq!(
        time(&events[1], ICalendarProperty::Dtstamp),
        "2027-12-01 00:00"
    );
}

#[test]
fn open_ballots_end_where_policy_tells_of_them() {
    let ballot = OpenBallotView {
        closes: "2026-12-01T17:00:00Z".parse().unwrap(),
        body: "The, Board".to_string(),
    };
    let progress = UnderWayView {
        partner: "XYZ".to_string(),
        stage: "balloted by the board".to_string(),
        since: Some(Day::of(2026, 11, 20)),
        ballots: vec![ballot.clone(), ballot],
    };
    let bytes = listed("", &[], &[progress], calendar);
    let told = told(&bytes);
    assert_eq!(told.len(), 2);
    assert_ne!(told[0].0, told[1].0, "two events of one UID");
    assert_eq!(told[0].1, "2026-12-01 17:00");
    assert_eq!(told[0].2, "Ballot ends: The, Board – XYZ");
}

/// RFC 5545 3.1 and 3.6: lines end with CR LF and have at most 75 octets, folding does not split a character, and the
/// required properties are present.
#[test]
fn it_is_rfc_5545() {
    let text = String::from_utf8(listed("", &[entry("abc", HOSTILE)], &[], calendar)).unwrap();
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    for once in [
        "VERSION:2.0\r\n",
        "PRODID:-//wr//Work registers//EN\r\n",
        "BEGIN:VCALENDAR\r\n",
    ] {
        assert_eq!(text.matches(once).count(), 1, "{once}");
    }
    assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 2);
    for property in ["UID:", "DTSTAMP:20260305T060708Z", "DTSTART;VALUE=DATE:"] {
        assert_eq!(text.matches(property).count(), 2, "{property} in {text}");
    }
}

#[test]
fn a_calendar_made_again_is_the_same() {
    let entries = [entry("abc", HOSTILE), entry("xyz", "Another")];
    assert_eq!(
        listed("", &entries, &[], calendar),
        listed("", &entries, &[], calendar)
    );
}

#[test]
fn a_register_and_a_partner_have_calendars_of_their_own() {
    let mut other = entry("old", HOSTILE);
    other.partner = "abc-group".parse().unwrap();
    let entries = [entry("abc", "One"), entry("def", "Two"), removed(other)];
    let files = listed(AT_HOME, &entries, &[], calendars);
    let files: std::collections::BTreeMap<_, _> = files.into_iter().collect();
    let all = told(&listed(AT_HOME, &entries, &[], calendar));
    let of_register = |id: &str| told(&files[&format!("registers/{id}/calendar.ics")]);
    let partner = told(&files["partners/xyz/calendar.ics"]);
    assert_eq!(partner, [of_register("abc"), of_register("def")].concat());
    assert_eq!(partner, all);
    // Nothing of a removed register is due.
    let removal = of("old.removal", "2026-08-09", &format!("Removed – {TAMED}"));
    assert_eq!(of_register("old"), std::slice::from_ref(&removal));
    assert_eq!(told(&files["partners/abc-group/calendar.ics"]), [removal]);
    assert_eq!(files.len(), 5);
}
