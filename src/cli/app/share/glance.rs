//! Takes over what others recorded before something is read, if that is quick and needs no answer of the user.

use super::setting::{is_main, setting};
use super::take_over::take_over;
use crate::cli::app::context::{Context, Environment};

/// How many seconds a reading command waits for the network, unless `wr.timeout` says so.
const GLANCE: u64 = 2;

/// Fetches within the limit, without a prompt, and takes over what is new. Without a network, everything stays.
pub(crate) fn glance(env: &Environment) {
    let Ok(context) = Context::open(env) else {
        return;
    };
    let Some((_, upstream)) = setting(&context) else {
        return;
    };
    if !is_main(&context, &upstream).unwrap_or(false) {
        return;
    }
    let Ok(_alone) = context.store.lock_sync() else {
        return;
    };
    if let Ok(there) = context.store.fetch(&upstream, context.store.batch(GLANCE)) {
        context.store.note_fetch(env.now);
        // Commands that share report what prevents this.
        let _ = take_over(env, &upstream, there);
    }
}
