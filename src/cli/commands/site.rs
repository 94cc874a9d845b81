//! `wr site`: the public site.

mod build;
mod folder;
mod rendered;
mod serve;

use anyhow::Result;
use clap::Subcommand;

use self::build::SiteBuildCommand;
use self::serve::SiteServeCommand;
use crate::cli::app::context::Environment;

/// Build or preview the public site
#[derive(Debug, Subcommand)]
pub(crate) enum SiteCommand {
    /// Write the site into a folder: registers, partners, domains, milestones, process and rules
    Build(SiteBuildCommand),
    Serve(SiteServeCommand),
}

impl SiteCommand {
    /// Runs the command.
    ///
    /// # Errors
    /// The store cannot be read, a template fails, the site has dead links, or the folder or port cannot be used.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match self {
            SiteCommand::Build(build) => build.run(env),
            SiteCommand::Serve(serve) => serve.run(env),
        }
    }
}
