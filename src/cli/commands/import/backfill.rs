//! Decides whether an imported register can be backfilled, before it is proposed.

use anyhow::Result;

use crate::act::{self, Action, Records};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, Rehearsal};
use crate::cli::app::answer::reject;
use crate::cli::app::ui;
use crate::cli::commands::backfill::EarlierApproval;
use crate::diagnostic::Severity;
use crate::path::StorePath;
use crate::process::approvals::demand;
use crate::register::Register;
use crate::rules;
use crate::snapshot::Document;
use crate::source::SourceFile;

/// The number of the first revision.
const FIRST: u32 = 1;

/// Decides on the proposal, the submission and the backfill.
///
/// # Errors
/// `Rejected`, if one of them would be refused.
pub(super) fn rehearse(
    ctx: &ActingContext<'_>,
    propose: &Plan,
    approval: &EarlierApproval,
    options: &ActOptions,
) -> Result<()> {
    let id = &ctx.subject.files.id;
    let path = StorePath::Text(id.clone()).to_string();
    let text = propose.files.iter().find(|(name, _)| *name == path);
    let bytes = text.map(|(_, bytes)| bytes.clone()).unwrap_or_default();
    let file = SourceFile::new(&path, bytes);
    let document: Document<Register> = Document::read(&file);
    let Some(register) = document.get() else {
        return has_errors(ctx, propose);
    };
    let mut rehearsal = Rehearsal::new(ctx, FIRST, &document);
    rehearsal.apply(ctx, propose, options)?;
    let demand = demand(
        &rehearsal.state,
        &rehearsal.register.history,
        register,
        ctx.subject.roster,
    );
    let submit = act::Submit {
        class: demand.classes.into_iter().collect(),
        needs: demand.needs.into_iter().collect(),
        withdraws: None,
        records: Some(Records::Earlier),
        editorial: None,
    };
    for action in [Action::Submit(submit), approval.action()] {
        let mut plan = Plan::of(action, "");
        plan.text = Some((FIRST, file.digest()));
        rehearsal.apply(ctx, &plan, options)?;
    }
    has_errors(ctx, propose)
}

/// Refuses a draft with errors that a text from records may not have.
fn has_errors(ctx: &ActingContext<'_>, propose: &Plan) -> Result<()> {
    let id = &ctx.subject.files.id;
    let snapshot = ctx.command.one_with(id, &propose.files)?;
    let Some(files) = snapshot.registers.get(id) else {
        return Ok(());
    };
    let findings = rules::records(&snapshot, files);
    if !findings.has_errors() {
        return Ok(());
    }
    let errors = findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error);
    ui::err_findings(&errors.collect());
    reject!(
        "the draft would have these errors, so it cannot be submitted\n  needs:  the draft first: import it without \
         `--approved`, `--accepted` and `--resolution`, and correct it; then `wr submit {id} --from-records`, and \
         `wr backfill {id}` with them"
    )
}
