//! The table of transitions, printed for readers who know DSP4003 but not Rust, and compared with the stored one.

use std::path::Path;

use wr::process::Stage;
use wr::process::stage::{Transition, check_transition};

/// Every stage with every step. Read the difference before you bless it: `BLESS=1 cargo test transitions`.
#[test]
fn the_table_of_transitions_is_the_one_that_was_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transitions.md");
    let table = table();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap();
    assert!(
        known == table,
        "the table differs from tests/transitions.md:\n{table}"
    );
}

/// Nothing is a dead end but the two ends, from which nothing leads on.
#[test]
fn from_every_stage_some_step_leads_on() {
    for stage in Stage::ALL {
        let steps = Transition::ALL
            .into_iter()
            .filter(|step| check_transition(stage, *step).is_ok());
        // These leave a register where it stands.
        let still = [
            Transition::Assign,
            Transition::Feedback,
            Transition::Resolve,
            Transition::Commit,
            Transition::Write,
            Transition::TakeOff,
        ];
        let moves = steps.filter(|step| !still.contains(step)).count();
        let is_end = [Stage::Removed, Stage::Ended].contains(&stage);
        assert_eq!(
            moves == 0,
            is_end,
            "{stage} is a dead end, or an end that is none"
        );
    }
}

fn table() -> String {
    let mut text = String::from(
        "# Which step leads on from where\n\n\
         Printed by the program's own table (`src/process/stage/table.rs`), stage by stage. A step that is not possible\n\
         names what it needs, and the clause. Reviews, milestones and removals also need a revision in force, and\n\
         `end` that there is none: a revision may be on its way in either case.\n",
    );
    for stage in Stage::ALL {
        text += &format!("\n## {stage}\n\n| step | |\n|---|---|\n");
        for step in Transition::ALL {
            let verdict = match check_transition(stage, step) {
                Ok(()) => "**possible**".to_string(),
                Err(blocked) => format!("needs {}; {}", blocked.needs, blocked.clause),
            };
            text += &format!("| {step} | {verdict} |\n");
        }
    }
    text += "\n## The day of an act\n\n\
             The day of an act is never before the day of what it rests on (T1). It is never later than the day that it\n\
             is anywhere on earth when the act is recorded: the day of `at` in UTC+14. A vote rests on the opening of its\n\
             ballot.\n\n| step | not before |\n|---|---|\n";
    for step in Transition::ALL {
        let bases: Vec<String> = step.rests_on().iter().map(ToString::to_string).collect();
        let bases = if bases.is_empty() {
            "-".to_string()
        } else {
            bases.join("; ")
        };
        text += &format!("| {step} | {bases} |\n");
    }
    text
}
