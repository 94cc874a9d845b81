//! `wr lsp`, with a client that speaks JSON-RPC as editors do, and the schemas in editors.

mod client;
mod programs;

use std::io::Write as _;

use serde_json::{Value, json};
use wr::yaml::Word;

use self::client::{Editor, NOW, TEXT, edited, position};
use super::world::{CONTACTS, POLICY, REGISTER, ROSTER, World};

/// A store in which Olga writes the text of `xyz`.
fn written() -> World {
    World::given("written")
}

/// Olga types a wrong committee, sees the finding, and corrects it; then she closes the file.
#[test]
fn findings_appear_as_one_types_and_go_when_the_file_is_closed() {
    let world = written();
    let mut olga = Editor::of(&world, "olga");
    olga.open(TEXT, REGISTER);
    assert_eq!(olga.findings(TEXT), Vec::<String>::new());
    let wrong = REGISTER.replace(
        "originating_committee: alliance",
        "originating_committee: allianc",
    );
    olga.change(TEXT, 2, &wrong);
    let published = olga.published(TEXT);
    assert_eq!(published["version"], 2);
    let one = &published["diagnostics"][0];
    assert_eq!(one["code"], "committee-unknown");
    assert_eq!(
        one["codeDescription"]["href"],
        "https://www.dmtf.org/dsp/DSP4003"
    );
    assert_eq!(one["range"]["start"], position(&wrong, "allianc\n"));
    let message = one["message"].as_str().unwrap();
    assert!(
        message.contains("\nhelp: did you mean `alliance`?\nclause: DSP4003 2.3"),
        "{message}"
    );
    // The same that `wr check` finds once the file is saved.
    world.write(TEXT, &wrong);
    let mut world = world;
    let check = world.run(NOW, "olga", "check xyz");
    assert!(
        check.stdout.contains(message.lines().next().unwrap()),
        "{}",
        check.stdout
    );
    olga.change(TEXT, 3, REGISTER);
    assert_eq!(olga.findings(TEXT), Vec::<String>::new());
    olga.change(TEXT, 4, &wrong);
    assert_eq!(olga.findings(TEXT).len(), 1);
    olga.close(TEXT);
    assert_eq!(olga.findings(TEXT), Vec::<String>::new());
    assert!(olga.ends().success());
}

/// Vera removes a committee from the roster; the register beside it shows what that breaks.
#[test]
fn a_change_of_the_roster_shows_in_the_register_beside_it() {
    let world = written();
    let mut vera = Editor::of(&world, "vera");
    vera.open(TEXT, REGISTER);
    assert_eq!(vera.findings(TEXT), Vec::<String>::new());
    let roster = world.read("registers/roster.yaml");
    vera.open("registers/roster.yaml", &roster);
    assert_eq!(vera.findings("registers/roster.yaml"), Vec::<String>::new());
    let without = roster.replace("id: technical\n", "id: technica\n");
    vera.change("registers/roster.yaml", 2, &without);
    let found = vera.findings(TEXT);
    assert!(
        found.iter().all(|it| it.contains("committee-unknown")) && found.len() == 2,
        "{found:?}"
    );
    let own = vera.findings("registers/roster.yaml");
    assert!(
        own.iter().any(|it| it.contains("roster-reference")),
        "{own:?}"
    );
    // She closes the roster without saving it: what is on disk counts again.
    vera.close("registers/roster.yaml");
    assert_eq!(vera.findings(TEXT), Vec::<String>::new());
}

/// Vera adds a committee with `wr` while she has the register open.
#[test]
fn what_other_programs_commit_is_seen() {
    let mut world = written();
    let mut vera = Editor::of(&world, "vera");
    let text = REGISTER.replace("committees: [technical], due", "committees: [storage], due");
    vera.open(TEXT, &text);
    assert_eq!(vera.findings(TEXT).len(), 1);
    let line = "roster add body \"Storage Committee\" --kind committee";
    let added = world.run(NOW, "vera", line);
    assert_eq!(added.code, 0, "{}", added.stderr);
    let saved = world.run(NOW, "vera", "save roster");
    assert_eq!(saved.code, 0, "{}", saved.stderr);
    let roster = world.read("registers/roster.yaml");
    let id = ["storage-committee", "storage"]
        .into_iter()
        .find(|id| roster.contains(&format!("id: {id}")));
    let text = text.replace("[storage]", &format!("[{}]", id.unwrap()));
    vera.change(TEXT, 2, &text);
    assert_eq!(vera.findings(TEXT), Vec::<String>::new());
}

#[test]
fn a_field_a_name_and_a_finding_are_explained() {
    let world = written();
    let mut olga = Editor::of(&world, "olga");
    olga.open(TEXT, REGISTER);
    olga.findings(TEXT);
    let field = olga.hover(TEXT, REGISTER, "originating_committee");
    assert!(
        field.contains("**Originating committee**") && field.contains("DSP4003 2.3"),
        "{field}"
    );
    let name = olga.hover(TEXT, REGISTER, "alliance\n");
    assert!(
        name.starts_with("`alliance`: Alliance Committee; chair: Carl Chair; 5 seats"),
        "{name}"
    );
    let word = olga.hover(TEXT, REGISTER, "goal");
    assert!(word.starts_with("`goal`: A goal."), "{word}");
    assert_eq!(
        olga.hover(TEXT, REGISTER, "XYZ develops"),
        olga.hover(TEXT, REGISTER, "scope")
    );
    let wrong = REGISTER.replace("[technical], working", "[technica], working");
    olga.change(TEXT, 2, &wrong);
    let rule = olga.hover(TEXT, &wrong, "technica]");
    assert!(
        rule.contains("**committee-unknown** (DSP4003 2.3"),
        "{rule}"
    );

    olga.open("registers/roster.yaml", ROSTER);
    let who = olga.hover("registers/roster.yaml", ROSTER, "tess\n");
    assert!(
        who.starts_with("`tess`: Tess Tate, Bolt; chair of the Technical Committee"),
        "{who}"
    );
    let seat = olga.hover("registers/roster.yaml", ROSTER, "voter: ann");
    assert!(seat.contains("The person who casts its vote"), "{seat}");
    olga.open("registers/xyz/contacts.yaml", CONTACTS);
    let who = olga.hover("registers/xyz/contacts.yaml", CONTACTS, "pat@xyz");
    assert!(who.contains("Pat Price, XYZ"), "{who}");
    let none = olga.hover("registers/xyz/contacts.yaml", CONTACTS, "\n");
    assert_eq!(none, "");
}

#[test]
fn names_fields_and_words_are_completed_where_they_belong() {
    let world = written();
    let other = REGISTER.replace("title: XYZ", "title: ABC");
    world.write("registers/abc/register.yaml", &other);
    let mut olga = Editor::of(&world, "olga");
    olga.open(TEXT, REGISTER);
    let with = |old: &str, new: &str| {
        assert!(REGISTER.contains(old), "{old}");
        REGISTER.replacen(old, new, 1)
    };
    let mut labels = |version: i32, text: String| olga.labels(TEXT, version, &text);
    assert_eq!(
        labels(2, with("organization: xyz", "organization: |")),
        ["xyz", "old"]
    );
    assert_eq!(
        labels(3, with("committee: alliance", "committee: al|")),
        ["alliance", "technical", "marketing"]
    );
    assert_eq!(labels(4, with("[networks]", "[|]")), ["networks"]);
    assert_eq!(labels(5, with("[networks]", "[|")), ["networks"]);
    assert_eq!(
        labels(6, with("commitment: goal", "commitment: |")),
        ["goal", "committed"]
    );
    assert_eq!(labels(7, with("owner: DMTF", "owner: |")), ["DMTF", "XYZ"]);
    assert_eq!(
        labels(8, with("lead: XYZ", "lead: |"))[..3],
        ["DMTF", "XYZ", "Alliance Committee"]
    );
    assert!(labels(9, with("type: Schema", "type: |")).contains(&"schema".to_string()));
    let addendum = REGISTER.replacen("subject:", "addendum_to: |\nsubject:", 1);
    assert_eq!(labels(10, addendum), ["abc"]);
    let fields = labels(11, format!("{REGISTER}|\n"));
    assert!(
        fields.contains(&"links".to_string()) && !fields.contains(&"scope".to_string()),
        "{fields:?}"
    );
    let fields = labels(12, with("home: {work_area: The CIM schema.}", "home:\n  |"));
    assert_eq!(fields, ["group", "work_area"]);
    let fields = labels(13, with("kind: board}", "kind: board}, |"));
    assert_eq!(fields, ["group"]);
    // Free text, a comment, and a text that cannot be read.
    for (version, text) in [
        (14, with("scope: XYZ", "scope: |XYZ")),
        (15, format!("{REGISTER}# |\n")),
        (16, "a: [\n} |".into()),
    ] {
        assert_eq!(labels(version, text), Vec::<String>::new());
    }

    olga.open("registers/roster.yaml", ROSTER);
    let people = olga.complete(
        "registers/roster.yaml",
        2,
        &ROSTER.replace("chair: tess", "chair: t|"),
    );
    let tess = people.iter().find(|it| it["label"] == "tess").unwrap();
    assert_eq!(tess["detail"], "Tess Tate, Bolt");
    assert_eq!(tess["filterText"], "tess Tess Tate");
    assert_eq!(tess["textEdit"]["newText"], "tess");
    let gone = people.iter().find(|it| it["label"] == "gone").unwrap();
    assert!(
        gone["detail"]
            .as_str()
            .unwrap()
            .contains("left on 2025-12-31"),
        "{gone}"
    );
    let new = olga.labels(
        "registers/roster.yaml",
        3,
        &ROSTER.replace("{id: vera,", "{id: |,"),
    );
    assert_eq!(new, Vec::<String>::new());

    olga.open("registers/policy.yaml", POLICY);
    let policy = POLICY.replace("    technical: {rule", "    |\n    technical: {rule");
    let bodies = olga.labels("registers/policy.yaml", 2, &policy);
    assert!(
        bodies.contains(&"board".to_string()) && !bodies.contains(&"technical".to_string()),
        "{bodies:?}"
    );

    let contacts = "registers/xyz/contacts.yaml";
    olga.change(TEXT, 17, REGISTER);
    olga.open(contacts, CONTACTS);
    let people = olga.labels(contacts, 2, &CONTACTS.replace("name: Pat Price", "name: |"));
    assert_eq!(people, ["Pat Price"]);
    let addresses = olga.labels(contacts, 3, &CONTACTS.replace("olga@acme.example", "|"));
    assert!(
        addresses.contains(&"tess@bolt.example".to_string()),
        "{addresses:?}"
    );
    assert!(
        !addresses.contains(&"pat@xyz.example".to_string())
            && !addresses.contains(&"gil@acme.example".to_string())
    );
}

#[test]
fn a_name_leads_to_the_line_that_defines_it() {
    let world = written();
    let mut olga = Editor::of(&world, "olga");
    let text = REGISTER.replace("subject:", "addendum_to: xyz\nsubject:");
    olga.open(TEXT, &text);
    let roster = |line: &str| Some(("registers/roster.yaml".to_string(), line.to_string()));
    let body = roster("- id: alliance");
    assert_eq!(olga.definition(TEXT, &text, "alliance\n"), body);
    let partner = olga.definition(TEXT, &text, "xyz, governing").unwrap();
    assert!(
        partner
            .1
            .starts_with("- {id: xyz, name: XYZ Industry Group"),
        "{partner:?}"
    );
    let owner = olga.definition(TEXT, &text, "DMTF, developer").unwrap();
    assert!(owner.1.starts_with("- {id: dmtf,"), "{owner:?}");
    let other = olga.definition(TEXT, &text, "xyz\nsubject").unwrap();
    assert_eq!(other.0, TEXT);
    assert_eq!(olga.definition(TEXT, &text, "XYZ develops"), None);
    olga.open("registers/roster.yaml", ROSTER);
    let tess = olga
        .definition("registers/roster.yaml", ROSTER, "tess\n")
        .unwrap();
    assert!(
        tess.1.starts_with("- {id: tess, name: Tess Tate"),
        "{tess:?}"
    );
}

#[test]
fn fixes_are_those_of_the_command_one_by_one_and_together() {
    let mut world = written();
    let mut olga = Editor::of(&world, "olga");
    let wrong = REGISTER
        .replace("scope:", "scop:")
        .replace("due: 2026-Q4", "due: Q4/2026")
        .replace(
            "justification: Both",
            "justification: \"🎵 سلام\u{200b}\" # Both",
        );
    olga.open(TEXT, &wrong);
    let found = olga.findings(TEXT);
    assert_eq!(found.len(), 3, "{found:?}");
    let scope = olga.actions(TEXT, &wrong, "scop:", json!({ "triggerKind": 2 }));
    assert_eq!(scope.len(), 1, "{scope:?}");
    assert_eq!(scope[0]["title"], "write `scope`");
    assert_eq!(scope[0]["kind"], "quickfix");
    assert_eq!(scope[0]["diagnostics"][0]["code"], "field-unknown");
    assert_eq!(edited(&wrong, &scope[0]), wrong.replace("scop:", "scope:"));
    let hidden = olga.actions(TEXT, &wrong, "\u{200b}", json!({ "only": ["quickfix"] }));
    assert_eq!(edited(&wrong, &hidden[0]), wrong.replace('\u{200b}', ""));
    assert!(
        olga.actions(TEXT, &wrong, "title", json!({ "only": ["quickfix"] }))
            .is_empty()
    );
    assert!(
        olga.actions(TEXT, &wrong, "scop:", json!({ "only": ["refactor"] }))
            .is_empty()
    );
    let all = olga.actions(TEXT, &wrong, "title", json!({ "only": ["source.fixAll"] }));
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0]["kind"], "source.fixAll.wr");
    // Three lines change and no other.
    assert_eq!(
        all[0]["edit"]["changes"]
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let fixed = edited(&wrong, &all[0]);
    world.write(TEXT, &wrong);
    let ran = world.run(NOW, "olga", "check xyz --fix");
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert_eq!(world.read(TEXT), fixed);
    olga.change(TEXT, 2, &fixed);
    assert_eq!(olga.findings(TEXT), Vec::<String>::new());
}

/// On Windows an editor may show the file with its line ends.
#[test]
fn line_ends_of_windows_are_no_finding_and_stay() {
    let world = written();
    let mut olga = Editor::of(&world, "olga");
    let text = REGISTER
        .replace("scope:", "\tscop:")
        .replace("\tscop", "scop")
        .replace('\n', "\r\n");
    olga.open(TEXT, &text);
    let found = olga.findings(TEXT);
    assert_eq!(found.len(), 1, "{found:?}");
    let all = olga.actions(TEXT, &text, "scop", json!({ "only": ["source"] }));
    assert_eq!(edited(&text, &all[0]), REGISTER.replace('\n', "\r\n"));
}

#[test]
fn errors_in_a_file_are_shown_and_stop_nothing() {
    let world = written();
    let mut olga = Editor::of(&world, "olga");
    olga.open(TEXT, &REGISTER.replace("subject: ", "subject: a: b: "));
    let found = olga.findings(TEXT);
    assert!(found[0].contains("error yaml-syntax"), "{found:?}");
    for (version, text) in [
        "",
        "\u{feff}title: x",
        "- a",
        "a: &x [*x]",
        "? [",
        "\0",
        "🎵",
        "<<<<<<< a\n=======\n>>>>>>> b\n",
    ]
    .into_iter()
    .enumerate()
    {
        olga.change(TEXT, version as i32 + 2, text);
        let found = olga.findings(TEXT);
        assert!(!found.is_empty(), "{text}");
        let hover = json!({ "textDocument": { "uri": olga.uri(TEXT) }, "position": { "line": 0, "character": 1 } });
        for method in ["hover", "completion", "definition"] {
            olga.ask(&format!("textDocument/{method}"), hover.clone());
        }
        olga.actions(TEXT, "x", "x", json!({}));
    }
    // A broken policy or roster leaves the register readable.
    olga.open("registers/policy.yaml", "store: [");
    let found = olga.findings("registers/policy.yaml");
    assert!(
        found.iter().any(|it| it.contains("yaml-syntax")),
        "{found:?}"
    );
    olga.change(
        TEXT,
        20,
        &REGISTER.replace("committee: alliance", "committee: allianc"),
    );
    let found = olga.findings(TEXT);
    assert!(found[0].contains("committee-unknown"), "{found:?}");
    olga.open(
        "registers/roster.yaml",
        &ROSTER.replace("bodies:", "bodies"),
    );
    let found = olga.findings("registers/roster.yaml");
    assert!(
        found.iter().any(|it| it.contains("yaml-syntax")),
        "{found:?}"
    );
    let labels = olga.labels(
        TEXT,
        21,
        &REGISTER.replace("committee: alliance", "committee: |"),
    );
    assert_eq!(labels, ["alliance", "technical", "marketing"]);
}

/// Mallory edits a recorded act; Vera writes a text under a wrong name, and a text of a register that is not on disk yet.
#[test]
fn files_that_are_not_to_be_edited_and_new_files_are_known() {
    let world = written();
    let act = world
        .files("registers/xyz/acts", "propose")
        .into_iter()
        .find(|it| it.ends_with(".yaml"))
        .unwrap();
    let act = match act.starts_with("registers/") {
        true => act,
        false => format!("registers/xyz/acts/{act}"),
    };
    let mut vera = Editor::of(&world, "vera");
    let text = world.read(&act);
    vera.open(&act, &text);
    assert_eq!(vera.findings(&act), Vec::<String>::new());
    vera.change(&act, 2, &format!("{text}# seen\n"));
    let found = vera.findings(&act);
    assert!(
        found[0].contains("record-rewritten") && found[0].contains("act is edited"),
        "{found:?}"
    );
    vera.open("registers/xyz/register.yml", REGISTER);
    let found = vera.findings("registers/xyz/register.yml");
    assert!(found[0].contains("stray-file"), "{found:?}");
    vera.open(
        "registers/abc/register.yaml",
        "title: [x]\npartner: {organization: xyz}\n",
    );
    let found = vera.findings("registers/abc/register.yaml");
    assert!(
        found.iter().any(|it| it.contains("field-type")),
        "{found:?}"
    );
}

#[test]
fn a_file_outside_of_a_store_gets_no_findings() {
    let world = World::empty();
    let mut vera = Editor::of(&world, "vera");
    let path = "registers/xyz/register.yaml";
    vera.open(path, "title: [\n");
    vera.open("other.yaml", "title: [\n");
    assert_eq!(vera.at("textDocument/hover", path, "t", "t"), Value::Null);
    assert_eq!(
        vera.at("textDocument/completion", path, "t", "t"),
        Value::Null
    );
    assert!(vera.actions(path, "t", "t", json!({})).is_empty());
    let logged: Vec<&Value> = vera
        .told
        .iter()
        .filter(|it| it["method"] == "window/logMessage")
        .collect();
    assert!(
        !logged.is_empty()
            && logged[0]["params"]["message"]
                .as_str()
                .unwrap()
                .contains("git"),
        "{logged:?}"
    );
    assert!(
        vera.told
            .iter()
            .all(|it| it["method"] != "textDocument/publishDiagnostics")
    );
    // The folder becomes a store, and the next save finds it.
    let mut world = world;
    let ran = world.run(NOW, "vera", "init .");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let document = json!({ "uri": vera.uri(path) });
    vera.tell("textDocument/didSave", json!({ "textDocument": document }));
    assert!(vera.findings(path)[0].contains("yaml-syntax"));
    assert!(vera.ends().success());
}

/// Wherever the cursor is, and whatever is missing after it, the word is in the text.
#[test]
fn every_place_of_a_text_has_a_word_or_none() {
    let mut found = 0;
    for text in [
        REGISTER,
        ROSTER,
        POLICY,
        CONTACTS,
        "å: [\"🎵\", {\r\n b: 'c",
    ] {
        let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        for (at, lost) in places.step_by(5).zip([0, 1, 30, 300].into_iter().cycle()) {
            let rest = text[at..].chars().skip(lost).collect::<String>();
            let text = format!("{}{rest}", &text[..at]);
            let Some(word) = Word::at(&text, at) else {
                continue;
            };
            let written = text.get(word.span.clone()).expect("a span of characters");
            assert!(!written.contains('\n') && word.span.start <= at && at <= word.span.end);
            found += 1;
        }
    }
    assert!(found > 300, "{found}");
}

#[test]
fn the_protocol_is_kept() {
    let world = written();
    let mut vera = Editor::start(&world, "vera");
    let code = |answer: &Value| answer["error"]["code"].as_i64();
    assert_eq!(
        code(&vera.answer("textDocument/hover", json!({}))),
        Some(-32002)
    );
    vera.tell("textDocument/didOpen", json!({}));
    let capabilities =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let answer = vera.ask("initialize", json!({ "capabilities": capabilities }));
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    vera.tell("initialized", json!({}));
    assert_eq!(code(&vera.answer("initialize", json!({}))), Some(-32600));
    assert_eq!(
        code(&vera.answer("textDocument/rename", json!({}))),
        Some(-32601)
    );
    assert_eq!(
        code(&vera.answer("textDocument/hover", json!({ "x": 1 }))),
        Some(-32602)
    );
    let unopened = json!({ "textDocument": { "uri": vera.uri("a.yaml") }, "position": { "line": 0, "character": 0 } });
    assert_eq!(
        code(&vera.answer("textDocument/hover", unopened)),
        Some(-32602)
    );
    assert!(
        vera.told
            .iter()
            .any(|it| it["method"] == "client/registerCapability"),
        "{:?}",
        vera.told
    );
    vera.send(&json!({ "jsonrpc": "2.0", "id": "watch", "result": null }));
    // What is no message is refused, and the next is answered.
    for malformed in ["{", "[]", "1", "{\"jsonrpc\": \"2.0\", \"id\": 1}", "nope"] {
        vera.raw(malformed);
        assert_eq!(
            code(&vera.answer_to(&Value::Null)),
            Some(-32700),
            "{malformed}"
        );
    }
    vera.input.write_all(b"Content-Length: x\r\n\r\n").unwrap();
    assert_eq!(code(&vera.answer_to(&Value::Null)), Some(-32700));
    // What the editor tells wrongly is logged.
    vera.tell("textDocument/didChange", json!({ "textDocument": 1 }));
    vera.tell("telemetry/unknown", json!({}));
    vera.tell("$/setTrace", json!({ "value": "off" }));
    let answer = vera.answer("textDocument/hover", json!({}));
    assert_eq!(code(&answer), Some(-32602));
    assert!(
        vera.told
            .iter()
            .any(|it| it["method"] == "window/logMessage"),
        "{:?}",
        vera.told
    );
    // A request that is canceled while it waits is answered, too: with its result or as canceled.
    vera.open(TEXT, REGISTER);
    let at = json!({ "textDocument": { "uri": vera.uri(TEXT) }, "position": { "line": 0, "character": 0 } });
    vera.send(
        &json!({ "jsonrpc": "2.0", "id": "h", "method": "textDocument/hover", "params": at }),
    );
    vera.tell("$/cancelRequest", json!({ "id": "h" }));
    vera.tell("$/cancelRequest", json!({ "id": 99 }));
    let answer = vera.answer_to(&json!("h"));
    assert!(
        answer.get("result").is_some() || code(&answer) == Some(-32800),
        "{answer}"
    );
    assert_eq!(vera.ask("shutdown", Value::Null), Value::Null);
    assert_eq!(
        code(&vera.answer("textDocument/hover", json!({}))),
        Some(-32600)
    );
    vera.tell("exit", Value::Null);
    assert_eq!(vera.server.wait().unwrap().code(), Some(0));

    let mut vera = Editor::of(&world, "vera");
    vera.tell("exit", Value::Null);
    assert_eq!(vera.server.wait().unwrap().code(), Some(1));
}
