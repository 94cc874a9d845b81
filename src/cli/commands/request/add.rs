//! `wr request add`: enters a change request.

use anyhow::Result;
use clap::Args;

use crate::act::{Action, Behalf, Request, Template};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act_on_new_request};
use crate::cli::app::context::{Environment, register_id, request_id};
use crate::cli::app::ui;
use crate::cli::app::words::{BEHALVES, words};
use crate::describe::submitter;
use crate::id::Id;
use crate::request::{owning_body, row};
use crate::snapshot::RequestContext;

/// Enter a request that came through the feedback portal; --on is the day it was sent
#[derive(Debug, Args)]
pub(crate) struct RequestAddCommand {
    /// An id for the request
    #[arg(value_parser = request_id)]
    id: Id,
    /// The standard to change, by its AP Identifier in Table 1
    #[arg(long, value_name = "NAME")]
    standard: String,
    /// The register of the partnership under which it is made
    #[arg(long, value_name = "REGISTER", value_parser = register_id)]
    register: Id,
    /// Who sent it
    #[arg(long, value_name = "NAME")]
    submitter: String,
    /// The submitter's e-mail address, for the chair's answer; never published
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// For whom the submitter speaks: individual, company or partner
    #[arg(
        long = "for",
        value_name = "WHOM",
        value_parser = words::<Behalf>(&BEHALVES),
        hide_possible_values = true
    )]
    behalf: Behalf,
    /// The company, or the partner if it is not the register's
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// The feedback portal's reference
    #[arg(long, value_name = "REFERENCE")]
    portal: String,
    /// The requested change, in short
    #[arg(long, value_name = "TEXT")]
    summary: String,
    /// A restriction that the submitter puts on its use
    #[arg(long, value_name = "TEXT")]
    restriction: Option<String>,
    /// The feedback term of the register in which that restriction was agreed
    #[arg(long, value_name = "TERM", value_parser = request_id)]
    term: Option<Id>,
    /// The request uses the Change Request Template
    #[arg(long)]
    cr_template: bool,
    /// The body that owns the standard, if Table 1 does not name it
    #[arg(long, alias = "to", value_name = "BODY")]
    body: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl RequestAddCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act_on_new_request(env, &self.id, &self.register, &self.acting, |ctx| {
            self.plan(ctx)
        })?;
        if !self.cr_template {
            ui::err(
                "note: the Change Request Template is recommended, but was not used (DSP4003 5.3.1)",
            );
        }
        Ok(())
    }

    fn plan(&self, ctx: &ActingContext<'_, RequestContext<'_>>) -> Result<Plan> {
        let partnership = ctx.subject.history.partnerships.get(&self.register);
        let text =
            partnership.and_then(|partnership| partnership.in_force(ctx.on, ctx.subject.now));
        let row = text.and_then(|text| row(text.register?, &self.standard));
        let to = match &self.body {
            Some(given) => Some(ctx.subject.roster.find_body(given)?),
            None => row.and_then(|row| owning_body(ctx.subject.roster, row)),
        };
        let partner = partnership.and_then(|partnership| partnership.partner.as_ref());
        let organization = match (&self.organization, self.behalf) {
            (Some(given), _) => Some(given.clone()),
            (None, Behalf::Partner) => partner.map(|id| ctx.subject.roster.organization_name(id)),
            (None, Behalf::Individual | Behalf::Company) => None,
        };
        let request = Request {
            standard: row.map_or_else(|| self.standard.clone(), |row| row.ap_id.clone()),
            submitter: self.submitter.clone(),
            email: self.email.trim().to_string(),
            behalf: self.behalf,
            organization,
            portal: self.portal.clone(),
            summary: self.summary.clone(),
            restriction: self.restriction.clone(),
            term: self.term.clone(),
            template: self.cr_template.then_some(Template::ChangeRequest),
            to: to.map(|body| body.id.clone()),
        };
        let goes = to.map_or("no body is named yet".to_string(), |body| {
            format!("it goes to the {}", body.name)
        });
        let of = submitter(&request);
        let subject = format!(
            "{of} asks to change `{}`, sent on {}; {goes}",
            request.standard, ctx.on
        );
        let mut plan = Plan::of(Action::Request(request), subject);
        plan.text = text.map(|text| (text.revision, text.digest));
        Ok(plan)
    }
}
