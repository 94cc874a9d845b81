//! What each act of a change request changes. A kind of act implements [`RequestAct`] next to those of its subject.

mod context;
mod handling;
mod joint;
mod letter;
mod receipt;

use self::context::{RequestAct, RequestActContext};
use super::state::{RequestHistory, RequestState};
use crate::act::{Action, StoredAct, kinds};
use crate::path::Subject;
use crate::process::head::{self, StoreVersions};
use crate::process::{CheckedAct, Ledger, Refusal};

macro_rules! request_acts {
    (
        register { $( $(#[$_a:meta])* $foreign:ident $_b:tt => $_c:tt; )* }
        both { $( $(#[$_d:meta])* $both:ident $_e:tt => $_f:tt; )* }
        request { $( $(#[$_g:meta])* $own:ident $_h:tt => $_i:tt; )* }
    ) => {
        /// The act in the handling of a request; `None` for an act of registers.
        fn request_act(action: &Action) -> Option<&dyn RequestAct> {
            match action {
                $(Action::$own(act) => Some(act),)*
                $(Action::$both(act) => Some(act),)*
                $(Action::$foreign(_) => None,)*
            }
        }
    };
}
kinds!(request_acts);

impl<'a> Ledger<'a> for RequestHistory<'a> {
    type State = RequestState;

    fn subject(&self) -> Subject<'_> {
        Subject::Request(self.id)
    }

    fn store_versions(&self) -> StoreVersions<'_> {
        StoreVersions {
            store: self.store,
            rosters: self.rosters,
            policies: self.policies,
        }
    }

    fn acts(&self) -> &[&'a StoredAct] {
        &self.acts
    }

    fn add_acts(&mut self, acts: &[&'a StoredAct]) {
        self.acts.extend(acts);
    }

    fn change(&self, state: &RequestState, act: CheckedAct<'_>) -> Result<RequestState, Refusal> {
        let ctx = RequestActContext::of(state, self, act)?;
        let act = request_act(&ctx.act.action).ok_or_else(|| head::foreign(ctx.act))?;
        act.apply(&ctx)
    }
}
