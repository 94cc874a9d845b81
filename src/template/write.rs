//! Writes the table as the template of a new register, in the syntax of the template engine.

use super::field::{Begins, Required, TemplateField};
use super::register::sections;

/// The width of the file, in characters; a longer word exceeds it.
const WIDTH: usize = 110;

const HEAD: &str = "The Work Register Template (DSP4003 2.1, 3.1, 5.2). Text after a # is guidance; delete it \
                    when you have followed it. `wr check` lists what is missing; an incomplete text cannot be \
                    submitted.";

/// The sections that the store's policy lists, each with its guidance; the guidance comes in lines, so that it stays in
/// comments.
const OWN_SECTIONS: &str = "\
{%- if sections %}

# Sections that our organization adds to the template (`sections` in registers/policy.yaml).
{% if not sections_asked %}# {% endif %}sections:
{%- for section in sections %}
{%- for line in section.guidance %}
  # {{ line | safe }}
{%- endfor %}
  {% if not section.asked %}# {% endif %}{{ section.id | safe }}: {{ insert }}
{%- endfor %}
{%- endif %}
";

/// The contents of `templates/register.yaml`.
pub fn written() -> String {
    let mut out = comment(HEAD);
    for section in sections() {
        if section.begins == Begins::Sections {
            // Its first tag trims the line end before it, so a store without sections has no blank line here.
            out += OWN_SECTIONS;
            continue;
        }
        out += "\n";
        let needed = match section.required {
            Required::Submitted => " Required when the text is submitted.",
            Required::Draft | Required::Established | Required::Never => "",
        };
        out += &comment(&format!("{}{needed}", section.guidance));
        out += &lines(section);
    }
    out
}

fn lines(section: &TemplateField) -> String {
    let sign = if section.begins == Begins::Comment {
        "# "
    } else {
        ""
    };
    let fields: Vec<&TemplateField> = section.fields().collect();
    if fields.is_empty() {
        return format!("{sign}{}: {}\n", section.name(), value(section));
    }
    let is_list = fields.iter().any(|field| field.path.contains("[]."));
    let mut out = format!("{sign}{}:\n", section.name());
    let rows: Vec<(String, &TemplateField)> = fields
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let lead = match (is_list, at) {
                (false, _) => "  ",
                (true, 0) => "  - ",
                (true, _) => "    ",
            };
            let off = if sign.is_empty() && field.begins == Begins::Comment {
                "# "
            } else {
                ""
            };
            (
                format!("{sign}{lead}{off}{}: {}", field.name(), value(field)),
                *field,
            )
        })
        .collect();
    // A filled-in value is not as long as its name here, so its comment is not aligned.
    let fixed = rows
        .iter()
        .filter(|(_, field)| !matches!(field.begins, Begins::Filled(_)));
    let column = fixed.map(|(row, _)| row.chars().count()).max().unwrap_or(0);
    for (row, field) in &rows {
        let width = if matches!(field.begins, Begins::Filled(_)) {
            0
        } else {
            column
        };
        out += &format!("{row:width$}  # {}\n", field.guidance.trim_end_matches('.'));
    }
    out
}

fn value(field: &TemplateField) -> String {
    match field.begins {
        Begins::Filled(name) => format!("{{{{ {name} }}}}"),
        Begins::As(text) => text.to_string(),
        Begins::Comment | Begins::Fields | Begins::Sections => field.example.to_string(),
    }
}

fn comment(text: &str) -> String {
    let mut out = String::new();
    let mut line = "#".to_string();
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            out += &format!("{line}\n");
            line = "#".to_string();
        }
        line += &format!(" {word}");
    }
    out += &format!("{line}\n");
    out
}
