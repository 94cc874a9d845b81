//! The facts of a new store: who keeps the registers, who acts first, which committees there are. On a terminal they
//! are asked for.

use anyhow::Result;
use clap::Args;

use crate::cli::app::answer::reject;
use crate::cli::app::ask::{Prompt, ask};
use crate::cli::app::context::any_id;
use crate::cli::commands::roster::name::{id_of, id_of_body, word};
use crate::contacts::is_address;
use crate::id::Id;
use crate::roster::{Body, BodyKind, Person, Roster};
use crate::store::Identity;
use crate::text::is_blank;

/// The organization that wrote DSP4003 is the default.
const DMTF: &str = "dmtf";
const DMTF_NAME: &str = "Distributed Management Task Force";

/// The ways to share acts.
const SHARING: &[&str] = &["push", "pull-request"];

/// The facts of a new store, as options. Those that are missing are asked for on a terminal, or have a default.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct FoundingOptions {
    /// The id of the organization that keeps the registers, by default `dmtf` or made from its name
    #[arg(long, value_name = "ID", value_parser = any_id)]
    organization: Option<Id>,
    /// Its full name, by default Distributed Management Task Force
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The short name that Table 1 uses, by default the id in capitals
    #[arg(long, value_name = "NAME")]
    short: Option<String>,
    /// The Vice President of Alliances, by default you
    #[arg(long, value_name = "NAME")]
    vp: Option<String>,
    /// The VP's e-mail address, by default yours in git
    #[arg(long, value_name = "ADDRESS")]
    vp_email: Option<String>,
    /// A committee, with its chair if there is one: "Technical Committee: Tess Tate <tess@acme.example>"; may be
    /// repeated
    #[arg(long, value_name = "NAME[: CHAIR <ADDRESS>]")]
    committee: Vec<String>,
    /// How acts are shared: push (to the main branch) or pull-request; by default nothing is pushed automatically
    #[arg(long, value_name = "HOW", value_parser = sharing)]
    sharing: Option<&'static str>,
}

/// The facts of a new store.
pub(super) struct Founding {
    pub(super) home: Id,
    pub(super) name: String,
    pub(super) short: String,
    pub(super) vp: Id,
    pub(super) vp_name: String,
    pub(super) vp_email: String,
    pub(super) sharing: Option<&'static str>,
    committees: Vec<Committee>,
}

/// A committee, with the name and the address of its chair.
struct Committee {
    name: String,
    chair: Option<(String, String)>,
}

fn sharing(text: &str) -> Result<&'static str, String> {
    word(text, SHARING)
}

impl FoundingOptions {
    /// Asks for the facts that no option gives.
    ///
    /// # Errors
    /// The terminal is closed.
    pub(super) fn ask(&mut self, git: &Identity) -> Result<()> {
        if self.name.is_none() {
            self.name = Some(answer(
                "name",
                "The organization that keeps the registers",
                DMTF_NAME.to_string(),
                not_blank,
            )?);
        }
        if self.organization.is_none() {
            let made = self.home().map_or(String::new(), |id| id.to_string());
            let id = answer("organization", "Its id", made, |text| {
                any_id(text).map(|id| id.to_string())
            })?;
            self.organization = id.parse().ok();
        }
        if self.short.is_none() {
            let short = self.home().map_or(String::new(), |id| capitals(&id));
            self.short = Some(answer("short", "Its short name", short, not_blank)?);
        }
        if self.vp.is_none() {
            let prompt = "The Vice President of Alliances";
            self.vp = Some(answer("vp", prompt, git.name.clone(), not_blank)?);
        }
        if self.vp_email.is_none() {
            let is_own = self.vp.as_deref() == Some(git.name.as_str());
            let own = git.email.clone();
            let default = if is_own { own } else { String::new() };
            self.vp_email = Some(answer(
                "vp_email",
                "The VP's e-mail address",
                default,
                address,
            )?);
        }
        if self.committee.is_empty() {
            self.ask_committees()?;
        }
        if self.sharing.is_none() {
            let prompt = "How acts are shared: push, or pull-request; empty: by hand";
            let given = answer("sharing", prompt, String::new(), |text| {
                match is_blank(text) {
                    true => Ok(String::new()),
                    false => sharing(text).map(str::to_string),
                }
            })?;
            self.sharing = sharing(&given).ok();
        }
        Ok(())
    }

    /// Asks for committees until the answer is empty.
    fn ask_committees(&mut self) -> Result<()> {
        loop {
            let prompt = "Another committee, such as `Technical Committee: Tess Tate <tess@acme.example>`; empty: no more";
            let given = answer("committee", prompt, String::new(), |text| {
                match is_blank(text) {
                    true => Ok(String::new()),
                    false => Committee::parse(text).map(|_| text.trim().to_string()),
                }
            })?;
            if given.is_empty() {
                return Ok(());
            }
            self.committee.push(given);
        }
    }

    /// The facts, with defaults for those that are not given.
    ///
    /// # Errors
    /// A name gives no id, an address is none, or a committee cannot be read.
    pub(super) fn settle(&self, git: &Identity) -> Result<Founding> {
        let name = self.name.clone().unwrap_or_else(|| DMTF_NAME.to_string());
        let Some(home) = self.home() else {
            reject!("no id can be made from `{name}`\n  needs:  `--organization ID`");
        };
        let vp_name = self.vp.clone().unwrap_or_else(|| git.name.clone());
        let vp_email = self.vp_email.clone().unwrap_or_else(|| git.email.clone());
        if let Err(why) = address(&vp_email) {
            reject!("{why}\n  needs:  `--vp-email ADDRESS`, or `git config user.email ADDRESS`");
        }
        let mut committees = Vec::new();
        for given in &self.committee {
            match Committee::parse(given) {
                Ok(committee) => committees.push(committee),
                Err(why) => reject!("{why}"),
            }
        }
        let vp = id_of(&vp_name).or_else(|| "vp-alliances".parse().ok());
        let Some(vp) = vp else {
            reject!("no id can be made from `{vp_name}`\n  needs:  `--vp NAME`");
        };
        Ok(Founding {
            short: self.short.clone().unwrap_or_else(|| capitals(&home)),
            home,
            name,
            vp,
            vp_name,
            vp_email,
            sharing: self.sharing,
            committees,
        })
    }

    fn home(&self) -> Option<Id> {
        let short = self.short.as_deref().or(self.name.as_deref());
        let made = match self.name.as_deref() {
            None | Some(DMTF_NAME) => DMTF.parse().ok(),
            Some(_) => short.and_then(id_of),
        };
        self.organization.clone().or(made)
    }
}

impl Founding {
    /// The roster of the template with the committees and their chairs. A committee that the template has already gets
    /// its chair.
    pub(super) fn complete(&self, roster: &Roster) -> Result<Roster> {
        let mut new = roster.clone();
        for Committee { name, chair } in &self.committees {
            let chair = match chair {
                Some((name, email)) => Some(person(&mut new, name, email)?),
                None => None,
            };
            let there = new.body_called(name).map(|body| body.id.clone());
            if let Some(there) = there {
                let bodies = new.bodies.iter_mut().filter(|body| body.id == there);
                bodies.for_each(|body| body.chair = chair.clone());
                continue;
            }
            let Some(id) = id_of_body(name).filter(|id| new.body(id).is_none()) else {
                reject!(
                    "no id can be made from the name of the committee `{name}` that is not taken"
                );
            };
            let is_group = name.to_lowercase().ends_with("working group");
            let kind = match is_group {
                true => BodyKind::WorkingGroup,
                false => BodyKind::Committee,
            };
            new.bodies.push(Body {
                chair,
                ..Body::new(id, name, kind)
            });
        }
        Ok(new)
    }
}

/// The person with this address; a new one if the roster has none.
fn person(roster: &mut Roster, name: &str, email: &str) -> Result<Id> {
    if let Some(there) = roster.person_by_email(email) {
        return Ok(there.id.clone());
    }
    let Some(id) = id_of(name).filter(|id| roster.person(id).is_none()) else {
        reject!("no id can be made from the name `{name}` that is not taken");
    };
    roster.people.push(Person::new(id.clone(), name, email));
    Ok(id)
}

impl Committee {
    /// A committee and its chair: `NAME` or `NAME: CHAIR <ADDRESS>`.
    fn parse(text: &str) -> Result<Committee, String> {
        let needs = || {
            format!(
                "`{text}` is not a committee; write its name, or its name and its chair: `Technical Committee: Tess Tate \
                 <tess@acme.example>`"
            )
        };
        let (name, chair) = match text.split_once(':') {
            Some((name, chair)) => (name.trim(), Some(chair.trim())),
            None => (text.trim(), None),
        };
        if id_of_body(name).is_none() {
            return Err(needs());
        }
        let chair = match chair {
            None => None,
            Some(chair) => {
                let (person, email) = chair.split_once('<').ok_or_else(needs)?;
                let email = email.trim().trim_end_matches('>').trim();
                address(email)?;
                Some((not_blank(person).map_err(|_| needs())?, email.to_string()))
            }
        };
        Ok(Committee {
            name: name.to_string(),
            chair,
        })
    }
}

fn answer(
    field: &'static str,
    prompt: &str,
    default: String,
    check: impl Fn(&str) -> Result<String, String> + 'static,
) -> Result<String> {
    ask(&Prompt {
        field,
        prompt: prompt.to_string(),
        choices: Vec::new(),
        default,
        check: Box::new(check),
    })
}

fn not_blank(text: &str) -> Result<String, String> {
    match is_blank(text) {
        true => Err("an answer is needed here".to_string()),
        false => Ok(text.trim().to_string()),
    }
}

fn address(text: &str) -> Result<String, String> {
    match is_address(text.trim()) {
        true => Ok(text.trim().to_string()),
        false => Err(format!(
            "`{text}` is not an e-mail address such as `name@example.org`"
        )),
    }
}

fn capitals(id: &Id) -> String {
    id.as_str().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_committee_has_a_chair_or_none() {
        let read = |text: &str| Committee::parse(text).map(|it| (it.name, it.chair));
        let tess = Some(("Tess Tate".to_string(), "tess@acme.example".to_string()));
        let name = "Technical Committee".to_string();
        assert_eq!(
            read("Technical Committee: Tess Tate <tess@acme.example>"),
            Ok((name.clone(), tess))
        );
        assert_eq!(read(" Technical Committee "), Ok((name, None)));
        for wrong in [
            "",
            ": x",
            "A: Tess",
            "A: Tess <tess>",
            "A: <tess@acme.example>",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
