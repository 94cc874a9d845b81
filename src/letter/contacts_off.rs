//! The contacts of a register that the board has removed, to be taken off the mailing list and the working group of
//! partners (DSP4003 2.2, 4.1).

use serde::Serialize;

use super::contacts::told;
use super::context::LetterContext;
use super::error::NotWritten;
use super::message::Message;
use crate::act::Letter;

#[derive(Debug, Serialize)]
struct ContactsOffView<'v> {
    removed: String,
    resolution: &'v str,
    reason: String,
    /// The last contacts of the register; if there are none, all people of the partner are meant.
    contacts: Vec<super::contacts::ContactLine>,
    /// The day on which their list was sent, if it was sent.
    listed: Option<String>,
}

pub(super) fn write(ctx: &LetterContext<'_>, letter: &Letter) -> Result<Vec<Message>, NotWritten> {
    let Some(removed) = &ctx.state.removed else {
        return Ok(Vec::new());
    };
    let contacts = ctx
        .register_files
        .contacts
        .as_ref()
        .and_then(|document| document.get());
    let listed = ctx
        .state
        .letters_of(crate::act::LetterKind::Contacts)
        .next_back();
    let view = ContactsOffView {
        removed: removed.on.in_words(),
        resolution: &removed.resolution,
        reason: removed.reason.to_string(),
        contacts: told(ctx, contacts.iter().flat_map(|contacts| &contacts.partner))?,
        listed: listed.map(|sent| sent.on.in_words()),
    };
    let to = ctx.office("contacts", &ctx.policy.addresses.contacts)?;
    Ok(vec![ctx.compose(
        letter,
        &ctx.matter(letter, "off"),
        &to,
        &view,
    )?])
}
