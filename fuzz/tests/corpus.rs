//! The properties without a fuzzer: over the corpus, over what is a few mutations away from it, and over plain noise.
#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use wr_fuzz::{Check, TARGETS};

/// Mutations of the corpus that are tried for each target; as many pieces of noise beside them.
const ROUNDS: usize = 20_000;
/// The longest piece of noise, and the longest piece that a mutation moves.
const LONGEST: usize = 400;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = folder("corpus").join(target);
    let seeds: Vec<_> = names(&folder)
        .into_iter()
        .map(|name| fs::read(folder.join(name)).unwrap())
        .collect();
    assert!(seeds.len() >= 3, "{target} has hardly a corpus");
    seeds
}

/// The same numbers on every machine and every day (SplitMix64): what fails once fails always.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn byte(&mut self) -> u8 {
        const TELLING: &[u8] = b" \n\r\t\0:-\"'\\#&*!|>{}[],?%@0123456789abcdefu_/\x7f\x80\xc2\xff";
        if self.below(2) == 0 {
            TELLING[self.below(TELLING.len())]
        } else {
            self.next() as u8
        }
    }

    fn noise(&mut self) -> Vec<u8> {
        let length = self.below(LONGEST);
        (0..length).map(|_| self.byte()).collect()
    }

    /// A seed with one to four edits.
    fn mutation(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(LONGEST)).min(bytes.len());
            match self.below(6) {
                0 if at < bytes.len() => bytes[at] = self.byte(),
                1 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                2 => drop(bytes.drain(at..end)),
                3 => bytes.splice(at..at, bytes[at..end].to_vec()).for_each(drop),
                4 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len());
                    let to = (from + self.below(LONGEST)).min(other.len());
                    bytes
                        .splice(at..end, other[from..to].iter().copied())
                        .for_each(drop);
                }
                _ => bytes.insert(at, self.byte()),
            }
        }
        bytes
    }
}

/// Tries one input; where the property does not hold, keeps the bytes where `fuzz/run` would, so that it can run
/// and shorten them.
fn holds(target: &str, check: Check, bytes: &[u8]) {
    let Err(why) = catch_unwind(AssertUnwindSafe(|| check(bytes))) else {
        return;
    };
    let kept = folder("artifacts").join(target).join("from-cargo-test");
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    fs::write(&kept, bytes).unwrap();
    eprintln!("{target} does not hold for {}", kept.display());
    std::panic::resume_unwind(why);
}

fn tried(target: &str) {
    let check = TARGETS.iter().find(|(name, _)| *name == target).unwrap().1;
    let seeds = corpus(target);
    seeds.iter().for_each(|seed| holds(target, check, seed));
    let mut numbers = Numbers(target.len() as u64);
    for _ in 0..ROUNDS {
        holds(target, check, &numbers.mutation(&seeds));
        holds(target, check, &numbers.noise());
    }
}

macro_rules! targets {
    ($($target:ident)*) => {
        $(#[test] fn $target() { tried(stringify!($target)); })*

        /// What is here is what `fuzz/run` runs, and nothing has been forgotten.
        #[test]
        fn every_target_is_tried() {
            let tried = BTreeSet::from([$(stringify!($target).to_string()),*]);
            let known: BTreeSet<String> = TARGETS.iter().map(|(name, _)| name.to_string()).collect();
            let files = names(&folder("fuzz_targets"));
            let fuzzed: BTreeSet<_> = files.iter().map(|file| file.trim_end_matches(".rs").to_string()).collect();
            assert_eq!((&tried, &tried, &tried), (&known, &fuzzed, &names(&folder("corpus"))));
        }
    };
}
targets! { act armour canonical pre_receive tally yaml }
