//! What a browser gets.

use std::io::{self, Write};

use super::request::Method;

/// What every answer says: nothing is kept, nothing is guessed, and nobody else may show or read it.
const ALWAYS: [(&str, &str); 6] = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
];

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Response {
    /// The number and the words of its status.
    pub status: &'static str,
    /// The media type of its body.
    pub kind: &'static str,
    /// A header of this answer alone.
    pub more: Option<(&'static str, String)>,
    /// Its content.
    pub body: Vec<u8>,
}

impl Response {
    /// A page or a file.
    pub fn found(kind: &'static str, body: Vec<u8>) -> Response {
        Response {
            status: "200 OK",
            kind,
            more: None,
            body,
        }
    }

    /// Words alone.
    pub fn plain(status: &'static str, text: &str) -> Response {
        Response {
            status,
            kind: TEXT,
            more: None,
            body: format!("{text}\n").into_bytes(),
        }
    }

    /// The same with another header.
    pub fn with(self, name: &'static str, value: impl Into<String>) -> Response {
        Response {
            more: Some((name, value.into())),
            ..self
        }
    }

    /// Writes it, and says that the connection ends with it.
    pub fn write(&self, out: &mut impl Write, method: Method) -> io::Result<()> {
        let mut head = head(self.status, self.kind);
        if let Some((name, value)) = &self.more {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("Content-Length: {}\r\n\r\n", self.body.len());
        out.write_all(head.as_bytes())?;
        if method == Method::Get {
            out.write_all(&self.body)?;
        }
        out.flush()
    }
}

/// The head of an answer but for its end.
pub fn head(status: &str, kind: &str) -> String {
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n");
    for (name, value) in ALWAYS {
        head += &format!("{name}: {value}\r\n");
    }
    head
}

/// The media type of plain text.
pub const TEXT: &str = "text/plain; charset=utf-8";
/// The media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// The media type of a file, by the end of its name.
pub fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "xml" if path == "feed.xml" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8; header=present",
        "md" => "text/markdown; charset=utf-8",
        "txt" => TEXT,
        _ => "application/octet-stream",
    }
}
