//! The files that people write before they run a command, from this project's own sample.

pub(super) const ROSTER: &str = include_str!("../../../../registers/roster.yaml");
pub(super) const REGISTER: &str = include_str!("../../../../registers/xyz/register.yaml");
pub(super) const CONTACTS: &str = include_str!("../../../../registers/xyz/contacts.yaml");
