//! Examples of the fields of the files that people write.

use serde_json::{Map, Value, json};

const ROSTER: &str = "roster";
const POLICY: &str = "policy";

/// Examples by the name of a file and the path of a field. The template has those of registers and contacts.
const EXAMPLES: &[(&str, &str, &str)] = &[
    (
        "register",
        "sections",
        "{security: How the work is protected.}",
    ),
    (ROSTER, "home", "dmtf"),
    (ROSTER, "organizations[].id", "acme"),
    (ROSTER, "organizations[].name", "Acme Corporation"),
    (ROSTER, "organizations[].short", "Acme"),
    (ROSTER, "organizations[].language", "en"),
    (ROSTER, "organizations[].web", "https://www.acme.example"),
    (ROSTER, "organizations[].logo", "logos/acme.svg"),
    (ROSTER, "organizations[].member_since", "2026-01-01"),
    (ROSTER, "organizations[].member_until", "2026-12-31"),
    (ROSTER, "organizations[].successor", "globex"),
    (ROSTER, "organizations[].since", "2026-01-01"),
    (ROSTER, "organizations[].representatives", "[pat-price]"),
    (ROSTER, "people[].id", "alice-adams"),
    (ROSTER, "people[].name", "Alice Adams"),
    (ROSTER, "people[].email", "alice@acme.example"),
    (ROSTER, "people[].organization", "acme"),
    (ROSTER, "people[].keys", "[ssh-ed25519 AAAA]"),
    (ROSTER, "people[].stolen", "[ssh-ed25519 AAAA]"),
    (ROSTER, "people[].until", "2026-12-31"),
    (ROSTER, "bodies[].id", "technical"),
    (ROSTER, "bodies[].name", "Technical Committee"),
    (ROSTER, "bodies[].kind", "committee"),
    (ROSTER, "bodies[].parent", "technical"),
    (ROSTER, "bodies[].chair", "alice-adams"),
    (ROSTER, "bodies[].vice_chair", "bob-berg"),
    (ROSTER, "bodies[].secretary", "sam-scott"),
    (
        ROSTER,
        "bodies[].seats[]",
        "{id: acme, organization: acme, voter: alice-adams}",
    ),
    (ROSTER, "bodies[].seats[].id", "acme"),
    (ROSTER, "bodies[].seats[].organization", "acme"),
    (ROSTER, "bodies[].seats[].voter", "alice-adams"),
    (ROSTER, "bodies[].seats[].alternate", "bob-berg"),
    (ROSTER, "bodies[].members", "[alice-adams]"),
    (ROSTER, "officers.vp_alliances", "alice-adams"),
    (ROSTER, "roots.people", "[alice-adams]"),
    (POLICY, "store", "0123456789abcdef0123456789abcdef"),
    (POLICY, "process.document", "DSP4003"),
    (POLICY, "process.version", "\"1.3\""),
    (POLICY, "delegation_rules", "[DSP4004]"),
    (POLICY, "site.url", "https://registers.example.org/"),
    (POLICY, "site.logo", "logos/acme.svg"),
    (POLICY, "site.colors.accent", "\"#0a5c8f\""),
    (POLICY, "site.colors.dark", "\"#8cc4f5\""),
    (POLICY, "site.contact", "alliances@example.org"),
    (
        POLICY,
        "site.repository",
        "https://git.example.org/registers.git",
    ),
    (POLICY, "sections[].id", "security"),
    (POLICY, "sections[].title", "Security considerations"),
    (POLICY, "sections[].guidance", "What to write in it."),
];

/// The examples for the fields of a file, such as `roster`.
pub(super) fn examples_of(file: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = EXAMPLES.iter().filter(move |(of, _, _)| *of == file);
    own.map(|(_, path, example)| (*path, *example))
}

/// A value that a part of a schema allows: its own example or default, else one made of its parts.
pub fn example(part: &Value) -> Option<Value> {
    let own = part["examples"].get(0).or_else(|| part.get("default"));
    let is_empty =
        |value: &&Value| matches!(value, Value::Array(a) if a.is_empty()) || **value == json!({});
    if let Some(own) = own.filter(|own| !own.is_null() && !is_empty(own)) {
        return Some(own.clone());
    }
    if let Some(word) = part.get("const") {
        return Some(word.clone());
    }
    let variants = ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|name| part.get(name));
    if let Some(found) = variants.filter_map(|all| example(all.get(0)?)).next() {
        return Some(found);
    }
    match kind_of(part)? {
        "object" => object(part),
        "array" => Some(json!([example(&part["items"])?])),
        "integer" => Some(json!(part["minimum"].as_u64().unwrap_or_default().max(1))),
        "boolean" => Some(json!(true)),
        "string"
            if part["pattern"]
                .as_str()
                .is_some_and(|it| it.contains("[0-9]{4}")) =>
        {
            Some(json!("2026-12-31"))
        }
        "string" => Some(json!("text")),
        _ => None,
    }
}

/// A mapping with the fields that it needs, or with its first field.
fn object(part: &Value) -> Option<Value> {
    let fields = part["properties"].as_object();
    let Some(fields) = fields.filter(|fields| !fields.is_empty()) else {
        return Some(json!({ "key": example(part.get("additionalProperties")?)? }));
    };
    let needed: Vec<&str> = match part["required"].as_array() {
        Some(needed) => needed.iter().filter_map(Value::as_str).collect(),
        None => fields.keys().take(1).map(String::as_str).collect(),
    };
    let mut made = Map::new();
    for name in needed {
        made.insert(name.to_string(), example(fields.get(name)?)?);
    }
    Some(Value::Object(made))
}

/// The first of the JSON types that a part of a schema allows, such as `integer`.
pub fn kind_of(part: &Value) -> Option<&str> {
    let kind = &part["type"];
    kind.get(0).unwrap_or(kind).as_str()
}

/// The words that a part of a schema allows.
pub fn choices(part: &Value) -> Option<Vec<String>> {
    let inner = part["anyOf"].get(0).unwrap_or(part);
    let all = inner["oneOf"].as_array()?.iter();
    all.map(|one| one["const"].as_str().map(str::to_string))
        .collect()
}

/// The words that a part of a schema allows, each with its description.
pub fn explained_choices(part: &Value) -> Vec<(&str, Option<&str>)> {
    let inner = part["anyOf"].get(0).unwrap_or(part);
    let all = inner["oneOf"].as_array().into_iter().flatten();
    all.filter_map(|one| Some((one["const"].as_str()?, one["description"].as_str())))
        .collect()
}
