//! The tables of a Word file: with header rows that repeat on each page, and rows that stay together.

use super::writer::Writer;
use super::xml::Xml;
use crate::render::document::model::{
    Cell, Change, Fact, Inline, Run, Signatory, Table, common_change, plain,
};

/// Tables with more columns have small letters.
const WIDE: usize = 5;

pub(super) fn table(writer: &mut Writer, table: &Table) {
    if let Some(caption) = table.caption {
        writer.styled("Caption", &plain(caption));
    }
    let (first, style) = match table.columns.len() > WIDE {
        true => ("TableSmallKey", "TableSmall"),
        false => ("TableKey", "TableText"),
    };
    let widths: Vec<u32> = table
        .columns
        .iter()
        .map(|column| writer.width * column.width / 100)
        .collect();
    begin(&mut writer.xml, "Grid", table.caption, &widths);
    row(writer, Kind::Header, Change::Same, |writer| {
        for (column, width) in table.columns.iter().zip(&widths) {
            self::cell(writer, *width, "TableHead", &vec![plain(column.title)]);
        }
    });
    for it in &table.rows {
        let change = common_change(it.cells.iter().flatten().flatten());
        row(writer, Kind::Body, change, |writer| {
            for (at, (cell, width)) in it.cells.iter().zip(&widths).enumerate() {
                let style = if at == 0 { first } else { style };
                self::cell(writer, *width, style, cell);
            }
        });
    }
    writer.xml.close("w:tbl");
    // Word joins tables that follow each other.
    writer.styled("Gap", &Vec::new());
}

/// The title block: labels and values.
pub(super) fn facts(writer: &mut Writer, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    let widths = [writer.width / 5, writer.width - writer.width / 5];
    begin(&mut writer.xml, "Facts", None, &widths);
    for fact in facts {
        row(writer, Kind::Body, Change::Same, |writer| {
            cell(writer, widths[0], "Label", &vec![plain(&fact.label)]);
            cell(writer, widths[1], "TableText", &vec![fact.value.clone()]);
        });
    }
    writer.xml.close("w:tbl");
    writer.styled("Gap", &Vec::new());
}

/// Lines for signatures, side by side.
pub(super) fn signatures(writer: &mut Writer, signatories: &[Signatory]) {
    let gap = 500;
    let width = (writer.width - gap) / 2;
    begin(&mut writer.xml, "Plain", None, &[width, gap, width]);
    let mut lines = |text: &dyn Fn(&Signatory) -> Inline, style: &str| {
        row(writer, Kind::Body, Change::Same, |writer| {
            for (at, signatory) in signatories.iter().enumerate() {
                if at > 0 {
                    cell(writer, gap, "TableText", &Vec::new());
                }
                cell(writer, width, style, &vec![text(signatory)]);
            }
        });
    };
    lines(&|it| plain(format!("For {}", it.party)), "Signatory");
    lines(&|it| plain(it.body.as_deref().unwrap_or_default()), "Label");
    for line in ["Signature", "Name and title", "Date"] {
        lines(&|_| plain(line), "SignatureLine");
    }
    writer.xml.close("w:tbl");
    writer.styled("Gap", &Vec::new());
}

fn begin(xml: &mut Xml, style: &str, caption: Option<&str>, widths: &[u32]) {
    let total = widths.iter().sum::<u32>().to_string();
    xml.open("w:tbl", &[]);
    xml.nest("w:tblPr", &[], |xml| {
        xml.value("w:tblStyle", style);
        xml.empty("w:tblW", &[("w:w", &total), ("w:type", "dxa")]);
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
        if let Some(caption) = caption {
            xml.value("w:tblCaption", caption);
        }
    });
    xml.nest("w:tblGrid", &[], |xml| {
        for width in widths {
            xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Header,
    Body,
}

fn row(writer: &mut Writer, kind: Kind, change: Change, cells: impl FnOnce(&mut Writer)) {
    writer.xml.open("w:tr", &[]);
    writer.xml.open("w:trPr", &[]);
    writer.xml.empty("w:cantSplit", &[]);
    if kind == Kind::Header {
        writer.xml.empty("w:tblHeader", &[]);
    }
    writer.runs.mark(&mut writer.xml, change);
    writer.xml.close("w:trPr");
    cells(writer);
    writer.xml.close("w:tr");
}

fn cell(writer: &mut Writer, width: u32, style: &str, cell: &Cell) {
    writer.xml.open("w:tc", &[]);
    writer.xml.nest("w:tcPr", &[], |xml| {
        xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if style == "TableHead" {
            xml.empty(
                "w:shd",
                &[
                    ("w:val", "clear"),
                    ("w:color", "auto"),
                    ("w:fill", "EEF2F6"),
                ],
            );
        }
    });
    writer.styled(style, &joined(cell));
    writer.xml.close("w:tc");
}

/// The items of a cell with commas between them.
fn joined(cell: &Cell) -> Inline {
    let mut text: Inline = Vec::new();
    for item in cell {
        if let Some(last) = text.last() {
            let change = match item.first().map(|run| run.change) {
                Some(change) if change == last.change => change,
                _ => Change::Same,
            };
            text.push(Run {
                text: ", ".to_string(),
                change,
                ..Run::default()
            });
        }
        text.extend(item.iter().cloned());
    }
    text
}
