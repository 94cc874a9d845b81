//! Whether a text is complete enough to be submitted.

use anyhow::Result;

use crate::cli::app::answer::Rejected;
use crate::cli::app::ui;
use crate::diagnostic::Findings;
use crate::id::Id;
use crate::report::{self, ReportStyle};

/// Only a complete text is submitted: what is missing is shown, all of it at once.
pub fn complete(findings: &Findings, id: &Id) -> Result<()> {
    if findings.has_errors() {
        ui::err(report::write(findings, ReportStyle::Text, ui::colour()));
        ui::err(format!(
            "refused: the text of `{id}` is not ready to be submitted: {}",
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
