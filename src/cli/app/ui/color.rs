//! The option `--color`.

use std::ffi::OsString;

use anstream::ColorChoice;
use clap::ValueEnum;

/// When output has colors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    // No comments, so that the help of every command has one line for them.
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    /// The choice in a command line that is not parsed yet: help and mistakes have colors too.
    pub(crate) fn of(args: &[OsString]) -> Color {
        let mut words = args.iter().filter_map(|arg| arg.to_str());
        let mut chosen = Color::default();
        while let Some(word) = words.next() {
            let given = match word.strip_prefix("--color") {
                Some("") => words.next(),
                Some(rest) => rest.strip_prefix('='),
                None if word == "--" => break,
                None => None,
            };
            chosen = given
                .and_then(|given| Color::from_str(given, false).ok())
                .unwrap_or(chosen);
        }
        chosen
    }

    /// Makes this the choice of every stream of the process.
    pub(crate) fn choose(self) {
        let choice = match self {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        choice.write_global();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_is_found_before_the_line_is_parsed() {
        let of = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            Color::of(&args)
        };
        assert_eq!(of("wr --color always statu"), Color::Always);
        assert_eq!(of("wr status --color=never"), Color::Never);
        assert_eq!(of("wr status --color"), Color::Auto);
        assert_eq!(of("wr show -- --color=never"), Color::Auto);
    }
}
