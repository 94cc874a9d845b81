//! `wr` keeps the work registers of a standards organisation: the agreements with its alliance partners.

pub mod act;
pub mod ballot;
pub mod contacts;
pub mod date;
pub mod diagnostic;
pub mod id;
pub mod policy;
pub mod process;
pub mod register;
pub mod report;
pub mod roster;
pub mod snapshot;
pub mod source;
pub mod store;
pub mod yaml;
