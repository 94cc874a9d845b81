//! The contacts of a register that the board has removed, to be taken off the mailing list and the working group of
//! partners (DSP4003 2.2, 4.1, U9).

use serde::Serialize;

use super::contacts::told;
use super::{Desk, Message, NotWritten};
use crate::act::Letter;

/// What the letter says beside what all say.
#[derive(Debug, Serialize)]
struct View<'v> {
    removed: String,
    resolution: &'v str,
    reason: String,
    /// Those whom the register named last; with none of them everybody of the partner is meant.
    contacts: Vec<super::contacts::Told>,
    /// The day on which their list was sent, if it was.
    listed: Option<String>,
}

pub(super) fn write(desk: &Desk<'_>, letter: &Letter) -> Result<Vec<Message>, NotWritten> {
    let Some(removed) = &desk.state.removed else {
        return Ok(Vec::new());
    };
    let contacts = desk
        .register_files
        .contacts
        .as_ref()
        .and_then(|document| document.get());
    let listed = desk
        .state
        .letters_of(crate::act::LetterKind::Contacts)
        .next_back();
    let view = View {
        removed: removed.on.to_string(),
        resolution: &removed.resolution,
        reason: removed.reason.to_string(),
        contacts: told(desk, contacts.iter().flat_map(|contacts| &contacts.partner))?,
        listed: listed.map(|sent| sent.on.to_string()),
    };
    let to = desk.office("contacts", &desk.policy.addresses.contacts)?;
    Ok(vec![desk.compose(
        letter,
        &desk.matter(letter, "off"),
        &to,
        &view,
    )?])
}
