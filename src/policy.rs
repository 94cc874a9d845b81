//! The policy: every number and list that DSP4003 leaves to the organization or to other documents, as data.

pub mod assurance;
pub mod color;
pub mod feedback;
pub mod rule;
pub mod site;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::assurance::{Assurance, SigningDomain};
use self::feedback::{Commitments, Dispositions, Objections};
use self::rule::{AppliedRule, QuorumCounts, VotingRule};
use self::site::SiteSettings;
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
    /// The store's identity, 128 random bits: an act for one store has no effect in another.
    pub store: StoreId,
    /// The version of this format: 1.
    pub format: u32,
    /// The process document that registers are approved under (DSP4003, Notice).
    #[serde(default)]
    pub process: ProcessDocument,
    /// The default terms of ballots, and those of single bodies.
    #[serde(default)]
    pub ballots: Ballots,
    /// The specification types of DSP4004 that column 1 of Table 1 may have, in the singular.
    #[serde(default = "standard_types")]
    pub standard_types: Vec<String>,
    /// Whether columns 6 to 9 of Table 1 may name both sides.
    #[serde(default)]
    pub joint_holders: JointHolders,
    /// The rules that delegated work may follow (DSP4003 5.1, which leaves them blank): links, or names of
    /// documents. An empty list means that the rules are not written yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegation_rules: Vec<String>,
    /// Months after which a register should have been updated (DSP4003 4).
    #[serde(default = "review_months")]
    pub review_months: u32,
    /// Days in which members can object to an editorial change before it can be confirmed, 1 to 90. They begin when the
    /// letters that show it are recorded as sent.
    #[serde(default = "editorial_days", deserialize_with = "within::<1, 90, _>")]
    #[schemars(range(min = 1, max = 90))]
    pub editorial_days: u32,
    /// Days that a revision may wait before `wr due` lists it.
    #[serde(default)]
    pub rest_days: RestDays,
    /// The last day on which registers approved before the store existed may be backfilled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backfill_until: Option<Day>,
    /// The addresses of letters.
    #[serde(default)]
    pub addresses: Addresses,
    /// How acts are shared: pushed to the main branch, or each in a pull request. Without it nothing is pushed
    /// automatically.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sharing: Option<Sharing>,
    /// The public site.
    #[serde(default)]
    pub site: SiteSettings,
    /// The organization's sections in addition to the Work Register Template, in the order of the pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Who resolves an objection that its author does not withdraw: the chair of the originating committee, or of
    /// the Alliance Committee.
    #[serde(default)]
    pub objections: Objections,
    /// Which comments need a disposition before the board's ballot.
    #[serde(default)]
    pub dispositions: Dispositions,
    /// Whether a committee's ballot waits for the answers of the working groups.
    #[serde(default)]
    pub commitments: Commitments,
    /// Whether acts need a signature: `signed`, they do, or `recorded`, they do not.
    #[serde(default)]
    pub assurance: Assurance,
    /// The domain in the namespace of signatures, so that signatures for other purposes do not count.
    #[serde(default)]
    pub signing_domain: SigningDomain,
}

/// How acts are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sharing {
    /// Each act is pushed to the main branch.
    Push,
    /// Each act is pushed to a separate branch for a pull request.
    PullRequest,
}

/// A section that the organization adds to registers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its key in a register's `sections`.
    pub id: Id,
    /// Its heading.
    pub title: String,
    /// Instructions for its authors.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub guidance: String,
    /// The stage from which a register must have it.
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
                "`{text}` is not a store id: an id has 32 lowercase hexadecimal digits"
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

/// The process document that the organization follows.
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
    /// The terms of every body without an entry in `bodies`.
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

/// The terms of a body's ballots.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// The rule by which a ballot is approved.
    pub rule: VotingRule,
    /// The least number of approvals, which replaces the rule's participation quorum: from 1 to the seats of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub min_approvals: Option<u32>,
    /// Which votes the rule's participation quorum counts: `present`, with abstentions, or `votes`, without them.
    #[serde(skip_serializing_if = "QuorumCounts::is_present")]
    pub quorum_counts: QuorumCounts,
    /// The default length of a ballot, in days.
    #[schemars(range(min = 1))]
    pub days: u32,
    /// The minimum length of a ballot, in days, even when every seat has voted.
    #[schemars(range(min = 1))]
    pub minimum_days: u32,
    /// The maximum length of a ballot, in days, extensions included.
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
    /// What is wrong with `min_approvals` for a body with this number of seats, if anything.
    pub fn approvals_fault(&self, seats: usize) -> Option<String> {
        match self.min_approvals? {
            0 => Some("`min_approvals` is 0, and an approval needs at least 1".to_string()),
            least if least as usize > seats => Some(format!(
                "`min_approvals` is {least}, and the body has {seats} seats"
            )),
            _ => None,
        }
    }

    /// What is wrong with these terms for a body with this number of seats, if anything.
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
    /// Voters, and the chair with evidence. A voter's own vote takes precedence over the chair's record.
    Both,
}

/// Whether two organizations may hold a standard jointly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum JointHolders {
    /// One holder in each column (DSP4003 5.2).
    #[default]
    Refused,
    /// Both sides may be named.
    Allowed,
}

/// The addresses of letters. The defaults are those of DSP4003 2.2.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Addresses {
    /// The address for the list of a new partner's contacts.
    pub contacts: String,
    /// The address for a partner's press contact.
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

/// The examples in DSP4003 5.2 note 1; DSP4004 itself is not part of this program.
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

/// Days that a revision may wait in a stage before `wr due` lists it, each 1 to 3650 (DSP4003 2.2, 2.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RestDays {
    /// A proposal or a rejected text that is not submitted.
    #[serde(deserialize_with = "within::<1, 3650, _>")]
    #[schemars(range(min = 1, max = 3650))]
    pub draft: u32,
    /// A submitted revision without a committee ballot.
    #[serde(deserialize_with = "within::<1, 3650, _>")]
    #[schemars(range(min = 1, max = 3650))]
    pub review: u32,
    /// A revision that the committees have approved, without a ballot of the board.
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
    /// The terms of a body's ballots.
    pub fn terms(&self, body: &Id) -> &Terms {
        self.ballots
            .bodies
            .get(body)
            .unwrap_or(&self.ballots.default)
    }

    /// The policy's sections that a text lacks or leaves blank, in order.
    pub fn lacking<'a>(&'a self, text: &'a Register) -> impl Iterator<Item = &'a Section> {
        let is_blank =
            |section: &&Section| text.sections.get(&section.id).is_none_or(|t| is_blank(t));
        self.sections.iter().filter(is_blank)
    }

    /// The allowed standard type that matches `given`, in any case, singular or plural.
    pub fn standard_type(&self, given: &str) -> Option<&str> {
        self.standard_types
            .iter()
            .map(String::as_str)
            .find(|allowed| is_same_type(allowed, given))
    }
}

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
