//! The other registers that a removal covers.

use crate::id::Id;
use crate::snapshot::{Document, RegisterContext};

/// The other registers of a register's partner, and its addenda.
#[derive(Default)]
pub(super) struct Others {
    /// Those in force.
    pub(super) in_force: Vec<Id>,
    /// Proposals that never came into force.
    pub(super) proposed: Vec<Id>,
}

/// The registers that a recommendation and the board's resolution also cover, unless `--only` is given.
pub(super) fn others(registers: &[RegisterContext<'_>], id: &Id) -> Others {
    let of = registers.iter().find(|register| register.files.id == *id);
    let partner = of.and_then(|register| register.replay.state.partner());
    let mut others = Others::default();
    for register in registers {
        let (register_files, state) = (register.files, &register.replay.state);
        if register_files.id == *id {
            continue;
        }
        let adds_to = state.in_force.as_ref().and_then(|in_force| {
            let text = register_files
                .revisions
                .get(&in_force.revision)
                .and_then(Document::get);
            text.and_then(|text| text.addendum_to.clone())
        });
        if partner.is_none() || state.partner() != partner && adds_to.as_ref() != Some(id) {
            continue;
        }
        match (&state.in_force, &state.removed, &state.ended) {
            (Some(_), ..) => others.in_force.push(register_files.id.clone()),
            (None, None, None) => others.proposed.push(register_files.id.clone()),
            (None, ..) => {}
        }
    }
    others
}
