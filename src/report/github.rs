//! Workflow commands of GitHub Actions, which shows each at its place in a pull request.

use super::{FileRegion, Located, LocatedPlace, clean};
use crate::diagnostic::Severity;

/// One command for each finding, one line each.
pub fn write(located: &[Located<'_>]) -> String {
    located.iter().map(command).collect()
}

fn command(found: &Located<'_>) -> String {
    let diagnostic = found.diagnostic;
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = found.place.as_ref().map(place).unwrap_or_default();
    properties.push(("title", diagnostic.rule.to_string()));
    let properties: Vec<String> = properties
        .iter()
        .map(|(key, value)| format!("{key}={}", property(value)))
        .collect();
    format!(
        "::{name} {}::{}\n",
        properties.join(","),
        data(&message(found))
    )
}

fn place(spot: &LocatedPlace<'_>) -> Vec<(&'static str, String)> {
    let mut properties = vec![("file", clean(spot.file.path()))];
    let Some(FileRegion { start, end, .. }) = &spot.extent else {
        return properties;
    };
    // A place that ends before the first character of a line ends on the previous line.
    let end_line = if end.column == 1 && end.line > start.line {
        end.line - 1
    } else {
        end.line
    };
    properties.push(("line", start.line.to_string()));
    // GitHub accepts columns only for a place on one line.
    if end.line == start.line {
        properties.push(("col", start.column.to_string()));
    }
    properties.push(("endLine", end_line.to_string()));
    if end.line == start.line {
        properties.push(("endColumn", end.column.to_string()));
    }
    properties
}

/// The message, with its details below it, one on each line.
fn message(found: &Located<'_>) -> String {
    let diagnostic = found.diagnostic;
    let mut lines = vec![clean(&diagnostic.message)];
    lines.extend(
        diagnostic
            .help
            .as_ref()
            .map(|help| format!("help: {}", clean(help))),
    );
    lines.extend(
        found
            .fix
            .as_ref()
            .map(|fix| format!("fix: {}", clean(fix.title))),
    );
    lines.extend(found.related.iter().map(related));
    lines.extend(
        diagnostic
            .clause
            .map(|clause| format!("clause: {}", clean(clause))),
    );
    lines.join("\n")
}

fn related(spot: &LocatedPlace<'_>) -> String {
    let line = spot
        .extent
        .as_ref()
        .map(|extent| format!(":{}", extent.start.line))
        .unwrap_or_default();
    let label = if spot.label.is_empty() {
        String::new()
    } else {
        format!(": {}", clean(spot.label))
    };
    format!("see {}{line}{label}", clean(spot.file.path()))
}

/// Escapes the data after the second `::`, which ends at a line break.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property, which also ends at a comma; the properties end at `::`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::{Colour, ReportStyle, write};
    use super::{data, property};
    use crate::diagnostic::{Diagnostic, Findings, SourcePlace};
    use crate::source::SourceFile;

    fn github(diagnostics: Vec<Diagnostic>) -> String {
        write(
            &diagnostics.into_iter().collect::<Findings>(),
            ReportStyle::Github,
            Colour::Ansi,
        )
    }

    #[test]
    fn a_finding_is_a_command_on_its_lines() {
        let file = SourceFile::new(
            "registers/xyz/register.yaml",
            "id: xyz\nscope: |\n  a\n  b\nend: 1\n",
        );
        let written = github(vec![
            Diagnostic::warning("store-old", "the store is old"),
            Diagnostic::note("file-old", "the file is old").at(SourcePlace::file(&file)),
            Diagnostic::error("id-odd", "100% odd")
                .at(SourcePlace::value(&file, "/id"))
                .related(SourcePlace::value(&file, "/end").label("ends here"))
                .help("write another")
                .clause("DSP4003 5.2"),
            Diagnostic::warning("lines", "these two").at(SourcePlace::span(&file, 19..25)),
        ]);
        let expected = "\
::error file=registers/xyz/register.yaml,line=1,col=5,endLine=1,endColumn=8,title=id-odd::100%25 odd\
%0Ahelp: write another%0Asee registers/xyz/register.yaml:5: ends here%0Aclause: DSP4003 5.2
::warning title=store-old::the store is old
::warning file=registers/xyz/register.yaml,line=3,endLine=4,title=lines::these two
::notice file=registers/xyz/register.yaml,title=file-old::the file is old
";
        assert_eq!(written, expected);
    }

    #[test]
    fn nobody_but_wr_gives_commands() {
        let hostile = "x\n::stop-commands::y\r\n::error::z %0A \u{1b}[2J \u{202e}";
        let file = SourceFile::new("a,line=9::b:c\n::error::d.yaml", "id: xyz");
        let written = github(vec![
            Diagnostic::error("r", hostile)
                .at(SourcePlace::file(&file))
                .help(hostile),
            Diagnostic::error("r", "x").related(SourcePlace::file(&file).label(hostile)),
        ]);
        assert_eq!(written.lines().count(), 2, "{written}");
        for line in written.lines() {
            // The runner reads the text between the first `::` and the next as command and properties.
            let (command, rest) = line
                .strip_prefix("::error ")
                .unwrap()
                .split_once("::")
                .unwrap();
            let keys: Vec<&str> = command
                .split(',')
                .map(|pair| pair.split_once('=').unwrap().0)
                .collect();
            assert!(keys == ["title"] || keys == ["file", "title"], "{keys:?}");
            assert!(
                !rest.chars().any(|c| c.is_control() || c == '\u{202e}'),
                "{rest:?}"
            );
        }
        assert!(written.contains("%250A"), "{written}");
        assert_eq!(
            (data("a%\r\nb:,"), property("a%\r\nb:,")),
            ("a%25%0D%0Ab:,".into(), "a%25%0D%0Ab%3A%2C".into())
        );
    }
}
