//! `wr` in programs that people have: Neovim, and the server of the YAML extensions.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::client::{Editor, NOW, TEXT};
use super::written;
use crate::world::{REGISTER, World, words};

fn editors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editors")
}

/// The folders of programs, that of `wr` first.
fn with_wr() -> std::ffi::OsString {
    let own = Path::new(env!("CARGO_BIN_EXE_wr")).parent().unwrap();
    let all = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(own.to_path_buf()).chain(std::env::split_paths(&all));
    std::env::join_paths(all).unwrap()
}

/// Whether a program is here; a test without it is skipped, or fails if `required` is set.
#[allow(clippy::print_stderr)]
fn has(program: &Path, required: &str) -> bool {
    let works = Command::new(program).arg("--version").output();
    let works = works.is_ok_and(|output| output.status.success());
    let name = program.display();
    assert!(
        works || std::env::var_os(required).is_none(),
        "{name} is missing, and {required} is set"
    );
    if !works {
        eprintln!("skipped: no {name} is here");
    }
    works
}

/// Neovim with its own client.
#[test]
fn neovim_shows_findings_and_takes_fixes() {
    if !has(Path::new("nvim"), "WR_TEST_NEOVIM") {
        return;
    }
    let world = written();
    world.write(
        TEXT,
        &REGISTER
            .replace("scope:", "scop:")
            .replace("committee: alliance", "committee: al"),
    );
    let page = include_str!("../../../docs/editors.md");
    let blocks = page.split("```lua\n").skip(1);
    let mut blocks = blocks.map(|block| block.split("```").next().unwrap());
    let lines = blocks.find(|it| it.contains("start_client")).unwrap();
    let settings = world.outside().join("init.lua");
    std::fs::write(&settings, lines).unwrap();
    let script = editors().join("neovim.lua");
    let mut command: Command = world.command("nvim", NOW, "olga");
    let output = command
        .env("PATH", with_wr())
        .env("XDG_STATE_HOME", world.outside())
        .args(words("--headless -i NONE -n -u"))
        .arg(&settings)
        .arg("-c")
        .arg(format!("luafile {}", script.display()))
        .arg(TEXT)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).replace('\r', "");
    let expected = "\
        7 committee-unknown\n\
        9 field-unknown\n\
        hover: **Title** (`title`)\n\
        complete: alliance marketing technical\n\
        definition: roster.yaml - id: alliance\n\
        fixed: scope: XYZ develops schema for managing networks and submits it to DMTF.\n\
        0 findings\n";
    assert!(said.contains(expected), "{said}");
}

/// The YAML server of most editors, in the versions that `tests/editors/package.json` names and `npm ci` installs: files that `wr` wrote name their schemas, where that server looks.
#[test]
fn the_yaml_server_reads_the_schemas() {
    let is_installed = editors().join("node_modules").exists();
    let server = if is_installed {
        "node"
    } else {
        "yaml-language-server"
    };
    if !has(Path::new(server), "WR_TEST_YAML_SERVER") || !is_installed {
        return;
    }
    for version in ["yaml-language-server", "yaml-language-server-1.19"] {
        let mut world = World::empty();
        // The patterns of the settings do not match below a folder whose name begins with a dot.
        let folder = tempfile::Builder::new().prefix("wr-").tempdir().unwrap();
        world.here = folder.path().to_path_buf();
        for line in [
            "init .",
            "roster add organization \"XYZ Forum\" --id xyz",
            "save roster",
            "new xyz --partner xyz",
            "schema --write",
        ] {
            let ran = world.run(NOW, "vera", line);
            assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
        }
        let mut editor = yaml_server(&world, version);
        // Each file names its schema in its first line.
        for path in [
            "registers/policy.yaml",
            "registers/roster.yaml",
            TEXT,
            "registers/xyz/contacts.yaml",
        ] {
            let text = world.read(path);
            editor.open(path, &text);
            assert!(
                editor.published(path)["diagnostics"]
                    .as_array()
                    .unwrap()
                    .is_empty(),
                "{path}"
            );
            editor.change(path, 2, &format!("{text}\nunknown: x\n"));
            let found = editor.published(path);
            assert_eq!(
                found["diagnostics"][0]["message"], "Property unknown is not allowed.",
                "{version}: {path}"
            );
        }
        // A file without that line gets it from the settings that `wr schema --write` writes for VS Code.
        let settings: Value = serde_json::from_str(&world.read(".vscode/settings.json")).unwrap();
        let mut editor = yaml_server(&world, version);
        editor.settings["schemas"] = settings["yaml.schemas"].clone();
        editor.open(TEXT, "unknown: x\n");
        // The server may look at the file before it has the settings, and again afterwards.
        let is_empty = |found: &Value| found["diagnostics"].as_array().unwrap().is_empty();
        let mut found = editor.published(TEXT);
        while is_empty(&found) {
            found = editor.published(TEXT);
        }
        let messages = found.to_string();
        assert!(
            messages.contains("Property unknown is not allowed."),
            "{version}: {messages}"
        );
        let text = REGISTER
            .replace("due: 2026-Q4", "due: soon")
            .replace("id: schema", "id: A schema");
        editor.change(TEXT, 2, &text);
        let found = editor.published(TEXT);
        // Neovim 0.7 cannot show a message that is a list.
        let messages: Vec<&str> = found["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["message"].as_str().unwrap())
            .collect();
        assert_eq!(
            messages,
            [
                "an id is needed: lowercase letters, digits and single hyphens, as in `alliance-committee`",
                "a date is needed: a day (2027-03-31), a month (2027-03), a quarter (2027-Q1) or a year (2027)",
            ],
            "{version}"
        );
        let hover = editor.at("textDocument/hover", TEXT, &text, "originating_committee");
        assert!(
            hover["contents"]["value"]
                .as_str()
                .unwrap()
                .contains("DSP4003 2"),
            "{hover}"
        );
    }
}

fn yaml_server(world: &World, version: &str) -> Editor {
    let mut command: Command = world.command("node", NOW, "vera");
    let server = editors().join(format!("node_modules/{version}/bin/yaml-language-server"));
    command.arg(server).arg("--stdio");
    let mut editor = Editor::with(world, command);
    editor.settings = json!({ "validate": true, "hover": true, "completion": true, "schemaStore": { "enable": false } });
    let root = editor.uri("");
    let root = root.trim_end_matches('/');
    let capabilities = json!({
        "workspace": { "configuration": true, "didChangeConfiguration": { "dynamicRegistration": true } },
        "textDocument": { "hover": { "contentFormat": ["markdown"] } },
    });
    editor.ask(
        "initialize",
        json!({
            "processId": null,
            "rootUri": root,
            "workspaceFolders": [{ "uri": root, "name": "store" }],
            "capabilities": capabilities,
        }),
    );
    editor.tell("initialized", json!({}));
    editor
}
