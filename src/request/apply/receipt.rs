//! Applies the receipt of a request (DSP4003 5.3.1): it is for a standard that the home organization owns, the
//! submitter names the party that it is made for, and its restrictions were agreed before.

use super::context::{RequestAct, RequestActContext};
use crate::act::{Behalf, Request};
use crate::contacts::is_address;
use crate::process::Refusal;
use crate::register::Register;
use crate::request::stage::RequestTransition;
use crate::request::state::{Received, RequestState, TextOnDay};
use crate::request::table1::is_home_owned;
use crate::request::table1::row;
use crate::roster::authority::Task;
use crate::text::is_blank;

const RECEIPT: &str = "DSP4003 5.3.1";

impl RequestAct for Request {
    fn apply(&self, ctx: &RequestActContext<'_>) -> Result<RequestState, Refusal> {
        ctx.expect(RequestTransition::Receive, RECEIPT)?;
        let text = in_force(ctx)?;
        complete(self)?;
        owned_at_home(ctx, self, text)?;
        on_behalf(ctx, self)?;
        unrestricted(ctx, self, text)?;
        if let Some(to) = &self.to {
            ctx.known_body(to, "DSP4003 5.3.2")?;
        }
        ctx.authorize(Task::Request, self.to.as_ref(), "DSP4003 5.3.1, 5.3.2")?;
        let received = Received {
            act: ctx.stored.digest,
            register: ctx.act.register.clone(),
            sent: ctx.act.on,
        };
        let holder = self.to.clone().map(|to| (to, ctx.act.at.day()));
        Ok(RequestState {
            received: Some(received),
            holder,
            ..ctx.state.clone()
        })
    }
}

/// The text in force when the request was sent, which the act must name.
fn in_force<'a>(ctx: &RequestActContext<'a>) -> Result<&'a Register, Refusal> {
    let (id, on) = (&ctx.act.register, ctx.act.on);
    let Some(partnership) = ctx.partnership() else {
        let state = format!("the register `{id}` does not exist");
        return Err(Refusal::new(
            state,
            "the register of the partnership",
            RECEIPT,
        ));
    };
    let Some(TextOnDay {
        revision,
        digest,
        register,
    }) = partnership.in_force(on, ctx.act.at)
    else {
        let state =
            format!("no revision of `{id}` was in force on {on}, when the request was sent");
        return Err(Refusal::new(
            state,
            "a register in force on that day",
            RECEIPT,
        ));
    };
    if (ctx.act.revision, ctx.act.digest) != (Some(revision), Some(digest)) {
        let state = format!(
            "the act does not name the text of revision {revision}, which was in force on {on}"
        );
        return Err(Refusal::new(
            state,
            format!("revision {revision} with {digest}"),
            RECEIPT,
        ));
    }
    register.ok_or_else(|| {
        Refusal::new(
            format!("revision {revision} of `{id}` cannot be read"),
            "a readable text",
            RECEIPT,
        )
    })
}

/// Refuses blank fields and an invalid e-mail address.
fn complete(request: &Request) -> Result<(), Refusal> {
    let asked = [
        ("standard", &request.standard),
        ("submitter", &request.submitter),
        ("reference of the portal", &request.portal),
        ("summary", &request.summary),
    ];
    if let Some((what, _)) = asked.iter().find(|(_, text)| is_blank(text)) {
        return Err(Refusal::new(
            format!("the request has no {what}"),
            format!("the {what}"),
            RECEIPT,
        ));
    }
    if !is_address(&request.email) {
        let state =
            "the submitter's e-mail address is not valid, and the chair answers at that address";
        return Err(Refusal::new(
            state,
            "an address such as `name@example.org`",
            "DSP4003 5.3.2",
        ));
    }
    Ok(())
}

/// Checks that the home organization owns the standard: by Table 1, or where Table 1 does not list it, by the body
/// given as its owner.
fn owned_at_home(
    ctx: &RequestActContext<'_>,
    request: &Request,
    text: &Register,
) -> Result<(), Refusal> {
    let home = ctx.roster.organization_name(&ctx.roster.home);
    let (id, standard) = (&ctx.act.register, &request.standard);
    let Some(row) = row(text, standard) else {
        if request.to.is_some() {
            return Ok(());
        }
        let rows: Vec<&str> = text
            .standards
            .iter()
            .map(|row| row.ap_id.as_str())
            .collect();
        let rows = if rows.is_empty() {
            "no standards".to_string()
        } else {
            rows.join(", ")
        };
        let state = format!("Table 1 of `{id}` in force does not have `{standard}`; it has {rows}");
        let needs =
            format!("a standard of Table 1, or the body of {home} that owns it: `--to BODY`");
        return Err(Refusal::new(state, needs, RECEIPT));
    };
    if is_home_owned(ctx.roster, row) {
        return Ok(());
    }
    let owner = row.owner.names().join(" and ");
    let state = format!("`{}` is owned by {owner}, not by {home}", row.ap_id);
    let needs = format!("a standard that {home} owns; send this request to {owner}");
    Err(Refusal::new(state, needs, RECEIPT))
}

/// Checks the organization that the request is made for.
fn on_behalf(ctx: &RequestActContext<'_>, request: &Request) -> Result<(), Refusal> {
    let organization = request
        .organization
        .as_deref()
        .filter(|name| !is_blank(name));
    let partner = ctx
        .partnership()
        .and_then(|partnership| partnership.partner.as_ref());
    let fault = match (request.behalf, organization) {
        (Behalf::Individual, None) => return Ok(()),
        (Behalf::Individual, Some(name)) => (
            format!("the request is made for an individual, but names {name}"),
            "no organization",
        ),
        (Behalf::Company, Some(_)) => return Ok(()),
        (Behalf::Company, None) => (
            "the submitter's company is not named".to_string(),
            "--organization NAME",
        ),
        (Behalf::Partner, Some(name)) => {
            let named = ctx.roster.organization_called(name).map(|named| &named.id);
            if named.is_some() && named == partner {
                return Ok(());
            }
            let of = partner.map_or(String::new(), |id| ctx.roster.organization_name(id));
            let state = format!(
                "{name} is not the partner of `{}`, which is {of}",
                ctx.act.register
            );
            (state, "the register of that partner, or `--for company`")
        }
        (Behalf::Partner, None) => (
            "the partner is not named".to_string(),
            "--organization NAME",
        ),
    };
    Err(Refusal::new(fault.0, fault.1, RECEIPT))
}

/// Checks that a restriction cites a term of the register that was agreed before.
fn unrestricted(
    ctx: &RequestActContext<'_>,
    request: &Request,
    text: &Register,
) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.1";
    let id = &ctx.act.register;
    let terms: Vec<&str> = text
        .feedback_terms
        .iter()
        .map(|term| term.id.as_str())
        .collect();
    let needs = match terms.is_empty() {
        true => format!("a request without restrictions: `{id}` has no `feedback_terms`"),
        false => format!(
            "the term of `{id}` with the agreement, `--term TERM`: {}",
            terms.join(", ")
        ),
    };
    let restricted = request
        .restriction
        .as_deref()
        .is_some_and(|text| !is_blank(text));
    let state = match (restricted, &request.term) {
        (false, None) => return Ok(()),
        (false, Some(term)) => {
            format!("the request cites the term `{term}` but has no restriction")
        }
        (true, None) => "the restriction of the request cites no term of the register".to_string(),
        (true, Some(cited)) => match text.feedback_terms.iter().find(|term| term.id == *cited) {
            None => format!("the register `{id}` in force has no feedback term `{cited}`"),
            Some(term) => match term.agreed.filter(|agreed| *agreed > ctx.act.on) {
                None if request.behalf == Behalf::Partner => return Ok(()),
                None => {
                    let state = format!(
                        "the term `{cited}` is an agreement with the partner, and the request is not for the partner"
                    );
                    return Err(Refusal::new(
                        state,
                        "a request for the partner, or no restriction",
                        CLAUSE,
                    ));
                }
                Some(agreed) => format!(
                    "the term `{cited}` was agreed on {agreed}, after the request was sent on {}",
                    ctx.act.on
                ),
            },
        },
    };
    Err(Refusal::new(state, needs, CLAUSE))
}
