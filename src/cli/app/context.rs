//! A command's view of the store: files from HEAD and the working tree, and the identity of the actor.

mod files;
mod no_store;
mod opened;
mod parts;
mod record;
mod registers;
mod requests;

pub(crate) use self::files::checked;
pub(crate) use self::no_store::no_store;
pub(crate) use self::opened::Context;
pub(crate) use self::parts::{any_id, policy, register_files, register_id, roster};
pub(crate) use self::record::Recorded;
pub(crate) use self::registers::{Presence, WorkingTree};
pub(crate) use self::requests::request_id;
pub(crate) use crate::cli::app::environment::Environment;
