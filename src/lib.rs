//! `wr` keeps the work registers of a standards organization: the agreements with its alliance partners, taken
//! through the process of DSP4003 as a record in git.
//!
//! # Flow
//!
//! ```text
//! main -> cli -+-> store                      paths and bytes, no register
//!              +-> report -> yaml -> diagnostic -> source
//!              +-> render -> evidence +
//!              +-> rules -------------+-> snapshot -> judge -> request -> process -> ballot -> act -> policy -> template -> register, roster
//!              +-> autofix -> yaml
//! ```
//!
//! A command loads a [`snapshot`]: the acts as committed, people's texts as they are on disk. What reads prints
//! views of it. What acts plans an act, asks [`process::apply()`] whether it is legal where the register stands,
//! and commits it through [`store`], the one write path. [`process::replay()`] asks the same function of every act,
//! in the order their authors knew of; so what a command accepts and what a reader believes cannot differ. `wr sync` and
//! `wr import-act` ask it again of acts that come to stand elsewhere than where they were made.
//! The [`judge`] asks it where an act enters the main line, with what was there at that moment. The acting command,
//! `wr check --base`, the hook and `wr verify` all ask the judge; git tells them what was there (`cli/app/judged.rs`).
//! An act is signed by who recorded it: the [`signature`] beside it is checked once, when both are read, and judged with
//! the act.
//! The [`evidence`] tells who approved which text by which key, to those who verify a record and to those who get a bundle.
//! Change requests have acts, a state and a function of their own, [`request::apply()`], and all else in common.
//!
//! # Invariants
//!
//! 1. Imports go one way, without circles; `rules`, `report` and `render` do not see each other.
//! 2. `git2`, the YAML crates, `tera`, `clap` and the clock each have one home.
//! 3. Disk, environment, clock and terminal are touched only in `store` and `cli`. The rest is pure.
//! 4. `process`, `ballot`, `rules` and `render` do not know what a commit is.
//! 5. State is computed from text and acts; nothing stores it.
//! 6. Everything printed or written is ordered, escaped, and the same on every machine.
//! 7. Published JSON and the views of templates have types of their own.
//! 8. What is left of a text with mistakes is looked at by `rules`, and nothing is ever decided on it.
//!
//! What a register has, and from when on, is one table, [`template`]; [`schema`] tells it to editors.
//!
//! The first three and the last are held by `tests/it/tidy.rs`. To read the source, begin with [`register`], [`act`],
//! [`process`] and `process/stage.rs`, then follow one command, `cli/commands/submit.rs`, into `cli/app/acting.rs`.

pub mod act;
pub mod autofix;
pub mod ballot;
pub mod casefold;
pub mod cli;
pub mod contacts;
pub mod date;
pub mod describe;
pub mod diagnostic;
pub mod evidence;
pub mod governance;
pub mod id;
pub mod judge;
pub mod language;
pub mod letter;
pub mod link;
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
