//! Which names a field takes: people, bodies, organizations, registers, and the words that the policy lists.

use super::describe;
use crate::date::Day;
use crate::path::{POLICY, ROSTER, StorePath};
use crate::roster::{Body, BodyKind, Organization, OrganizationStatus, Person, Roster};
use crate::rules;
use crate::schema::SchemaKind;
use crate::snapshot::Snapshot;
use crate::source::SourceFile;
use crate::yaml::{self, Spans};

/// What the name in a field stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    Person,
    /// The name of a person, of the partner or of the home organization and its members.
    ContactName(Side),
    /// The address of a person.
    ContactEmail(Side),
    Organization,
    Partner,
    Body,
    Committee,
    WorkingGroup,
    Register,
    /// One of the two sides of a register, by its short name.
    Holder,
    /// A side, or a body.
    Lead,
    StandardType,
    DelegationRule,
    Section,
    Rule,
}

/// A side of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Partner,
    Home,
}

/// A name that a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// What to write.
    pub(super) value: String,
    /// What it stands for, in one line.
    pub(super) about: String,
    /// Its other names, by which people look for it.
    pub(super) also: Vec<String>,
    pub(super) place: Option<NamePlace>,
}

/// Where a name is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamePlace {
    pub(super) path: String,
    /// The pointer of the list that defines it; empty for a file that is the definition.
    pub(super) list: &'static str,
    /// The field of the item, if it is a mapping.
    pub(super) field: &'static str,
    /// The value of the item or of that field, in any case.
    pub(super) value: String,
}

/// A pointer without the positions of items: `/milestones/0/due` is `milestones[].due`.
pub(super) fn path(pointer: &str) -> String {
    let mut path = String::new();
    for step in pointer.split('/').skip(1) {
        match step.parse::<usize>() {
            Ok(_) => path.push_str("[]"),
            Err(_) if path.is_empty() => path.push_str(step),
            Err(_) => {
                path.push('.');
                path.push_str(step);
            }
        }
    }
    path
}

/// What the value at a path of a file stands for.
pub(super) fn of_value(kind: SchemaKind, path: &str) -> Option<NameKind> {
    use NameKind as N;
    Some(match (kind, path) {
        (SchemaKind::Register, "partner.organization") => N::Partner,
        (
            SchemaKind::Register,
            "originating_committee" | "also_approves[]" | "milestones[].committees[]",
        ) => N::Committee,
        (SchemaKind::Register, "milestones[].working_groups[]") => N::WorkingGroup,
        (SchemaKind::Register, "addendum_to") => N::Register,
        (SchemaKind::Register, "standards[].type") => N::StandardType,
        (SchemaKind::Register, "standards[].lead") => N::Lead,
        (SchemaKind::Register, "standards[].rules") => N::DelegationRule,
        (SchemaKind::Register, "allow[].rule") => N::Rule,
        (SchemaKind::Register, field) => holder(field)?,
        (SchemaKind::Contacts, "partner[].name") => N::ContactName(Side::Partner),
        (SchemaKind::Contacts, "partner[].email") => N::ContactEmail(Side::Partner),
        (SchemaKind::Contacts, "home[].name") => N::ContactName(Side::Home),
        (SchemaKind::Contacts, "home[].email") => N::ContactEmail(Side::Home),
        (SchemaKind::Contacts | SchemaKind::Policy, _) => return None,
        (
            SchemaKind::Roster,
            "home"
            | "organizations[].id"
            | "organizations[].successor"
            | "people[].organization"
            | "bodies[].seats[].organization",
        ) => N::Organization,
        (SchemaKind::Roster, "bodies[].id") => N::Body,
        (SchemaKind::Roster, "bodies[].parent") => N::Committee,
        (
            SchemaKind::Roster,
            "people[].id"
            | "organizations[].representatives[]"
            | "bodies[].chair"
            | "bodies[].vice_chair"
            | "bodies[].secretary"
            | "bodies[].seats[].voter"
            | "bodies[].seats[].alternate"
            | "bodies[].members[]"
            | "officers.vp_alliances"
            | "roots.people[]",
        ) => N::Person,
        (SchemaKind::Roster, _) => return None,
    })
}

/// Columns 6 to 9 of Table 1, each a side or several.
fn holder(field: &str) -> Option<NameKind> {
    let column = field.strip_prefix("standards[].")?.trim_end_matches("[]");
    let columns = ["ip_policy", "owner", "developer", "maintainer"];
    columns.contains(&column).then_some(NameKind::Holder)
}

/// What the keys of the mapping at a path stand for, if they are names.
pub(super) fn of_key(kind: SchemaKind, path: &str) -> Option<NameKind> {
    match (kind, path) {
        (SchemaKind::Register, "sections") => Some(NameKind::Section),
        (SchemaKind::Policy, "ballots.bodies") => Some(NameKind::Body),
        _ => None,
    }
}

/// The names that a field of `file` takes.
pub(super) fn names(
    kind: NameKind,
    snapshot: &Snapshot,
    file: &SourceFile,
    today: Day,
) -> Vec<Name> {
    let roster = snapshot.written_roster();
    let of_roster = |list: &dyn Fn(&Roster) -> Vec<Name>| roster.map(list).unwrap_or_default();
    match kind {
        NameKind::Person => of_roster(&|roster| people(roster, today, |_| true)),
        NameKind::ContactName(side) => {
            of_roster(&|roster| contacts(roster, snapshot, file, (side, today), |it| &it.name))
        }
        NameKind::ContactEmail(side) => {
            of_roster(&|roster| contacts(roster, snapshot, file, (side, today), |it| &it.email))
        }
        NameKind::Organization => of_roster(&|roster| organizations(roster, |_| true)),
        NameKind::Partner => of_roster(&|roster| {
            organizations(roster, |it| it.membership.is_none() && it.id != roster.home)
        }),
        NameKind::Body => of_roster(&|roster| bodies(roster, |_| true)),
        NameKind::Committee => of_roster(&|roster| bodies(roster, is_committee)),
        NameKind::WorkingGroup => {
            of_roster(&|roster| bodies(roster, |it| it.kind == BodyKind::WorkingGroup))
        }
        NameKind::Holder => of_roster(&|roster| sides(roster, snapshot, file)),
        NameKind::Lead => of_roster(&|roster| {
            let mut all = sides(roster, snapshot, file);
            all.extend(roster.bodies.iter().map(|it| body_by_name(it, roster)));
            all
        }),
        NameKind::Register => registers(snapshot),
        NameKind::StandardType => of_policy(snapshot, "/standard_types"),
        NameKind::DelegationRule => of_policy(snapshot, "/delegation_rules"),
        NameKind::Section => sections(snapshot),
        NameKind::Rule => {
            let rules = rules::ALL.iter().filter(|rule| rule.can_be_silenced());
            let name = |rule: &&rules::Rule| Name {
                value: rule.name.to_string(),
                about: format!("{} ({})", rule.summary, rule.clause),
                also: Vec::new(),
                place: None,
            };
            rules.map(name).collect()
        }
    }
}

fn is_committee(body: &Body) -> bool {
    matches!(body.kind, BodyKind::AllianceCommittee | BodyKind::Committee)
}

fn in_roster(list: &'static str, field: &'static str, value: &str) -> Option<NamePlace> {
    Some(NamePlace {
        path: ROSTER.to_string(),
        list,
        field,
        value: value.to_string(),
    })
}

fn people(roster: &Roster, today: Day, fits: impl Fn(&Person) -> bool) -> Vec<Name> {
    let name = |person: &Person| Name {
        value: person.id.to_string(),
        about: describe::person(person, roster, today),
        also: vec![person.name.clone()],
        place: in_roster("/people", "id", person.id.as_str()),
    };
    roster
        .people
        .iter()
        .filter(|it| fits(it))
        .map(name)
        .collect()
}

/// The names or addresses of the people who can be contacts of a side.
fn contacts(
    roster: &Roster,
    snapshot: &Snapshot,
    file: &SourceFile,
    (side, today): (Side, Day),
    written: impl Fn(&Person) -> &String,
) -> Vec<Name> {
    let partner = partner(snapshot, file);
    let fits = |person: &Person| {
        // Without a partner that can be read, everyone may be meant.
        let of = person.organization.as_ref().map(|id| id.as_str());
        let is_side = partner.is_none() || (of == partner.as_deref()) == (side == Side::Partner);
        person.acts_on(today) && is_side
    };
    let people = roster.people.iter().filter(|it| fits(it));
    let name = |person: &Person| Name {
        value: written(person).clone(),
        about: describe::person(person, roster, today),
        also: vec![person.id.to_string(), person.name.clone()],
        place: in_roster("/people", "id", person.id.as_str()),
    };
    people.map(name).collect()
}

fn organizations(roster: &Roster, fits: impl Fn(&Organization) -> bool) -> Vec<Name> {
    let all = roster.organizations.iter().filter(|it| fits(it));
    all.map(|it| organization(it, roster)).collect()
}

fn organization(organization: &Organization, roster: &Roster) -> Name {
    Name {
        value: organization.id.to_string(),
        about: describe::organization(organization, roster),
        also: std::iter::once(&organization.name)
            .chain(&organization.short)
            .cloned()
            .collect(),
        place: in_roster("/organizations", "id", organization.id.as_str()),
    }
}

fn bodies(roster: &Roster, fits: impl Fn(&Body) -> bool) -> Vec<Name> {
    let all = roster.bodies.iter().filter(|it| fits(it));
    all.map(|it| body(it, roster)).collect()
}

fn body(body: &Body, roster: &Roster) -> Name {
    Name {
        value: body.id.to_string(),
        about: describe::body(body, roster),
        also: vec![body.name.clone()],
        place: in_roster("/bodies", "id", body.id.as_str()),
    }
}

fn body_by_name(it: &Body, roster: &Roster) -> Name {
    Name {
        value: it.name.clone(),
        also: vec![it.id.to_string()],
        ..body(it, roster)
    }
}

/// The two sides of a register, by their short names.
fn sides(roster: &Roster, snapshot: &Snapshot, file: &SourceFile) -> Vec<Name> {
    let partner = partner(snapshot, file);
    let is_side =
        |it: &&Organization| it.id == roster.home || partner.as_deref() == Some(it.id.as_str());
    let by_short = |it: &Organization| Name {
        value: it.short.as_ref().unwrap_or(&it.name).clone(),
        also: vec![it.id.to_string(), it.name.clone()],
        ..organization(it, roster)
    };
    let sides = roster.organizations.iter().filter(is_side);
    let active = sides.filter(|it| it.status == OrganizationStatus::Active);
    active.map(by_short).collect()
}

/// The id of the partner in the text of the register whose file this is. The text may have errors elsewhere.
fn partner(snapshot: &Snapshot, file: &SourceFile) -> Option<String> {
    let id = StorePath::of(file.path())?.register()?.clone();
    let text = snapshot.written(&StorePath::Text(id).to_string())?;
    let span = Spans::of(text).value("/partner/organization")?;
    yaml::scalar(text.text().ok()?.get(span)?)
}

fn registers(snapshot: &Snapshot) -> Vec<Name> {
    let texts = snapshot.registers.values();
    let name = |files: &crate::snapshot::RegisterFiles| {
        let text = files.text.as_ref()?;
        let title = text.get().map(|text| text.title.clone());
        let title = title.unwrap_or_default();
        Some(Name {
            value: files.id.to_string(),
            about: title.clone(),
            also: vec![title],
            place: Some(NamePlace {
                path: text.file.path().to_string(),
                list: "",
                field: "",
                value: String::new(),
            }),
        })
    };
    texts.filter_map(name).collect()
}

/// The texts of a list of the policy.
fn of_policy(snapshot: &Snapshot, list: &'static str) -> Vec<Name> {
    let Some(policy) = snapshot.written_policy() else {
        return Vec::new();
    };
    let texts = match list {
        "/standard_types" => &policy.standard_types,
        _ => &policy.delegation_rules,
    };
    let name = |text: &String| Name {
        value: text.clone(),
        about: format!("{} of the policy", list.trim_start_matches('/')),
        also: Vec::new(),
        place: Some(NamePlace {
            path: POLICY.to_string(),
            list,
            field: "",
            value: text.clone(),
        }),
    };
    texts.iter().map(name).collect()
}

fn sections(snapshot: &Snapshot) -> Vec<Name> {
    let policy = snapshot.written_policy();
    let sections = policy.map_or([].as_slice(), |policy| policy.sections.as_slice());
    let name = |section: &crate::policy::Section| Name {
        value: section.id.to_string(),
        about: format!("{}. {}", section.title, section.guidance),
        also: vec![section.title.clone()],
        place: Some(NamePlace {
            path: POLICY.to_string(),
            list: "/sections",
            field: "id",
            value: section.id.to_string(),
        }),
    };
    sections.iter().map(name).collect()
}
