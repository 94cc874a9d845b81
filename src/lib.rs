//! `wr` keeps the work registers of a standards organization in git. A register is the agreement with an alliance
//! partner, and DSP4003 is its process.
//!
//! # Flow
//!
//! ```text
//! main -> cli -+-> store                      paths and bytes, no register
//!              +-> editor -> rules         (editors: what is at a place of a file)
//!              +-> report -> yaml -> diagnostic -> source
//!              +-> render -> evidence +
//!              +-> import -> policy, roster
//!              +-> rules -------------+-> snapshot -> judge -> request -> process -> ballot -> act -> policy -> template -> register, roster
//!              +-> autofix -> yaml
//! ```
//!
//! A command loads a [`snapshot`]: acts from the commit, texts from the working tree. A command that reads prints views
//! of it. A command that acts plans an act, checks with [`process::apply()`] that the register's state allows it, and
//! commits it through [`store`], the only write path. [`process::replay()`] applies the same function to every act, in
//! the order that the authors knew, so a command and a reader cannot disagree. `wr sync` and `wr import-act` apply it
//! again to acts that move to another place in the history.
//!
//! The [`judge`] applies it where an act enters the main line, to the files of that moment. The acting command,
//! `wr check --base`, the hook and `wr verify` all call the judge; `cli/app/judged.rs` gives it the history from git.
//!
//! The recorder signs an act. Its [`signature`] is verified once, when both files are read, and judged with the act.
//! The [`evidence`] lists who approved which text with which key, for `wr verify` and for bundles. Change requests have
//! their own acts, state and stages; [`process::Ledger`] is what they have in common with registers.
//!
//! # Invariants
//!
//! 1. Imports go one way, without cycles; `rules`, `report`, `render` and `import` do not import each other.
//! 2. One module each uses `git2`, the YAML crates, `tera`, `clap` and the clock.
//! 3. Only `store` and `cli` use the disk, the environment, the clock and the terminal. All other modules are pure.
//! 4. `process`, `ballot`, `rules` and `render` do not know what a commit is.
//! 5. State is computed from text and acts; nothing stores it.
//! 6. Everything printed or written is ordered, escaped, and the same on every machine.
//! 7. Published JSON and the data of templates have separate types.
//! 8. Only `rules` read a text that is recovered after a syntax error; no decision is based on it.
//!
//! One table, [`template`], lists the fields of a register and the stage that needs each; [`schema`] exports it for
//! editors.
//!
//! `tests/it/tidy.rs` checks invariants 1, 2, 3 and 8. To read the source, start with [`register`], [`act`],
//! [`process`] and `process/stage.rs`, then follow one command, `cli/commands/submit.rs`, into
//! `cli/app/acting/attempt.rs`.

pub mod act;
pub mod autofix;
pub mod ballot;
pub mod casefold;
pub mod cli;
pub mod contacts;
pub mod date;
pub mod describe;
pub mod diagnostic;
pub mod editor;
pub mod evidence;
pub mod governance;
pub mod id;
pub mod import;
pub mod judge;
pub mod language;
pub mod letter;
pub mod link;
pub mod path;
pub mod policy;
pub mod process;
pub mod register;
pub mod render;
pub mod report;
pub mod request;
pub mod roster;
pub mod rules;
pub mod schema;
pub mod signature;
pub mod snapshot;
pub mod source;
pub mod store;
pub mod suggest;
pub mod template;
pub mod text;
pub mod yaml;
