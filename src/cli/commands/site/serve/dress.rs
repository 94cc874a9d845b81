//! Adds the parts of the preview to a page: the reload script, the error, and the stamp of a page that is not public if
//! the store's template omits it. The rest of the page is the same as in a build.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::render::{Audience, as_html};

/// The parts to add to a page.
pub(super) struct Dress<'a> {
    /// The edition of the page.
    pub edition: &'a str,
    /// The error of the last build, if it failed.
    pub failure: Option<&'a str>,
    /// The readers of the site; pages for the committees need a stamp.
    pub audience: Audience,
}

/// The page with the parts of the preview.
pub(super) fn dressed(page: &[u8], dress: &Dress<'_>) -> Vec<u8> {
    let Insertions {
        head,
        body,
        is_stamped,
    } = Insertions::of(page);
    let edition = as_html(dress.edition);
    let mut first =
        format!("<script src=\"/_wr/reload.js\" data-edition=\"{edition}\" defer></script>\n");
    let mut second = String::new();
    if let Some(failure) = dress.failure {
        first += "<link rel=\"stylesheet\" href=\"/_wr/serve.css\">\n";
        second += &format!(
            "\n<div id=\"wr-failure\" role=\"alert\"><p>The site cannot be built from the current files.</p>\n<pre>{}</pre></div>",
            as_html(failure)
        );
    }
    if dress.audience == Audience::Committees && !is_stamped {
        second += "\n<p class=\"stamp\" role=\"note\"><strong>This preview shows texts under way. It is not public.</strong></p>";
    }
    let mut out = Vec::with_capacity(page.len() + first.len() + second.len());
    out.extend_from_slice(&page[..head]);
    out.extend_from_slice(first.as_bytes());
    out.extend_from_slice(&page[head..body]);
    out.extend_from_slice(second.as_bytes());
    out.extend_from_slice(&page[body..]);
    out
}

/// The positions for additions: after the start tags of head and body. In a page without these tags, after the doctype;
/// browsers then add the tags.
struct Insertions {
    head: usize,
    body: usize,
    is_stamped: bool,
}

impl Insertions {
    fn of(page: &[u8]) -> Insertions {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let (mut start, mut head, mut body, mut is_stamped) = (0, None, None, false);
        for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
            match token {
                Token::Doctype(doctype) => start = doctype.span.end,
                Token::StartTag(tag) => {
                    let class = tag
                        .attributes
                        .get(b"class".as_slice())
                        .map(|class| class.value.as_slice());
                    is_stamped |= class.is_some_and(|class| {
                        class
                            .split(u8::is_ascii_whitespace)
                            .any(|it| it == b"stamp")
                    });
                    match tag.name.as_slice() {
                        b"head" => _ = head.get_or_insert(tag.span.end),
                        b"body" => _ = body.get_or_insert(tag.span.end),
                        _ => {}
                    }
                }
                Token::EndTag(_) | Token::String(_) | Token::Comment(_) | Token::Error(_) => {}
            }
        }
        let head = head.unwrap_or(start).min(page.len());
        Insertions {
            head,
            body: body.unwrap_or(head).clamp(head, page.len()),
            is_stamped,
        }
    }
}

/// The page before the first successful build.
pub(super) fn error_page() -> String {
    bare(
        "The site is not built yet",
        "This page reloads when the site is built.",
    )
}

/// The page for missing addresses, if the site has none.
pub(super) fn missing_page() -> String {
    bare(
        "Not found",
        "This page does not exist. <a href=\"/\">Registers</a>",
    )
}

fn bare(title: &str, said: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main><h1>{title}</h1>\n<p>{said}</p></main>\n</body>\n</html>\n"
    )
}
