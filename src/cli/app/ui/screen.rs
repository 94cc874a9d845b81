//! What a stream shows: the width of its lines, colors and symbols.

use std::io::{self, IsTerminal as _};
use std::sync::OnceLock;

use anstream::{AutoStream, ColorChoice};

use crate::cli::app::{environment, json};

/// The narrowest screen that lines are fitted to; on a narrower one, the terminal breaks them.
const NARROWEST: usize = 20;

/// What a stream shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    /// The columns of the terminal; none for a pipe or a file, where no line is broken.
    pub width: Option<usize>,
    pub has_color: bool,
    pub symbols: Symbols,
}

/// The symbols beside words that have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbols {
    /// For programs.
    None,
    /// For a terminal whose locale is not UTF-8.
    Ascii,
    Unicode,
}

/// A screen for programs.
const PLAIN: Screen = Screen {
    width: None,
    has_color: false,
    symbols: Symbols::None,
};

/// What standard output shows, also through a pager.
pub(crate) fn stdout() -> Screen {
    static SCREEN: OnceLock<Screen> = OnceLock::new();
    if json::is_collecting() {
        return PLAIN;
    }
    *SCREEN.get_or_init(|| {
        let stream = io::stdout();
        let size = || terminal_size::terminal_size_of(io::stdout());
        Screen::new(stream.is_terminal(), AutoStream::choice(&stream), size)
    })
}

/// What standard error shows.
pub(crate) fn stderr() -> Screen {
    static SCREEN: OnceLock<Screen> = OnceLock::new();
    if json::is_collecting() {
        return PLAIN;
    }
    *SCREEN.get_or_init(|| {
        let stream = io::stderr();
        let size = || terminal_size::terminal_size_of(io::stderr());
        Screen::new(stream.is_terminal(), AutoStream::choice(&stream), size)
    })
}

impl Screen {
    fn new(
        is_terminal: bool,
        choice: ColorChoice,
        size: impl Fn() -> Option<(terminal_size::Width, terminal_size::Height)>,
    ) -> Screen {
        // A unit test compares plain text, also at a terminal.
        if cfg!(test) {
            return PLAIN;
        }
        let width = || {
            let size = || size().map(|(width, _)| usize::from(width.0));
            environment::columns().or_else(size)
        };
        let has_color = choice != ColorChoice::Never;
        Screen {
            width: is_terminal
                .then(width)
                .flatten()
                .filter(|width| *width >= NARROWEST),
            has_color,
            symbols: match (is_terminal || has_color, environment::is_utf8()) {
                (false, _) => Symbols::None,
                (true, false) => Symbols::Ascii,
                (true, true) => Symbols::Unicode,
            },
        }
    }
}
