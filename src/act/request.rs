//! A request to change a standard that the home organization owns, and what becomes of it (DSP4003 5.3).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::feedback::Disposition;
use crate::id::Id;

/// What came through the feedback portal, on the act's `on` (DSP4003 5.3.1). The text in force of the register
/// that it is held against is the act's `revision` and `digest`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Request {
    /// The standard, as Table 1 calls it where it has the standard.
    pub standard: String,
    /// Who sent it, by name.
    pub submitter: String,
    /// The address that it was sent from and is answered at; private, and never on a page.
    pub email: String,
    /// For whom the submitter speaks.
    pub behalf: Behalf,
    /// The company's or the partner's name; an individual has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// What the portal calls it.
    pub portal: String,
    /// What is asked for, in short.
    pub summary: String,
    /// The restriction that the submitter puts on its use, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restriction: Option<String>,
    /// The term of the register's `feedback_terms` under which that was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Id>,
    /// The template it was written with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
    /// The body that owns the standard, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Id>,
}

/// For whom a submitter speaks. The portal does not tell them apart (DSP4003 5.3.1); the record does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Behalf {
    /// For the submitter alone.
    Individual,
    /// For the submitter's company.
    Company,
    /// For the alliance partner.
    Partner,
}

/// The template that a request was written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Template {
    /// The home organization's Change Request Template, which DSP4003 5.3.1 recommends.
    ChangeRequest,
}

/// A forwarding to the body that owns the standard (DSP4003 5.3.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Forward {
    /// The body.
    pub to: Id,
    /// Why it goes there, where that needs a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The chair's answer to the submitter, by e-mail on the act's `on` (DSP4003 5.3.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Reply {
    /// What was answered.
    pub text: String,
}

/// What became of the request in the end.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Close {
    /// What became of it.
    pub disposition: Disposition,
    /// Why.
    pub because: String,
    /// The release of the standard that has the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
}

impl FromStr for Behalf {
    type Err = String;

    fn from_str(text: &str) -> Result<Behalf, String> {
        match text {
            "individual" => Ok(Behalf::Individual),
            "company" => Ok(Behalf::Company),
            "partner" => Ok(Behalf::Partner),
            _ => Err(format!(
                "`{text}` is nobody to speak for; there are individual, company and partner"
            )),
        }
    }
}

impl fmt::Display for Behalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Behalf::Individual => "individual",
            Behalf::Company => "company",
            Behalf::Partner => "partner",
        })
    }
}
