//! `wr` keeps the work registers of a standards organisation: the agreements with its alliance partners.

pub mod act;
pub mod ballot;
pub mod cli;
pub mod contacts;
pub mod date;
pub mod diagnostic;
pub mod id;
pub mod nearest;
pub mod policy;
pub mod process;
pub mod register;
pub mod render;
pub mod report;
pub mod roster;
pub mod rules;
pub mod snapshot;
pub mod source;
pub mod store;
pub mod yaml;
