//! Parses the counts of a meeting: `approve=7,oppose=1`, `7 for, 1 against`, `yes 7 no 1`.

use crate::cli::app::acting::ActingContext;
use crate::policy::rule::Counts;
use crate::roster::BodyKind;

/// The counts as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Typed {
    counts: Counts,
    /// Whether `absent` was given.
    names_absent: bool,
}

const WORDS: [(&str, Slot); 22] = [
    ("approve", Slot::Approve),
    ("approved", Slot::Approve),
    ("yes", Slot::Approve),
    ("for", Slot::Approve),
    ("favor", Slot::Approve),
    ("favour", Slot::Approve),
    ("aye", Slot::Approve),
    ("ayes", Slot::Approve),
    ("oppose", Slot::Oppose),
    ("opposed", Slot::Oppose),
    ("no", Slot::Oppose),
    ("against", Slot::Oppose),
    ("nay", Slot::Oppose),
    ("nays", Slot::Oppose),
    ("abstain", Slot::Abstain),
    ("abstained", Slot::Abstain),
    ("abstention", Slot::Abstain),
    ("abstentions", Slot::Abstain),
    ("recuse", Slot::Recuse),
    ("recused", Slot::Recuse),
    ("absent", Slot::Absent),
    ("absence", Slot::Absent),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Approve,
    Oppose,
    Abstain,
    Recuse,
    Absent,
}

impl Slot {
    fn name(self) -> &'static str {
        match self {
            Slot::Approve => "approve",
            Slot::Oppose => "oppose",
            Slot::Abstain => "abstain",
            Slot::Recuse => "recuse",
            Slot::Absent => "absent",
        }
    }
}

const FORM: &str =
    "write a number of seats for each, for example approve=7,oppose=1,abstain=0,recuse=0,absent=2";

/// Parses the counts.
///
/// # Errors
/// A word or a number is not known, or two words give the same count.
pub(crate) fn typed(text: &str) -> Result<Typed, String> {
    let parts = |c: char| matches!(c, ',' | ';' | '=' | ':') || c.is_whitespace();
    let words: Vec<&str> = text
        .split(parts)
        .filter(|word| !word.is_empty() && *word != "and")
        .collect();
    let starts_with_number = words
        .first()
        .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let (pairs, left) = words.as_chunks::<2>();
    if pairs.is_empty() || !left.is_empty() {
        return Err(format!("`{text}` is not a list of counts; {FORM}"));
    }
    let mut typed = Typed {
        counts: Counts::default(),
        names_absent: false,
    };
    let mut given: Vec<(Slot, &str)> = Vec::new();
    for [first, second] in pairs {
        let (word, number) = if starts_with_number {
            (second, first)
        } else {
            (first, second)
        };
        let slot = slot(word)?;
        if let Some((_, before)) = given.iter().find(|(known, _)| *known == slot) {
            let same = if before == word {
                String::new()
            } else {
                format!(" (`{before}` and `{word}` mean the same)")
            };
            return Err(format!(
                "`{}` is counted twice{same}; give each count once",
                slot.name()
            ));
        }
        given.push((slot, *word));
        let seats: u32 = number
            .parse()
            .map_err(|_| format!("`{number}` is not a number of seats; {FORM}"))?;
        match slot {
            Slot::Approve => typed.counts.approve = seats,
            Slot::Oppose => typed.counts.oppose = seats,
            Slot::Abstain => typed.counts.abstain = seats,
            Slot::Recuse => typed.counts.recuse = seats,
            Slot::Absent => (typed.counts.did_not_vote, typed.names_absent) = (seats, true),
        }
    }
    Ok(typed)
}

fn slot(word: &str) -> Result<Slot, String> {
    let lower = word.to_lowercase();
    let found = WORDS.iter().find(|(known, _)| *known == lower);
    found.map(|(_, slot)| *slot).ok_or_else(|| {
        format!(
            "`{word}` is not a count; use approve (yes, for), oppose (no, against), abstain, recuse or absent"
        )
    })
}

impl Typed {
    /// The counts as typed; those not given are 0.
    pub(crate) fn named(self) -> Counts {
        self.counts
    }

    /// The counts of a board meeting: all other seats were absent, unless `absent` was given; vacant seats come from
    /// the roster.
    pub(crate) fn complete(self, ctx: &ActingContext<'_>) -> Counts {
        if !self.names_absent {
            return with_absent(ctx, self.counts);
        }
        Counts {
            vacant: vacant(ctx),
            ..self.counts
        }
    }
}

/// Adds the absent and vacant seats of the board: those that are not in the counts.
pub(crate) fn with_absent(ctx: &ActingContext<'_>, counts: Counts) -> Counts {
    let seats = ctx
        .subject
        .roster
        .body_of_kind(BodyKind::Board)
        .map_or(0, |board| board.seats.len() as u32);
    let vacant = vacant(ctx);
    let named = [counts.cast(), counts.recuse, vacant];
    let did_not_vote = named.into_iter().fold(seats, u32::saturating_sub);
    Counts {
        did_not_vote,
        vacant,
        ..counts
    }
}

fn vacant(ctx: &ActingContext<'_>) -> u32 {
    let board = ctx.subject.roster.body_of_kind(BodyKind::Board);
    board.map_or(0, |board| board.vacant_seats(ctx.subject.roster, ctx.on))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(text: &str) -> Result<[u32; 5], String> {
        typed(text).map(|typed| {
            let Counts {
                approve,
                oppose,
                abstain,
                recuse,
                did_not_vote,
                ..
            } = typed.counts;
            [approve, oppose, abstain, recuse, did_not_vote]
        })
    }

    #[test]
    fn counts_are_taken_in_the_words_of_minutes() {
        for text in [
            "approve=7,oppose=1,abstain=0,recuse=2",
            "approve=7, oppose=1, recuse=2",
            "approve 7 oppose 1 recuse 2",
            "approve: 7; oppose: 1; recuse: 2",
            "yes=7,no=1,recused=2",
            "for=7,against=1,recuse=2",
            "7 for, 1 against and 2 recused",
            "Ayes 7, Nays 1, Recused 2",
            "7 yes 1 no 2 recuse 0 abstentions",
        ] {
            assert_eq!(counts(text), Ok([7, 1, 0, 2, 0]), "{text}");
        }
        assert_eq!(counts("approve=2,absent=1"), Ok([2, 0, 0, 0, 1]));
    }

    #[test]
    fn a_count_that_is_given_twice_is_refused() {
        for text in [
            "approve=2,approve=1",
            "approve=1,approve=1",
            "approve=2,for=1",
            "yes=2,no=1,against=1",
            "absent=1,absent=1",
        ] {
            let why = counts(text).expect_err(text);
            assert!(why.contains("is counted twice"), "{text}: {why}");
        }
        assert!(
            counts("approve=2,for=1")
                .is_err_and(|why| why.contains("`approve` and `for` mean the same"))
        );
    }

    #[test]
    fn what_is_no_count_is_refused_with_an_example() {
        for text in [
            "",
            " ",
            "approve",
            "approve=",
            "=2",
            "approve=-1",
            "approve=2.5",
            "approve=two",
            "approve=unanimous",
            "2-0-1",
            "approve=99999999999",
            "present=3,approve=2",
            "approve=2,oppose",
            "approve 2 1 oppose",
        ] {
            let why = counts(text).expect_err(text);
            assert!(why.contains("approve"), "{text}: {why}");
        }
    }
}
