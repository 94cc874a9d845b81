//! Prints HTML as PDF with a program of the machine: a browser or WeasyPrint.
//!
//! Only the user chooses the program, in the environment or in git's configuration outside of the repository: a command
//! in a clone must never run a program that the clone names.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};

use super::chromium;
use crate::cli::app::environment;
use crate::store::{machine_setting, run_within};

/// The git setting with the program.
const SETTING: &str = "wr.pdf";

/// Programs that can print, in the order in which they are tried.
const KNOWN: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "brave-browser",
    "weasyprint",
];

/// Where browsers are that no folder of `PATH` has.
const ELSEWHERE: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
];

/// How long a program may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Prints a page.
///
/// # Errors
/// No program that prints PDF is installed, or none of them prints the page.
pub(super) fn pdf(html: &str) -> Result<Vec<u8>> {
    let programs = programs()?;
    let mut failures = Vec::new();
    for program in &programs {
        match print(program, html) {
            Ok(bytes) => return Ok(bytes),
            Err(why) => failures.push(format!("{}: {why:#}", program.display())),
        }
    }
    bail!(
        "no program could print the PDF; `--format html` writes a page that any browser prints\n  {}",
        failures.join("\n  ")
    )
}

/// The program that the user names, or else those that are there.
fn programs() -> Result<Vec<PathBuf>> {
    let named = environment::pdf_program().or_else(|| machine_setting(SETTING));
    if let Some(named) = named {
        let found = environment::program(&named).or_else(|| file(&named));
        return found.map(|found| vec![found]).ok_or_else(|| {
            anyhow!(
                "`{named}`, which WR_PDF or the git setting {SETTING} names, is not a program of this machine; name \
                 another, or unset it: `git config --global --unset {SETTING}`"
            )
        });
    }
    let on_path = KNOWN.iter().filter_map(|name| environment::program(name));
    let programs: Vec<PathBuf> = on_path
        .chain(ELSEWHERE.iter().filter_map(|path| file(path)))
        .collect();
    if programs.is_empty() {
        bail!(
            "no program on this machine can print a PDF: install Chromium, Google Chrome, Microsoft Edge or WeasyPrint \
             (Debian: `apt install weasyprint`; Python: `pip install weasyprint`), or name one: `git config --global \
             {SETTING} PROGRAM`\n  without one, `--format html --out FILE.html` writes a page that any browser prints, \
             and `--format docx` a Word file"
        );
    }
    Ok(programs)
}

fn file(path: &str) -> Option<PathBuf> {
    // The program runs in another folder, so its path must be absolute.
    let path = std::fs::canonicalize(path).ok()?;
    path.is_file().then_some(path)
}

/// Runs a program in a folder of its own.
fn print(program: &Path, html: &str) -> Result<Vec<u8>> {
    let room = tempfile::tempdir().context("cannot create a temporary folder")?;
    let (page, pdf) = (room.path().join("page.html"), room.path().join("page.pdf"));
    std::fs::write(&page, html).context("the page cannot be written to a temporary folder")?;
    let mut command = Command::new(program);
    command.current_dir(room.path());
    if chromium::is_browser(program) {
        command.args(chromium::arguments(room.path(), &page, &pdf));
    } else {
        // WeasyPrint, and others that take the names of both files. Pages refer to no other file or address.
        command.args([&page, &pdf]);
    }
    let ended = run_within(command, LIMIT).context("cannot be started")?;
    let Some(output) = ended else {
        bail!("took longer than {} seconds", LIMIT.as_secs());
    };
    let bytes = std::fs::read(&pdf).unwrap_or_default();
    if output.status.success() && bytes.starts_with(b"%PDF-") {
        return Ok(bytes);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty());
    bail!("{}", last.unwrap_or("wrote no PDF, and no error message"))
}
