//! The policy about the public site: its address and what it shows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::color::Color;
use super::rule::Outcome;
use crate::contacts::is_address;
use crate::link::{Leads, leads};

/// What the public site shows. Published data cannot be withdrawn, so by default everything outside the text in force
/// is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SiteSettings {
    /// Its title.
    pub title: String,
    /// Its address, for feeds and search engines; without it they get none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<SiteUrl>,
    /// The logo at the top of each page: the path of an SVG or PNG file in `logos`, such as `logos/acme.svg`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// The colors of the organization.
    #[serde(skip_serializing_if = "SiteColors::is_default")]
    pub colors: SiteColors,
    /// Whom readers write to: an e-mail address of a function, such as `alliances@example.org`, or an `https://`
    /// address. It is public, on every page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<SiteContact>,
    /// The address from which readers clone the store to verify it; without it the pages print no such commands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<RepositoryUrl>,
    /// What is public about ballots.
    pub ballots: Disclosure,
    /// What is public about contacts. E-mail addresses are never shown.
    pub contacts: ContactsVisibility,
    /// What is public about registers that are under way.
    pub under_way: UnderWayVisibility,
    /// Whether change requests are listed.
    pub requests: Requests,
}

impl Default for SiteSettings {
    fn default() -> SiteSettings {
        SiteSettings {
            title: "Work Registers".into(),
            url: None,
            logo: None,
            colors: SiteColors::default(),
            contact: None,
            repository: None,
            ballots: Disclosure::Outcome,
            contacts: ContactsVisibility::Roles,
            under_way: UnderWayVisibility::Hidden,
            requests: Requests::Hidden,
        }
    }
}

/// The colors of the site in place of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SiteColors {
    /// The color of links and of the band at the top, on light screens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<Color>,
    /// The color of links on dark screens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dark: Option<Color>,
}

impl SiteColors {
    fn is_default(&self) -> bool {
        *self == SiteColors::default()
    }
}

/// How much of a ballot is public.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Disclosure {
    /// The approval and its day.
    Outcome,
    /// The counts as well.
    Tally,
    /// Each seat's vote as well.
    Names,
    /// The reasons of opposing votes as well.
    Reasons,
}

impl Disclosure {
    /// Whether a closed ballot with this outcome is public.
    pub(crate) fn shows(self, outcome: Outcome) -> bool {
        self >= Disclosure::Tally || outcome == Outcome::Approved
    }
}

/// How much of the contacts is public.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ContactsVisibility {
    /// Nothing.
    Hidden,
    /// Their roles.
    Roles,
    /// Their names as well.
    Names,
}

/// How much is public about a register that is not in force yet. The text never is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum UnderWayVisibility {
    /// Nothing.
    Hidden,
    /// The partner, the stage and its day.
    Stages,
    /// The ends of open ballots as well.
    Deadlines,
}

/// Whether change requests (DSP4003 5.3) are public. The submitter never is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Requests {
    /// They are not public.
    Hidden,
    /// Each with its standard, the organization that it is made for, and its disposition.
    Listed,
}

/// The address of the public site, with a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("pattern" = "^https?://[^?#\\s]+$"))]
pub struct SiteUrl(String);

impl SiteUrl {
    /// The address of a page, by its path from the root of the site.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The path of the root of the site on its host: `/`, or `/registers/`.
    pub fn top(&self) -> &str {
        let after_scheme = self.0.find("://").map_or(0, |at| at + 3);
        let slash = self.0[after_scheme..]
            .find('/')
            .map_or(self.0.len(), |at| after_scheme + at);
        &self.0[slash..]
    }
}

impl std::str::FromStr for SiteUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<SiteUrl, String> {
        match leads(text) {
            Ok(Leads::Web) if !text.contains(['?', '#']) => {}
            Ok(Leads::Web) => {
                return Err(format!(
                    "`{text}` is not the address of a site: remove `?` and `#`"
                ));
            }
            Ok(Leads::Mail) => {
                return Err(format!(
                    "`{text}` is an e-mail address; the address of a site begins with `https://`"
                ));
            }
            Err(why) => return Err(why.to_string()),
        }
        Ok(SiteUrl(format!("{}/", text.trim_end_matches('/'))))
    }
}

impl<'de> Deserialize<'de> for SiteUrl {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<SiteUrl, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The public contact of the site: an e-mail address or an address on the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("pattern" = r"^([Hh][Tt][Tt][Pp][Ss]://\S+|[^\s@<>():,;]+@[^\s@<>():,;]+\.[^\s@<>():,;]+)$"))]
pub struct SiteContact(String);

impl SiteContact {
    /// The address as readers see it.
    pub fn shown(&self) -> &str {
        &self.0
    }

    /// The link to it.
    pub fn href(&self) -> String {
        match is_address(&self.0) {
            // Of the characters that an address can have, these have a meaning in a link.
            true => format!(
                "mailto:{}",
                self.0
                    .replace('%', "%25")
                    .replace('?', "%3F")
                    .replace('&', "%26")
                    .replace('#', "%23")
            ),
            false => self.0.clone(),
        }
    }
}

impl std::str::FromStr for SiteContact {
    type Err = String;

    fn from_str(text: &str) -> Result<SiteContact, String> {
        const EXAMPLES: &str =
            "for example `alliances@example.org` or `https://example.org/contact`";
        let text = text.trim();
        if is_address(text) {
            return Ok(SiteContact(text.to_string()));
        }
        let scheme = text
            .split_once(':')
            .map(|(scheme, _)| scheme.to_lowercase());
        match scheme.as_deref() {
            Some("https") => match leads(text) {
                Ok(_) => Ok(SiteContact(text.to_string())),
                Err(why) => Err(why.to_string()),
            },
            Some("http") => Err(format!(
                "`{text}` is not a secure address: the contact begins with `https://`, or is an e-mail address, {EXAMPLES}"
            )),
            Some("mailto") => Err(format!(
                "`{text}` has a `mailto:`: write the e-mail address alone, {EXAMPLES}"
            )),
            _ => Err(format!(
                "`{text}` is not a contact: write one e-mail address or one address on the web, {EXAMPLES}"
            )),
        }
    }
}

impl<'de> Deserialize<'de> for SiteContact {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<SiteContact, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The address of the store's repository, as `git clone` takes it: `https://…`, `ssh://…` or `git@HOST:PATH`.
///
/// Pages print it in commands, so it has no character with a meaning to a shell, and no password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("pattern" = "^(https://|ssh://|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:)[A-Za-z0-9._~%+:/@-]+$"))]
pub struct RepositoryUrl(String);

impl RepositoryUrl {
    /// The address as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for RepositoryUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<RepositoryUrl, String> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._~%+:/@-".contains(c);
        if let Some(other) = text.chars().find(|c| !is_plain(*c)) {
            return Err(format!(
                "`{text}` is not the address of a repository: pages print it in commands, so remove {other:?}"
            ));
        }
        let same = match text.split_once("://") {
            Some(("https", _)) => text.to_string(),
            Some(("ssh", rest)) => format!("https://{}", without_user(rest)),
            None if text.contains('@') => {
                format!("https://{}", without_user(text).replacen(':', "/", 1))
            }
            Some(_) | None => {
                return Err(format!(
                    "`{text}` is not an address that others can clone: begin it with `https://`, `ssh://` or `git@HOST:`"
                ));
            }
        };
        match leads(&same) {
            Ok(Leads::Web) => {}
            // A user name with a password is a secret.
            Ok(Leads::Mail) | Err(_) if same.contains('@') => {
                return Err(format!(
                    "`{text}` is not public: remove the user name and the password before its `@`"
                ));
            }
            Ok(Leads::Mail) | Err(_) => {
                return Err(format!("`{text}` is not a valid address of a repository"));
            }
        }
        let (host, path) = same["https://".len()..].split_once('/').unwrap_or_default();
        if host.is_empty() || host.starts_with('-') || path.trim_matches('/').is_empty() {
            return Err(format!(
                "`{text}` names no repository: its path is missing after the host"
            ));
        }
        Ok(RepositoryUrl(text.to_string()))
    }
}

/// An address without the name of the user before its host, such as `git@`.
fn without_user(address: &str) -> &str {
    match address.split_once('@') {
        Some((user, rest)) if !user.is_empty() && !user.contains([':', '/']) => rest,
        Some(_) | None => address,
    }
}

impl<'de> Deserialize<'de> for RepositoryUrl {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<RepositoryUrl, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_one_address_and_links_to_it() {
        let href = |text: &str| text.parse::<SiteContact>().map(|contact| contact.href());
        for (text, link) in [
            ("alliances@dmtf.example", "mailto:alliances@dmtf.example"),
            (" a&b?c@dmtf.example ", "mailto:a%26b%3Fc@dmtf.example"),
            (
                "https://dmtf.example/contact?to=alliances#form",
                "https://dmtf.example/contact?to=alliances#form",
            ),
        ] {
            assert_eq!(href(text).as_deref(), Ok(link), "{text}");
        }
        for bad in [
            "",
            "Vera Vance",
            "Vera <vera@dmtf.example>",
            "a@dmtf.example, b@dmtf.example",
            "mailto:a@dmtf.example",
            "http://dmtf.example/",
            "https://",
            "https://a b.example",
            "javascript:alert(1)",
            "www.dmtf.example",
        ] {
            let message = href(bad).unwrap_err();
            assert!(message.contains("https://"), "{bad}: {message}");
        }
        assert!(
            href("mailto:a@dmtf.example")
                .unwrap_err()
                .contains("write the e-mail address alone")
        );
    }

    #[test]
    fn an_address_ends_with_a_slash_and_knows_its_top() {
        let of = |text: &str| {
            text.parse::<SiteUrl>()
                .map(|url| (url.page("a.html"), url.top().to_string()))
        };
        let pair = |page: &str, top: &str| Ok((page.to_string(), top.to_string()));
        assert_eq!(
            of("https://x.example"),
            pair("https://x.example/a.html", "/")
        );
        assert_eq!(
            of("https://x.example/registers/"),
            pair("https://x.example/registers/a.html", "/registers/")
        );
        for bad in [
            "x.example",
            "mailto:a@x.example",
            "https://x.example/?a",
            "https://x.example/#a",
            "javascript:1",
        ] {
            assert!(of(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_repository_has_an_address_that_others_can_clone() {
        for good in [
            "https://git.example.org/registers.git",
            "https://git.example.org:8443/a/b",
            "ssh://git@git.example.org/registers.git",
            "ssh://git.example.org:2222/registers",
            "git@git.example.org:dmtf/registers.git",
        ] {
            let read = good.parse::<RepositoryUrl>();
            assert_eq!(read.map(|it| it.0), Ok(good.to_string()));
        }
        for (bad, why) in [
            ("git.example.org/registers.git", "begin it with `https://`"),
            ("../registers", "begin it with `https://`"),
            ("file:///srv/registers", "begin it with `https://`"),
            ("http://git.example.org/x", "begin it with `https://`"),
            ("ext::sh", "begin it with `https://`"),
            ("https://git.example.org", "path is missing"),
            ("git@git.example.org:", "path is missing"),
            ("ssh://-oProxyCommand/x", "path is missing"),
            ("https://me:secret@git.example.org/x", "is not public"),
            ("https://token@git.example.org/x", "is not public"),
            ("ssh://me:secret@git.example.org/x", "is not public"),
            ("https://git.example.org/x; rm -r x", "remove ';'"),
            ("https://git.example.org/$(x)", "remove '$'"),
            ("https://git.example.org/a b", "remove ' '"),
            ("https:///x", "is not a valid address"),
        ] {
            let said = bad.parse::<RepositoryUrl>().unwrap_err();
            assert!(said.contains(why), "{bad}: {said}");
        }
    }
}
