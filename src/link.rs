//! Links: whether a link in a public text is valid, and what it leads to.

use url::{ParseError, SyntaxViolation, Url, form_urlencoded};

/// The kind of target of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    /// A page or a file on the web.
    Web,
    /// A mailbox.
    Mail,
}

/// Why a text is not a valid link.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotALink {
    /// It names another scheme, such as `javascript:`.
    #[error(
        "`{0}` leads neither to the web nor to a mailbox; start a link with `https://`, `http://` or `mailto:`"
    )]
    Scheme(String),
    /// It has no scheme.
    #[error(
        "`{0}` has no `https://` before it, so it is not a link; start a link with `https://`, `http://` or `mailto:`"
    )]
    Bare(String),
    /// It begins like a link, but is not valid.
    #[error("`{text}` is not a valid link: {why}")]
    Broken {
        /// The link.
        text: String,
        /// What is wrong with it.
        why: String,
    },
}

/// The kind of target of a link.
pub fn leads(link: &str) -> Result<Leads, NotALink> {
    let broken = |why: &str| NotALink::Broken {
        text: short(link),
        why: why.to_string(),
    };
    let Some((scheme, rest)) = scheme(link) else {
        return Err(NotALink::Bare(short(link)));
    };
    match scheme.as_str() {
        "http" | "https" if !rest.starts_with("//") => {
            Err(broken("two slashes must follow its colon"))
        }
        "http" | "https" => web(link, broken),
        "mailto" => match rest
            .split('?')
            .next()
            .and_then(|address| address.split_once('@'))
        {
            Some((name, host)) if !name.is_empty() && !host.is_empty() => Ok(Leads::Mail),
            Some(_) | None => Err(broken("no address follows the colon")),
        },
        _ => Err(NotALink::Scheme(short(link))),
    }
}

/// A query of one name and value, encoded for a link: `domain=Power+management`.
pub fn query(name: &str, value: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair(name, value).finish()
}

/// A link without the spaces around it, if it leads to the web.
pub fn on_the_web(link: &str) -> Option<&str> {
    Some(link.trim()).filter(|link| leads(link) == Ok(Leads::Web))
}

fn web(link: &str, broken: impl Fn(&str) -> NotALink) -> Result<Leads, NotALink> {
    if link.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(broken("a link cannot contain spaces or line breaks"));
    }
    let non_regular = std::cell::Cell::new(None);
    let note = |violation: SyntaxViolation| {
        // Browsers correct these; letters of any script are valid.
        if !matches!(
            violation,
            SyntaxViolation::NonUrlCodePoint | SyntaxViolation::PercentDecode
        ) {
            non_regular.set(Some(violation));
        }
    };
    let url = Url::options()
        .syntax_violation_callback(Some(&note))
        .parse(link);
    let url = url.map_err(|why| broken(in_words(why)))?;
    if let Some(violation) = non_regular.get() {
        return Err(broken(mended_by_browsers(violation)));
    }
    match url.host_str() {
        Some(host) if !host.is_empty() => Ok(Leads::Web),
        Some(_) | None => Err(broken("it names no host")),
    }
}

/// The error of a link in plain words.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "the rest are about relative links"
)]
fn in_words(why: ParseError) -> &'static str {
    match why {
        ParseError::EmptyHost => "it names no host",
        ParseError::InvalidPort => "its port is not a number up to 65535",
        ParseError::InvalidIpv4Address | ParseError::InvalidIpv6Address => {
            "its host is not a valid IP address"
        }
        ParseError::IdnaError | ParseError::InvalidDomainCharacter => {
            "its host has characters that are not allowed in host names"
        }
        _ => "it cannot be read as a link",
    }
}

/// What a browser would change in a link, in plain words.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "the rest are refused before, or reported in the parser's words"
)]
fn mended_by_browsers(violation: SyntaxViolation) -> &'static str {
    match violation {
        SyntaxViolation::Backslash => "it contains a backslash",
        SyntaxViolation::EmbeddedCredentials | SyntaxViolation::UnencodedAtSign => {
            "the part before its `@` is read as a user name, and the host begins after it"
        }
        SyntaxViolation::ExpectedDoubleSlash => "exactly two slashes must follow its colon",
        other => other.description(),
    }
}

/// The address that a link leads to by way of a page that counts or checks clicks: Google Docs and Outlook write such
/// links in place of the author's.
pub fn behind_redirect(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let host = url.host_str()?;
    let is_google = host == "www.google.com" && url.path() == "/url";
    let wanted: &[&str] = match is_google {
        true => &["q", "url"],
        false if host.ends_with(".safelinks.protection.outlook.com") => &["url"],
        false => return None,
    };
    let mut pairs = url.query_pairs();
    let (_, found) = pairs.find(|(name, _)| wanted.contains(&name.as_ref()))?;
    leads(&found).is_ok().then(|| found.into_owned())
}

/// The scheme in lowercase, and the text after its colon.
fn scheme(text: &str) -> Option<(String, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let letter = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_one =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letter);
    // `www.dmtf.org:8080/x` has a port and no scheme.
    let port = rest.starts_with(|c: char| c.is_ascii_digit()) && scheme.contains('.');
    (is_one && !port).then(|| (scheme.to_ascii_lowercase(), rest))
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

/// The beginning of a web address without a scheme.
const WWW: &str = "www.";

/// Every word of a prose text that is written like a link: `https://...`, `www...`, `javascript:...`.
pub fn within(text: &str) -> impl Iterator<Item = &str> {
    // Most texts have no link, and need no splitting.
    let is_www = |dot: usize| {
        text.get(..dot)
            .is_some_and(|before| ends_with_www(before.as_bytes()))
    };
    let www = || text.match_indices('.').any(|(dot, _)| is_www(dot));
    let text = if text.contains(':') || www() {
        text
    } else {
        ""
    };
    let words = text.split(|c: char| c.is_whitespace() || "<>()[]{}\"'`|,;".contains(c));
    words
        .map(|word| word.trim_end_matches(['.', ':', '!', '?', '*', '_']))
        .filter(|word| is_written_as_one(word))
}

fn ends_with_www(bytes: &[u8]) -> bool {
    bytes.len() >= 3 && bytes[bytes.len() - 3..].eq_ignore_ascii_case(b"www")
}

/// Whether a word is meant as a link. A colon alone does not make one: `data: names and dates` is prose.
fn is_written_as_one(word: &str) -> bool {
    let is_www = word
        .get(..WWW.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(WWW));
    if is_www && word[WWW.len()..].contains('.') {
        return true;
    }
    let Some((scheme, rest)) = scheme(word) else {
        return false;
    };
    match scheme.as_str() {
        "http" | "https" => rest.starts_with('/'),
        "mailto" => !rest.is_empty(),
        "javascript" | "vbscript" => !rest.is_empty(),
        "data" => rest.split_once('/').is_some_and(|(kind, _)| {
            matches!(
                kind,
                "text" | "image" | "application" | "audio" | "video" | "font" | "multipart"
            )
        }),
        "file" => rest.starts_with('/'),
        _ => rest.starts_with("//"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_of_an_editor_is_left_out() {
        for (link, target) in [
            (
                "https://www.google.com/url?q=https://a.example/x%3Fy%3D1&sa=D",
                Some("https://a.example/x?y=1"),
            ),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example&data=1",
                Some("https://a.example"),
            ),
            ("https://www.google.com/url?q=javascript:x", None),
            ("https://www.google.com/search?q=https://a.example", None),
            ("https://a.example/url?q=https://b.example", None),
        ] {
            assert_eq!(behind_redirect(link).as_deref(), target, "{link}");
        }
    }

    #[test]
    fn a_link_leads_to_the_web_or_to_a_mailbox() {
        for good in [
            "https://www.dmtf.org/standards/feedback",
            "http://www.dmtf.org/download/about/GGFDMTFWorkRegister.pdf",
            "HTTPS://dmtf.org/a_(b)?q=%20#part",
            "https://müller.example/straße",
            "http://[2001:db8::1]:8080/",
        ] {
            assert_eq!(leads(good), Ok(Leads::Web), "{good}");
        }
        assert_eq!(leads("mailto:press@dmtf.org?subject=x"), Ok(Leads::Mail));
    }

    #[test]
    fn nothing_else_is_a_link() {
        for bad in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://a.b/c",
        ] {
            assert!(matches!(leads(bad), Err(NotALink::Scheme(_))), "{bad}");
        }
        for bad in [
            "www.dmtf.org",
            "dmtf.org/x",
            "",
            "DSP4003",
            "www.dmtf.org:8080/x",
        ] {
            assert!(matches!(leads(bad), Err(NotALink::Bare(_))), "{bad}");
        }
        for bad in [
            "http:dmtf.org",
            "https:/dmtf.org",
            "https://",
            "https:///x",
            "https://a b.org",
            "http://dmtf.org:99999/",
            "https://dmtf.org\\x",
            "https://dmtf.org@evil.example/",
            "https://dm\ntf.org",
            "mailto:",
            "mailto:press",
        ] {
            assert!(
                matches!(leads(bad), Err(NotALink::Broken { .. })),
                "{bad}: {:?}",
                leads(bad)
            );
        }
    }

    #[test]
    fn links_are_found_in_running_text_and_prose_is_left_alone() {
        let found = |text| within(text).collect::<Vec<_>>();
        assert_eq!(
            found("see <https://dmtf.org/x>, or www.dmtf.org."),
            ["https://dmtf.org/x", "www.dmtf.org"]
        );
        assert_eq!(
            found("[x](javascript:alert(1)) and file:///etc"),
            ["javascript:alert", "file:///etc"]
        );
        assert_eq!(found("data:text/html;base64"), ["data:text/html"]);
        for prose in [
            "the following data: names",
            "data:names",
            "Note: this",
            "file: a copy",
            "urn:ietf:rfc:2648",
            "DSP0225 (URI format)",
            "cim:CIM_Switch",
            "a www. page",
            "either/or",
            "10:30",
        ] {
            assert_eq!(found(prose), Vec::<&str>::new(), "{prose}");
        }
    }
}
