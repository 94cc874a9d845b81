//! Rules as data: every number and list that DSP4003 leaves to the organization or to other documents.

pub mod assurance;
pub mod feedback;
pub mod rule;
pub mod site;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::assurance::{Assurance, Domain};
use self::feedback::{Commitments, Dispositions, Objections};
use self::rule::{AppliedRule, QuorumCounts, VotingRule};
use self::site::Site;
use crate::date::Day;
use crate::id::Id;
use crate::register::Register;
use crate::template::Required;
use crate::text::is_blank;
use crate::yaml::distinct;

/// `registers/policy.yaml`. Every version that an act was decided under is kept in `registers/history`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// 128 random bits, drawn once: an act made for one store is none in another.
    pub store: StoreId,
    /// The version of this format: 1.
    pub format: u32,
    /// The process document that registers are approved under (DSP4003, Notice).
    #[serde(default)]
    pub process: ProcessDocument,
    /// Ballots: the usual terms, and those of single bodies.
    #[serde(default)]
    pub ballots: Ballots,
    /// The specification types of DSP4004 that column 1 of Table 1 may have, in the singular.
    #[serde(default = "standard_types")]
    pub standard_types: Vec<String>,
    /// Whether columns 6 to 9 of Table 1 may name both sides.
    #[serde(default)]
    pub joint_holders: JointHolders,
    /// The rules that delegated work may follow (DSP4003 5.1, which leaves them blank): links, or names of
    /// documents. None means that nobody has written them down yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegation_rules: Vec<String>,
    /// Months after which a register should have been updated (DSP4003 4).
    #[serde(default = "review_months")]
    pub review_months: u32,
    /// Days for which an editorial change is open to objections before it can be confirmed, 1 to 90; they begin when
    /// the letters that show it are recorded as sent.
    #[serde(default = "editorial_days", deserialize_with = "within::<1, 90, _>")]
    #[schemars(range(min = 1, max = 90))]
    pub editorial_days: u32,
    /// Days for which a revision may rest before `wr due` lists it.
    #[serde(default)]
    pub rest_days: RestDays,
    /// The last day on which registers of earlier times may be backfilled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backfill_until: Option<Day>,
    /// Where letters go.
    #[serde(default)]
    pub addresses: Addresses,
    /// How acts reach the others: pushed to the main branch, or each by a pull request. Without it nothing is
    /// pushed automatically.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sharing: Option<Sharing>,
    /// The public site.
    #[serde(default)]
    pub site: Site,
    /// What registers say here beside the Work Register Template, in the order of their pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Who resolves an objection that its author does not withdraw: the chair of the originating committee, or of
    /// the Alliance Committee.
    #[serde(default)]
    pub objections: Objections,
    /// Which comments need a disposition before the board is asked.
    #[serde(default)]
    pub dispositions: Dispositions,
    /// Whether a committee's ballot waits for the answers of the working groups.
    #[serde(default)]
    pub commitments: Commitments,
    /// Whether acts without a signature are taken: `recorded`, they are, or `signed`, they are not.
    #[serde(default)]
    pub assurance: Assurance,
    /// The domain that signatures are made under, so that one made for something else is none here.
    #[serde(default)]
    pub signing_domain: Domain,
}

/// How acts reach the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sharing {
    /// Each act is pushed to the main branch.
    Push,
    /// Each act goes to a branch of its own, for a pull request.
    PullRequest,
}

/// A section of the organization's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What a register's `sections` has it under.
    pub id: Id,
    /// Its heading.
    pub title: String,
    /// What to write in it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub guidance: String,
    /// From when on a register must have it.
    #[serde(default)]
    pub required: Required,
}

/// A store's identity: 32 lowercase hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("pattern" = "^[0-9a-f]{32}$"))]
pub struct StoreId(String);

impl std::str::FromStr for StoreId {
    type Err = String;

    fn from_str(text: &str) -> Result<StoreId, String> {
        let hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 32 || !text.bytes().all(hex) {
            return Err(format!(
                "`{text}` is not a store id: it is 32 lowercase hexadecimal digits"
            ));
        }
        Ok(StoreId(text.to_string()))
    }
}

impl<'de> Deserialize<'de> for StoreId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<StoreId, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for StoreId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which version of which process document is followed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessDocument {
    /// Its number.
    pub document: String,
    /// Its version.
    #[schemars(extend("type" = ["string", "number"]))]
    pub version: String,
    /// Its release date.
    pub date: Day,
}

impl std::fmt::Display for ProcessDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}, {}", self.document, self.version, self.date)
    }
}

impl Default for ProcessDocument {
    fn default() -> ProcessDocument {
        let date = Day::of(2008, 6, 26);
        ProcessDocument {
            document: "DSP4003".into(),
            version: "1.3".into(),
            date,
        }
    }
}

/// The terms of ballots.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ballots {
    /// What holds for every body that has no terms of its own.
    #[serde(default)]
    pub default: Terms,
    /// Terms of single bodies, by id.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "distinct"
    )]
    #[schemars(extend("propertyNames" = Id::as_key()))]
    pub bodies: BTreeMap<Id, Terms>,
}

/// How a body ballots.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// When a ballot is approved.
    pub rule: VotingRule,
    /// The least number of approvals, in place of the rule's participation quorum: from 1 to the seats of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub min_approvals: Option<u32>,
    /// Which votes the rule's participation quorum counts: `present`, abstentions too, or `votes`, without them.
    #[serde(skip_serializing_if = "QuorumCounts::is_present")]
    pub quorum_counts: QuorumCounts,
    /// How long it is open when nothing else is said, in days.
    #[schemars(range(min = 1))]
    pub days: u32,
    /// How long it is open at least, in days, even when everybody has voted.
    #[schemars(range(min = 1))]
    pub minimum_days: u32,
    /// How long it is open at most, in days, its extensions included.
    #[schemars(range(min = 1))]
    pub most_days: u32,
    /// Who records votes.
    pub recording: Recording,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms {
            rule: VotingRule::SimpleMajority,
            min_approvals: None,
            quorum_counts: QuorumCounts::Present,
            days: 14,
            minimum_days: 7,
            most_days: 90,
            recording: Recording::Both,
        }
    }
}

impl Terms {
    /// What is wrong with `min_approvals` for a body with so many seats, if anything.
    pub fn approvals_fault(&self, seats: usize) -> Option<String> {
        match self.min_approvals? {
            0 => Some("`min_approvals` is 0, and an approval takes at least 1".to_string()),
            least if least as usize > seats => Some(format!(
                "`min_approvals` is {least}, and there are {seats} seats"
            )),
            _ => None,
        }
    }

    /// What of its terms cannot be met by a body with so many seats, if anything.
    pub fn fault(&self, seats: usize) -> Option<String> {
        let Terms {
            days,
            minimum_days,
            most_days,
            ..
        } = self;
        if let Some(fault) = self.approvals_fault(seats) {
            return Some(fault);
        }
        let days = [
            ("days", days),
            ("minimum_days", minimum_days),
            ("most_days", most_days),
        ];
        if let Some((name, _)) = days.iter().find(|(_, days)| **days == 0) {
            return Some(format!(
                "`{name}` is 0, and a ballot is open for at least 1 day"
            ));
        }
        if self.minimum_days > self.days {
            return Some(format!(
                "`minimum_days` is {}, and `days` is {}",
                self.minimum_days, self.days
            ));
        }
        let most = self.most_days;
        (self.days > most).then(|| format!("`days` is {}, and `most_days` is {most}", self.days))
    }

    /// The rule with its modifiers.
    pub fn applied(&self) -> AppliedRule {
        let Terms {
            rule,
            min_approvals,
            quorum_counts,
            ..
        } = self;
        AppliedRule {
            rule: *rule,
            min_approvals: *min_approvals,
            quorum_counts: *quorum_counts,
        }
    }
}

/// Who records votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Recording {
    /// Each voter alone.
    #[serde(rename = "self")]
    Voter,
    /// The chair alone, with evidence.
    Chair,
    /// Voters, and the chair with evidence; a voter's own vote goes before the chair's record.
    Both,
}

/// Whether two organizations may hold a standard together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum JointHolders {
    /// One holder a column, as DSP4003 5.2 says.
    #[default]
    Refused,
    /// Both sides may be named.
    Allowed,
}

/// Where letters go. Defaults are those of DSP4003 2.2.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Addresses {
    /// Where the list of a new partner's contacts goes.
    pub contacts: String,
    /// Where a partner's PR contact goes.
    pub press: String,
}

impl Default for Addresses {
    fn default() -> Addresses {
        Addresses {
            contacts: "dmtf-requests@kavi.com".into(),
            press: "press@dmtf.org".into(),
        }
    }
}

/// The examples that DSP4003 5.2 note 1 gives; DSP4004 itself is not part of this program.
fn standard_types() -> Vec<String> {
    [
        "schema",
        "profile",
        "management initiative",
        "specification",
        "white paper",
    ]
    .map(String::from)
    .to_vec()
}

fn review_months() -> u32 {
    24
}

fn editorial_days() -> u32 {
    7
}

/// A number of days within bounds.
fn within<'de, const LEAST: u32, const MOST: u32, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<u32, D::Error> {
    let given = u32::deserialize(deserializer)?;
    if (LEAST..=MOST).contains(&given) {
        return Ok(given);
    }
    Err(serde::de::Error::custom(format!(
        "{given} is not a number of days from {LEAST} to {MOST}"
    )))
}

/// Days for which a revision may rest in a stage before `wr due` lists it, each 1 to 3650 (DSP4003 2.2, 2.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RestDays {
    /// A proposal or a rejected text that is not submitted.
    #[serde(deserialize_with = "within::<1, 3650, _>")]
    #[schemars(range(min = 1, max = 3650))]
    pub draft: u32,
    /// A submitted revision that no committee is asked about.
    #[serde(deserialize_with = "within::<1, 3650, _>")]
    #[schemars(range(min = 1, max = 3650))]
    pub review: u32,
    /// A revision that the committees have approved and the board is not asked about.
    #[serde(deserialize_with = "within::<1, 3650, _>")]
    #[schemars(range(min = 1, max = 3650))]
    pub committee_approved: u32,
    /// A revision that the partner has not answered.
    #[serde(deserialize_with = "within::<1, 3650, _>")]
    #[schemars(range(min = 1, max = 3650))]
    pub sent: u32,
}

impl Default for RestDays {
    fn default() -> RestDays {
        RestDays {
            draft: 90,
            review: 30,
            committee_approved: 30,
            sent: 30,
        }
    }
}

impl Policy {
    /// The terms a body ballots under.
    pub fn terms(&self, body: &Id) -> &Terms {
        self.ballots
            .bodies
            .get(body)
            .unwrap_or(&self.ballots.default)
    }

    /// The sections of the organization's own that a text lacks or leaves blank, in order.
    pub fn lacking<'a>(&'a self, text: &'a Register) -> impl Iterator<Item = &'a Section> {
        let is_blank =
            |section: &&Section| text.sections.get(&section.id).is_none_or(|t| is_blank(t));
        self.sections.iter().filter(is_blank)
    }

    /// The allowed standard type that `given` means: any case, singular or plural.
    pub fn standard_type(&self, given: &str) -> Option<&str> {
        self.standard_types
            .iter()
            .map(String::as_str)
            .find(|allowed| is_same_type(allowed, given))
    }
}

/// Whether two words mean one type of standard.
fn is_same_type(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        fn bare(text: &str) -> &str {
            let text = text.trim();
            text.strip_suffix(['s', 'S']).unwrap_or(text)
        }
        return bare(one).eq_ignore_ascii_case(bare(other));
    }
    singular(one) == singular(other)
}

fn singular(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    lower.strip_suffix('s').map(str::to_string).unwrap_or(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_bounds() {
        let policy = |fields: &str| {
            let text =
                format!(r#"{{"store":"0123456789abcdef0123456789abcdef","format":1{fields}}}"#);
            serde_json::from_str::<Policy>(&text)
                .map(|policy| (policy.editorial_days, policy.rest_days))
        };
        let usual = RestDays {
            draft: 90,
            review: 30,
            committee_approved: 30,
            sent: 30,
        };
        assert_eq!(policy("").expect("a policy"), (7, usual));
        let set = policy(r#","editorial_days":1,"rest_days":{"sent":60}"#).expect("a policy");
        assert_eq!(set, (1, RestDays { sent: 60, ..usual }));
        for bad in [
            r#","editorial_days":0"#,
            r#","editorial_days":91"#,
            r#","rest_days":{"draft":0}"#,
        ] {
            assert!(policy(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn standard_types_are_taken_in_any_case_and_number() {
        let policy: Policy =
            serde_json::from_str(r#"{"store":"0123456789abcdef0123456789abcdef","format":1}"#)
                .expect("a policy");
        assert_eq!(policy.standard_type("Profiles"), Some("profile"));
        assert_eq!(policy.standard_type("Schema"), Some("schema"));
        assert_eq!(policy.standard_type("Shcema"), None);
    }
}
