//! Whether and how this clone shares automatically.

use anyhow::Result;

use crate::cli::app::context::Context;
use crate::policy::Sharing;
use crate::store::{TargetBranch, Upstream};

/// The git setting that switches automatic sharing off, or to pull requests.
pub(super) const SHARE: &str = "wr.share";

/// Its value for a clone whose remote takes pull requests only.
pub(super) const PULL_REQUEST: &str = "pull-request";

/// How this clone shares and with which branch; none without a remote, if the policy does not say so, or if `wr.share`
/// is off.
pub(super) fn setting(context: &Context) -> Option<(Sharing, Upstream)> {
    let off = ["false", "no", "off", "0"];
    let is_off = |text: String| off.contains(&text.to_lowercase().as_str());
    if context.store.remotes().is_empty() || context.store.setting(SHARE).is_some_and(is_off) {
        return None;
    }
    let upstream = context.store.upstream_branch().ok()?;
    let sharing = context.governance().ok()?.policy()?.sharing?;
    match is_by_request(context) {
        true => Some((Sharing::PullRequest, upstream)),
        false => Some((sharing, upstream)),
    }
}

/// Whether this clone shares by pull requests whatever the policy says: its remote refused a push, or is a fork.
fn is_by_request(context: &Context) -> bool {
    let store = &context.store;
    store.setting(SHARE).as_deref() == Some(PULL_REQUEST) || store.forked().is_some()
}

/// Whether the branch that is checked out is the one that everybody shares. A topic branch that tracks it is not.
///
/// # Errors
/// The store cannot be read.
pub(super) fn is_main(context: &Context, upstream: &Upstream) -> Result<bool> {
    if upstream.local != upstream.branch() {
        return Ok(false);
    }
    Ok(match context.store.target()? {
        TargetBranch::Remote(name) => name == upstream.tracking(),
        TargetBranch::Local(name) => name == format!("refs/heads/{}", upstream.local),
        TargetBranch::Unknown { .. } => false,
    })
}

/// Whether what is recorded on this branch is shared by pull requests.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn takes_requests(context: &Context, upstream: &Upstream) -> Result<bool> {
    // The policy, which must be read, comes last.
    let of_policy = || matches!(setting(context), Some((Sharing::PullRequest, _)));
    Ok(is_main(context, upstream)? && (is_by_request(context) || of_policy()))
}
