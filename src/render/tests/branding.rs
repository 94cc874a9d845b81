//! Logos, websites and colors.

use super::*;
use crate::act::Backfill;
use crate::path::ROSTER;
use crate::render::RenderError;
use crate::render::tests::store::FULL;
use crate::snapshot::Logos;
use crate::source::SourceFile;

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>";

/// A store whose partner has these fields, with the site of this policy and these files.
fn snapshot(partner: &str, policy: &str, files: &[(&str, &str)]) -> Snapshot {
    let mut store = Store::with_policy(policy);
    let roster = store.snapshot().roster.unwrap().file;
    let roster = roster.text().unwrap();
    let id = "{id: xyz-org, ";
    assert!(roster.contains(id), "{roster}");
    store.file(ROSTER, &roster.replace(id, &format!("{id}{partner}")));
    let backfill = Backfill {
        resolution: None,
        approved: None,
        accepted: None,
    };
    let text = FULL.replace(
        "group: true}",
        "group: true, web: 'https://xyz.example/a?b=1&c=2'}",
    );
    assert_ne!(text, FULL);
    store.backfilled("xyz", &text, backfill);
    let mut snapshot = store.snapshot();
    assert!(snapshot.policy().is_some() && snapshot.roster().is_some());
    let tree = files
        .iter()
        .map(|(path, text)| SourceFile::new(path, *text));
    let link = ("logos/link.svg".to_string(), "a symbolic link");
    snapshot.logos = Some(Logos::of(&tree.collect(), &[link]));
    snapshot
}

fn built(snapshot: &Snapshot) -> Result<Site, RenderError> {
    site(public_sources(snapshot, &built_in(), &rules(), today()))
}

#[test]
fn a_partner_has_its_logo_and_its_website() {
    let files = [("logos/xyz.svg", SVG), ("logos/unused.svg", "<script/>")];
    let partner = "logo: logos/xyz.svg, web: 'https://xyz.example/', ";
    let site = built(&snapshot(partner, "", &files)).unwrap();
    assert_eq!(page(&site, "logos/xyz.svg"), SVG);
    assert!(site.pages.get("logos/unused.svg").is_none());
    for path in ["partners/xyz-org/index.html", "registers/xyz/index.html"] {
        let html = page(&site, path);
        assert!(
            html.contains("<img src=\"../../logos/xyz.svg\" alt=\"\">"),
            "{path}"
        );
        assert!(
            html.contains("<a href=\"https://xyz.example/\" rel=\"noopener\">"),
            "{path}"
        );
    }
    assert!(!page(&site, "index.html").contains("<img"));
    let json = page(&site, "registers/xyz/register.json");
    assert!(json.contains("\"web\": \"https://xyz.example/\""), "{json}");
    assert_eq!(site.pages.dead_links("/"), []);
}

#[test]
fn a_standard_links_to_its_address() {
    let site = built(&snapshot("", "", &[])).unwrap();
    let html = page(&site, "registers/xyz/index.html");
    let link = "<a href=\"https://xyz.example/a?b=1&amp;c=2\" rel=\"noopener\">XYZ Schema</a>";
    assert!(html.contains(link), "{html}");
    let domain = site.pages.iter().find(|(path, bytes)| {
        path.starts_with("domains/") && String::from_utf8_lossy(bytes).contains(link)
    });
    assert!(domain.is_some());
    assert!(
        page(&site, "registers/xyz/register.json").contains("\"https://xyz.example/a?b=1&c=2\"")
    );
}

#[test]
fn the_site_has_the_logo_and_the_colors_of_the_organization() {
    let policy =
        "site: {title: T, logo: logos/us.svg, colors: {accent: '#0A5C8F', dark: '#8cc4f5'}}\n";
    let site = built(&snapshot("", policy, &[("logos/us.svg", SVG)])).unwrap();
    assert!(page(&site, "index.html").contains("<img src=\"logos/us.svg\" alt=\"\">"));
    assert!(page(&site, "rules/first-rule.html").contains("<img src=\"../logos/us.svg\""));
    let style = page(&site, "style.css");
    assert!(style.contains("--link: #0a5c8f; --accent: #0a5c8f; --band: #0a5c8f;"));
    assert!(style.contains("--link: #8cc4f5; --accent: #8cc4f5;"));
    let plain = built(&snapshot("", "", &[])).unwrap();
    assert!(style.starts_with(&page(&plain, "style.css")));
}

#[test]
fn a_logo_that_cannot_be_shown_stops_the_build() {
    let why = |logo: &str, content: &str| {
        let files = [("logos/xyz.svg", content)];
        let partner = format!("logo: {logo}, ");
        built(&snapshot(&partner, "", &files))
            .unwrap_err()
            .to_string()
    };
    for (logo, content, expected) in [
        (
            "logos/xyz.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
            "has the event handler `onload` in line 1",
        ),
        ("logos/none.svg", SVG, "there is no file `logos/none.svg`"),
        (
            "logos/link.svg",
            SVG,
            "`logos/link.svg` is a symbolic link; a logo is a regular file",
        ),
        ("../xyz.svg", SVG, "`../xyz.svg` is not the path of a logo"),
        ("'logos/\"><script>.svg'", SVG, "is not the path of a logo"),
    ] {
        let why = why(logo, content);
        assert!(
            why.starts_with("the logo of XYZ Consortium cannot be shown: "),
            "{why}"
        );
        assert!(why.contains(expected), "{why}");
    }
    let policy = "site: {title: T, colors: {accent: '#8cc4f5'}}\n";
    let why = built(&snapshot("", policy, &[])).unwrap_err().to_string();
    assert!(
        why.starts_with("the color `accent` cannot be shown: the contrast of `#8cc4f5`"),
        "{why}"
    );
}
