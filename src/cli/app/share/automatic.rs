//! Shares automatically: a command that records fetches first, acts on what is there, and pushes.

use std::thread::sleep;

use anyhow::Result;

use super::obstacle::obstacle;
use super::outcome::{ShareOutcome, reason, refused, unreachable};
use super::pause::pause;
use super::plan::SharePlan;
use super::request;
use super::setting::{is_main, setting};
use super::take_over::take_over;
use super::transfer::{Arrived, arrive, push};
use crate::cli::app::context::{Context, Environment};
use crate::policy::Sharing;
use crate::store::{Commit, Pushed, StoreError, Upstream};

/// How often a command tries again when others push first.
const RETRIES: u32 = 5;

/// Runs a command that records something. If the policy says so, takes over what others recorded before, and shares what
/// was recorded after. The exit code is that of the command: what is not shared is recorded all the same.
///
/// # Errors
/// Those of the command.
pub(crate) fn share_around(env: &Environment, run: impl FnOnce() -> Result<()>) -> Result<()> {
    let Some(automatic) = Automatic::begin(env) else {
        return run();
    };
    let ran = run();
    if let Some(outcome) = automatic.end(ran.is_ok()) {
        outcome.print();
    }
    ran
}

struct Automatic<'e> {
    env: &'e Environment,
    sharing: Sharing,
    upstream: Upstream,
    /// Whether the branch is the one that everybody shares, or one that this clone shared for a pull request.
    is_shared: bool,
    /// The commit of the upstream branch, or why the remote cannot be reached.
    there: Result<Option<Commit>, String>,
    /// The commit of this clone's branch before the command.
    head: Option<Commit>,
}

impl<'e> Automatic<'e> {
    /// Fetches and takes over what others recorded; none if this clone does not share automatically.
    fn begin(env: &'e Environment) -> Option<Automatic<'e>> {
        let context = Context::open(env).ok()?;
        let (sharing, upstream) = setting(&context)?;
        let of_request = sharing == Sharing::PullRequest && request::is_branch(&upstream.local);
        let is_shared = of_request || is_main(&context, &upstream).ok()?;
        let mut there = Ok(None);
        if is_shared {
            let _alone = context.store.lock_sync().ok()?;
            there = fetch(&context, &upstream);
            if let Ok(there) = there {
                // The end of the command reports what prevents this.
                let _ = take_over(env, &upstream, there);
            }
        }
        let head = Context::open(env).ok()?.head;
        Some(Automatic {
            env,
            sharing,
            upstream,
            is_shared,
            there,
            head,
        })
    }

    /// Shares what the command recorded; none if there is nothing to say.
    fn end(&self, is_ok: bool) -> Option<ShareOutcome> {
        let context = Context::open(self.env).ok()?;
        let is_recorded = context.head != self.head;
        if !self.is_shared {
            let why = format!(
                "the branch `{}` is not the main branch, which alone is shared automatically",
                self.upstream.local
            );
            return is_recorded.then_some(ShareOutcome::NotShared(why));
        }
        let there = match &self.there {
            Ok(there) => *there,
            Err(why) => return is_recorded.then(|| ShareOutcome::NotShared(why.clone())),
        };
        // What an earlier command could not share goes along.
        if !is_recorded && (!is_ok || context.head == there) {
            return None;
        }
        let shared = match context.store.lock_sync() {
            Ok(_alone) => self.share(there),
            Err(why) => Err(why.into()),
        };
        Some(shared.unwrap_or_else(|why| ShareOutcome::NotShared(reason(&why))))
    }

    fn share(&self, there: Option<Commit>) -> Result<ShareOutcome> {
        match self.sharing {
            Sharing::PullRequest if !request::is_branch(&self.upstream.local) => {
                request::share(self.env, &self.upstream, there)
            }
            Sharing::Push | Sharing::PullRequest => share(self.env, &self.upstream, there),
        }
    }
}

/// Pushes the local commits on top of `there`, and fetches and tries again when others push first.
fn share(env: &Environment, upstream: &Upstream, there: Option<Commit>) -> Result<ShareOutcome> {
    let remote = &upstream.remote;
    let mut there = there;
    for attempt in 0..=RETRIES {
        let mut context = Context::open(env)?;
        if attempt > 0 {
            sleep(pause(attempt));
            there = match fetch(&context, upstream) {
                Ok(there) => there,
                Err(why) => return Ok(ShareOutcome::NotShared(why)),
            };
        }
        let lock = context.begin_write()?;
        context.store.refuse_when_busy()?;
        let plan = SharePlan::new(&context, upstream, there)?;
        if let Some(why) = obstacle(&context, &plan)? {
            return Ok(ShareOutcome::NotShared(why));
        }
        drop(lock);
        match push(&context, upstream, &plan) {
            Ok(Pushed::Done) => {}
            Ok(Pushed::Raced) => continue,
            Ok(Pushed::Refused(words)) => {
                return Ok(ShareOutcome::NotShared(refused(remote, &words)));
            }
            // The answer is lost, and the push may have arrived.
            Err(error @ StoreError::Network { .. }) => match fetch(&context, upstream) {
                Err(_) => return Ok(ShareOutcome::Unknown),
                Ok(Some(there)) if context.store.has_commit(there, plan.brought.tip) => {}
                Ok(_) => return Ok(ShareOutcome::NotShared(unreachable(remote, &error))),
            },
            Err(error) => return Err(error.into()),
        }
        if let Arrived::Done = arrive(&mut context, upstream, &plan)? {
            return Ok(ShareOutcome::Shared(format!("shared with {remote}")));
        }
    }
    Ok(ShareOutcome::NotShared(format!(
        "others pushed to {} first, {} times in a row",
        upstream.name(),
        RETRIES + 1
    )))
}

/// Fetches the upstream branch; the error says why that failed, in one line.
fn fetch(context: &Context, upstream: &Upstream) -> Result<Option<Commit>, String> {
    let there = context.store.fetch(upstream);
    let there = there.map_err(|error| unreachable(&upstream.remote, &error))?;
    context.store.note_fetch(context.env.now);
    Ok(there)
}
