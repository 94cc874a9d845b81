//! The fields of `contacts.yaml`: the contacts of both sides (DSP4003 2.1, 2.2).

use super::field::Required::{Draft, Submitted};
use super::field::{TemplateField, field};

const ROLE: &str = "What the contact is for.";
const NAME: &str = "The person's name, unless it is confidential.";
const EMAIL: &str = "The person's address; it is never published.";

/// The fields of `contacts.yaml`; each side precedes its fields.
pub static CONTACTS: &[TemplateField] = &[
    field("partner", "Alliance partner contacts", "DSP4003 2.1")
        .says("The partner's representatives. They are never balloted.")
        .asked(Submitted),
    field("partner[].role", "Role", "DSP4003 2.1")
        .says(ROLE)
        .asked(Draft)
        .like("liaison"),
    field("partner[].name", "Name", "DSP4003 2.1")
        .says(NAME)
        .like("Pat Price"),
    field("partner[].email", "E-mail address", "DSP4003 2.1")
        .says(EMAIL)
        .like("pat@xyz.example"),
    field("home", "Home organization contacts", "DSP4003 2.2")
        .says("The home organization's people who carry out the register. They are never balloted.")
        .asked(Submitted),
    field("home[].role", "Role", "DSP4003 2.2")
        .says(ROLE)
        .asked(Draft)
        .like("work register owner"),
    field("home[].name", "Name", "DSP4003 2.2")
        .says(NAME)
        .like("Olga Owens"),
    field("home[].email", "E-mail address", "DSP4003 2.2")
        .says(EMAIL)
        .like("olga@acme.example"),
];
