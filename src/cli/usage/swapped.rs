//! Finds out that a line names the register after what is done with it, as in `wr assign olga snia`.

use std::ffi::OsString;

use clap::Command;

use super::line::CommandLine;
use crate::cli::app::context::{Context, Environment, register_id};
use crate::cli::arguments::ArgumentKind;
use crate::text::shell_word;

/// The line with the register first, if its second word names a register and the first does not.
pub(in crate::cli) fn in_order(root: &mut Command, args: &[OsString]) -> Option<String> {
    root.build();
    let words: Vec<&str> = args
        .iter()
        .skip(1)
        .map(|word| word.to_str())
        .collect::<Option<_>>()?;
    let line = CommandLine::of(root, &words);
    let mut places = line.command.get_positionals();
    let is_register = |arg| ArgumentKind::of(&line.name, arg) == Some(ArgumentKind::Register);
    if !places.next().is_some_and(is_register) || places.next().is_none() {
        return None;
    }
    let depth = line.name.split(' ').count() - 1;
    let (first, second) = (words.get(depth)?, words.get(depth + 1)?);
    if first.starts_with('-') || second.starts_with('-') {
        return None;
    }
    let known = registers().ok()?;
    let names = |word: &str| {
        register_id(word).is_ok_and(|id| known.iter().any(|known| known == id.as_str()))
    };
    if names(first) || !names(second) {
        return None;
    }
    let rest = words.iter().skip(depth + 2);
    let all = [second, first].into_iter().chain(rest);
    let all: Vec<String> = all.map(|word| shell_word(word)).collect();
    Some(format!("{} {}", line.name, all.join(" ")))
}

fn registers() -> anyhow::Result<Vec<String>> {
    let env = Environment::of_process()?;
    Context::open(&env)?.known_registers()
}
