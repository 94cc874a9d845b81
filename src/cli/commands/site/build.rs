//! `wr site build`: writes the public site of the checked-out commit into a folder.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::folder::SiteFolder;
use super::rendered::render_site;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui::{self, ProgressLine, Waits};
use crate::render::{Audience, Site};

/// Write the site into a folder
#[derive(Debug, Args)]
pub(crate) struct SiteBuildCommand {
    /// The folder: new, empty, or a site that `wr` wrote; in a clone, git leaves it out
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
}

impl SiteBuildCommand {
    /// Runs the command.
    ///
    /// # Errors
    /// The store cannot be read, a template fails, the site has dead links, or the folder cannot be written.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let place = env.dir.join(&self.out);
        let folder = SiteFolder::at(&place)?;
        let progress = ProgressLine::begin("building the site", Waits::ForItself);
        let snapshot = context.load_record()?.snapshot;
        let site = render_site(&context, env, &snapshot, Audience::Public)?;
        let written = folder.write(&site.pages)?;
        drop(progress);
        let count = site.pages.len();
        let files = if written == count {
            format!("{count} files")
        } else {
            format!("{count} files, {written} written")
        };
        ui::out(format!(
            "{}: {}, {files}",
            self.out.display(),
            summary(&site)
        ));
        if context.store.exclude(&place)? {
            ui::out(format!(
                "git leaves {} out in this clone (.git/info/exclude)",
                self.out.display()
            ));
        }
        Ok(())
    }
}

/// The numbers of registers on the site, and not on it.
fn summary(site: &Site) -> String {
    let registers = if site.public == 1 {
        "register"
    } else {
        "registers"
    };
    let removed = match site.removed {
        0 => String::new(),
        removed => format!(", {removed} removed"),
    };
    let withheld = match site.withheld {
        0 => String::new(),
        withheld => format!(", {withheld} not in force and not published"),
    };
    format!("{} {registers} published{removed}{withheld}", site.public)
}
