//! What a pull request changes, for those who review it. These types are published: they do not change by
//! accident. All that is text in them may come from files.

pub(super) mod markdown;
pub(super) mod text;

use serde::Serialize;

/// What differs between two commits, register by register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The commit that is compared with, by its full id.
    pub base: String,
    /// Those of policy and roster that change, by path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub governance: Vec<String>,
    /// The registers of which a file changes, by id.
    pub registers: Vec<RegisterChange>,
    /// The change requests of which a file changes, by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<RequestChange>,
}

/// What happens to one change request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestChange {
    /// The request's id.
    pub request: String,
    /// Where it stood, as `wr request list` says it.
    pub stage_before: String,
    /// Where it will stand.
    pub stage_after: String,
    /// The acts that are added, in the order they were recorded. No submitter's address is in them.
    pub acts: Vec<ActLine>,
}

/// What happens to one register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterChange {
    /// The register's id.
    pub register: String,
    /// Its title, when its text can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it stood, as `wr list` says it.
    pub stage_before: String,
    /// Where it will stand.
    pub stage_after: String,
    /// The acts and votes that are added, in the order they were recorded.
    pub acts: Vec<ActLine>,
    /// What its text says differently, when its draft changes and can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<TextChange>,
    /// Whether its contacts change, which nobody approves (DSP4003 3.2). Who they are is not told here.
    pub contacts_changed: bool,
}

/// An act in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActLine {
    /// The day it happened.
    pub on: String,
    /// The first digits of its digest.
    pub act: String,
    /// The word for the kind of act.
    pub kind: String,
    /// Who did it, by name, and who recorded it when that was another.
    pub by: String,
    /// What was done, as `wr log` says it.
    pub what: String,
    /// The file.
    pub path: String,
    /// Why it has no effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
}

/// What a draft says differently from the text it follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// The text that it follows.
    pub against: Against,
    /// The revision that it follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// What differs by meaning; layout and comments are no difference.
    pub differences: Vec<Difference>,
    /// The classes of the change as a whole.
    pub class: Vec<String>,
    /// Whose approval it would need if it were submitted, in the order of the process.
    pub needs: Vec<Need>,
}

/// The text that a draft is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// The revision in force.
    InForce,
    /// The last revision, while none is in force.
    LastRevision,
    /// None: it is the first text.
    Nothing,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is, in words.
    pub what: String,
    /// Its class, which says whose approval it asks for.
    pub class: String,
}

/// Somebody whose approval is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Need {
    /// The body or the partner, by name.
    pub name: String,
    /// The clause that asks for it.
    pub clause: String,
}

impl RegisterChange {
    /// Whether there is nothing to tell of it: then a file of it was touched that tells nothing by itself.
    fn is_quiet(&self) -> bool {
        self.acts.is_empty() && self.text.is_none() && !self.contacts_changed
    }

    /// The way it goes, when it goes any.
    fn stages(&self) -> Option<[&str; 2]> {
        (self.stage_before != self.stage_after).then_some([&self.stage_before, &self.stage_after])
    }
}

impl TextChange {
    /// What it is compared with, and how it comes out, as the beginning of a list or a whole sentence.
    fn heading(&self) -> String {
        let followed = match (self.against, self.revision) {
            (Against::InForce, Some(number)) => format!("revision {number}, which is in force"),
            (Against::LastRevision, Some(number)) => format!("revision {number}, the last one"),
            (Against::Nothing, _) | (_, None) => {
                return "a first text: all of it is new".to_string();
            }
        };
        match self.differences.is_empty() {
            true => format!("the text says the same as {followed}"),
            false => format!("the text, compared with {followed}:"),
        }
    }

    /// Who has to approve, as the heading of the list of them.
    fn demand(&self) -> String {
        match (self.needs.is_empty(), self.class.is_empty()) {
            (true, _) => "if it is submitted, nobody has to approve it".to_string(),
            (false, true) => "if it is submitted, it needs the approval of:".to_string(),
            (false, false) => {
                format!(
                    "if it is submitted ({}), it needs the approval of:",
                    self.class.join(", ")
                )
            }
        }
    }
}

/// A sample with hostile text in every field, for the tests of both writers.
#[cfg(test)]
fn hostile(evil: &str) -> Changes {
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
        needs: vec![Need {
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
    Changes {
        base: "5a5a5a".into(),
        governance: vec!["registers/roster.yaml".into()],
        registers: vec![register],
        requests: vec![request],
    }
}
