//! Applies the record of a call with the partner (DSP4003 3.1, 3.2). Calls are optional, and 5.3.2's rules for joint
//! meetings (announcement, IP policy) do not apply to them.

use super::context::{ActContext, RegisterAct};
use crate::act::{Attendee, Meeting, MeetingKind};
use crate::process::attendance::fault;
use crate::process::stage::Transition;
use crate::process::{Refusal, State};
use crate::text::is_blank;

impl RegisterAct for Meeting {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Meet)
    }

    /// A call does not change the stage.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        let clause = match self.meeting {
            MeetingKind::Call => Transition::Meet.clause(),
        };
        let refuse = |state: String, needs: &str| Err(Refusal::new(state, needs, clause));
        ctx.expect(Transition::Meet)?;
        ctx.in_person(clause)?;
        if let Some(host) = self
            .host
            .as_ref()
            .filter(|host| ctx.roster.body(host).is_none())
        {
            return refuse(
                format!("the roster has no body `{host}`"),
                "a body that the roster lists",
            );
        }
        ctx.authorize(Transition::Meet.task(), self.host.as_ref(), clause)?;
        if self.note.as_deref().is_some_and(is_blank) {
            return refuse(
                "the note about the call is empty".to_string(),
                "a text, or no `--note`",
            );
        }
        for attendee in &self.attendees {
            if let Some(fault) = fault(ctx.roster, attendee) {
                return refuse(fault, "a person in the roster, or a name with a company");
            }
        }
        if !self
            .attendees
            .iter()
            .any(|attendee| speaks_for_partner(ctx, attendee))
        {
            let partner = ctx
                .state
                .partner()
                .map(|id| ctx.roster.organization_name(id))
                .unwrap_or_default();
            let state = format!("no attendee of the call represents {partner}");
            return refuse(
                state,
                "an attendee from the partner: `--with PERSON` or `--with \"NAME, COMPANY\"`",
            );
        }
        Ok(ctx.state.clone())
    }
}

fn speaks_for_partner(ctx: &ActContext<'_>, attendee: &Attendee) -> bool {
    let Some(partner) = ctx.state.partner() else {
        return false;
    };
    let of_roster = attendee
        .person
        .as_ref()
        .and_then(|person| ctx.roster.person(person));
    let organization = match of_roster {
        Some(person) => person.organization.as_ref(),
        None => attendee
            .company
            .as_ref()
            .and_then(|company| ctx.roster.organization_named(company))
            .map(|organization| &organization.id),
    };
    organization == Some(partner)
}
