//! `wr feedback add`.

use anyhow::{Result, bail};
use clap::Args;

use crate::act::{self, Deed, Matter};
use crate::cli::acting::{Acting, Desk, Mailing, Plan};
use crate::cli::context::{Surroundings, register_id};
use crate::id::Id;
use crate::process::feedback::excerpt;

/// Comment on a revision, propose for its milestones, or object to it
#[derive(Debug, Args)]
pub struct Add {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// What there is to say
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// comment, milestone (a proposal for the milestones) or objection
    #[arg(long, value_name = "KIND", default_value = "comment")]
    kind: Matter,
    /// The same as --kind objection: until it is resolved, nobody approves
    #[arg(long, conflicts_with = "kind")]
    objection: bool,
    /// The committee or working group that says it: as its chair, or with --evidence
    #[arg(long = "for", value_name = "BODY")]
    body: Option<String>,
    /// The revision it is about, when that is not the one on its way
    #[arg(long, value_name = "N")]
    revision: Option<u32>,
    #[command(flatten)]
    acting: Acting,
    #[command(flatten)]
    mailing: Mailing,
}

impl Add {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        self.mailing.act(around, &self.id, &self.acting, |desk| self.plan(desk))
    }

    fn plan(&self, desk: &Desk<'_>) -> Result<Plan> {
        let body = self.body.as_ref().map(|given| desk.roster.find_body(given)).transpose()?;
        let matter = if self.objection { Matter::Objection } else { self.kind };
        let text = match self.revision {
            Some(number) => match desk.record.revisions.get(&number) {
                Some(revision) => Some((number, revision.digest)),
                None => bail!("`{}` has no revision {number}; there are {}", self.id, known(desk)),
            },
            None => desk.course.state.under_way.as_ref().map(|u| (u.revision, u.digest)),
        };
        let speaker = body.map_or(desk.actor.name.clone(), |body| format!("the {}", body.name));
        let does = match matter {
            Matter::Comment => "comments on",
            Matter::Milestone => "proposes for the milestones of",
            Matter::Objection => "objects to",
        };
        let number = text.map_or(0, |(number, _)| number);
        let subject = format!("{speaker} {does} revision {number}: {}", excerpt(&self.text));
        let body = body.map(|body| body.id.clone());
        let deed = Deed::Feedback(act::Feedback { matter, body, text: self.text.clone() });
        let mut plan = Plan::of(deed, subject);
        plan.text = text;
        Ok(plan)
    }
}

fn known(desk: &Desk<'_>) -> String {
    let numbers: Vec<String> = desk.record.revisions.keys().map(u32::to_string).collect();
    if numbers.is_empty() { "none yet".to_string() } else { numbers.join(", ") }
}
