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
    /// Why `text` is absent although the draft changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_problem: Option<TextProblem>,
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

/// What a change does to a draft, and the approvals that the result needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// The differences from the draft before the change; or from the text that it follows, if that draft says the
    /// same, cannot be read or does not exist.
    #[serde(flatten)]
    pub compared: Comparison,
    /// The differences from the text that it follows, if `compared` is with the draft before the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_all: Option<Comparison>,
    /// Whether the draft before the change cannot be read.
    #[serde(skip_serializing_if = "is_false")]
    pub before_unreadable: bool,
    /// The classes of all differences from the text that it follows.
    pub class: Vec<String>,
    /// The approvals that it would need if submitted, in the order of the process.
    pub needs: Vec<RequiredApproval>,
}

/// The differences between a draft and another text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The text that it is compared with.
    pub against: Against,
    /// The revision that it is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// The differences in meaning, without layout and comments.
    pub differences: Vec<Difference>,
}

/// The text that a draft is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// The draft before the change.
    DraftBefore,
    /// The revision in force.
    InForce,
    /// The last revision, if none is in force.
    LastRevision,
    /// No text: the draft is the first.
    Nothing,
}

/// Why the differences of a changed draft are unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextProblem {
    /// It cannot be read; the findings say why.
    Unreadable,
    /// It is deleted.
    Deleted,
    /// No roster can be read, which decides whose approval a text needs.
    NoRoster,
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

fn is_false(value: &bool) -> bool {
    !value
}

impl RegisterChange {
    /// What to say of a register about which the other fields say nothing, or whose text cannot be compared.
    fn remark(&self) -> Option<&'static str> {
        if let Some(problem) = self.text_problem {
            return Some(problem.sentence());
        }
        let is_quiet = self.acts.is_empty() && self.text.is_none() && !self.contacts_changed;
        is_quiet.then_some("no acts are added, and the text is unchanged")
    }

    /// The stages before and after, if they differ.
    fn stages(&self) -> Option<[&str; 2]> {
        (self.stage_before != self.stage_after).then_some([&self.stage_before, &self.stage_after])
    }
}

impl TextProblem {
    fn sentence(self) -> &'static str {
        match self {
            TextProblem::Unreadable => {
                "the text changes but cannot be read, so its differences are unknown: see the findings"
            }
            TextProblem::Deleted => "the text is deleted",
            TextProblem::NoRoster => {
                "the text changes, but no roster can be read, so the approvals that it needs are unknown"
            }
        }
    }
}

impl Comparison {
    /// The name of the text that it is compared with, if there is one.
    fn other(&self) -> Option<String> {
        match (self.against, self.revision) {
            (Against::DraftBefore, _) => Some("the draft before this change".to_string()),
            (Against::InForce, Some(number)) => {
                Some(format!("revision {number}, which is in force"))
            }
            (Against::LastRevision, Some(number)) => {
                Some(format!("revision {number}, the last one"))
            }
            (Against::Nothing, _) | (Against::InForce | Against::LastRevision, None) => None,
        }
    }
}

impl TextChange {
    /// The text it is compared with, as the beginning of a list; or the result as a whole sentence.
    fn heading(&self) -> String {
        let note = match self.before_unreadable {
            true => " (the draft before this change cannot be read)",
            false => "",
        };
        let Some(other) = self.compared.other() else {
            return format!("the first text: everything in it is new{note}");
        };
        match self.compared.differences.is_empty() {
            true => format!("the text says the same as {other}{note}"),
            false => format!("the text, compared with {other}{note}:"),
        }
    }

    /// How far the draft is from the text that it follows, if its differences from that text are not listed.
    fn distance(&self) -> Option<String> {
        let all = self.in_all.as_ref()?;
        let other = all.other()?;
        Some(match all.differences.len() {
            0 => format!("in all, it says the same as {other}"),
            1 => format!("in all, 1 difference from {other}"),
            count => format!("in all, {count} differences from {other}"),
        })
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
        compared: Comparison {
            against: Against::InForce,
            revision: Some(1),
            differences: vec![Difference {
                what: evil(),
                class: "deliverables".into(),
            }],
        },
        in_all: None,
        before_unreadable: false,
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
        text_problem: None,
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
