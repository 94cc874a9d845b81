//! Shares automatically: a command that records fetches first, acts on what is there, and pushes.

use std::ffi::OsString;
use std::thread::sleep;

use anyhow::Result;

use super::notice::print_doubtful;
use super::obstacle::obstacle;
use super::outcome::{ShareOutcome, lost, reason, unreachable};
use super::pause::pause;
use super::plan::SharePlan;
use super::request::{self, instead_of_main};
use super::setting::{is_main, setting};
use super::take_over::take_over;
use super::transfer::{self, Arrived, arrive, push};
use super::unmerged::{Unmerged, enter, is_branch, leave, named, unmerged};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment};
use crate::policy::Sharing;
use crate::store::{Commit, Patience, Pushed, StoreError, Upstream};

/// How often a command tries again when others push first.
const RETRIES: u32 = 5;

/// How many seconds a command waits for a fetch, unless `wr.timeout` says so.
const FETCH: u64 = 5;

/// How many seconds a command waits for a push, which a server may check.
const PUSH: u64 = 20;

/// How many unmerged branches a refused command tries to follow.
const FOLLOWED: usize = 5;

/// Runs a command that records something. If the policy says so, takes over what others recorded before, and shares what
/// was recorded after. The exit code is that of the command: what is not shared is recorded all the same.
///
/// # Errors
/// Those of the command.
pub(crate) fn share_around(
    env: &Environment,
    words: &[OsString],
    run: impl Fn() -> Result<()>,
) -> Result<()> {
    let Some(automatic) = Automatic::begin(env) else {
        print_doubtful(env);
        return run();
    };
    let ran = automatic.run(words, run);
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
        let of_request = sharing == Sharing::PullRequest && is_branch(&upstream.local);
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

    /// Runs the command: after the user's acts that are not merged yet, if it names what they are about, or if it is
    /// refused without them.
    fn run(&self, words: &[OsString], run: impl Fn() -> Result<()>) -> Result<()> {
        let Some((base, earlier)) = self.unmerged() else {
            return run();
        };
        let context = Context::open(self.env)?;
        if let Some(branch) = named(&context, &earlier, words)? {
            let ran = self.run_after(base, branch, &run);
            return ran.unwrap_or_else(run);
        }
        let ran = run();
        let is_printed =
            |why: &anyhow::Error| matches!(why.downcast_ref(), Some(Rejected::AlreadyPrinted));
        if ran.as_ref().map_or_else(is_printed, |()| true) || self.has_recorded() {
            return ran;
        }
        for branch in earlier.iter().take(FOLLOWED) {
            if let Some(Ok(())) = self.run_after(base, branch, &run) {
                return Ok(());
            }
        }
        ran
    }

    /// The commit of the main branch, and the branches that wait for their pull requests; none if there are none, or if
    /// commits that are not shared yet come first.
    fn unmerged(&self) -> Option<(Commit, Vec<Unmerged>)> {
        if self.sharing != Sharing::PullRequest || !self.is_shared {
            return None;
        }
        if is_branch(&self.upstream.local) {
            return None;
        }
        let context = Context::open(self.env).ok()?;
        let there = match &self.there {
            Ok(there) => *there,
            Err(_) => context.store.fetched(&self.upstream).ok()?,
        }?;
        let head = self.head?;
        if !context.store.has_commit(there, head) {
            return None;
        }
        let found = unmerged(&context, there).ok()?;
        (!found.is_empty()).then_some((head, found))
    }

    /// Runs the command after the commits of a branch; none if that is not possible. The main branch moves back if
    /// nothing is recorded.
    fn run_after(
        &self,
        base: Commit,
        branch: &Unmerged,
        run: impl Fn() -> Result<()>,
    ) -> Option<Result<()>> {
        if !enter(self.env, branch).unwrap_or(false) {
            return None;
        }
        if let Ok(there) = self.there {
            // What others recorded since comes before; the end of the command reports what prevents this.
            let _ = take_over(self.env, &self.upstream, there);
        }
        let before = Context::open(self.env).ok().and_then(|it| it.head);
        let ran = run();
        let after = Context::open(self.env).ok().and_then(|it| it.head);
        if before == after {
            // If this fails, the commits of the branch are on the main branch of this clone, which shares them again.
            let _ = leave(self.env, base);
        }
        Some(ran)
    }

    fn has_recorded(&self) -> bool {
        Context::open(self.env).map_or(true, |context| context.head != self.head)
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
            Ok(_alone) => self.share(there, context.store.batch(PUSH)),
            Err(why) => Err(why.into()),
        };
        Some(shared.unwrap_or_else(|why| ShareOutcome::NotShared(reason(&why))))
    }

    fn share(&self, there: Option<Commit>, patience: Patience) -> Result<ShareOutcome> {
        let upstream = &self.upstream;
        match self.sharing {
            Sharing::PullRequest if !is_branch(&upstream.local) => {
                request::share(self.env, upstream, there, patience)
            }
            Sharing::Push | Sharing::PullRequest => share(self.env, upstream, there, patience),
        }
    }
}

/// Pushes the local commits on top of `there`, and fetches and tries again when others push first.
fn share(
    env: &Environment,
    upstream: &Upstream,
    there: Option<Commit>,
    patience: Patience,
) -> Result<ShareOutcome> {
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
        match push(&context, upstream, &plan, patience) {
            Ok(Pushed::Done) => {}
            Ok(Pushed::Raced) => continue,
            Ok(Pushed::Refused(words)) => {
                return instead_of_main(&mut context, upstream, &plan, there, &words, patience);
            }
            // The answer is lost, and the push may have arrived.
            Err(error @ (StoreError::Network { .. } | StoreError::NoAnswer { .. })) => {
                match fetch(&context, upstream) {
                    Err(_) => return Ok(ShareOutcome::Unknown),
                    Ok(Some(there)) if context.store.has_commit(there, plan.brought.tip) => {}
                    Ok(_) => return Ok(lost(remote, &error)),
                }
            }
            Err(error) => return Err(error.into()),
        }
        if let Arrived::Done = arrive(&mut context, upstream, &plan)? {
            return Ok(ShareOutcome::Shared(shared(&context, upstream)));
        }
    }
    Ok(ShareOutcome::NotShared(format!(
        "others pushed to {} first, {} times in a row",
        upstream.name(),
        RETRIES + 1
    )))
}

/// Where the commits are now.
fn shared(context: &Context, upstream: &Upstream) -> String {
    let (remote, branch) = (&upstream.remote, upstream.branch());
    if !is_branch(branch) {
        return format!("shared with {remote}");
    }
    let forked = context.store.forked();
    let record = forked.as_deref().unwrap_or(remote);
    request::on_branch(record, remote, branch, "main")
}

/// Fetches the upstream branch, without a prompt and within a limit; the error says why that failed, in one line.
fn fetch(context: &Context, upstream: &Upstream) -> Result<Option<Commit>, String> {
    transfer::fetch(context, upstream, context.store.batch(FETCH))
        .map_err(|error| unreachable(&upstream.remote, &error))
}
