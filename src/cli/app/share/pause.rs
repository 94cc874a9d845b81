//! The pause between two attempts to push.

use std::time::Duration;

/// The pause before the next attempt: it grows, with a random part so that two clones do not collide again.
pub(crate) fn pause(attempt: u32) -> Duration {
    let longest = 50u64 << attempt.min(6);
    let mut random = [0u8; 2];
    // Without random bytes, the process id differs enough between two clones.
    let chance = match getrandom::fill(&mut random) {
        Ok(()) => u64::from(u16::from_le_bytes(random)),
        Err(_) => u64::from(std::process::id() & 0xffff),
    };
    Duration::from_millis(longest / 2 + longest * chance / 0x1_0000)
}
