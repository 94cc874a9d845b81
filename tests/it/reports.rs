//! The formats of `wr check` for other programs, as the program prints them.

use serde_json::Value;

use super::sarif::assert_valid;
use super::world::World;

const NOW: &str = "2026-01-21T10:00:00Z";

/// A store with a draft whose texts are broken, hostile, and in part no YAML.
fn broken() -> World {
    let world = World::given("assigned");
    let path = "registers/xyz/register.yaml";
    let text = world.read(path);
    let hostile = "a|b`c\u{202e}%0A::error::x {0} [y](z) <img src=x>";
    let text = text.replace(
        "committees: [technical]",
        &format!("committees: [\"{hostile}\"]"),
    );
    world.write(path, &text.replace("scope:", "scoep:"));
    world.write("registers/xyz/contacts.yaml", "contacts: [");
    world
}

#[test]
fn sarif_is_valid_and_describes_every_rule_that_occurs() {
    let mut world = broken();
    let ran = world.run(NOW, "olga", "check --format sarif");
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_valid(&log);
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() >= 2, "{}", ran.stdout);
    for result in results {
        let rule =
            &driver["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let help = rule["help"]["text"].as_str();
        assert!(
            help.is_some_and(|help| help.contains("wr explain")),
            "{rule} is not explained"
        );
    }
}

/// The exit code, the findings and the files are the same in every format.
#[test]
fn every_format_tells_of_every_finding() {
    let mut world = broken();
    let json: Value =
        serde_json::from_str(&world.run(NOW, "olga", "check --format json").stdout).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let fixes: Vec<_> = findings
        .iter()
        .filter_map(|finding| finding["fix"]["title"].as_str())
        .collect();
    assert!(fixes.contains(&"write `scope`"), "{fixes:?}");
    for format in ["text", "sarif", "github", "gitlab", "markdown"] {
        let ran = world.run(NOW, "olga", &format!("check --format {format}"));
        assert_eq!(ran.code, 1, "{format}: {}", ran.stderr);
        for finding in findings {
            for field in ["rule", "path"] {
                let told = finding[field].as_str().unwrap_or_default();
                assert!(
                    ran.stdout.contains(told),
                    "{format} does not have {told}:\n{}",
                    ran.stdout
                );
            }
        }
        for fix in &fixes {
            assert!(
                ran.stdout.replace('\\', "").contains(fix),
                "{format} does not say `{fix}`:\n{}",
                ran.stdout
            );
        }
        let raw = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!ran.stdout.chars().any(raw), "{format}: {}", ran.stdout);
        match format {
            "github" => {
                assert_eq!(ran.stdout.lines().count(), findings.len());
                assert!(
                    ran.stdout.lines().all(|line| line.starts_with("::")),
                    "{}",
                    ran.stdout
                );
            }
            "gitlab" => {
                let issues: Value = serde_json::from_str(&ran.stdout).unwrap();
                assert_eq!(issues.as_array().unwrap().len(), findings.len());
            }
            _ => {}
        }
    }
}
