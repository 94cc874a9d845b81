//! The output of `wr explain`: the list, and every rule.

use serde_json::Value;

use super::world::World;

const NOW: &str = "2026-01-21T10:00:00Z";

#[test]
fn explain_lists_every_rule_once_and_explains_each() {
    let mut world = World::empty();
    let list = world.run(NOW, "olga", "explain");
    assert_eq!(list.code, 0, "{}", list.stderr);
    for rule in wr::rules::ALL.iter() {
        let lines = list
            .stdout
            .lines()
            .filter(|line| line.split_whitespace().next() == Some(rule.name));
        assert_eq!(lines.count(), 1, "{} in the list", rule.name);
        let one = world.run(NOW, "olga", &format!("explain {}", rule.name));
        assert!(
            one.code == 0
                && one
                    .stdout
                    .starts_with(&format!("{}: {}", rule.name, rule.summary))
        );
    }
    let all: Value =
        serde_json::from_str(&world.run(NOW, "olga", "explain --format json").stdout).unwrap();
    assert_eq!(all["format"], 1);
    assert_eq!(all["rules"].as_array().unwrap().len(), wr::rules::ALL.len());
    let (rule, first) = (wr::rules::ALL[0], &all["rules"][0]);
    assert_eq!(
        (&first["name"], &first["bad"]),
        (&rule.name.into(), &rule.bad.into())
    );
}
