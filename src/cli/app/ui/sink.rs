//! Where output goes: to the streams, to a pager, or into the JSON answer of the command.

use std::cell::RefCell;
use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::cli::app::json;
use crate::store::Pager;

thread_local! {
    /// What a command prints while [`captured`] runs it.
    static CAPTURED: RefCell<Option<String>> = const { RefCell::new(None) };
}

static PAGING: Mutex<Paging> = Mutex::new(Paging::Off);

/// Whether a pager shows the output.
enum Paging {
    Off,
    /// The first line of output starts the pager of this folder.
    Offered(PathBuf),
    On(Pager),
}

/// Whether standard output is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Shows what follows in a pager, if standard output is a terminal.
pub(crate) fn page(dir: PathBuf) {
    if io::stdout().is_terminal() {
        *paging() = Paging::Offered(dir);
    }
}

/// Waits until the user quits the pager.
pub(crate) fn finish() {
    let ended = std::mem::replace(&mut *paging(), Paging::Off);
    if let Paging::On(pager) = ended {
        pager.wait();
    }
}

/// Runs a command and returns what it prints instead of showing it.
pub(crate) fn captured<T>(run: impl FnOnce() -> T) -> (T, String) {
    CAPTURED.set(Some(String::new()));
    let result = run();
    (result, CAPTURED.take().unwrap_or_default())
}

/// Whether a text is captured, and so not to be shown.
fn capture(text: &str) -> bool {
    CAPTURED.with_borrow_mut(|captured| captured.as_mut().map(|all| all.push_str(text)).is_some())
}

pub(super) fn out(text: &str) {
    if !capture(text) && !json::collect_message(text) {
        write(text.as_bytes(), anstream::stdout().lock());
    }
}

pub(super) fn raw(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if bytes.is_empty() || capture(&text) || json::collect_message(&text) {
        return;
    }
    write(bytes, io::stdout().lock());
}

pub(super) fn err(text: &str) {
    if capture(text) || json::collect_warning(text) {
        return;
    }
    // As git does: what is printed behind a pager would be overwritten.
    if let (Paging::On(pager), true) = (&mut *paging(), io::stderr().is_terminal()) {
        pager.write(text.as_bytes());
        return;
    }
    print(text.as_bytes(), anstream::stderr().lock());
}

fn write(bytes: &[u8], stream: impl Write) {
    let mut paging = paging();
    if let Paging::Offered(dir) = &*paging {
        *paging = Pager::start(dir).map_or(Paging::Off, Paging::On);
    }
    match &mut *paging {
        Paging::On(pager) => pager.write(bytes),
        Paging::Off | Paging::Offered(_) => print(bytes, stream),
    }
}

fn print(bytes: &[u8], mut stream: impl Write) {
    // A reader that closes the pipe early, such as `head`, is not an error.
    let _ = stream.write_all(bytes).and_then(|()| stream.flush());
}

fn paging() -> MutexGuard<'static, Paging> {
    PAGING.lock().unwrap_or_else(PoisonError::into_inner)
}
