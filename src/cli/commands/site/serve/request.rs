//! Reads requests with `httparse`, and rejects those for other hosts.

use std::io::{self, Read};

use httparse::Status;
use percent_encoding::percent_decode_str;

/// The longest request head, in bytes; browsers send about one thousand.
const LONGEST: usize = 16 * 1024;
/// The most headers.
const HEADERS: usize = 64;

/// A valid request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HttpRequest {
    /// The method, `GET` or `HEAD`.
    pub method: Method,
    /// The decoded path, which begins with a slash.
    pub path: String,
    /// The query without the `?`, not decoded.
    pub query: String,
}

/// The supported methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// The response has a body.
    Get,
    /// The response has no body.
    Head,
}

/// The reasons for rejecting a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RequestError {
    /// The request is malformed; the text says why.
    Malformed(&'static str),
    /// The head exceeds 16 KiB or 64 headers.
    TooLong,
    /// The method is not `GET` or `HEAD`.
    Method,
    /// The Host header has another name, as in a DNS rebinding attack.
    OtherHost,
}

/// Reads a request for one of these host names; `None` if the browser closed the connection.
///
/// # Errors
/// The connection cannot be read.
pub(super) fn read(
    stream: &mut impl Read,
    names: &[String],
) -> io::Result<Option<Result<HttpRequest, RequestError>>> {
    let mut head = Vec::new();
    let mut part = [0; 2048];
    loop {
        let count = stream.read(&mut part)?;
        if count == 0 {
            return Ok(None);
        }
        head.extend_from_slice(&part[..count]);
        if head.len() > LONGEST {
            return Ok(Some(Err(RequestError::TooLong)));
        }
        if let Some(read) = parse(&head, names).transpose() {
            return Ok(Some(read));
        }
    }
}

/// Parses a request head; `None` while it is incomplete.
fn parse(head: &[u8], names: &[String]) -> Result<Option<HttpRequest>, RequestError> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(head) {
        Ok(Status::Complete(_)) => {}
        Ok(Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(RequestError::TooLong),
        Err(_) => return Err(RequestError::Malformed("this is not an HTTP request")),
    }
    let hosts = parsed
        .headers
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case("host"));
    let hosts: Vec<&[u8]> = hosts.map(|header| header.value).collect();
    let [host] = hosts.as_slice() else {
        return Err(RequestError::Malformed(
            "a request must name exactly one host",
        ));
    };
    if !names
        .iter()
        .any(|name| name.as_bytes().eq_ignore_ascii_case(host))
    {
        return Err(RequestError::OtherHost);
    }
    let method = match parsed.method {
        Some("GET") => Method::Get,
        Some("HEAD") => Method::Head,
        Some(_) | None => return Err(RequestError::Method),
    };
    let target = parsed.path.unwrap_or_default();
    let target = target.split('#').next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| RequestError::Malformed("the path must be UTF-8"))?;
    if !path.starts_with('/') {
        return Err(RequestError::Malformed("the path must begin with a slash"));
    }
    Ok(Some(HttpRequest {
        method,
        path: path.into_owned(),
        query: query.to_string(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Option<Result<HttpRequest, RequestError>> {
        read(
            &mut text.as_bytes(),
            &["127.0.0.1:8000".to_string(), "localhost:8000".to_string()],
        )
        .unwrap()
    }

    fn get(target: &str) -> Option<Result<HttpRequest, RequestError>> {
        asked(&format!(
            "GET {target} HTTP/1.1\r\nHost: LOCALHOST:8000\r\n\r\n"
        ))
    }

    #[test]
    fn a_path_is_decoded_and_parted_from_its_query() {
        let wanted = |path: &str, query: &str| {
            let (path, query) = (path.to_string(), query.to_string());
            Some(Ok(HttpRequest {
                method: Method::Get,
                path,
                query,
            }))
        };
        assert_eq!(get("/"), wanted("/", ""));
        assert_eq!(
            get("/a%20b/%C3%BC.html?x=%2F&y"),
            wanted("/a b/ü.html", "x=%2F&y")
        );
        assert_eq!(
            get("/..%2f..%2Fetc/passwd"),
            wanted("/../../etc/passwd", "")
        );
    }

    #[test]
    fn whoever_asks_by_another_name_is_refused() {
        for host in [
            "evil.example",
            "evil.example:8000",
            "127.0.0.1",
            "127.0.0.1:8001",
            "localhost:8000.evil.example",
        ] {
            let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
            assert_eq!(
                asked(&request),
                Some(Err(RequestError::OtherHost)),
                "{host}"
            );
        }
        for none in ["", "Host: localhost:8000\r\nHost: localhost:8000\r\n"] {
            let request = format!("GET / HTTP/1.1\r\n{none}\r\n");
            assert!(
                matches!(asked(&request), Some(Err(RequestError::Malformed(_)))),
                "{request}"
            );
        }
    }

    #[test]
    fn what_is_no_request_is_refused() {
        let host = "Host: localhost:8000\r\n\r\n";
        assert_eq!(
            asked(&format!("POST / HTTP/1.1\r\n{host}")),
            Some(Err(RequestError::Method))
        );
        for bad in [
            "\u{1}\r\n\r\n",
            "GET /\r\n\r\n",
            "GET http://localhost:8000/ HTTP/1.1\r\n",
            "GET /%ff HTTP/1.1\r\n",
        ] {
            assert!(
                matches!(
                    asked(&format!("{bad}{host}")),
                    Some(Err(RequestError::Malformed(_)))
                ),
                "{bad}"
            );
        }
        let long = format!("GET / HTTP/1.1\r\nX: {}\r\n{host}", "x".repeat(LONGEST));
        assert_eq!(asked(&long), Some(Err(RequestError::TooLong)));
        assert_eq!(asked("GET / HTTP/1.1\r\nHost: loc"), None);
    }
}
