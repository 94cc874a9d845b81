//! A request to change a standard that the home organization owns, and its disposition (DSP4003 5.3).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::feedback::Disposition;
use crate::id::Id;

/// A request from the feedback portal, received on the act's `on` (DSP4003 5.3.1). `revision` and `digest` of the act
/// name the register's text in force that it is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Request {
    /// The standard, by its name in Table 1 if it is there.
    pub standard: String,
    /// The name of the submitter.
    pub submitter: String,
    /// The address that the request came from and is answered at; private, never published.
    pub email: String,
    /// Whom the submitter speaks for.
    pub behalf: Behalf,
    /// The name of the company or the partner; absent for an individual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The reference in the portal.
    pub portal: String,
    /// The request in short.
    pub summary: String,
    /// The restriction that the submitter puts on its use, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restriction: Option<String>,
    /// The term of the register's `feedback_terms` that agrees to that restriction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Id>,
    /// The template it was written with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
    /// The body that owns the standard, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Id>,
}

/// Whom a submitter speaks for. The portal does not distinguish them (DSP4003 5.3.1); the record does.
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
    /// The reason to forward it there, if it needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The chair's answer to the submitter, by e-mail on the act's `on` (DSP4003 5.3.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Reply {
    /// The text of the answer.
    pub text: String,
}

/// The disposition of the request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Close {
    /// The decision.
    pub disposition: Disposition,
    /// The reason.
    pub because: String,
    /// The release of the standard that includes the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
}

impl FromStr for Behalf {
    type Err = String;

    fn from_str(text: &str) -> Result<Behalf, String> {
        match text.to_lowercase().as_str() {
            "individual" => Ok(Behalf::Individual),
            "company" => Ok(Behalf::Company),
            "partner" => Ok(Behalf::Partner),
            _ => Err(format!(
                "a submitter cannot speak for `{text}`; allowed: individual, company and partner"
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
