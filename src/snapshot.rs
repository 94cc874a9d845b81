//! A whole store at one moment, loaded once and borrowed by everything else. No I/O.

mod acts;
mod context;
mod document;
mod edit;
mod folder;
mod load;
mod logos;
mod register;
mod request;
mod requests;
mod signatures;
mod signers;
mod unchecked;
mod versions;

pub use self::context::{NoContext, RegisterContext, RequestContext};
pub use self::document::Document;
pub use self::folder::Folder;
pub use self::load::Snapshot;
pub use self::logos::Logos;
pub use self::register::RegisterFiles;
pub use self::request::{Partnerships, RequestFiles};
pub use self::signatures::Checked;
pub use self::unchecked::Unchecked;
