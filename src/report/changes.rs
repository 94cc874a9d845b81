//! What a pull request changes, for its reviewers. These types are a published format and change only on purpose. Any
//! text in them may come from a file.

pub(super) mod markdown;
pub(super) mod text;

use serde::Serialize;

/// The differences between two commits, register by register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ChangeReport {
    /// The full id of the commit that is compared with.
    pub base: String,
    /// The changed files of policy and roster, by path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub governance: Vec<String>,
    /// The registers with a changed file, by id.
    pub registers: Vec<RegisterChange>,
    /// The change requests with a changed file, by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<RequestChange>,
}

/// The changes of one change request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestChange {
    /// The id of the request.
    pub request: String,
    /// Its stage before, in the words of `wr request list`.
    pub stage_before: String,
    /// Its stage after.
    pub stage_after: String,
    /// The added acts in the order they were recorded, without the submitter's address.
    pub acts: Vec<ActLine>,
}

/// The changes of one register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterChange {
    /// The id of the register.
    pub register: String,
    /// Its title, if its text can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its stage before, in the words of `wr list`.
    pub stage_before: String,
    /// Its stage after.
    pub stage_after: String,
    /// The added acts and votes in the order they were recorded.
    pub acts: Vec<ActLine>,
    /// The differences of its text, if its draft changes and can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<TextChange>,
    /// Whether its contacts change, which needs no approval (DSP4003 3.2). The contacts are not included.
    pub contacts_changed: bool,
}

/// An act in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActLine {
    /// The day it happened.
    pub on: String,
    /// The first digits of its digest.
    pub act: String,
    /// The kind of act.
    pub kind: String,
    /// The name of its author, and of its recorder if that is another person.
    pub by: String,
    /// What was done, in the words of `wr log`.
    pub what: String,
    /// The path of its file.
    pub path: String,
    /// Why it has no effect, if it is void.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
}

/// The differences between a draft and the text it follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// The text that it is compared with.
    pub against: Against,
    /// The revision that it is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// The differences in meaning, without layout and comments.
    pub differences: Vec<Difference>,
    /// The classes of the change as a whole.
    pub class: Vec<String>,
    /// The approvals that it would need if submitted, in the order of the process.
    pub needs: Vec<RequiredApproval>,
}

/// The text that a draft is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// The revision in force.
    InForce,
    /// The last revision, if none is in force.
    LastRevision,
    /// No text: the draft is the first.
    Nothing,
}

/// One difference in meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The difference in words.
    pub what: String,
    /// Its class, which decides whose approval it needs.
    pub class: String,
}

/// A required approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequiredApproval {
    /// The name of the body or the partner.
    pub name: String,
    /// The clause that requires it.
    pub clause: String,
}

impl RegisterChange {
    /// Whether there is nothing to report: the changed file affects none of the other fields.
    fn is_quiet(&self) -> bool {
        self.acts.is_empty() && self.text.is_none() && !self.contacts_changed
    }

    /// The stages before and after, if they differ.
    fn stages(&self) -> Option<[&str; 2]> {
        (self.stage_before != self.stage_after).then_some([&self.stage_before, &self.stage_after])
    }
}

impl TextChange {
    /// The text it is compared with, as the beginning of a list; or the result as a whole sentence.
    fn heading(&self) -> String {
        let followed = match (self.against, self.revision) {
            (Against::InForce, Some(number)) => format!("revision {number}, which is in force"),
            (Against::LastRevision, Some(number)) => format!("revision {number}, the last one"),
            (Against::Nothing, _) | (_, None) => {
                return "the first text: everything in it is new".to_string();
            }
        };
        match self.differences.is_empty() {
            true => format!("the text says the same as {followed}"),
            false => format!("the text, compared with {followed}:"),
        }
    }

    /// The heading of the list of required approvals.
    fn demand(&self) -> String {
        match (self.needs.is_empty(), self.class.is_empty()) {
            (true, _) => "if submitted, it needs no approval".to_string(),
            (false, true) => "if submitted, it needs the approval of:".to_string(),
            (false, false) => {
                format!(
                    "if submitted ({}), it needs the approval of:",
                    self.class.join(", ")
                )
            }
        }
    }
}

/// A sample with hostile text in every field, for the tests of both writers.
#[cfg(test)]
fn hostile(evil: &str) -> ChangeReport {
    let evil = || evil.to_string();
    let act = |void| ActLine {
        on: "2026-01-29".into(),
        act: "1af713a9f181".into(),
        kind: "vote".into(),
        by: evil(),
        what: evil(),
        path: "registers/xyz/acts/a.yaml".into(),
        void,
    };
    let text = TextChange {
        against: Against::InForce,
        revision: Some(1),
        differences: vec![Difference {
            what: evil(),
            class: "deliverables".into(),
        }],
        class: vec!["deliverables".into()],
        needs: vec![RequiredApproval {
            name: evil(),
            clause: "DSP4003 3.2".into(),
        }],
    };
    let register = RegisterChange {
        register: "xyz".into(),
        title: Some(evil()),
        stage_before: "established".into(),
        stage_after: "review".into(),
        acts: vec![act(None), act(Some(evil()))],
        text: Some(text),
        contacts_changed: true,
    };
    let request = RequestChange {
        request: "cr-1".into(),
        stage_before: "unknown".into(),
        stage_after: "forwarded".into(),
        acts: vec![act(None)],
    };
    ChangeReport {
        base: "5a5a5a".into(),
        governance: vec!["registers/roster.yaml".into()],
        registers: vec![register],
        requests: vec![request],
    }
}
