//! Shows on a terminal what takes more than a second.

use std::io::{self, IsTerminal as _};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is drawn again.
const TICK: Duration = Duration::from_millis(120);

/// What the work waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waits {
    /// This machine: the line moves.
    ForItself,
    /// The network: the line is drawn once, because `git` may ask for a passphrase below it.
    ForNetwork,
}

/// A line on standard error that says what is being done; dropping it clears the line.
#[derive(Debug)]
pub(crate) struct ProgressLine {
    shown: Option<(Sender<()>, JoinHandle<()>)>,
}

impl ProgressLine {
    /// Begins to wait; nothing is shown in the first second, or without a terminal.
    pub(crate) fn begin(what: impl Into<String>, waits: Waits) -> ProgressLine {
        if !io::stderr().is_terminal() {
            return ProgressLine { shown: None };
        }
        let (done, is_done) = channel();
        let what = what.into();
        let thread = thread::spawn(move || {
            if is_done.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
                .with_elapsed(PATIENCE)
                .with_message(what);
            let template = match waits {
                Waits::ForItself => "{spinner} {msg} ({elapsed})",
                Waits::ForNetwork => "{msg} ...",
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                line.set_style(style);
            }
            line.tick();
            if waits == Waits::ForItself {
                line.enable_steady_tick(TICK);
            }
            let _ = is_done.recv();
            line.finish_and_clear();
        });
        ProgressLine {
            shown: Some((done, thread)),
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.shown.take() {
            drop(done);
            let _ = thread.join();
        }
    }
}
