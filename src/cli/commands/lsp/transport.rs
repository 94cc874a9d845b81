//! Reads messages on a thread, and writes them.

use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use lsp_server::{ErrorCode, Message};
use serde_json::json;

/// What the editor sent.
pub(super) enum Received {
    Message(Message),
    /// No message, with the reason.
    Malformed(String),
    /// The editor has closed its end.
    End,
}

/// The messages of an editor. A malformed one does not end them.
pub(super) fn read(input: impl Read + Send + 'static) -> Receiver<Received> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut input = BufReader::new(input);
        loop {
            let received = match Message::read(&mut input) {
                Ok(Some(message)) => Received::Message(message),
                Err(why) if why.kind() == ErrorKind::InvalidData => {
                    Received::Malformed(why.to_string())
                }
                Ok(None) | Err(_) => Received::End,
            };
            let is_end = matches!(received, Received::End);
            if sender.send(received).is_err() || is_end {
                break;
            }
        }
    });
    receiver
}

/// Answers a message that could not be read, whose id is unknown.
pub(super) fn refuse(out: &mut dyn Write, why: &str) -> io::Result<()> {
    // The reason quotes the message, which may be long.
    let why: String = why.chars().take(200).collect();
    let error = json!({ "code": ErrorCode::ParseError as i32, "message": why });
    let text = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
    write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    out.flush()
}
