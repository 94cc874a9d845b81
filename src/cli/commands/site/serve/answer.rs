//! Answers requests. Pages come from a map in memory, so no path can reach another file.

use super::dress::{Dress, dressed, error_page};
use super::preview::PreviewState;
use super::request::{HttpRequest, RequestError};
use super::response::{HTML, HttpResponse, kind};
use crate::render::Audience;

/// The path prefix of the server's files. No page of a site begins with an underscore.
pub(super) const OWN: &str = "/_wr/";
/// The path of the event stream that tells pages to reload.
pub(super) const EVENTS: &str = "/_wr/events";

const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("serve.css");

/// The response to a request: a page, a file, a redirect or an error page.
pub(super) fn answer(
    request: &HttpRequest,
    shown: &PreviewState,
    audience: Audience,
) -> HttpResponse {
    if let Some(own) = request.path.strip_prefix(OWN) {
        return match own {
            "reload.js" => HttpResponse::found(kind(own), SCRIPT.into()),
            "serve.css" => HttpResponse::found(kind(own), STYLE.into()),
            _ => HttpResponse::plain("404 Not Found", "file not found"),
        };
    }
    let dress = Dress {
        edition: &shown.edition,
        failure: shown.failure.as_deref(),
        audience,
    };
    let Some(pages) = &shown.pages else {
        let page = dressed(error_page().as_bytes(), &dress);
        return HttpResponse {
            status: "500 Internal Server Error",
            ..HttpResponse::found(HTML, page)
        };
    };
    let path = request.path.trim_start_matches('/');
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_string()
    };
    match pages.get(&file) {
        Some(page) if kind(&file) == HTML => HttpResponse::found(HTML, dressed(page, &dress)),
        Some(bytes) => HttpResponse::found(kind(&file), bytes.to_vec()),
        // Links are relative to the folder of the page, so its path must end with a slash.
        None if pages.get(&format!("{path}/index.html")).is_some() => {
            HttpResponse::plain("301 Moved Permanently", "moved")
                .with("Location", "/".to_string() + &encoded(path) + "/")
        }
        None => {
            let page = pages.get("404.html").map(<[u8]>::to_vec);
            let page = page.unwrap_or_else(|| super::dress::missing_page().into_bytes());
            HttpResponse {
                status: "404 Not Found",
                ..HttpResponse::found(HTML, dressed(&page, &dress))
            }
        }
    }
}

/// The response to a rejected request.
pub(super) fn refused(refusal: &RequestError) -> HttpResponse {
    match refusal {
        RequestError::Malformed(why) => HttpResponse::plain("400 Bad Request", why),
        RequestError::TooLong => HttpResponse::plain(
            "431 Request Header Fields Too Large",
            "the request is too long",
        ),
        RequestError::Method => {
            HttpResponse::plain("405 Method Not Allowed", "only GET and HEAD are supported")
                .with("Allow", "GET, HEAD")
        }
        RequestError::OtherHost => HttpResponse::plain(
            "421 Misdirected Request",
            "this preview is available on this machine only",
        ),
    }
}

/// The path of an existing page, encoded for a header.
fn encoded(path: &str) -> String {
    percent_encoding::utf8_percent_encode(path, &PATH).to_string()
}

/// Encodes all characters except those that are unreserved in a URL path.
const PATH: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
