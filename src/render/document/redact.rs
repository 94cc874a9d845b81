//! A document without the addresses and telephone numbers of people.

use super::model::{Block, Document, Inline, Signatory, letters};
use crate::render::redact::Redactor;
use crate::text::personal::{Notation, found};

impl Document {
    /// The same document without addresses, in whatever part they are.
    pub(in crate::render) fn without_addresses(mut self, redactor: &Redactor) -> Document {
        let clean =
            |text: &mut String| *text = redactor.text(std::mem::take(text), Notation::Plain);
        clean(&mut self.organization);
        self.mark.iter_mut().for_each(clean);
        let lines = self.notices.iter_mut().chain(&mut self.closing);
        lines.chain(&mut self.footer).for_each(clean);
        inline(&mut self.title, redactor);
        for fact in &mut self.facts {
            inline(&mut fact.value, redactor);
        }
        for section in &mut self.sections {
            inline(&mut section.title, redactor);
            for block in &mut section.blocks {
                of_block(block, redactor);
            }
        }
        self
    }
}

fn of_block(block: &mut Block, redactor: &Redactor) {
    let clean = |text: &mut String| *text = redactor.text(std::mem::take(text), Notation::Plain);
    match block {
        Block::Paragraph(paragraph) => inline(&mut paragraph.text, redactor),
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flatten().for_each(|text| inline(text, redactor));
        }
        Block::Signatures(signatories) => {
            let party = |it: &mut Signatory| {
                clean(&mut it.party);
                it.body.iter_mut().for_each(clean);
            };
            signatories.iter_mut().for_each(party);
        }
    }
}

/// Removes the addresses in a text, also those that styles or changes cut into runs, and the links with an address.
fn inline(text: &mut Inline, redactor: &Redactor) {
    for run in text.iter_mut() {
        run.style.link = run.style.link.take().filter(|link| redactor.is_clean(link));
    }
    let whole = letters(text);
    for one in found(&whole, Notation::Plain, redactor.public())
        .into_iter()
        .rev()
    {
        let mut words = Some(redactor.text(whole[one.at.clone()].to_string(), Notation::Plain));
        let mut start = 0;
        for run in text.iter_mut() {
            let length = run.text.len();
            let from = one.at.start.clamp(start, start + length) - start;
            let to = one.at.end.clamp(start, start + length) - start;
            start += length;
            if from < to {
                run.text
                    .replace_range(from..to, &words.take().unwrap_or_default());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Emphasis, Run, Style, plain};
    use super::*;

    #[test]
    fn an_address_in_several_runs_is_removed_with_its_link() {
        let run = |text: &str, emphasis| {
            let link = Some("https://x.example/?to=pat@xyz.example".to_string());
            Run::of(
                text,
                Style {
                    emphasis,
                    link,
                    ..Style::default()
                },
            )
        };
        let mut text = vec![
            run("to pat", Emphasis::None),
            run("@", Emphasis::Bold),
            run("xyz.example or a@b.example now", Emphasis::None),
        ];
        inline(&mut text, &Redactor::default());
        assert_eq!(
            letters(&text),
            "to [address removed] or [address removed] now"
        );
        assert!(text.iter().all(|run| run.style.link.is_none()));
        let mut same = plain("Nothing to remove.");
        inline(&mut same, &Redactor::default());
        assert_eq!(same, plain("Nothing to remove."));
    }
}
