//! Writes documents in the formats that people print and edit: PDF, Word and HTML.

mod chromium;
mod file;
mod printer;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

pub(crate) use self::file::{write, write_at, write_new};
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui;
use crate::render::{Document, Paper, Templates};
use crate::text::shell_word;

/// The git setting with the name of the paper.
const PAPER: &str = "wr.paper";

/// A format of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocumentFormat {
    Html,
    Docx,
    Pdf,
}

impl DocumentFormat {
    fn ending(self) -> &'static str {
        match self {
            DocumentFormat::Html => "html",
            DocumentFormat::Docx => "docx",
            DocumentFormat::Pdf => "pdf",
        }
    }

    fn name(self) -> &'static str {
        match self {
            DocumentFormat::Html => "a page",
            DocumentFormat::Docx => "a Word file",
            DocumentFormat::Pdf => "a PDF",
        }
    }
}

/// Where a document goes, and on which paper.
#[derive(Debug, Args)]
pub(crate) struct DocumentOptions {
    /// The paper, by default the git setting `wr.paper`, else letter
    #[arg(long, value_enum)]
    paper: Option<PaperOption>,
    /// Write to this file instead of standard output; `-` is standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// How a command that makes a document names itself in an example.
pub(crate) struct DocumentExample {
    /// The command, such as `wr render xyz`.
    pub(crate) command: String,
    /// The name of a file, without ending.
    pub(crate) name: String,
}

/// The paper that an option names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PaperOption {
    /// 8.5 by 11 inches.
    Letter,
    /// 210 by 297 mm.
    A4,
}

impl PaperOption {
    /// The paper of an option, or else of the git setting `wr.paper`, or else letter.
    ///
    /// # Errors
    /// The setting names no paper.
    fn paper(given: Option<PaperOption>, context: &Context) -> Result<Paper> {
        let set = || {
            let Some(name) = context.store.setting(PAPER) else {
                return Ok(PaperOption::Letter);
            };
            PaperOption::from_str(&name, true).map_err(|_| {
                anyhow::anyhow!(
                    "the git setting {PAPER} is `{name}`; it can be letter or a4: `git config {PAPER} a4`"
                )
            })
        };
        Ok(match given.map_or_else(set, Ok)? {
            PaperOption::Letter => Paper::Letter,
            PaperOption::A4 => Paper::A4,
        })
    }
}

/// Endings of the formats, as names of files have them.
const FORMATS: [&str; 5] = ["html", "docx", "pdf", "md", "json"];

/// Endings of other programs' files.
const OTHERS: [&str; 12] = [
    "doc", "docm", "dot", "dotx", "odt", "ott", "rtf", "pages", "xlsx", "epub", "tex", "ps",
];

/// The format that the name of a file ends with: `html`, `docx` or `pdf`.
fn ending(file: &Path) -> Option<String> {
    let ending = file.extension()?.to_str()?.to_lowercase();
    Some(match ending.as_str() {
        "htm" | "xhtml" => "html".to_string(),
        "markdown" => "md".to_string(),
        _ => ending,
    })
}

impl DocumentOptions {
    /// The format that the name of the file says, if it is one of these.
    pub(crate) fn format_of_name<F: ValueEnum>(&self) -> Option<F> {
        F::from_str(&ending(self.file()?)?, true).ok()
    }

    /// The file; none for standard output.
    fn file(&self) -> Option<&Path> {
        let is_standard = |file: &&Path| *file == Path::new("-");
        self.out.as_deref().filter(|file| !is_standard(file))
    }

    /// Writes a document to the file or to standard output. A terminal gets text formats only.
    ///
    /// # Errors
    /// The template fails, no program that prints PDF is installed, or the file cannot be written.
    pub(crate) fn produce(
        &self,
        context: &Context,
        document: &Document,
        as_what: DocumentFormat,
        templates: &Templates,
        example: &DocumentExample,
    ) -> Result<()> {
        let paper = PaperOption::paper(self.paper, context)?;
        match self.file() {
            Some(file) => fits(file, as_what.ending())?,
            None if as_what != DocumentFormat::Html && ui::is_terminal() => bail!(
                "{} cannot be shown on a terminal; write it to a file: `{} --out {}.{}`",
                as_what.name(),
                example.command,
                example.name,
                as_what.ending()
            ),
            None => {}
        }
        let bytes = match as_what {
            DocumentFormat::Docx => document.docx(paper),
            DocumentFormat::Html => document.html(paper, templates)?.into_bytes(),
            DocumentFormat::Pdf => printer::pdf(&document.html(paper, templates)?)?,
        };
        match self.file() {
            None => ui::raw(&bytes),
            Some(file) => write(&context.env, file, &bytes)?,
        }
        Ok(())
    }

    /// Writes Markdown or JSON to the file, or else shows it.
    ///
    /// # Errors
    /// The file's name has the ending of another format, or it cannot be written.
    pub(crate) fn print(
        &self,
        env: &Environment,
        format: &str,
        text: &str,
        show: impl FnOnce(&str),
    ) -> Result<()> {
        let Some(file) = self.file() else {
            show(text);
            return Ok(());
        };
        fits(file, format)?;
        write(env, file, text.as_bytes())
    }
}

/// Refuses the name of a file that says another format, by its ending.
fn fits(file: &Path, format: &str) -> Result<()> {
    let Some(other) = ending(file).filter(|ending| ending != format) else {
        return Ok(());
    };
    let shown = file.display();
    if OTHERS.contains(&other.as_str()) {
        let known = file.with_extension("docx");
        bail!(
            "{shown}: .{other} files are not written; the name of a file can end with .pdf, .docx, .html or .md: `--out {}`",
            shell_word(&known.to_string_lossy())
        );
    }
    if FORMATS.contains(&other.as_str()) {
        bail!(
            "the format is {format}, but {shown} ends with .{other}; leave `--format` out, or name the file .{format}"
        );
    }
    Ok(())
}
