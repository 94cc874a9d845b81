//! The words of an act that may be published: by the site, a report or a document.

use serde_json::Value;

use super::kind::Action;
use crate::text::personal::{Found, first};

/// The texts that are never published: the private part of a change request, the answer to its submitter, and where a
/// meeting was announced.
const PRIVATE: [(&str, &str); 7] = [
    ("request", "email"),
    ("request", "submitter"),
    ("request", "portal"),
    ("request", "summary"),
    ("request", "restriction"),
    ("reply", "text"),
    ("joint-meeting", "announcement"),
];

/// An address or a telephone number in the words of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalWord {
    /// What people call the field: `the resolution`.
    pub field: String,
    /// What was found in it.
    pub found: Found,
}

impl Action {
    /// The first address or telephone number in words of the act that may be published.
    pub fn personal_word(&self) -> Option<PersonalWord> {
        // Serializing plain values with string keys cannot fail.
        let Ok(Value::Object(fields)) = serde_json::to_value(self) else {
            return None;
        };
        let kind = self.kind();
        let mut public = fields
            .iter()
            .filter(|(field, _)| !PRIVATE.contains(&(kind, field.as_str())));
        public.find_map(|(field, value)| within(field, value))
    }
}

fn within(field: &str, value: &Value) -> Option<PersonalWord> {
    match value {
        Value::String(text) => first(text).map(|found| PersonalWord {
            field: named(field),
            found,
        }),
        Value::Array(items) => items.iter().find_map(|item| within(field, item)),
        Value::Object(fields) => fields
            .iter()
            .find_map(|(field, value)| within(field, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn named(field: &str) -> String {
    let words = match field {
        "because" => "the reason",
        "conditions" => "a condition",
        "conditions_met" => "how a condition was met",
        "editorial" => "the reason for the editorial change",
        "text" => "the text",
        "ip_policy" => "the IP policy",
        "name" => "a name",
        field => return format!("the {}", field.replace('_', " ")),
    };
    words.to_string()
}

#[cfg(test)]
mod tests {
    use super::super::{Approve, Behalf, Close, Disposition, Meeting, Request};
    use super::*;
    use crate::act::{Attendee, MeetingKind};

    fn told(action: Action) -> Option<(String, String)> {
        let word = action.personal_word()?;
        Some((word.field, word.found.shown))
    }

    #[test]
    fn words_that_may_be_published_are_read_and_private_ones_are_not() {
        let approve = Approve {
            resolution: "2026-07".to_string(),
            result: None,
            meeting: None,
            changed: None,
            conditions: vec!["None.".to_string(), "Ask pat@xyz.example".to_string()],
        };
        let expected = Some(("a condition".to_string(), "pat@xyz.example".to_string()));
        assert_eq!(told(Action::Approve(approve)), expected);
        let meeting = Meeting {
            meeting: MeetingKind::Call,
            host: None,
            attendees: vec![Attendee {
                person: None,
                name: Some("Pat <pat@xyz.example>".to_string()),
                company: None,
            }],
            note: None,
        };
        let expected = Some(("a name".to_string(), "pat@xyz.example".to_string()));
        assert_eq!(told(Action::Meeting(meeting)), expected);
        let request = |standard: &str| Request {
            standard: standard.to_string(),
            submitter: "Pat <pat@xyz.example>".to_string(),
            email: "pat@xyz.example".to_string(),
            behalf: Behalf::Individual,
            organization: None,
            portal: "pat@xyz.example".to_string(),
            summary: "Call +1 503 555 0100.".to_string(),
            restriction: None,
            term: None,
            template: None,
            to: None,
        };
        assert_eq!(told(Action::Request(request("DSP0004"))), None);
        let field = |action| told(action).map(|(field, _)| field);
        let expected = Some("the standard".to_string());
        assert_eq!(field(Action::Request(request("pat@xyz.example"))), expected);
        let close = Close {
            disposition: Disposition::Declined,
            because: "See tel:+15035550100".to_string(),
            release: None,
        };
        assert_eq!(field(Action::Close(close)), Some("the reason".to_string()));
    }
}
