//! The settings by which VS Code finds the schemas, also for files without a line that names one.

use jsonc_parser::cst::{CstInputValue, CstObject, CstRootNode};
use jsonc_parser::{ParseOptions, json};

use super::SchemaKind;

/// The file of a store's settings for VS Code, from the store's top.
pub const SETTINGS: &str = ".vscode/settings.json";

/// The setting of the YAML extension.
const SETTING: &str = "yaml.schemas";

/// The settings of a store with the files of each schema, and with everything else as it is, comments included. `None` if
/// they have them.
///
/// # Errors
/// The reason why nothing can be added without a loss.
pub fn with_schemas(settings: &str) -> Result<Option<String>, String> {
    let root = CstRootNode::parse(settings, &ParseOptions::default())
        .map_err(|why| format!("it is not JSON with comments: {why}"))?;
    let other = |what: &str, found: &str| format!("{what} is {found}, and not an object");
    let all = match root.value() {
        None => root.object_value_or_set(),
        Some(_) => root
            .object_value()
            .ok_or_else(|| other("the file", "one value"))?,
    };
    let schemas = match all.get(SETTING) {
        None => all.object_value_or_set(SETTING),
        Some(there) => there
            .object_value()
            .ok_or_else(|| other(&format!("`{SETTING}`"), "another value"))?,
    };
    let lacking = SchemaKind::ALL.into_iter();
    let lacking: Vec<_> = lacking
        .filter_map(|kind| Some((kind, lacks(&schemas, kind)?)))
        .collect();
    if lacking.is_empty() {
        return Ok(None);
    }
    schemas.ensure_multiline();
    for (kind, value) in lacking {
        match schemas.get(&kind.path()) {
            Some(entry) => entry.set_value(value),
            None => _ = schemas.append(&kind.path(), value),
        }
    }
    let text = root.to_string();
    Ok(Some(match text.ends_with('\n') {
        true => text,
        false => text + "\n",
    }))
}

/// What to add by hand.
pub fn schemas_as_json() -> String {
    let mut lines = Vec::new();
    for kind in SchemaKind::ALL {
        lines.push(format!("    \"{}\": \"{}\"", kind.path(), files(kind)));
    }
    format!("  \"{SETTING}\": {{\n{}\n  }}", lines.join(",\n"))
}

/// The files of a kind, as VS Code writes several.
fn files(kind: SchemaKind) -> String {
    kind.files().replace("/ID/", "/*/")
}

/// The value that the entry of a schema lacks: all of its files, and those that it has already.
fn lacks(schemas: &CstObject, kind: SchemaKind) -> Option<CstInputValue> {
    let own = files(kind);
    let mut known: Vec<String> = Vec::new();
    let there = schemas.get(&kind.path()).and_then(|entry| entry.value());
    if let Some(value) = there {
        let texts = match value.as_array() {
            Some(list) => list.elements(),
            None => vec![value],
        };
        let texts = texts.iter().filter_map(|it| it.as_string_lit());
        known.extend(texts.filter_map(|it| it.decoded_value().ok()));
    }
    if known.contains(&own) {
        return None;
    }
    if known.is_empty() {
        return Some(json!(own));
    }
    known.push(own);
    let known = known.into_iter().map(CstInputValue::String);
    Some(CstInputValue::Array(known.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = r#"{
  "yaml.schemas": {
    "templates/schema/register.json": "registers/*/register.yaml",
    "templates/schema/contacts.json": "registers/*/contacts.yaml",
    "templates/schema/policy.json": "registers/policy.yaml",
    "templates/schema/roster.json": "registers/roster.yaml"
  }
}
"#;

    #[test]
    fn new_settings_have_the_schemas_and_nothing_else() {
        for empty in ["", "{}", "{}\n", "\n"] {
            assert_eq!(with_schemas(empty), Ok(Some(NEW.to_string())), "{empty:?}");
        }
        assert_eq!(with_schemas(NEW), Ok(None));
        assert!(NEW.contains(&schemas_as_json()));
    }

    #[test]
    fn comments_and_other_settings_stay() {
        let settings = "{\n    // Ours.\n    \"editor.tabSize\": 2, /* wide */\n    \"yaml.schemas\": {\n        \"a.json\": \"*.a\", // theirs\n        \"templates/schema/roster.json\": \"people.yaml\",\n    },\n}\n";
        let new = with_schemas(settings).unwrap().unwrap();
        for part in [
            "    // Ours.\n    \"editor.tabSize\": 2, /* wide */\n",
            "        \"a.json\": \"*.a\", // theirs\n",
            "\"people.yaml\", \"registers/roster.yaml\"",
            "        \"templates/schema/policy.json\": \"registers/policy.yaml\"",
        ] {
            assert!(new.contains(part), "{part} in {new}");
        }
        assert_eq!(with_schemas(&new), Ok(None));
    }

    #[test]
    fn what_cannot_be_merged_is_refused() {
        for settings in [
            "{",
            "[]",
            "1",
            "{\"yaml.schemas\": []}",
            "{\"yaml.schemas\": null}",
            "\u{feff}{",
        ] {
            assert!(with_schemas(settings).is_err(), "{settings}");
        }
    }
}
