//! The prompts of `wr new` on a terminal, made from the template and the roster.

use crate::cli::app::ask::Prompt;
use crate::roster::{BodyKind, NameError, Organization, OrganizationStatus, Roster};
use crate::suggest::nearest_word;
use crate::template;
use crate::text::is_blank;

pub(in crate::cli::commands) const PURPOSES: [&str; 4] =
    ["standards", "complementary", "marketing", "other"];

/// The prompts in order, each named like its place in the template.
const ASKED: [&str; 8] = [
    "partner",
    "title",
    "subject",
    "purpose",
    "originating_committee",
    "justification",
    "scope",
    "benefits",
];

/// The most choices shown; others can be entered as well.
const MOST: usize = 12;

/// The values of a new register that were given or answered. The others are left to be written in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub(in crate::cli::commands) struct NewAnswers {
    /// The potential alliance partner, an organization in the roster; prompted for on a terminal
    #[arg(long, value_name = "NAME")]
    pub partner: Option<String>,
    /// The title line
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The topic of the collaboration, in one line
    #[arg(long, value_name = "TEXT")]
    pub subject: Option<String>,
    /// What the partnership is for; only `standards` needs the table of standards
    #[arg(long, value_parser = PURPOSES)]
    pub purpose: Option<String>,
    /// The committee that owns and approves the register; usually the Alliance Committee
    #[arg(long = "committee", alias = "body", value_name = "BODY")]
    pub originating_committee: Option<String>,
    /// Why the organizations work together
    #[arg(long, value_name = "TEXT")]
    pub justification: Option<String>,
    /// What the activity covers
    #[arg(long, value_name = "TEXT")]
    pub scope: Option<String>,
    /// What both sides gain
    #[arg(long, value_name = "TEXT")]
    pub benefits: Option<String>,
}

impl NewAnswers {
    fn slot(&mut self, field: &str) -> Option<&mut Option<String>> {
        match field {
            "partner" => Some(&mut self.partner),
            "title" => Some(&mut self.title),
            "subject" => Some(&mut self.subject),
            "purpose" => Some(&mut self.purpose),
            "originating_committee" => Some(&mut self.originating_committee),
            "justification" => Some(&mut self.justification),
            "scope" => Some(&mut self.scope),
            "benefits" => Some(&mut self.benefits),
            _ => None,
        }
    }

    /// Stores an answer; a blank one leaves the field without a value.
    pub(super) fn answer(&mut self, field: &str, answer: String) {
        if let Some(slot) = self.slot(field) {
            *slot = Some(answer).filter(|answer| !is_blank(answer));
        }
    }

    /// The fields with a value, except the partner.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&'static str, String)> {
        let mut said = self.clone();
        let given = ASKED.into_iter().filter(|field| *field != "partner");
        given.filter_map(move |field| Some((field, said.slot(field)?.take()?)))
    }
}

/// The next prompt: for the first field without a value that is not in `asked`.
pub(super) fn next<'r>(
    said: &NewAnswers,
    asked: &[&str],
    places: &[String],
    roster: &'r Roster,
) -> Option<Prompt<'r>> {
    let mut given = said.clone();
    let is_open = |field: &&str| {
        let has_place = *field == "partner" || places.iter().any(|place| place == field);
        has_place && !asked.contains(field) && given.slot(field).is_some_and(|slot| slot.is_none())
    };
    let field = ASKED.into_iter().find(is_open)?;
    Some(match field {
        "partner" => partner(roster),
        "title" => text(
            field,
            said.partner
                .as_deref()
                .map_or(String::new(), |name| title(name, roster)),
        ),
        "purpose" => purpose(),
        "originating_committee" => committee(roster),
        _ => text(field, String::new()),
    })
}

/// The default title of a register with this partner.
pub(super) fn title(partner: &str, roster: &Roster) -> String {
    let found = roster.find_organization(partner);
    let partner = found.map_or_else(
        |_| partner.to_string(),
        |found| roster.organization_name(&found.id),
    );
    format!(
        "{partner} / {} Work Register",
        roster.organization_name(&roster.home)
    )
}

fn question<'r>(
    field: &'static str,
    check: impl Fn(&str) -> Result<String, String> + 'r,
) -> Prompt<'r> {
    let known = template::named(field);
    let prompt = known.map_or_else(
        || field.to_string(),
        |known| format!("{}, {}", known.title, known.topic()),
    );
    Prompt {
        field,
        prompt,
        choices: Vec::new(),
        default: String::new(),
        check: Box::new(check),
    }
}

fn text(field: &'static str, default: String) -> Prompt<'static> {
    Prompt {
        default,
        ..question(field, |answer| Ok(answer.trim().to_string()))
    }
}

fn partner(roster: &Roster) -> Prompt<'_> {
    let could_be = |organization: &&Organization| {
        organization.id != roster.home
            && organization.membership.is_none()
            && organization.status == OrganizationStatus::Active
    };
    let row = |o: &Organization| (o.id.to_string(), o.name.clone());
    let check = |answer: &str| match roster.find_organization(answer) {
        Ok(found) => Ok(found.id.to_string()),
        Err(_) if is_blank(answer) => Err("a register needs a partner; enter its id".to_string()),
        Err(why) => Err(unknown_partner(&why, answer)),
    };
    let choices = shown(
        roster
            .organizations
            .iter()
            .filter(could_be)
            .map(row)
            .collect(),
    );
    Prompt {
        prompt: "Alliance partner, by id or name".to_string(),
        choices,
        ..question("partner", check)
    }
}

fn committee(roster: &Roster) -> Prompt<'_> {
    let is_committee = |kind| matches!(kind, BodyKind::AllianceCommittee | BodyKind::Committee);
    let bodies = roster.bodies.iter().filter(|body| is_committee(body.kind));
    let choices = shown(
        bodies
            .map(|body| (body.id.to_string(), body.name.clone()))
            .collect(),
    );
    let alliance = roster.body_of_kind(BodyKind::AllianceCommittee);
    let default = alliance.map_or(String::new(), |body| body.id.to_string());
    let check = move |answer: &str| {
        if is_blank(answer) {
            return Ok(String::new());
        }
        match roster.find_body(answer) {
            Ok(found) if is_committee(found.kind) => Ok(found.id.to_string()),
            Ok(found) => Err(format!("{} is not a committee", found.name)),
            Err(why) => Err(why.to_string()),
        }
    };
    Prompt {
        choices,
        default,
        ..question("originating_committee", check)
    }
}

fn purpose() -> Prompt<'static> {
    let check = |answer: &str| {
        let given = answer.trim().to_lowercase();
        match nearest_word(&given, &PURPOSES) {
            _ if PURPOSES.contains(&given.as_str()) => Ok(given),
            Some(near) => Err(format!("did you mean `{near}`?")),
            None => Err(format!("enter one of {}", PURPOSES.join(", "))),
        }
    };
    Prompt {
        default: PURPOSES[0].to_string(),
        ..question("purpose", check)
    }
}

/// Ids and names in columns, at most `MOST` of them.
fn shown(rows: Vec<(String, String)>) -> Vec<String> {
    let width = rows
        .iter()
        .take(MOST)
        .map(|(id, _)| id.len())
        .max()
        .unwrap_or(0);
    let more = rows.len().saturating_sub(MOST);
    let lines = rows
        .iter()
        .take(MOST)
        .map(|(id, name)| format!("{id:width$}  {name}"));
    lines
        .chain((more > 0).then(|| format!("and {more} more, in registers/roster.yaml")))
        .collect()
}

/// Why an organization cannot be the partner, and how it gets into the roster.
pub(in crate::cli::commands) fn unknown_partner(why: &NameError, name: &str) -> String {
    format!("{why}\n  new:    `wr roster add organization \"{name}\"`, then `wr save roster`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Purpose;
    use crate::source::SourceFile;

    fn roster() -> Roster {
        let text = include_str!("../../../../tests/world/roster.yaml");
        crate::yaml::read(&SourceFile::new("roster.yaml", text)).unwrap()
    }

    fn places() -> Vec<String> {
        ASKED.map(str::to_string).to_vec()
    }

    /// The prompts that appear with these answers, and the values after them.
    fn asked(mut said: NewAnswers, answers: &[(&str, &str)]) -> (Vec<&'static str>, NewAnswers) {
        let (roster, mut fields) = (roster(), Vec::new());
        while let Some(question) = next(&said, &fields, &places(), &roster) {
            fields.push(question.field);
            let answer = answers.iter().find(|(field, _)| *field == question.field);
            let answer = answer.map_or(question.default.as_str(), |(_, answer)| *answer);
            said.answer(question.field, (question.check)(answer).unwrap());
        }
        (fields, said)
    }

    #[test]
    fn everything_is_asked_once_and_in_order() {
        let (fields, said) = asked(
            NewAnswers::default(),
            &[("partner", "xyz industry"), ("scope", " Networks ")],
        );
        assert_eq!(fields, ASKED);
        assert_eq!(said.partner.as_deref(), Some("xyz"));
        assert_eq!(said.title.as_deref(), Some("XYZ / DMTF Work Register"));
        assert_eq!(said.scope.as_deref(), Some("Networks"));
        assert_eq!(
            (said.subject, said.benefits),
            (None, None),
            "no value was given"
        );
        assert_eq!(said.originating_committee.as_deref(), Some("alliance"));
        assert_eq!(said.purpose.as_deref(), Some("standards"));
    }

    #[test]
    fn what_was_given_is_not_asked() {
        let given = NewAnswers {
            partner: Some("XYZ".into()),
            scope: Some("S".into()),
            ..NewAnswers::default()
        };
        let (fields, said) = asked(given, &[]);
        assert!(!fields.contains(&"partner") && !fields.contains(&"scope"));
        assert_eq!(said.title.as_deref(), Some("XYZ / DMTF Work Register"));
        assert_eq!(said.scope.as_deref(), Some("S"));
    }

    #[test]
    fn what_a_template_has_no_place_for_is_not_asked() {
        let (roster, said) = (
            roster(),
            NewAnswers {
                partner: Some("xyz".into()),
                ..NewAnswers::default()
            },
        );
        let question = next(&said, &[], &["scope".to_string()], &roster).unwrap();
        assert_eq!(question.field, "scope");
        assert!(next(&said, &["scope"], &["scope".to_string()], &roster).is_none());
    }

    #[test]
    fn wrong_answers_are_told_what_is_allowed() {
        let roster = roster();
        let why = |question: &Prompt<'_>, answer: &str| (question.check)(answer).unwrap_err();
        assert!(why(&partner(&roster), "nobody").contains("dmtf"));
        assert!(why(&partner(&roster), " ").contains("needs a partner"));
        assert!(why(&committee(&roster), "board").contains("is not a committee"));
        assert_eq!(why(&purpose(), "standard"), "did you mean `standards`?");
        let choices = partner(&roster).choices;
        assert_eq!(choices, ["xyz  XYZ Industry Group"], "only active partners");
    }

    #[test]
    fn purposes_are_those_of_registers() {
        for purpose in PURPOSES {
            assert!(
                serde_json::from_value::<Purpose>(serde_json::json!(purpose)).is_ok(),
                "{purpose}"
            );
        }
        assert!(ASKED.iter().all(|field| template::named(field).is_some()));
    }
}
