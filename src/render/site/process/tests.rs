//! The process page shows the complete tables.

use std::collections::BTreeSet;

use super::*;

#[test]
fn every_step_of_every_stage_is_told_as_the_table_has_it() {
    for stage in Stage::ALL {
        let view = stage_view(stage);
        let all = view.onward.iter().chain(&view.others).chain(&view.beside);
        let told: BTreeSet<String> = all.map(|step| step.id.clone()).collect();
        let possible = Transition::ALL
            .into_iter()
            .filter(|step| check_transition(stage, *step).is_ok());
        assert_eq!(told, possible.map(step_anchor).collect(), "{stage}");
    }
    for step in Transition::ALL {
        let view = step_view(step);
        let possible = Stage::ALL
            .into_iter()
            .filter(|stage| check_transition(*stage, step).is_ok());
        assert_eq!(
            view.from,
            possible
                .map(|stage| words::stage(stage).0)
                .collect::<Vec<_>>(),
            "{step}"
        );
        assert_eq!(view.who.len(), entitled(step.task()).len(), "{step}");
    }
    let ids: BTreeSet<String> = Transition::ALL.into_iter().map(step_anchor).collect();
    assert_eq!(ids.len(), Transition::ALL.len(), "two steps have one name");
}

#[test]
fn what_is_to_be_typed_is_told_from_what_is_said() {
    let parts = by_code("a register that is proposed: `wr new`");
    let told = serde_json::to_string(&parts).unwrap();
    assert_eq!(
        told,
        r#"[{"text":"a register that is proposed: ","is_code":false},{"text":"wr new","is_code":true}]"#
    );
}

#[test]
fn the_classes_of_changes_are_those_of_the_table() {
    let told = serde_json::to_value(classes::fields()).unwrap();
    let rows: Vec<String> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            ["field", "change", "class"]
                .map(|key| row[key].as_str().unwrap().to_string())
                .join(" | ")
        })
        .collect();
    for row in [
        "scope | any other change | significant",
        "scope | extended | scope",
        "working group | added | scope",
        "row of Table 1 | split | progress",
        "row of Table 1 | extended | scope",
        "milestone | any other change | deliverables",
        "milestone | extended | scope",
        "allowed findings | any change | allow",
    ] {
        assert!(rows.contains(&row.to_string()), "{row} is not in {rows:#?}");
    }
}

#[test]
fn the_ways_of_the_picture_lead_from_stage_to_stage() {
    let drawn = serde_json::to_value(picture::picture()).unwrap();
    let stages = drawn["stages"].as_array().unwrap();
    assert_eq!(stages.len(), Stage::ALL.len() - 1);
    for pair in stages.windows(2) {
        let (this, next) = (&pair[0], &pair[1]);
        assert!(this["way"]["to"].as_u64() < next["top"].as_u64(), "{this}");
    }
    assert!(stages.last().unwrap()["way"].is_null());
    assert_eq!(stages[1]["way"]["text"], "submitted: work register owner");
    let (top, end) = (
        drawn["ends"]["top"].as_u64().unwrap(),
        drawn["ends"]["height"].as_u64().unwrap(),
    );
    assert_eq!(
        (Some(top), top + end < stages[8]["top"].as_u64().unwrap()),
        (stages[1]["top"].as_u64(), true)
    );
}
