//! Refuses an address in words that are published, before they are recorded: an act can never be taken back.

use anyhow::Result;

use crate::act::Action;
use crate::cli::app::answer::reject;

/// Refuses an act with an e-mail address or a telephone number in words that may be published.
///
/// # Errors
/// `Rejected`, with the words, the reason and what to write instead.
pub(crate) fn check_words(action: &Action) -> Result<()> {
    match refusal(action) {
        None => Ok(()),
        Some(why) => reject!(
            "{why}\n  needs:  the same command, with the role or the organization instead, for example \"the liaison of XYZ\"; \
             the address of a contact belongs in contacts.yaml"
        ),
    }
}

/// Why such words are refused; `None` if the act has none.
pub(crate) fn refusal(action: &Action) -> Option<String> {
    let word = action.personal_word()?;
    Some(format!(
        "{} contains {}, {}; these words may be published, and an act can never be changed or deleted",
        word.field,
        word.found.kind.noun(),
        word.found.shown
    ))
}
