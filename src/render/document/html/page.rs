//! The style rules that depend on the document: the paper, and what is at the top and the bottom of each page.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::render::document::model::{Block, Document};
use crate::render::document::paper::Paper;

const SMALL: &str =
    "font: 7.5pt Arial, \"Liberation Sans\", \"Noto Sans\", sans-serif; color: #4d5a68;";

pub(super) fn rules(document: &Document, paper: Paper) -> String {
    let mark = document.mark.iter();
    let mark: String = mark
        .map(|mark| {
            format!(
                "\n  @top-right {{ content: {}; vertical-align: bottom; padding-bottom: 5mm; {SMALL} font-size: 9pt; \
                 font-weight: bold; color: #a3121f; }}",
                string(mark)
            )
        })
        .collect();
    let top = format!("{}  |  {}", document.organization, document.kind);
    let mut lines = document.footer.clone();
    if let Some(first) = lines.first_mut() {
        *first += &format!(" | {}", document.on);
    }
    let bottom: Vec<String> = lines.iter().map(|line| string(line)).collect();
    let mut rules = format!(
        "@page {{
  size: {};
  margin: 22mm 19mm 23mm;
  @top-left {{ content: {}; vertical-align: bottom; padding-bottom: 5mm; {SMALL} }}{mark}
  @bottom-left {{ content: {}; white-space: pre-line; vertical-align: top; padding-top: 5mm; text-align: left; {SMALL} }}
  @bottom-right {{ content: \"Page \" counter(page) \" of \" counter(pages); vertical-align: top; padding-top: 5mm; {SMALL} }}
}}
",
        paper.css(),
        string(&top),
        bottom.join(" \"\\a \" "),
    );
    for width in widths(document) {
        // Writing to a string cannot fail.
        let _ = writeln!(rules, ".w{width} {{ width: {width}%; }}");
    }
    rules
}

/// The widths of columns. The Content-Security-Policy allows no style in elements.
fn widths(document: &Document) -> BTreeSet<u32> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let columns = blocks.flat_map(|block| match block {
        Block::Table(table) => table.columns.as_slice(),
        Block::Paragraph(_) | Block::Signatures(_) => &[],
    });
    // The last one is the gap between signatures.
    columns.map(|column| column.width).chain([6]).collect()
}

/// A string of CSS, in which no character ends the string or the style sheet.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' | '<' | '>' | '&' => {
                let _ = write!(out, "\\{:x} ", u32::from(sign));
            }
            '\n' => out.push(' '),
            _ => out.push(sign),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn no_text_ends_a_string() {
        assert_eq!(
            string("a\"; }\\ </style>\nb"),
            "\"a\\22 ; }\\5c  \\3c /style\\3e  b\""
        );
    }
}
