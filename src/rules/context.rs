//! What rules look at: documents, acts and changes, with indexes of names and people.

pub(super) mod acts;
pub(super) mod ballots;
pub(super) mod cross_index;
pub(super) mod partner_names;
pub(super) mod people;
pub(super) mod register;
pub(super) mod request;
pub(super) mod subject;
