//! The partner's side of a register's status.

use super::published::{Call, PartnerAnswerJson, PartnerStatusJson, Sending};
use crate::act::{Action, StoredAct, by_letter};
use crate::date::Day;
use crate::id::Id;
use crate::process::attendance::called;
use crate::process::next_steps::PartnerSide;
use crate::roster::Roster;

/// The answer of a partner that changed the text.
const CHANGED: &str = "accepted with changes";

/// The partner's side in the JSON output; none before the first call, sending or answer.
pub(super) fn published(
    side: &PartnerSide<'_>,
    roster: &Roster,
    partner: Option<&Id>,
    today: Day,
) -> Option<PartnerStatusJson> {
    let sent = side.sent.map(|stored| Sending {
        revision: stored.act.revision,
        on: stored.act.on.to_string(),
        by: roster.person_name(&stored.act.by),
    });
    let call = |stored: &&StoredAct| {
        let Action::Meeting(meeting) = &stored.act.action else {
            return None;
        };
        let with = meeting
            .attendees
            .iter()
            .map(|one| called(roster, one))
            .collect();
        Some(Call {
            on: stored.act.on.to_string(),
            with,
            note: meeting.note.clone(),
        })
    };
    let view = PartnerStatusJson {
        calls: side.calls.iter().filter_map(call).collect(),
        sent,
        answer: side.answer.map(|stored| answer(stored, roster, partner)),
        waiting_since: side.awaited.map(|day| day.to_string()),
        waiting_days: side.awaited.map(|day| day.days_until(today)),
    };
    (!view.calls.is_empty() || view.sent.is_some() || view.answer.is_some()).then_some(view)
}

fn answer(stored: &StoredAct, roster: &Roster, partner: Option<&Id>) -> PartnerAnswerJson {
    let act = &stored.act;
    let changed = matches!(&act.action, Action::Accept(accept) if accept.changed.is_some());
    let because = if let Action::Decline(decline) = &act.action {
        Some(decline.because.clone())
    } else {
        None
    };
    let answer = match (&because, changed) {
        (Some(_), _) => "declined",
        (None, true) => CHANGED,
        (None, false) => "accepted",
    };
    PartnerAnswerJson {
        answer,
        revision: act.revision,
        on: act.on.to_string(),
        by: roster.person_name(&act.by),
        recorded_by: act.recorded_by.as_ref().map(|id| roster.person_name(id)),
        letter: act.evidence.clone(),
        own_act: act.recorded_by.is_none()
            && partner
                .and_then(|id| roster.organization(id))
                .is_some_and(|partner| partner.representatives.contains(&act.by)),
        because,
    }
}

pub(super) fn rows(side: &PartnerStatusJson) -> Vec<Vec<String>> {
    let revision =
        |number: Option<u32>| number.map_or(String::new(), |number| format!("revision {number} "));
    let row = |name: &str, what: String| vec![format!("  {name}"), what];
    let call = |call: &Call| {
        let note = call
            .note
            .as_ref()
            .map_or(String::new(), |note| format!(": {note}"));
        row(
            "called",
            format!("{} with {}{note}", call.on, call.with.join(", ")),
        )
    };
    let mut rows: Vec<Vec<String>> = side.calls.iter().map(call).collect();
    if let Some(sent) = &side.sent {
        rows.push(row(
            "sent",
            format!("{}on {} by {}", revision(sent.revision), sent.on, sent.by),
        ));
    }
    if let Some(answer) = &side.answer {
        let because = answer
            .because
            .as_ref()
            .map_or(String::new(), |because| format!(": {because}"));
        let text = match (answer.answer, answer.revision) {
            (CHANGED, Some(number)) => format!(", as revision {number},"),
            (_, number) => format!(" {}", revision(number)).trim_end().to_string(),
        };
        let what = format!("{}{text} on {}{because}", answer.answer, answer.on);
        rows.push(row("answer", what));
        rows.push(row("given", how(answer)));
    }
    if let (Some(since), Some(count)) = (&side.waiting_since, side.waiting_days) {
        let days = days(count);
        let what =
            format!("waiting for the partner since {since} ({days}); silence is never acceptance");
        rows.push(row("answer", what));
    }
    rows
}

pub(super) fn days(count: i64) -> String {
    if count == 1 {
        "1 day".to_string()
    } else {
        format!("{count} days")
    }
}

/// Who gave an answer, and whether a representative acted in person or by letter.
fn how(answer: &PartnerAnswerJson) -> String {
    if answer.own_act {
        return format!("by {}, in the partner's own act", answer.by);
    }
    let letter = by_letter(answer.letter.as_deref());
    match &answer.recorded_by {
        None => format!("{letter}, recorded by {}", answer.by),
        Some(recorder) => format!("by {}, {letter}, recorded by {recorder}", answer.by),
    }
}
