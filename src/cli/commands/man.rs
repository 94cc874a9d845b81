//! `wr man`: shows and writes the manual pages, made from the definitions of the commands.

use std::fs;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Command};
use clap_mangen::Man;

use crate::cli::app::context::Environment;
use crate::cli::app::documents;
use crate::cli::app::ui;
use crate::cli::usage;
use crate::date::Day;
use crate::suggest::did_you_mean;

/// Show the manual page of a command, or write all pages to a folder
///
/// On a terminal the page is shown by `man`; otherwise its source is printed.
#[derive(Debug, Args)]
pub(crate) struct ManCommand {
    /// The command, such as `ballot open`; by default `wr` itself
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Write the pages of all commands to this folder: wr.1, wr-vote.1 and so on
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    out: Option<PathBuf>,
}

impl ManCommand {
    /// Runs the command, with the definition of all commands.
    pub(crate) fn run(&self, env: &Environment, mut root: Command) -> Result<()> {
        root = root.disable_help_subcommand(true);
        root.build();
        let day = env.site_day()?;
        match &self.out {
            Some(dir) => write_all(&root, &env.dir.join(dir), day),
            None => show(self.find(&root)?, day),
        }
    }

    fn find<'a>(&self, root: &'a Command) -> Result<&'a Command> {
        let mut found = root;
        // `wr man wr-ballot-open` means the page of that name.
        let words = self.command.iter().flat_map(|word| word.split(['-', ' ']));
        let mut given: Vec<&str> = words.skip_while(|word| *word == "wr").collect();
        while !given.is_empty() {
            let longest = (1..=given.len()).rev();
            let mut named = longest.map(|length| (length, given[..length].join("-")));
            let next =
                named.find_map(|(length, name)| Some((length, found.find_subcommand(name)?)));
            let Some((length, command)) = next else {
                return Err(unknown(found, given[0]));
            };
            found = command;
            given.drain(..length);
        }
        Ok(found)
    }
}

fn unknown(group: &Command, word: &str) -> anyhow::Error {
    let known: Vec<&str> = group.get_subcommands().map(Command::get_name).collect();
    let name = group.get_bin_name().unwrap_or("wr");
    let near = did_you_mean(word, &known);
    anyhow::anyhow!("`{name}` has no command `{word}`{near}\n  see:    `wr --help`")
}

/// Writes the page of a command and those of its commands.
fn write_all(command: &Command, dir: &Path, day: Day) -> Result<()> {
    let dir_text = dir.display();
    fs::create_dir_all(dir).with_context(|| format!("{dir_text} cannot be made"))?;
    let mut count = 0;
    let mut commands = vec![command];
    while let Some(command) = commands.pop() {
        let path = dir.join(Man::new(command.clone()).get_filename());
        documents::write_at(&path, &path, &page(command, day)?)?;
        count += 1;
        commands.extend(command.get_subcommands().filter(|it| !it.is_hide_set()));
    }
    ui::out(format!(
        "{count} pages in {dir_text}: `man -l {dir_text}/wr.1` shows the first"
    ));
    Ok(())
}

fn show(command: &Command, day: Day) -> Result<()> {
    let page = page(command, day)?;
    if !io::stdout().is_terminal() {
        ui::raw(&page);
        return Ok(());
    }
    let mut file = tempfile::Builder::new()
        .prefix("wr-")
        .suffix(".1")
        .tempfile()?;
    file.write_all(&page)?;
    // A name with a slash is a file to every `man`.
    match Process::new("man").arg(file.path()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => bail!("`man` failed"),
        Err(_) => {
            ui::out(command.clone().render_long_help().to_string());
            Ok(())
        }
    }
}

/// The source of the page of a command.
fn page(command: &Command, day: Day) -> Result<Vec<u8>> {
    let name = command.get_bin_name().unwrap_or("wr").to_string();
    let man = Man::new(command.clone())
        .date(day.to_string())
        .source(concat!("wr ", env!("CARGO_PKG_VERSION")))
        .manual("Alliance work registers");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").lines().map(str::trim);
    lines(&mut page, "SYNOPSIS", usage);
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if command.get_after_help().is_some() {
        man.render_extra_section(&mut page)?;
    }
    if let Some(examples) = usage::examples(&name) {
        lines(&mut page, "EXAMPLES", examples.iter().copied());
    }
    if let Some(clause) = usage::clause(&name) {
        lines(&mut page, "SEE ALSO", [clause].into_iter());
    }
    // Before possible values there are two breaks, of which `mandoc` finds one too many.
    let page = String::from_utf8(page)?.replace("\n.br\n\n.br\n", "\n.br\n");
    Ok(page.into_bytes())
}

/// Writes a section whose lines stay as they are.
fn lines<'a>(page: &mut Vec<u8>, title: &str, lines: impl Iterator<Item = &'a str>) {
    page.extend(format!(".SH {title}\n.nf\n").bytes());
    for line in lines {
        page.extend(format!("{}\n", escaped(line)).bytes());
    }
    page.extend(b".fi\n");
}

/// Text without what `roff` would take for its own.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    match text.starts_with(['.', '\'']) {
        true => format!("\\&{text}"),
        false => text,
    }
}
