//! Overrides of templates in a store.

use super::*;
use crate::act::Backfill;
use crate::render::RenderError;
use crate::render::tests::store::FULL;

fn with(name: &str, text: &str) -> Result<Templates, RenderError> {
    Templates::new(&[(name.to_string(), text.to_string())])
}

fn place(error: RenderError) -> (String, usize) {
    let RenderError::Template { name, line, .. } = error else {
        panic!("{error}")
    };
    (name, line)
}

fn snapshot() -> Snapshot {
    let mut store = Store::new();
    store.backfilled(
        "xyz",
        FULL,
        Backfill {
            resolution: None,
            approved: None,
            accepted: None,
        },
    );
    store.snapshot()
}

#[test]
fn an_override_takes_the_place_of_the_built_in_and_still_escapes() {
    let page = "{% extends \"base.html\" %}{% block main %}<p>Ours: {{ register.parties.partner.name }}</p>{% endblock main %}";
    let templates = with("register.html", page).unwrap();
    let site = site(public_sources(&snapshot(), &templates, &[], today())).unwrap();
    let page = super::page(&site, "registers/xyz/index.html");
    assert!(page.contains("<p>Ours: XYZ Consortium (XYZ)</p>") && page.contains("<footer "));
    let templates = with(
        "register.md",
        "[{{ register.standards[0].ap_id }}] {{ register.title }}",
    )
    .unwrap();
    let mut store = Store::new();
    let text = FULL.replace("XYZ / DMTF Work Register", "'<b> | title'");
    store.backfilled(
        "xyz",
        &text,
        Backfill {
            resolution: None,
            approved: None,
            accepted: None,
        },
    );
    let snapshot = store.snapshot();
    let written = crate::render::markdown(
        &snapshot,
        &snapshot.registers["xyz"],
        Selector::InForce,
        &templates,
        today(),
    );
    assert_eq!(written.unwrap(), "[XYZ Schema] \\<b\\> \\| title");
    let templates = with("style.css", "body { color: red }").unwrap();
    let site = super::site(public_sources(&snapshot, &templates, &[], today())).unwrap();
    assert_eq!(super::page(&site, "style.css"), "body { color: red }");
}

#[test]
fn a_broken_override_is_named_with_its_line() {
    let broken = |name: &str, text: &str| place(with(name, text).err().unwrap());
    assert_eq!(
        broken("index.html", "a\nb\n{% if %}"),
        ("index.html".to_string(), 3)
    );
    assert_eq!(
        broken("register.md", "a\n{{ register.title | nofilter }}"),
        ("register.md".to_string(), 2)
    );
    assert_eq!(
        broken("index.html", "\n{% extends \"other.html\" %}"),
        ("index.html".to_string(), 2)
    );
    assert_eq!(
        broken("base.html", "\n\n{% include \"none.html\" %}"),
        ("base.html".to_string(), 3)
    );
    assert_eq!(
        broken("base.html", "\n{% extends \"base.html\" %}"),
        ("base.html".to_string(), 2)
    );
    assert_eq!(
        broken("style.css", "a\n</STYLE>"),
        ("style.css".to_string(), 2)
    );
}

#[test]
fn an_override_that_asks_for_what_there_is_not_is_named_with_its_line() {
    let templates = with("register.html", "a\n\n{{ register.email }}").unwrap();
    let error = site(public_sources(&snapshot(), &templates, &[], today())).unwrap_err();
    assert!(
        error.to_string().starts_with("templates/register.html:3:"),
        "{error}"
    );
    assert_eq!(place(error), ("register.html".to_string(), 3));
}

#[test]
fn an_unknown_name_is_refused_with_those_there_are() {
    let error = with("regster.html", "").err().unwrap().to_string();
    assert!(
        error.contains("`regster.html`")
            && error.contains(
                "base.html, paging.html, charts.html, assurance.html, verification.html, index.html, register.html"
            ),
        "{error}"
    );
}
