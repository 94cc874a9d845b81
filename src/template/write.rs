//! The table as the file that a new register begins with, in the words of the template engine.

use super::{Begins, Field, Required, sections};

/// How wide the file is, in characters, as far as its words allow.
const WIDTH: usize = 110;

const HEAD: &str = "The Work Register Template (DSP4003 2.1, 3.1, 5.2). What follows a # is guidance; take it \
                    out when you have followed it. `wr check` says what is missing; nothing is submitted while \
                    something is.";

/// The store's own sections: each with its guidance, in lines that can only be comments.
const OWN_SECTIONS: &str = "\
{%- if sections %}

# What our organization asks for beside the template (`sections` in registers/policy.yaml).
{% if not sections_asked %}# {% endif %}sections:
{%- for section in sections %}
{%- for line in section.guidance %}
  # {{ line | safe }}
{%- endfor %}
  {% if not section.asked %}# {% endif %}{{ section.id | safe }}: {{ insert }}
{%- endfor %}
{%- endif %}
";

/// `templates/register.yaml`.
pub fn written() -> String {
    let mut out = comment(HEAD);
    for section in sections() {
        if section.begins == Begins::Sections {
            // A tag takes the line end before it away, so that a store without sections leaves no gap.
            out += OWN_SECTIONS;
            continue;
        }
        out += "\n";
        let needed = match section.required {
            Required::Submitted => " Needed when the text is submitted.",
            Required::Draft | Required::Established | Required::Never => "",
        };
        out += &comment(&format!("{}{needed}", section.guidance));
        out += &lines(section);
    }
    out
}

/// A section with what it holds.
fn lines(section: &Field) -> String {
    let sign = if section.begins == Begins::Comment {
        "# "
    } else {
        ""
    };
    let fields: Vec<&Field> = section.fields().collect();
    if fields.is_empty() {
        return format!("{sign}{}: {}\n", section.name(), value(section));
    }
    let is_list = fields.iter().any(|field| field.path.contains("[]."));
    let mut out = format!("{sign}{}:\n", section.name());
    let rows: Vec<(String, &Field)> = fields
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
    // What is filled in has another length than its name here, so it stands in no column.
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

fn value(field: &Field) -> String {
    match field.begins {
        Begins::Filled(name) => format!("{{{{ {name} }}}}"),
        Begins::As(text) => text.to_string(),
        Begins::Comment | Begins::Fields | Begins::Sections => field.example.to_string(),
    }
}

/// Text as comment lines.
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
