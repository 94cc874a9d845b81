//! Responses and their headers.

use std::io::{self, Write};

use super::request::Method;

/// The headers of every response: no caching, no type sniffing, no indexing, no use by other sites.
const ALWAYS: [(&str, &str); 6] = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
];

/// A response.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HttpResponse {
    /// The status code and its reason phrase.
    pub status: &'static str,
    /// The media type of the body.
    pub kind: &'static str,
    /// One additional header.
    pub more: Option<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// A response with status 200.
    pub(super) fn found(kind: &'static str, body: Vec<u8>) -> HttpResponse {
        HttpResponse {
            status: "200 OK",
            kind,
            more: None,
            body,
        }
    }

    /// A plain text response with this status.
    pub(super) fn plain(status: &'static str, text: &str) -> HttpResponse {
        HttpResponse {
            status,
            kind: TEXT,
            more: None,
            body: format!("{text}\n").into_bytes(),
        }
    }

    /// Sets the additional header.
    pub(super) fn with(self, name: &'static str, value: impl Into<String>) -> HttpResponse {
        HttpResponse {
            more: Some((name, value.into())),
            ..self
        }
    }

    /// Writes the response, with `Connection: close`.
    ///
    /// # Errors
    /// The connection cannot be written.
    pub(super) fn write(&self, out: &mut impl Write, method: Method) -> io::Result<()> {
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

/// The head of a response without the final empty line.
pub(super) fn head(status: &str, kind: &str) -> String {
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n");
    for (name, value) in ALWAYS {
        head += &format!("{name}: {value}\r\n");
    }
    head
}

/// The media type of plain text.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";
/// The media type of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// The media type of a file, by its extension.
pub(super) fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "xml" if path.ends_with("feed.xml") => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8; header=present",
        "md" => "text/markdown; charset=utf-8",
        "txt" => TEXT,
        _ => "application/octet-stream",
    }
}
