//! The sections of a document as HTML.

use crate::render::direction::is_right_to_left;
use crate::render::document::model::{
    Block, Cell, Change, Inline, Level, Marker, Paragraph, Role, Run, Section, Signatory, Table,
    letters,
};
use crate::render::plain::as_html;

/// Tables with more columns have small letters.
const WIDE: usize = 5;

/// Tables with at most so many rows stay on one page.
const SHORT: usize = 6;

/// Where the sections are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::document) enum Medium {
    /// On paper: columns have widths.
    Paper,
    /// On a page of the site: rows become cards on a phone.
    Site,
}

pub(in crate::render::document) fn sections(
    sections: &[Section],
    language: Option<&str>,
    medium: Medium,
) -> String {
    sections
        .iter()
        .map(|section| self::section(section, language, medium))
        .collect()
}

fn section(section: &Section, language: Option<&str>, medium: Medium) -> String {
    let level = match section.level {
        Level::Section => 2,
        Level::Subsection => 3,
        Level::Detail => 4,
    };
    let mut out = format!(
        "<section>\n<h{level} dir=\"auto\">{}</h{level}>\n",
        inline(&section.title)
    );
    let mut prose = Prose::new(level + 1);
    let lang = language.map_or(String::new(), |tag| format!(" lang=\"{}\"", as_html(tag)));
    for part in section
        .blocks
        .chunk_by(|one, other| is_paragraph(one) && is_paragraph(other))
    {
        if let [Block::Table(table)] = part {
            let label = letters(&section.title);
            out += &match medium {
                Medium::Paper => self::table(table, &label),
                Medium::Site => cards(table, &label),
            };
        } else if let [Block::Signatures(signatories)] = part {
            out += &signatures(signatories);
        } else {
            out += &format!("<div class=\"prose\"{lang}>\n{}</div>\n", prose.write(part));
        }
    }
    out + "</section>\n"
}

fn is_paragraph(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_))
}

/// Writes paragraphs, and nests the lists in them.
struct Prose {
    /// The level of headings within a text.
    level: u32,
    out: String,
    /// The tags of the open lists.
    open: Vec<&'static str>,
}

impl Prose {
    fn new(level: u32) -> Prose {
        Prose {
            level,
            out: String::new(),
            open: Vec::new(),
        }
    }

    fn write(&mut self, blocks: &[Block]) -> String {
        for block in blocks {
            if let Block::Paragraph(paragraph) = block {
                self.paragraph(paragraph);
            }
        }
        self.close(0);
        std::mem::take(&mut self.out)
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = inline(&paragraph.text);
        let (tag, end) = match paragraph.role {
            Role::Body => ("p".to_string(), "</p>"),
            Role::Quote => ("blockquote".to_string(), "</blockquote>"),
            Role::Code => ("pre".to_string(), "</pre>"),
            Role::Heading => {
                self.close(0);
                let level = self.level;
                self.out += &format!("<h{level} dir=\"auto\">{text}</h{level}>\n");
                return;
            }
            Role::Item { depth, marker } => {
                self.item(depth, marker, &letters(&paragraph.text));
                self.out += &format!("<p dir=\"auto\">{text}</p>");
                return;
            }
        };
        self.close(0);
        self.out += &format!("<{tag} dir=\"auto\">{text}{end}\n");
    }

    /// Opens the lists and the item that a paragraph is in.
    fn item(&mut self, depth: usize, marker: Marker, text: &str) {
        let (tag, start) = match marker {
            Marker::Bullet => ("ul", None),
            Marker::Number(number) => ("ol", Some(number)),
            Marker::Continued => {
                self.close(depth);
                if self.open.len() >= depth {
                    return;
                }
                ("ul", None)
            }
        };
        self.close(depth);
        if self.open.len() == depth {
            if self.open.last() == Some(&tag) {
                self.out += "</li>\n<li>";
                return;
            }
            self.close(depth - 1);
        }
        while self.open.len() < depth {
            let start = start.filter(|start| *start != 1 && self.open.len() + 1 == depth);
            let start = start.map_or(String::new(), |start| format!(" start=\"{start}\""));
            // Markers are on the side where the text begins.
            let dir = if is_right_to_left(text) {
                " dir=\"rtl\""
            } else {
                ""
            };
            self.out += &format!("<{tag}{start}{dir}>\n<li>");
            self.open.push(tag);
        }
    }

    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(tag) = self.open.pop() {
                self.out += &format!("</li>\n</{tag}>\n");
            }
        }
    }
}

fn table(table: &Table, label: &str) -> String {
    let wide = if table.columns.len() > WIDE {
        "wide"
    } else {
        ""
    };
    // A short table needs no page break within it.
    let short = if table.rows.len() <= SHORT {
        " short"
    } else {
        ""
    };
    let label = match table.caption {
        None => format!(" aria-label=\"{}\"", as_html(label)),
        Some(_) => String::new(),
    };
    let caption = table.caption.map_or(String::new(), |caption| {
        format!("<caption>{}</caption>\n", as_html(caption))
    });
    let widths = table.columns.iter().map(|column| column.width);
    let widths: String = widths
        .map(|width| format!("<col class=\"w{width}\">"))
        .collect();
    let titles = table.columns.iter().map(|column| match column.title {
        "" => "<td></td>".to_string(),
        title => format!("<th scope=\"col\">{}</th>", as_html(title)),
    });
    let titles: String = titles.collect();
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().enumerate().map(|(at, cell)| {
            let text = self::cell(cell);
            match at {
                0 => format!("<th scope=\"row\" dir=\"auto\">{text}</th>"),
                _ => format!("<td dir=\"auto\">{text}</td>"),
            }
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    format!(
        "<table class=\"{wide}{short}\"{label}>\n{caption}<colgroup>{widths}</colgroup>\n<thead>\n<tr>{titles}</tr>\n</thead>\n<tbody>\n{}</tbody>\n</table>\n",
        rows.collect::<String>()
    )
}

/// A table of the site, which scrolls on its own, and whose rows become cards on a phone.
fn cards(table: &Table, label: &str) -> String {
    let label = as_html(table.caption.unwrap_or(label));
    let caption = table.caption.map_or(String::new(), |caption| {
        format!("<caption>{}</caption>\n", as_html(caption))
    });
    let titles = table.columns.iter().map(|column| match column.title {
        "" => "<td></td>".to_string(),
        title => format!("<th scope=\"col\">{}</th>", as_html(title)),
    });
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(&row.cells).enumerate();
        let cells = cells.map(|(at, (column, cell))| {
            let text = self::cell(cell);
            let title = as_html(column.title);
            match (at, text.is_empty()) {
                (0, _) => format!("<th scope=\"row\">{text}</th>"),
                (_, true) => "<td></td>".to_string(),
                (_, false) => format!("<td data-label=\"{title}\">{text}</td>"),
            }
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    format!(
        "<div class=\"scroll\" role=\"group\" aria-label=\"{label}\" tabindex=\"0\">\n<table class=\"stack mixed\" aria-label=\"{label}\">\n{caption}\
         <thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}</tbody>\n</table>\n</div>\n",
        titles.collect::<String>(),
        rows.collect::<String>()
    )
}

fn cell(cell: &Cell) -> String {
    cell.iter().map(inline).collect::<Vec<_>>().join(", ")
}

/// Lines for signatures side by side, each in the row of the other.
fn signatures(signatories: &[Signatory]) -> String {
    let gap = "<td class=\"w6\"></td>";
    let row = |class: &str, text: &dyn Fn(&Signatory) -> String| {
        let cells = signatories.iter().map(|signatory| {
            let text = as_html(&text(signatory));
            format!("<td class=\"{class}\" dir=\"auto\">{text}</td>")
        });
        format!("<tr>{}</tr>\n", cells.collect::<Vec<_>>().join(gap))
    };
    let mut rows = row("party", &|it| format!("For {}", it.party));
    rows += &row("body", &|it| it.body.clone().unwrap_or_default());
    for line in ["Signature", "Name and title", "Date"] {
        rows += &row("line", &|_| line.to_string());
    }
    format!("<table class=\"signatures\" aria-label=\"Signatures\">\n{rows}</table>\n")
}

pub(in crate::render::document) fn inline(text: &Inline) -> String {
    text.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    let mut html = as_html(&run.text).replace('\n', "<br>\n");
    if run.style.is_code {
        html = format!("<code>{}</code>", as_html(&run.text));
    }
    if run.style.emphasis.is_italic() {
        html = format!("<em>{html}</em>");
    }
    if run.style.emphasis.is_bold() {
        html = format!("<strong>{html}</strong>");
    }
    if let Some(address) = &run.style.link {
        html = format!(
            "<a href=\"{}\" rel=\"noopener\">{html}</a>",
            as_html(address)
        );
    }
    match run.change {
        Change::Same => html,
        Change::Inserted => format!("<ins>{html}</ins>"),
        Change::Deleted => format!("<del>{html}</del>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::document::prose;

    #[test]
    fn lists_are_nested_and_closed() {
        let blocks = prose::blocks("a\n\n- b\n  1. c\n  2. d\n\n     e\n- f\n\n3. g\n\nh");
        let html = Prose::new(3).write(&blocks).replace('\n', "");
        let p = |text: &str| format!("<p dir=\"auto\">{text}</p>");
        let expected = format!(
            "{}<ul><li>{}<ol><li>{}</li><li>{}{}</li></ol></li><li>{}</li></ul><ol start=\"3\"><li>{}</li></ol>{}",
            p("a"),
            p("b"),
            p("c"),
            p("d"),
            p("e"),
            p("f"),
            p("g"),
            p("h")
        );
        assert_eq!(html, expected);
    }

    #[test]
    fn text_is_never_markup() {
        let blocks = prose::blocks("x <script>a</script> `<b>` [x](https://e.example/?a=\"1\"&b)");
        let html = Prose::new(3).write(&blocks);
        assert!(
            html.contains("&lt;script&gt;a&lt;/script&gt; <code>&lt;b&gt;</code>"),
            "{html}"
        );
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
    }
}
