//! Marks how a text differs from an older one: inserted and deleted words, paragraphs and rows.
//!
//! Layout has no meaning, and neither has the order of rows and of lists within a cell.

mod blocks;
mod mark;
mod merge;
mod table;
mod words;

use self::mark::{mark_block, marked};
use self::merge::merge;
use super::model::{Change, Fact, Section};
use super::text::TextPart;

/// The newer text with what was deleted of the older one; each run says whether it is inserted or deleted.
pub(super) fn text(old: TextPart, new: TextPart) -> TextPart {
    TextPart {
        title: words::compare(&old.title, &new.title),
        facts: merge(old.facts, new.facts, |it| it.label.clone(), fact, mark_fact),
        sections: merge(
            old.sections,
            new.sections,
            |it| it.key.clone(),
            section,
            mark_section,
        ),
    }
}

fn fact(old: &Fact, new: &Fact) -> Fact {
    Fact {
        value: words::compare(&old.value, &new.value),
        ..new.clone()
    }
}

fn mark_fact(fact: Fact, change: Change) -> Fact {
    Fact {
        value: marked(fact.value, change),
        ..fact
    }
}

fn section(old: &Section, new: &Section) -> Section {
    Section {
        title: words::compare(&old.title, &new.title),
        blocks: blocks::compare(&old.blocks, &new.blocks),
        ..new.clone()
    }
}

fn mark_section(section: Section, change: Change) -> Section {
    let blocks = section.blocks.into_iter();
    Section {
        title: marked(section.title, change),
        blocks: blocks.map(|block| mark_block(block, change)).collect(),
        ..section
    }
}
