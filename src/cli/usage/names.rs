//! Finds the register that a partner's name means, where an id is due.

use clap::error::{ContextKind, ContextValue};

use crate::cli::app::context::{Context, Environment, WorkingTree, roster};
use crate::id::Id;

/// The ids of the registers of the partner that the refused value names; empty if it names none.
pub(in crate::cli) fn registers_of(error: &clap::Error) -> Vec<Id> {
    match error.get(ContextKind::InvalidValue) {
        Some(ContextValue::String(name)) if name.contains(' ') => find(name).unwrap_or_default(),
        Some(_) | None => Vec::new(),
    }
}

fn find(name: &str) -> anyhow::Result<Vec<Id>> {
    let env = Environment::of_process()?;
    let snapshot = Context::open(&env)?.whole(WorkingTree::Drafts)?;
    let Some(partner) = roster(&snapshot)?.organization_named(name) else {
        return Ok(Vec::new());
    };
    let registers = snapshot.register_contexts(env.now)?;
    let of_partner = registers
        .iter()
        .filter(|register| register.replay.state.partner() == Some(&partner.id));
    Ok(of_partner
        .map(|register| register.files.id.clone())
        .collect())
}
