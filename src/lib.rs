//! `wr` keeps the work registers of a standards organisation: the agreements with its alliance partners.

pub mod diagnostic;
pub mod report;
pub mod source;
pub mod store;
pub mod yaml;
