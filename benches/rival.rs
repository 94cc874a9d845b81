//! Writes a comparable site for `hugo`: the same pages as `wr` makes, of the same size, from the same data.
//!
//! The layouts are in `benches/hugo`. A register is the front matter of a page, which layouts render as HTML, JSON and
//! Markdown, with precomputed positions in the charts. Its history is another page, and its revision a third, beside the
//! exact bytes of the text. Domains and months are pages of fifty rows. Hugo makes the lists of registers, partners and
//! domains, with the same pagination; the calendar, the table and the list for programs are formats of the first page. Each
//! register has a feed, a calendar and a badge, each partner a feed and a calendar. Hugo checks no links.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// The number of rows per page.
const ROWS: usize = 50;

/// The layouts: path in `benches/hugo` and text.
const LAYOUTS: [(&str, &str); 22] = [
    ("config.toml", include_str!("hugo/config.toml")),
    (
        "layouts/index.html",
        include_str!("hugo/layouts/index.html"),
    ),
    ("layouts/index.ics", include_str!("hugo/layouts/index.ics")),
    ("layouts/index.csv", include_str!("hugo/layouts/index.csv")),
    (
        "layouts/index.json",
        include_str!("hugo/layouts/index.json"),
    ),
    (
        "layouts/_default/baseof.html",
        include_str!("hugo/layouts/_default/baseof.html"),
    ),
    (
        "layouts/_default/list.html",
        include_str!("hugo/layouts/_default/list.html"),
    ),
    (
        "layouts/_default/single.html",
        include_str!("hugo/layouts/_default/single.html"),
    ),
    (
        "layouts/_default/single.json",
        include_str!("hugo/layouts/_default/single.json"),
    ),
    (
        "layouts/_default/single.md",
        include_str!("hugo/layouts/_default/single.md"),
    ),
    (
        "layouts/_default/terms.html",
        include_str!("hugo/layouts/_default/terms.html"),
    ),
    (
        "layouts/partials/events.ics",
        include_str!("hugo/layouts/partials/events.ics"),
    ),
    (
        "layouts/partials/entry.xml",
        include_str!("hugo/layouts/partials/entry.xml"),
    ),
    (
        "layouts/_default/single.ics",
        include_str!("hugo/layouts/_default/single.ics"),
    ),
    (
        "layouts/_default/single.svg",
        include_str!("hugo/layouts/_default/single.svg"),
    ),
    (
        "layouts/_default/single.xml",
        include_str!("hugo/layouts/_default/single.xml"),
    ),
    (
        "layouts/_default/term.ics",
        include_str!("hugo/layouts/_default/term.ics"),
    ),
    (
        "layouts/_default/term.xml",
        include_str!("hugo/layouts/_default/term.xml"),
    ),
    (
        "layouts/history/single.html",
        include_str!("hugo/layouts/history/single.html"),
    ),
    (
        "layouts/revision/single.html",
        include_str!("hugo/layouts/revision/single.html"),
    ),
    (
        "layouts/domain/single.html",
        include_str!("hugo/layouts/domain/single.html"),
    ),
    (
        "layouts/month/single.html",
        include_str!("hugo/layouts/month/single.html"),
    ),
];

/// The layout of a section without a list, because other pages link to its pages.
const EMPTY: &str = "{{ define \"main\" }}<h1>{{ .Title }}</h1>{{ end }}\n";

/// Writes the source of the hugo site to `to`, from the JSON of the registers in the site of `wr` at `from`.
pub(crate) fn make(from: &Path, to: &Path) {
    for (path, text) in LAYOUTS {
        write(&to.join(path), text);
    }
    for section in ["history", "revision", "domain", "month"] {
        write(&to.join("layouts").join(section).join("list.html"), EMPTY);
    }
    fs::create_dir_all(to.join("static")).unwrap();
    for asset in ["style.css", "icon.svg"] {
        fs::copy(from.join(asset), to.join("static").join(asset)).unwrap();
    }
    let (mut domains, mut months) = (Rows::new(), Rows::new());
    for entry in fs::read_dir(from.join("registers")).unwrap() {
        let text = fs::read(entry.unwrap().path().join("register.json")).unwrap();
        let register: Value = serde_json::from_slice(&text).unwrap();
        let id = register["id"].as_str().unwrap();
        write(
            &to.join(format!("content/registers/{id}.md")),
            &page(&register).to_string(),
        );
        write(
            &to.join(format!("content/history/{id}.md")),
            &history(&register).to_string(),
        );
        write(
            &to.join(format!("content/revision/{id}.md")),
            &revision(&register).to_string(),
        );
        let text = format!("registers/{id}/revisions/1.yaml");
        let copy = to.join("static").join(&text);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(from.join(&text), copy).unwrap();
        take(&mut domains, &register, "standards", "domain");
        take(&mut months, &register, "milestones", "due");
    }
    paged(&to.join("content/domain"), &domains);
    paged(&to.join("content/month"), &months);
}

/// Rows by the title of their page.
type Rows = BTreeMap<String, Vec<Value>>;

fn page(register: &Value) -> Value {
    let since = register["status"]["since"].as_str().unwrap();
    let rows = |field: &str| register[field].as_array().unwrap().iter();
    let mut domains: Vec<&str> = rows("standards")
        .map(|row| row["domain"].as_str().unwrap())
        .collect();
    domains.sort_unstable();
    domains.dedup();
    let item = |id: &str, what: &str, when: &str, x: usize, note: String| json!({"id": id, "what": what, "when": when, "x": format!("{}.50", 10 + x), "width": "9.77", "note": note});
    let milestones = rows("milestones").enumerate().map(|(at, milestone)| {
        let text = |field: &str| milestone[field].as_str().unwrap();
        item(
            text("id"),
            text("title"),
            text("due"),
            10 * at,
            format!("milestone {}", text("id")),
        )
    });
    let steps = [
        "proposed",
        "revision 1 submitted",
        "approved by the board",
        "accepted by the partner",
        "taken in",
    ];
    let steps = steps.iter().map(|step| {
        item(
            "",
            step,
            since,
            80,
            "as earlier records have it".to_string(),
        )
    });
    let ticks: Vec<Value> = [
        ("2026-01", "18.35"),
        ("2026-07", "38.00"),
        ("2027-01", "57.98"),
        ("2027-07", "77.63"),
    ]
    .map(|(name, x)| json!({"name": name, "x": x}))
    .to_vec();
    let picture = |id: &str, title: &str, items: Vec<Value>| {
        let text = "A hollow mark is due, a circle with a tick is a completion, a ring a review.";
        json!({"id": id, "title": title, "text": text, "ticks": ticks, "items": items})
    };
    json!({
        "title": register["title"],
        // Hugo needs a full date, even if only the month is known.
        "date": format!("{since}-01").get(..10),
        "partners": [register["parties"]["partner"]["name"]],
        "domains": domains,
        "subject": register["subject"],
        "register": register,
        "pictures": [
            picture("life", "In force, milestones and reviews", milestones.collect()),
            picture("way", "How revision 1 came into force", steps.collect()),
        ],
    })
}

fn history(register: &Value) -> Value {
    json!({
        "title": register["title"],
        "outputs": ["HTML"],
        "id": register["id"],
        "version": register["version"],
        "since": register["status"]["since"],
        "digest": register["digest"],
    })
}

fn revision(register: &Value) -> Value {
    json!({"title": register["title"], "outputs": ["HTML"], "register": register})
}

/// Adds the rows of a register's list, grouped by a field.
fn take(all: &mut Rows, register: &Value, list: &str, by: &str) {
    for row in register[list].as_array().unwrap() {
        let mut row = row.clone();
        row["register"] = register["id"].clone();
        row["register_title"] = register["title"].clone();
        row["partner"] = register["parties"]["partner"]["name"].clone();
        all.entry(row[by].as_str().unwrap().to_string())
            .or_default()
            .push(row);
    }
}

fn paged(folder: &Path, all: &Rows) {
    for (title, rows) in all {
        for (number, rows) in (1..).zip(rows.chunks(ROWS)) {
            let name = format!("{}-{number}.md", title.to_lowercase().replace(' ', "-"));
            let page = json!({"title": title, "outputs": ["HTML"], "number": number, "rows": rows});
            write(&folder.join(name), &page.to_string());
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("{}\n", text.trim_end())).unwrap();
}
