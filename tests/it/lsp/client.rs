//! A client that speaks JSON-RPC as editors do.

use std::io::{BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::world::World;

pub(super) const NOW: &str = "2026-01-21T10:00:00Z";
pub(super) const TEXT: &str = "registers/xyz/register.yaml";
const WAIT: Duration = Duration::from_secs(60);

/// An editor with the server that it has started.
pub(super) struct Editor {
    pub(super) server: Child,
    pub(super) input: ChildStdin,
    output: Receiver<Value>,
    /// What was sent besides answers, in order.
    pub(super) told: Vec<Value>,
    top: std::path::PathBuf,
    /// Those of the YAML server.
    pub(super) settings: Value,
    last: i32,
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Editor {
    /// Starts the server in the folder of a world, as one of its people.
    pub(super) fn start(world: &World, who: &str) -> Editor {
        let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, who);
        command.args(["lsp", "--stdio"]);
        Editor::with(world, command)
    }

    /// An editor with another server.
    pub(super) fn with(world: &World, mut command: Command) -> Editor {
        let mut server = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = server.stdin.take().unwrap();
        let mut from = BufReader::new(server.stdout.take().unwrap());
        let (sender, output) = channel();
        thread::spawn(move || {
            while let Some(message) = message(&mut from) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Editor {
            server,
            input,
            output,
            told: Vec::new(),
            top: world.here.canonicalize().unwrap(),
            settings: Value::Null,
            last: 0,
        }
    }

    /// An editor after the handshake.
    pub(super) fn of(world: &World, who: &str) -> Editor {
        let mut editor = Editor::start(world, who);
        let answer = editor.ask(
            "initialize",
            json!({ "processId": null, "rootUri": null, "capabilities": {} }),
        );
        assert_eq!(answer["serverInfo"]["name"], "wr");
        editor.tell("initialized", json!({}));
        editor
    }

    pub(super) fn send(&mut self, message: &Value) {
        self.raw(&message.to_string());
    }

    pub(super) fn raw(&mut self, text: &str) {
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    pub(super) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The whole answer to a request.
    pub(super) fn answer(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.answer_to(&json!(id))
    }

    pub(super) fn answer_to(&mut self, id: &Value) -> Value {
        loop {
            let message = self.hear();
            match message.get("method") {
                None if message["id"] == *id => return message,
                _ => self.told.push(message),
            }
        }
    }

    /// The next message. A server that asks for settings gets them.
    fn hear(&mut self) -> Value {
        let message = self.output.recv_timeout(WAIT).expect("a message");
        if message["method"] == "workspace/configuration" {
            let items = message["params"]["items"].as_array().unwrap();
            let of = |item: &Value| match item["section"] == "yaml" {
                true => self.settings.clone(),
                false => Value::Null,
            };
            let settings: Vec<Value> = items.iter().map(of).collect();
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": settings }));
        }
        message
    }

    pub(super) fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    pub(super) fn uri(&self, path: &str) -> String {
        format!("file://{}/{path}", self.top.display())
    }

    pub(super) fn open(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(super) fn change(&mut self, path: &str, version: i32, text: &str) {
        let document = json!({ "uri": self.uri(path), "version": version });
        let changes = json!([{ "text": text }]);
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    pub(super) fn close(&mut self, path: &str) {
        let document = json!({ "uri": self.uri(path) });
        self.tell("textDocument/didClose", json!({ "textDocument": document }));
    }

    /// The next findings for a file: each as `line:column-line:column severity rule: message`, with the first line of the
    /// message.
    pub(super) fn findings(&mut self, path: &str) -> Vec<String> {
        found(&self.published(path)["diagnostics"])
    }

    pub(super) fn published(&mut self, path: &str) -> Value {
        let uri = self.uri(path);
        let is_it = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        };
        loop {
            if let Some(at) = self.told.iter().position(is_it) {
                return self.told.remove(at)["params"].clone();
            }
            let message = self.hear();
            self.told.push(message);
        }
    }

    /// A request about the place of `part` in a text of a file.
    pub(super) fn at(&mut self, method: &str, path: &str, text: &str, part: &str) -> Value {
        let params =
            json!({ "textDocument": { "uri": self.uri(path) }, "position": position(text, part) });
        self.ask(method, params)
    }

    pub(super) fn hover(&mut self, path: &str, text: &str, part: &str) -> String {
        let hover = self.at("textDocument/hover", path, text, part);
        hover["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_string()
    }

    /// What can be written at the `|` of a text, which becomes the text of the file.
    pub(super) fn complete(&mut self, path: &str, version: i32, marked: &str) -> Vec<Value> {
        let text = marked.replacen('|', "", 1);
        self.change(path, version, &text);
        let position = position(marked, "|");
        let params = json!({ "textDocument": { "uri": self.uri(path) }, "position": position });
        let items = self.ask("textDocument/completion", params);
        items.as_array().cloned().unwrap_or_default()
    }

    pub(super) fn labels(&mut self, path: &str, version: i32, marked: &str) -> Vec<String> {
        let items = self.complete(path, version, marked);
        let labels = items
            .iter()
            .map(|item| item["label"].as_str().unwrap().to_string());
        labels.collect()
    }

    /// The file and the text of the definition of what is at `part`.
    pub(super) fn definition(
        &mut self,
        path: &str,
        text: &str,
        part: &str,
    ) -> Option<(String, String)> {
        let found = self.at("textDocument/definition", path, text, part);
        let file = found["uri"].as_str()?.strip_prefix("file://")?.to_string();
        let there = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<&str> = there.lines().collect();
        let line = lines[found["range"]["start"]["line"].as_u64().unwrap() as usize];
        let name = file
            .strip_prefix(self.top.to_str()?)?
            .trim_start_matches('/');
        Some((name.to_string(), line.trim().to_string()))
    }

    pub(super) fn actions(
        &mut self,
        path: &str,
        text: &str,
        part: &str,
        context: Value,
    ) -> Vec<Value> {
        let (uri, at) = (self.uri(path), position(text, part));
        let range = json!({ "start": at, "end": at });
        let mut whole = json!({ "diagnostics": [] });
        whole
            .as_object_mut()
            .unwrap()
            .extend(context.as_object().unwrap().clone());
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": whole });
        let found = self.ask("textDocument/codeAction", params);
        found.as_array().cloned().unwrap_or_default()
    }

    pub(super) fn ends(mut self) -> ExitStatus {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        self.server.wait().unwrap()
    }
}

/// One message from a server.
fn message(from: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut text = vec![0; length];
    from.read_exact(&mut text).ok()?;
    Some(serde_json::from_slice(&text).unwrap())
}

/// The place of a part of a text, in UTF-16 code units.
pub(super) fn position(text: &str, part: &str) -> Value {
    let offset = text
        .find(part)
        .unwrap_or_else(|| panic!("no `{part}` in {text}"));
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": before[start..].encode_utf16().count() })
}

pub(super) fn found(diagnostics: &Value) -> Vec<String> {
    let place = |at: &Value| format!("{}:{}", at["line"], at["character"]);
    let one = |it: &Value| {
        let (start, end) = (place(&it["range"]["start"]), place(&it["range"]["end"]));
        let severity = ["", "error", "warning", "note"][it["severity"].as_u64().unwrap() as usize];
        let message = it["message"].as_str().unwrap().lines().next().unwrap();
        assert_eq!(it["source"], "wr");
        format!(
            "{start}-{end} {severity} {}: {message}",
            it["code"].as_str().unwrap()
        )
    };
    diagnostics.as_array().unwrap().iter().map(one).collect()
}

/// A text after the edits of an action, as an editor makes them.
pub(super) fn edited(text: &str, action: &Value) -> String {
    let changes = action["edit"]["changes"].as_object().unwrap();
    assert_eq!(changes.len(), 1);
    let offset = |at: &Value| {
        let line = at["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = at["character"].as_u64().unwrap() as usize;
        let mut offset = start;
        for sign in text[start..].chars().take_while(|sign| *sign != '\n') {
            if units == 0 {
                break;
            }
            units -= sign.len_utf16();
            offset += sign.len_utf8();
        }
        offset
    };
    let edits = changes.values().next().unwrap().as_array().unwrap();
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let new = edit["newText"].as_str().unwrap();
            (offset(&range["start"]), offset(&range["end"]), new)
        })
        .collect();
    edits.sort();
    let mut text = text.to_string();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}
