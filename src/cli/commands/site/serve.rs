//! `wr site serve`: the site as it would be built, on this machine alone, made again whenever something changes.
//!
//! It listens on loopback and answers nobody who calls it by another name than its own, so no page elsewhere on the web
//! can read it through a name that leads here. Pages are in memory, and nothing is written. What goes wrong is shown over
//! the last page that could be made.

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

/// Show the site on this machine, and again whenever something changes
#[derive(Debug, Args)]
pub struct Serve {
    /// The port; the next free one where it is taken, and any free one for 0
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// Show what is under way as well, as it is in the working tree, each page stamped as not public
    #[arg(long)]
    drafts: bool,
}

/// How many ports are tried.
const TRIES: u16 = 20;

impl Serve {
    /// Runs the command, until it is ended from outside.
    pub fn run(&self, env: &Environment) -> Result<()> {
        // Outside of a store there is nothing to wait for.
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
            "the site with what is under way, which is not public"
        } else {
            "the site"
        };
        ui::out(format!("http://{address}/ shows {what}; Ctrl-C ends it"));
        let doors = Doors::new(listener, address, audience, preview.clone());
        thread::spawn(move || doors.open());
        loop {
            watch.wait();
            put(&preview, env, audience);
        }
    }
}

/// Makes the site and shows it, or what went wrong.
fn put(preview: &Preview, env: &Environment, audience: Audience) {
    let made = make(env, audience);
    match &made {
        Ok(pages) => ui::err(format!("made {} files", pages.len())),
        Err(why) => ui::err(ui::visible(format!("error: {why}"))),
    }
    preview.put(made);
}

/// The first free port from this one on.
fn listen(port: u16) -> Result<(TcpListener, SocketAddr)> {
    let last = if port == 0 {
        0
    } else {
        port.saturating_add(TRIES - 1)
    };
    for port in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => {
                let address = listener.local_addr().context("the port cannot be told")?;
                return Ok((listener, address));
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(error).with_context(|| format!("port {port} cannot be listened on"));
            }
        }
    }
    bail!("the ports {port} to {last} are all taken; `--port 0` takes any that is free")
}
