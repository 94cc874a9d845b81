//! Writes the fields of a draft into the template of a register, and keeps its guidance.

use serde_json::{Map, Value};

use crate::source::SourceFile;
use crate::yaml;

/// The file that a template gives with these fields. Fields of `silent` without a value become comments. `None` if the
/// template cannot hold the fields.
pub fn fill(template: &str, fields: &Map<String, Value>, silent: &[&str]) -> Option<String> {
    let mut out = String::new();
    let mut left = fields.clone();
    let mut lines = template.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(key) = key(line, fields) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        // The lines of the field: down to an empty line or the next field.
        let mut old = vec![line];
        while let Some(next) = lines
            .next_if(|next| next.starts_with([' ', '#', '-']) && self::key(next, fields).is_none())
        {
            old.push(next);
        }
        match left.remove(key) {
            Some(value) => out += &field(key, &value),
            None if silent.contains(&key) => {
                for line in old {
                    let mark = if line.starts_with('#') { "" } else { "# " };
                    out += &format!("{mark}{line}\n");
                }
            }
            None => old.iter().for_each(|line| out += &format!("{line}\n")),
        }
    }
    for (key, value) in &left {
        out += &format!("\n{}", field(key, value));
    }
    let read: Value = yaml::read(&SourceFile::new("register.yaml", out.clone())).ok()?;
    let has = |(key, value): (&String, &Value)| same(&read[key.as_str()], value);
    fields.iter().all(has).then_some(out)
}

/// A file with these fields and nothing else.
pub fn plain(fields: &Map<String, Value>) -> String {
    fields
        .iter()
        .map(|(key, value)| field(key, value))
        .collect()
}

/// The top-level key at the beginning of a line. A key in a comment counts if the draft has a value for it.
fn key<'l>(line: &'l str, fields: &Map<String, Value>) -> Option<&'l str> {
    let (key, rest) = line.split_once(':')?;
    let is_name = |key: &str| {
        !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    match key.strip_prefix("# ") {
        Some(key) => (is_name(key) && fields.contains_key(key)).then_some(key),
        None => is_name(key).then_some(key),
    }
}

/// Whether a value was read as it was written; YAML may read `2010` as a number.
fn same(read: &Value, written: &Value) -> bool {
    match (read, written) {
        (Value::Number(number), Value::String(text)) => number.to_string() == *text,
        (Value::Array(read), Value::Array(written)) => {
            read.len() == written.len() && read.iter().zip(written).all(|(a, b)| same(a, b))
        }
        (Value::Object(read), Value::Object(written)) => {
            read.len() == written.len()
                && written
                    .iter()
                    .all(|(key, value)| read.get(key).is_some_and(|read| same(read, value)))
        }
        _ => read == written,
    }
}

fn field(key: &str, value: &Value) -> String {
    let mut out = String::new();
    write(key, value, 0, &mut out);
    out
}

fn write(key: &str, value: &Value, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            *out += &format!("{pad}{key}:\n");
            for (key, value) in fields {
                write(key, value, indent + 2, out);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            *out += &format!("{pad}{key}:\n");
            for item in items.iter().filter_map(Value::as_object) {
                let mut lines = String::new();
                for (key, value) in item {
                    write(key, value, indent + 4, &mut lines);
                }
                // The first field follows the dash.
                *out += &format!("{pad}  - {}", lines.trim_start_matches(' '));
            }
        }
        Value::String(text) if is_block(text) => {
            *out += &format!("{pad}{key}: |-\n");
            for line in text.split('\n') {
                let pad = if line.is_empty() { "" } else { &pad };
                let inner = if line.is_empty() { "" } else { "  " };
                *out += &format!("{pad}{inner}{line}\n");
            }
        }
        Value::String(_)
        | Value::Array(_)
        | Value::Object(_)
        | Value::Null
        | Value::Bool(_)
        | Value::Number(_) => *out += &format!("{pad}{key}: {}\n", yaml::flow(value)),
    }
}

/// Whether a text is best read line by line: it has several lines, or quotation marks.
fn is_block(text: &str) -> bool {
    let is_clean = text.chars().all(|c| {
        c == '\n'
            || !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{feff}')
    });
    let has_no_edges = !text.starts_with([' ', '\n']) && !text.ends_with(['\n', ' ']);
    let no_trailing = text.lines().all(|line| !line.ends_with(' '));
    is_clean && has_no_edges && no_trailing && text.contains(['\n', '"', '\\'])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_guidance_of_the_template_stays() {
        let template = "# Head.\n\n# The title.\ntitle: \"T\"\n\n# When.\ninitiated: 2026-01-02\n\n# List.\n# links:\n#   - title: Bylaws\n#     href: x\n\nscope: \"<insert text>\"\n";
        let fields = json!({
            "title": "A \"quoted\" title",
            "links": [{ "title": "One: two", "href": "https://x.example" }],
            "pages": "1.0",
            "scope": "First.\n\n- one\n- two",
            "also": ["a", "b c"],
        });
        let filled = fill(
            template,
            fields.as_object().expect("a mapping"),
            &["initiated"],
        );
        assert_eq!(
            filled.as_deref(),
            Some(
                "# Head.\n\n# The title.\ntitle: |-\n  A \"quoted\" title\n\n# When.\n# initiated: 2026-01-02\n\n# List.\nlinks:\n  - title: \"One: two\"\n    href: \"https://x.example\"\n\nscope: |-\n  First.\n\n  - one\n  - two\n\nalso: [a, b c]\n\npages: \"1.0\"\n"
            )
        );
    }

    #[test]
    fn a_template_of_another_layout_is_not_broken() {
        let fields = json!({ "title": "T" });
        let fields = fields.as_object().expect("a mapping");
        assert_eq!(fill("{title: X, scope: Y}\n", fields, &[]), None);
        assert_eq!(plain(fields), "title: T\n");
    }
}
