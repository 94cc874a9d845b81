//! The files that people write before they run a command. Those about XYZ are this project's own sample.

/// The roster of all people in the demo.
pub(super) const ROSTER: &str = include_str!("../../../../registers/roster.yaml");

/// A register's text and contacts.
pub(super) struct DemoText {
    pub(super) register: &'static str,
    pub(super) contacts: &'static str,
}

pub(super) const XYZ: DemoText = DemoText {
    register: include_str!("../../../../registers/xyz/register.yaml"),
    contacts: include_str!("../../../../registers/xyz/contacts.yaml"),
};

pub(super) const SNIA: DemoText = DemoText {
    register: include_str!("snia/register.yaml"),
    contacts: include_str!("snia/contacts.yaml"),
};
