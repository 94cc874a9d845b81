//! The offices and seats of a person, in words, and the commands that give them to another person.

use super::Roster;
use crate::id::Id;

/// An office or a seat of a person.
pub struct HeldOffice {
    /// The office, such as `chair of the Alliance Committee`.
    pub what: String,
    /// The command that names a successor.
    pub command: String,
}

/// The offices and seats of a person, in the order of the roster.
pub fn held(roster: &Roster, person: &Id) -> Vec<HeldOffice> {
    let mut offices = Vec::new();
    let mut add = |what: String, command: String| offices.push(HeldOffice { what, command });
    let id = Some(person);
    if roster.officers.vp_alliances.as_ref() == id {
        let command = "wr roster office vp PERSON".to_string();
        add("VP of Alliances".to_string(), command);
    }
    for body in &roster.bodies {
        let posts = [
            ("chair", &body.chair),
            ("vice-chair", &body.vice_chair),
            ("secretary", &body.secretary),
        ];
        for (post, _) in posts
            .into_iter()
            .filter(|(_, holder)| holder.as_ref() == id)
        {
            add(
                format!("{post} of the {}", body.name),
                format!("wr roster office {post} PERSON --body {}", body.id),
            );
        }
        for seat in &body.seats {
            let (what, option) = if seat.voter.as_ref() == id {
                ("votes for", "voter")
            } else if seat.alternate.as_ref() == id {
                ("alternate of", "alternate")
            } else {
                continue;
            };
            add(
                format!("{what} {} in the {}", seat.id, body.name),
                format!("wr roster seat {} {} --{option} PERSON", body.id, seat.id),
            );
        }
        if body.members.contains(person) {
            add(
                format!("member of the {}", body.name),
                format!(
                    "wr roster office member {person} --body {} --remove",
                    body.id
                ),
            );
        }
    }
    if let Some(roots) = &roster.roots
        && roots.people.contains(person)
    {
        let (threshold, all) = (roots.threshold, roots.people.len());
        add(
            format!("root: consents to the roster and the policy, {threshold} of {all}"),
            "wr edit roster".to_string(),
        );
    }
    let represents = roster.organizations.iter();
    for organization in represents.filter(|it| it.representatives.contains(person)) {
        add(
            format!("represents {}", roster.organization_name(&organization.id)),
            format!(
                "wr roster office representative {person} --organization {} --remove",
                organization.id
            ),
        );
    }
    offices
}
