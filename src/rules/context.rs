//! What rules look at: documents, acts and changes, with indexes of names and people.

pub(super) mod acts;
pub(super) mod ballots;
pub(super) mod change;
pub(super) mod contacts;
pub(super) mod cross_index;
pub(super) mod dsp_number;
pub(super) mod partner_names;
pub(super) mod people;
pub(super) mod phase;
pub(super) mod register;
pub(super) mod request;
pub(super) mod roster;
pub(super) mod source_doc;
pub(super) mod text;
