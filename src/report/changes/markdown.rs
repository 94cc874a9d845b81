//! The summary of a pull request as Markdown.

use super::{ActLine, ChangeReport, RegisterChange, RequestChange};
use crate::report::clean;
use crate::report::escape::{code, prose};

/// The limit on the acts and on the differences that are listed for one register.
const MOST: usize = 40;

/// A section with a heading for each register, in at most `room` characters; what does not fit is counted.
pub(crate) fn write(changes: &ChangeReport, room: usize) -> String {
    let base: String = clean(&changes.base).chars().take(12).collect();
    if changes.governance.is_empty() && changes.registers.is_empty() && changes.requests.is_empty()
    {
        return format!("\nNo register changes since {}.\n", code(&base));
    }
    let mut section = format!("\n### Changes since {}\n", code(&base));
    if !changes.governance.is_empty() {
        section += "\nPolicy or roster change, so the whole store was checked:\n\n";
    }
    for path in &changes.governance {
        section += &format!("- {}\n", code(&clean(path)));
    }
    let mut length = section.chars().count();
    let paragraphs: Vec<String> = changes
        .registers
        .iter()
        .map(paragraph)
        .chain(changes.requests.iter().map(of_request))
        .collect();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        length += paragraph.chars().count();
        if length > room {
            let left = left(changes, at);
            section += &format!("\n…and {left}; `wr check --base {base}` shows all of them.\n");
            break;
        }
        section += paragraph;
    }
    section
}

fn paragraph(register: &RegisterChange) -> String {
    let title = register
        .title
        .as_ref()
        .map_or(String::new(), |title| format!(" {}", text(title)));
    let mut section = format!("\n#### {}{title}\n\n", code(&clean(&register.register)));
    if let Some([from, to]) = register.stages() {
        section += &format!("- from {} to {}\n", code(from), code(to));
    }
    section += &acts(&register.acts);
    if let Some(remark) = register.remark() {
        section += &format!("- {remark}\n");
    }
    if register.contacts_changed {
        section += "- the contacts change, which needs no approval\n";
    }
    let Some(change) = &register.text else {
        return section;
    };
    section += &format!("- {}\n", change.heading());
    for difference in change.compared.differences.iter().take(MOST) {
        section += &format!("  - {} ({})\n", text(&difference.what), difference.class);
    }
    section += &more(change.compared.differences.len(), "  - ", "differences");
    if let Some(distance) = change.distance() {
        section += &format!("- {distance}\n");
    }
    section += &format!("- {}\n", change.demand());
    for need in &change.needs {
        section += &format!("  - {} ({})\n", text(&need.name), text(&need.clause));
    }
    section
}

/// Counts what is left from a paragraph on: registers come first, then requests.
fn left(changes: &ChangeReport, at: usize) -> String {
    let (registers, requests) = (changes.registers.len(), changes.requests.len());
    let counted = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 more {one}")),
        many => Some(format!("{many} more {one}s")),
    };
    let requests = requests - at.saturating_sub(registers);
    let left = [
        counted(registers.saturating_sub(at), "register"),
        counted(requests, "change request"),
    ];
    left.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

fn of_request(request: &RequestChange) -> String {
    let (from, to) = (code(&request.stage_before), code(&request.stage_after));
    let id = code(&clean(&request.request));
    format!(
        "\n#### Change request {id}\n\n- from {from} to {to}\n{}",
        acts(&request.acts)
    )
}

fn acts(acts: &[ActLine]) -> String {
    let line = |act: &ActLine| {
        let void = act
            .void
            .as_ref()
            .map_or(String::new(), |why| format!(" **void**: {}", text(why)));
        format!(
            "- {} {} {} ({}){void}\n",
            act.on,
            text(&act.by),
            text(&act.what),
            code(&act.act)
        )
    };
    let told: String = acts.iter().take(MOST).map(line).collect();
    told + &more(acts.len(), "- ", "acts")
}

/// Counts the items beyond the limit, as an item of the list.
fn more(all: usize, item: &str, what: &str) -> String {
    match all.checked_sub(MOST) {
        None | Some(0) => String::new(),
        Some(left) => format!("{item}…and {left} more {what}\n"),
    }
}

fn text(text: &str) -> String {
    prose(&clean(text))
}

#[cfg(test)]
mod tests {
    use super::super::hostile;
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let evil = "a\n# b\n- c\n| c | <img src=x onerror=1> [d](https://e) @team #12 **f** ![g](h) \u{202e}";
        let written = write(&hostile(evil), 60_000);
        assert!(
            !written
                .chars()
                .any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')),
            "{written:?}"
        );
        let mut options = comrak::Options::default();
        options.extension.autolink = true;
        options.extension.table = true;
        options.render.r#unsafe = true;
        let html = comrak::markdown_to_html(&written, &options);
        for markup in [
            "<img",
            "<a ",
            "<table",
            "<h1",
            "<em>",
            "@team",
            "#12",
            "<strong>f",
        ] {
            assert!(!html.contains(markup), "{markup} in {html}");
        }
        assert!(html.contains("&lt;img src=x onerror=1&gt;"), "{html}");
    }

    #[test]
    fn a_register_is_told_under_one_heading() {
        let expected = "
### Changes since `5a5a5a`

Policy or roster change, so the whole store was checked:

- `registers/roster.yaml`

#### `xyz` XYZ

- from `established` to `review`
- 2026-01-29 XYZ XYZ (`1af713a9f181`)
- 2026-01-29 XYZ XYZ (`1af713a9f181`) **void**: XYZ
- the contacts change, which needs no approval
- the text, compared with revision 1, which is in force:
  - XYZ (deliverables)
- if submitted (deliverables), it needs the approval of:
  - XYZ (DSP4003 3\\.2)

#### Change request `cr-1`

- from `unknown` to `forwarded`
- 2026-01-29 XYZ XYZ (`1af713a9f181`)
";
        assert_eq!(write(&hostile("XYZ"), 60_000), expected);
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let mut changes = hostile("XYZ");
        changes.registers = vec![changes.registers[0].clone(); 50];
        let written = write(&changes, 2_000);
        assert!(written.chars().count() < 2_100, "{}", written.len());
        let mut long = hostile("XYZ");
        long.registers[0].acts = vec![long.registers[0].acts[0].clone(); MOST + 7];
        assert!(write(&long, 60_000).contains("- …and 7 more acts\n"));
        let told = written.matches("#### ").count();
        assert!(
            told > 0
                && written.contains(&format!(
                    "…and {} more registers and 1 more change request;",
                    50 - told
                )),
            "{written}"
        );
    }
}
