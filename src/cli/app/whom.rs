//! Resolves the argument of `--for` to a person, a body or an organization of the roster.

use anyhow::{Result, bail};

use crate::process::worklist::Whom;
use crate::roster::{NameError, Roster};

/// Finds the entry with this id or name; an exact id wins over a name.
///
/// # Errors
/// No entry matches, or several match.
pub(crate) fn find<'r>(roster: &'r Roster, given: &str) -> Result<Whom<'r>> {
    let person = roster.find_person(given).map(Whom::Person);
    let body = roster.find_body(given).map(Whom::Body);
    let organization = roster.find_organization(given).map(Whom::Organization);
    let all = [person, body, organization];
    let found: Vec<Whom<'r>> = all
        .iter()
        .filter_map(|found| found.as_ref().ok())
        .copied()
        .collect();
    let exact: Vec<Whom<'r>> = found
        .iter()
        .copied()
        .filter(|whom| whom.id().as_str() == given)
        .collect();
    match (found.as_slice(), exact.as_slice()) {
        ([one], _) | (_, [one]) => Ok(*one),
        ([], _) => {
            let nears: Vec<String> = all.iter().filter_map(nearest).collect();
            if !nears.is_empty() {
                bail!(
                    "the roster has no person, body or organization `{given}`; did you mean {}?",
                    nears.join(" or ")
                );
            }
            let whys: Vec<String> = all
                .into_iter()
                .filter_map(Result::err)
                .map(|why| why.to_string())
                .collect();
            bail!("{}", whys.join("; and "))
        }
        (several, _) => {
            let names: Vec<String> = several
                .iter()
                .map(|whom| format!("the {} {}", whom.kind(), whom.name()))
                .collect();
            bail!(
                "`{given}` matches {}; give the full name",
                names.join(" or ")
            )
        }
    }
}

/// The id of the nearest entry, in quotation marks.
fn nearest(found: &Result<Whom<'_>, NameError>) -> Option<String> {
    match found {
        Err(NameError::Unknown { near, .. }) => near.as_ref().map(|near| format!("`{near}`")),
        Err(NameError::Ambiguous { .. }) | Ok(_) => None,
    }
}
