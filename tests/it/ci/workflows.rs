//! The action, the workflows, the job for GitLab and the hooks for pre-commit name only what exists.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::super::pull_requests::NOW;
use super::super::world::World;
use super::{root, yaml};

const SCRIPTS: [&str; 6] = [
    "cache.sh",
    "comment.sh",
    "find.sh",
    "github.sh",
    "gitlab.sh",
    "verify.sh",
];

/// The text of all scripts.
fn scripts() -> String {
    let read = |name: &str| fs::read_to_string(root().join("ci").join(name)).unwrap();
    SCRIPTS.iter().map(|name| read(name)).collect()
}

fn names(object: &Value) -> BTreeSet<String> {
    object.as_object().unwrap().keys().cloned().collect()
}

/// The content of `${{ }}`, if that is all.
fn expression(value: &Value) -> Option<&str> {
    value.as_str()?.strip_prefix("${{ ")?.strip_suffix(" }}")
}

#[test]
fn the_action_names_what_there_is() {
    let action = yaml("action.yml");
    let scripts = scripts();
    let steps = action["runs"]["steps"].as_array().unwrap();
    let mut used = BTreeSet::new();
    for step in steps.iter().filter(|step| step["run"].is_string()) {
        let run = step["run"].as_str().unwrap();
        assert!(!run.contains("${{"), "{run} puts something into a command");
        let path = run
            .trim_matches('"')
            .strip_prefix("$GITHUB_ACTION_PATH/")
            .unwrap();
        assert!(root().join(path).is_file(), "{path} is not there");
        let variables = step["env"].as_object().into_iter().flatten();
        for (name, value) in variables {
            assert!(scripts.contains(name.as_str()), "{name} is not read");
            let value = expression(value).unwrap();
            used.extend(value.strip_prefix("inputs.").map(str::to_string));
        }
    }
    assert_eq!(used, names(&action["inputs"]));
    for (name, output) in action["outputs"].as_object().unwrap() {
        let value = expression(&output["value"]).unwrap();
        let id = value.strip_prefix("steps.").unwrap().split('.').next();
        assert!(steps.iter().any(|step| step["id"].as_str() == id));
        assert!(scripts.contains(&format!("output {name} ")), "{name}");
    }
}

/// The workflows of this repository use the action, the scripts and nothing else of ours.
#[test]
fn the_workflows_name_what_there_is() {
    let inputs = names(&yaml("action.yml")["inputs"]);
    let mut own = 0;
    for name in ["ci.yml", "release.yml", "site.yml"] {
        let workflow = yaml(&format!(".github/workflows/{name}"));
        for (job, value) in workflow["jobs"].as_object().unwrap() {
            for step in value["steps"].as_array().unwrap() {
                if step["uses"] == "./" {
                    let given = names(&step["with"]);
                    assert!(given.is_subset(&inputs), "{name}, {job}: {given:?}");
                    own += 1;
                }
                let run = step["run"].as_str().unwrap_or_default();
                let words = run.split_whitespace();
                for path in words.filter(|word| word.starts_with("ci/") || *word == ".ci/run") {
                    assert!(root().join(path).is_file(), "{name}, {job}: {path}");
                }
                assert!(!run.contains("${{"), "{name}, {job}: {run}");
            }
        }
    }
    assert_eq!(own, 2);
}

#[test]
fn the_job_and_the_hooks_name_what_there_is() {
    let jobs = yaml("ci/gitlab.yml");
    let job = &jobs[".work-registers"];
    let lines = job["script"].as_array().unwrap();
    let last = lines.last().unwrap().as_str().unwrap();
    let path = last.trim_matches('"').strip_prefix("$wr_source/").unwrap();
    let script = fs::read_to_string(root().join(path)).unwrap();
    let artifacts = &jobs["work-registers"]["artifacts"];
    for output in [&artifacts["paths"][0], &artifacts["reports"]["codequality"]] {
        assert!(
            script.contains(output.as_str().unwrap()),
            "{output} is not written"
        );
    }
    let site = &jobs["pages"];
    assert_eq!(site["variables"]["WR_SITE"], site["artifacts"]["paths"][0]);
    let mut variables = names(&job["variables"]);
    variables.extend(names(&site["variables"]));
    variables.remove("GIT_DEPTH");
    let scripts = scripts();
    for name in variables {
        let is_read = scripts.contains(&name)
            || lines
                .iter()
                .any(|line| line.as_str().unwrap().contains(&name));
        assert!(is_read, "{name} is not read");
    }
    let hooks = yaml(".pre-commit-hooks.yaml");
    let languages: Vec<&str> = hooks
        .as_array()
        .unwrap()
        .iter()
        .map(|hook| hook["language"].as_str().unwrap())
        .collect();
    assert_eq!(languages, ["system", "rust"]);
    for hook in hooks.as_array().unwrap() {
        assert_eq!(hook["pass_filenames"], false);
        let entry = hook["entry"].as_str().unwrap().strip_prefix("wr ").unwrap();
        let mut world = World::given("proposed");
        assert_eq!(world.run(NOW, "vera", entry).code, 0);
    }
}

/// The blocks of YAML in the guides use inputs and variables that exist.
#[test]
fn the_guides_name_what_there_is() {
    let inputs = names(&yaml("action.yml")["inputs"]);
    let jobs = yaml("ci/gitlab.yml");
    let mut variables = names(&jobs[".work-registers"]["variables"]);
    variables.insert("WR_PAGES".to_string());
    let hooks = yaml(".pre-commit-hooks.yaml");
    let guide = fs::read_to_string(root().join("docs/administrator.md")).unwrap();
    let mut found = [0; 3];
    for block in guide.split("```yaml\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let file = wr::source::SourceFile::new("guide.yaml", block.as_bytes());
        let value: Value =
            wr::yaml::read(&file).unwrap_or_else(|why| panic!("{block}{}", why.message));
        let steps = value["jobs"].as_object().into_iter().flatten();
        let steps = steps.flat_map(|(_, job)| job["steps"].as_array().unwrap());
        for step in steps.filter(|step| {
            step["uses"]
                .as_str()
                .is_some_and(|it| it.contains("OWNER/wr@"))
        }) {
            found[0] += 1;
            let given = step.get("with").map(names).unwrap_or_default();
            assert!(given.is_subset(&inputs), "{block}");
        }
        if value.get("include").is_some() {
            found[1] += 1;
            assert!(names(&value["variables"]).is_subset(&variables), "{block}");
        }
        for repo in value["repos"].as_array().into_iter().flatten() {
            found[2] += 1;
            let id = &repo["hooks"][0]["id"];
            assert!(
                hooks
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|hook| &hook["id"] == id)
            );
        }
    }
    assert!(found.iter().all(|count| *count > 0), "{found:?}");
}
