//! Mails in files: one in a file, or many in a mailbox (mbox).

use std::io::{self, BufRead};

use mail_parser::mailbox::mbox::MessageIterator;

/// Why bytes are no mail and no mailbox.
#[derive(Debug, thiserror::Error)]
pub enum NotAMailbox {
    /// They are of a known format of another kind.
    #[error("{what}\n  needs:  {needs}")]
    Other {
        /// The format.
        what: &'static str,
        /// How to save the mail instead.
        needs: &'static str,
    },
    /// They cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The mails in a file, one after the other.
pub enum Mailboxes<R: BufRead> {
    /// One mail.
    One(Option<R>),
    /// A mailbox.
    Many(MessageIterator<R>),
}

impl<R: BufRead> Mailboxes<R> {
    /// Recognizes a mailbox by its first line.
    ///
    /// # Errors
    /// The bytes are of another format, or cannot be read.
    pub fn open(mut reader: R) -> Result<Mailboxes<R>, NotAMailbox> {
        let begin = reader.fill_buf()?;
        let other = |what, needs| Err(NotAMailbox::Other { what, needs });
        if begin.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return other(
                "an Outlook message (.msg) is not in the standard format of e-mail",
                "the mail as `.eml`: in Outlook on the web, `Save as` or `Download`; in Thunderbird, `Save as`",
            );
        }
        if begin.starts_with(b"!BDN") {
            return other(
                "an Outlook data file (.pst) is not a mailbox in mbox format",
                "the mails as `.eml` files, or a mailbox (mbox)",
            );
        }
        if begin.starts_with(b"%PDF") || begin.starts_with(b"PK\x03\x04") {
            return other(
                "a document is not an e-mail: it lacks the headers, which are the evidence",
                "the mail itself, saved as `.eml`, or a mailbox (mbox)",
            );
        }
        match begin.starts_with(b"From ") {
            true => Ok(Mailboxes::Many(MessageIterator::new(reader))),
            false => Ok(Mailboxes::One(Some(reader))),
        }
    }
}

impl<R: BufRead> Iterator for Mailboxes<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<io::Result<Vec<u8>>> {
        match self {
            Mailboxes::One(reader) => {
                let mut reader = reader.take()?;
                let mut bytes = Vec::new();
                Some(reader.read_to_end(&mut bytes).map(|_| bytes))
            }
            Mailboxes::Many(messages) => {
                let message = messages.next()?;
                Some(message.map(mail_parser::mailbox::mbox::Message::unwrap_contents))
            }
        }
    }
}
