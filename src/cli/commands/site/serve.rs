//! `wr site serve`: previews the site on this machine, and rebuilds it after each change.
//!
//! It listens on the loopback address and rejects requests with any other host name, so a web page on another site
//! cannot read it by DNS rebinding. Pages are kept in memory, and nothing is written to disk. After a failed build, the
//! last good pages show the error.

mod answer;
mod connection;
mod dress;
mod make;
mod preview;
mod request;
mod response;
mod watch;

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use self::connection::Doors;
use self::make::make;
use self::preview::Preview;
use self::watch::Watch;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui;
use crate::render::Audience;

/// Preview the site on this machine, and rebuild it after each change
#[derive(Debug, Args)]
pub(crate) struct SiteServeCommand {
    /// The port, or the next free one; 0 takes any free port
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// Include texts under way from the working tree, with a stamp on each page that it is not public
    #[arg(long)]
    drafts: bool,
}

/// The number of ports to try.
const TRIES: u16 = 20;

impl SiteServeCommand {
    /// Runs the command until the process is interrupted.
    ///
    /// # Errors
    /// There is no store with a commit, or no port is free.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        // Fail at once outside a store, instead of waiting for changes.
        Context::open(env)?.some_head()?;
        let audience = if self.drafts {
            Audience::Committees
        } else {
            Audience::Public
        };
        let (listener, address) = listen(self.port)?;
        let preview = Arc::new(Preview::new()?);
        let mut watch = Watch::of(env, audience);
        watch.look();
        put(&preview, env, audience);
        if self.port != 0 && address.port() != self.port {
            ui::err(format!("port {} is taken", self.port));
        }
        let what = if self.drafts {
            "the site with texts under way, which is not public"
        } else {
            "the site"
        };
        ui::out(format!(
            "http://{address}/ shows {what}; press Ctrl-C to stop"
        ));
        let doors = Doors::new(listener, address, audience, preview.clone());
        thread::spawn(move || doors.open());
        loop {
            watch.wait();
            put(&preview, env, audience);
        }
    }
}

/// Builds the site and shows it, or the error.
fn put(preview: &Preview, env: &Environment, audience: Audience) {
    let made = make(env, audience);
    match &made {
        Ok(pages) => ui::err(format!("built {} files", pages.len())),
        Err(why) => ui::err(ui::visible(format!("error: {why}"))),
    }
    preview.put(made);
}

/// Listens on the first free port from this one.
fn listen(port: u16) -> Result<(TcpListener, SocketAddr)> {
    let last = if port == 0 {
        0
    } else {
        port.saturating_add(TRIES - 1)
    };
    for port in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => {
                let address = listener.local_addr().context("cannot read the port")?;
                return Ok((listener, address));
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on port {port}"));
            }
        }
    }
    bail!("the ports {port} to {last} are all taken: use `--port 0` for any free port")
}
