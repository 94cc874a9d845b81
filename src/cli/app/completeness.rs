//! Refuses to submit a text with errors.

use anyhow::Result;

use crate::cli::app::answer::Rejected;
use crate::cli::app::ui;
use crate::diagnostic::Findings;
use crate::id::Id;
use crate::report;

/// Prints all findings and refuses the text if one is an error.
///
/// # Errors
/// `Rejected`, if a finding is an error.
pub(crate) fn complete(findings: &Findings, id: &Id) -> Result<()> {
    if findings.has_errors() {
        ui::err_findings(findings);
        ui::err(format!(
            "refused: the text of `{id}` is not ready to submit: {}",
            report::summary(findings)
        ));
        return Err(Rejected::AlreadyPrinted.into());
    }
    if !findings.is_empty() {
        ui::err(format!(
            "{}; `wr check {id}` shows them",
            report::summary(findings)
        ));
    }
    Ok(())
}
