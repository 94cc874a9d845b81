//! The summary of a pull request for a terminal.

use super::{ActLine, ChangeReport, RegisterChange};
use crate::report::clean;

/// The commit that is compared with, then one paragraph for each register, and an empty line.
pub(crate) fn write(changes: &ChangeReport) -> String {
    let base: String = clean(&changes.base).chars().take(12).collect();
    if changes.governance.is_empty() && changes.registers.is_empty() && changes.requests.is_empty()
    {
        return format!("no register changes since {base}\n\n");
    }
    let mut text = format!("changes since {base}\n");
    if !changes.governance.is_empty() {
        text += "\npolicy or roster change, so the whole store was checked\n";
    }
    for path in &changes.governance {
        text += &format!("  {}\n", clean(path));
    }
    for register in &changes.registers {
        text += &format!("\n{}", paragraph(register));
    }
    for request in &changes.requests {
        let (id, from, to) = (
            clean(&request.request),
            &request.stage_before,
            &request.stage_after,
        );
        text += &format!(
            "\nchange request {id}  [{from} -> {to}]\n{}",
            acts(&request.acts)
        );
    }
    text + "\n"
}

fn acts(acts: &[ActLine]) -> String {
    let line = |act: &ActLine| {
        let void = act
            .void
            .as_ref()
            .map_or(String::new(), |why| format!("  VOID: {}", clean(why)));
        format!(
            "  {}  {}  {}  {}{void}\n",
            act.on,
            act.act,
            clean(&act.by),
            clean(&act.what)
        )
    };
    acts.iter().map(line).collect()
}

fn paragraph(register: &RegisterChange) -> String {
    let title = register
        .title
        .as_ref()
        .map_or(String::new(), |title| format!("  {}", clean(title)));
    let stages = register
        .stages()
        .map_or(String::new(), |[from, to]| format!("  [{from} -> {to}]"));
    let mut text = format!("{}{title}{stages}\n", clean(&register.register));
    text += &acts(&register.acts);
    if let Some(remark) = register.remark() {
        text += &format!("  {remark}\n");
    }
    if register.contacts_changed {
        text += "  the contacts change, which needs no approval\n";
    }
    let Some(change) = &register.text else {
        return text;
    };
    text += &format!("  {}\n", change.heading());
    for difference in &change.compared.differences {
        text += &format!("    {} ({})\n", clean(&difference.what), difference.class);
    }
    if let Some(distance) = change.distance() {
        text += &format!("  {distance}\n");
    }
    text += &format!("  {}\n", change.demand());
    for need in &change.needs {
        text += &format!("    {}  {}\n", clean(&need.name), need.clause);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::hostile;
    use super::*;
    use crate::report::visible;

    #[test]
    fn nothing_of_a_file_reaches_the_terminal_raw() {
        let evil = "\u{1b}[31m\u{202e}\0\nerror: forged\u{9b}2J\u{2028}\r";
        let written = write(&hostile(evil));
        assert!(
            written.chars().all(|c| c == '\n' || visible(c) == c),
            "{written:?}"
        );
        assert!(
            !written.lines().any(|line| line.starts_with("error")),
            "{written}"
        );
    }

    #[test]
    fn a_register_is_told_in_one_paragraph() {
        let expected = "\
changes since 5a5a5a

policy or roster change, so the whole store was checked
  registers/roster.yaml

xyz  XYZ  [established -> review]
  2026-01-29  1af713a9f181  XYZ  XYZ
  2026-01-29  1af713a9f181  XYZ  XYZ  VOID: XYZ
  the contacts change, which needs no approval
  the text, compared with revision 1, which is in force:
    XYZ (deliverables)
  if submitted (deliverables), it needs the approval of:
    XYZ  DSP4003 3.2

change request cr-1  [unknown -> forwarded]
  2026-01-29  1af713a9f181  XYZ  XYZ

";
        assert_eq!(write(&hostile("XYZ")), expected);
    }
}
