//! What the value of an argument names.

use clap::Arg;

/// What the value of an argument names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum ArgumentKind {
    /// A register.
    Register,
    /// A register, the roster or the policy.
    Text,
    /// A change request.
    Request,
    /// A person in the roster.
    Person,
    /// A body.
    Body,
    /// An organization.
    Organization,
    /// A partner: an organization that is not a member.
    Partner,
    /// A seat of the open ballot.
    Seat,
    /// An open ballot.
    Ballot,
    /// A milestone of the register.
    Milestone,
    /// A comment on a revision of the register.
    Feedback,
    /// A row of the register's table of standards.
    Standard,
    /// A rule of `wr check`.
    Rule,
    /// A command.
    Command,
}

impl ArgumentKind {
    /// What the value of this argument of the command names.
    pub(in crate::cli) fn of(command: &str, arg: &Arg) -> Option<ArgumentKind> {
        let value = arg.get_value_names().and_then(|names| names.first());
        let is_new = matches!(command, "wr new" | "wr import" | "wr request add");
        Some(match (command, arg.get_id().as_str()) {
            (_, "id") if is_new => return None,
            // A file; before it may be a person.
            ("wr key add", "what") => return None,
            (command, "id") if command.starts_with("wr request") => ArgumentKind::Request,
            (_, "id" | "register" | "registers") => ArgumentKind::Register,
            ("wr save" | "wr edit", "what") => ArgumentKind::Text,
            ("wr vote" | "wr ballot vote", "behalf") => ArgumentKind::Seat,
            ("wr ballot open", "which" | "body") => ArgumentKind::Body,
            ("wr feedback resolve", "of") => ArgumentKind::Feedback,
            ("wr standard split", "row") | ("wr request add", "standard") => ArgumentKind::Standard,
            ("wr report" | "wr new" | "wr import", "partner") => ArgumentKind::Partner,
            ("wr man", _) => ArgumentKind::Command,
            (_, "ballot" | "which") => ArgumentKind::Ballot,
            (_, "request") => ArgumentKind::Request,
            (_, "milestone" | "milestones") => ArgumentKind::Milestone,
            (_, "rule") => ArgumentKind::Rule,
            _ => match value.map(|name| name.as_str()) {
                Some("PERSON" | "PERSON|KEY" | "PERSON|BODY|ORG") => ArgumentKind::Person,
                Some("BODY" | "GROUP") => ArgumentKind::Body,
                Some("ORG") => ArgumentKind::Organization,
                Some(_) | None => return None,
            },
        })
    }
}
