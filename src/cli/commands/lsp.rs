//! `wr lsp`: a language server, by which editors show findings, complete names and fix what `wr check` finds.

mod actions;
mod answer;
mod capabilities;
mod documents;
mod lines;
mod location;
mod server;
mod transport;
mod workspace;

use anyhow::Result;
use clap::Args;

use self::server::{Ended, Server};
use self::transport::read;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::Environment;
use crate::cli::app::environment::Input;
use crate::cli::app::ui;

/// Serve editors with findings, explanations, names and fixes, by the Language Server Protocol
///
/// Editors start it and talk to it on standard input and output. docs/editors.md says how to set up each of them.
#[derive(Debug, Args)]
pub(crate) struct LspCommand {
    /// Ignored: standard input and output are always used. Many editors add it
    #[arg(long, hide = true)]
    stdio: bool,
}

impl LspCommand {
    /// Serves until the editor ends the server.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        if env.input == Input::Terminal {
            ui::err(
                "an editor starts this command and talks to it; docs/editors.md says how to set it up (Ctrl-C ends it)",
            );
        }
        let received = read(std::io::stdin());
        let mut server = Server::new(env, Box::new(std::io::stdout()));
        // The editor may send faster than a store can be checked, so what waits is taken together.
        while let Ok(first) = received.recv() {
            let waiting = std::iter::once(first).chain(received.try_iter());
            waiting.for_each(|message| server.queue(message));
            match server.work()? {
                Some(Ended::InOrder) => return Ok(()),
                Some(Ended::Unexpectedly) => return Err(Rejected::AlreadyPrinted.into()),
                None => {}
            }
        }
        // The thread that reads has ended without a word.
        Err(Rejected::AlreadyPrinted.into())
    }
}
