//! A register with its acts, its ballots, and their replay.

use crate::date::Day;
use crate::process::{History, Replay};
use crate::rules::context::acts::ActChecks;
use crate::rules::context::ballots::BallotWithVotes;
use crate::snapshot::{RegisterFiles, Snapshot};

/// A register with its acts and their replay.
pub(crate) struct RegisterChecks<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) register_files: &'a RegisterFiles,
    pub(crate) acts: ActChecks<'a>,
    /// `None` without a readable policy, which holds the store's id.
    pub(crate) replay: Option<&'a Replay<'a>>,
    pub(crate) ballots_with_votes: Vec<BallotWithVotes<'a>>,
    pub(crate) today: Day,
}

impl<'a> RegisterChecks<'a> {
    pub(crate) fn of(
        snapshot: &'a Snapshot,
        register_files: &'a RegisterFiles,
        folded: Option<(&'a History<'a>, &'a Replay<'a>)>,
        today: Day,
    ) -> RegisterChecks<'a> {
        let replay = folded.map(|(_, replay)| replay);
        RegisterChecks {
            snapshot,
            register_files,
            acts: ActChecks::of(register_files.all_acts(), replay),
            replay,
            ballots_with_votes: folded
                .map(|(history, replay)| BallotWithVotes::all(history, &replay.state))
                .unwrap_or_default(),
            today,
        }
    }
}
