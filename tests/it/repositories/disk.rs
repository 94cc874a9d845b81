//! Disks that are read-only or full.

use std::process::Command;

use super::super::world::{Ran, ran};
use super::{AT, Clone, Made, VOTE, left_over};

/// Runs a command where the clone is on a disk of its own. The first argument is the folder.
const READ_ONLY: &str =
    "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && cd \"$0\" && exec \"$@\"";

/// A small disk with a copy of the clone in `$0`, filled up to `$1` bytes; the command runs there, and again when there is
/// room. What git finds wrong ends the second time.
const FULL: &str = "set -e; room=$1; shift; mkdir ../small; mount -t tmpfs -o size=3m none ../small; cp -a ../two ../origin.git ../small/; \
                    cd ../small/two; git update-index -q --refresh; \
                    dd if=/dev/zero of=../fill bs=4k 2>/dev/null || true; truncate -s -$room ../fill; \
                    code=0; \"$@\" || code=$?; echo \"code $code\" >&2; rm ../fill; \
                    [ -z \"$(git status --porcelain)\" ] || { echo 'half written' >&2; git status --porcelain >&2; }; \
                    find . -name '.wr-new*' -o -name 'wr-pending*' | sed 's/^/left over /' >&2; \
                    git fsck --strict --no-dangling --no-progress >&2; \
                    \"$@\"";

/// Whether this machine lets a process have file systems of its own.
fn can_mount() -> bool {
    let mount = "mount -t tmpfs none /mnt";
    let tried = Command::new("unshare")
        .args(["--mount", "sh", "-c", mount])
        .output();
    tried.is_ok_and(|output| output.status.success())
}

pub(super) fn read_only(clone: &mut Clone) -> Made {
    if !can_mount() {
        return Err("no file systems can be mounted here");
    }
    let here = clone.world.here.to_str().unwrap();
    clone.edit();
    clone.around = ["unshare", "--mount", "sh", "-c", READ_ONLY, here]
        .map(str::to_string)
        .to_vec();
    Ok(())
}

/// Records nothing or everything, leaves nothing behind, and works when there is room again.
#[test]
#[allow(clippy::print_stderr)]
fn a_full_disk_loses_nothing() {
    if !can_mount() {
        eprintln!("skipped: no file systems can be mounted here, so no disk is full");
        return;
    }
    let mut refusals = 0;
    for room in ["0", "4k", "8k", "16k", "24k", "32k", "40k", "64k"] {
        let clone = Clone::fresh();
        let ran = on_small_disk(&clone, room);
        assert!(!ran.stderr.contains("panicked"), "{room}: {ran:?}");
        assert!(!ran.stderr.contains("left over"), "{room}: {ran:?}");
        assert!(!ran.stderr.contains("half written"), "{room}: {ran:?}");
        let is_refused = !ran.stderr.contains("code 0\n");
        if is_refused {
            assert!(ran.stderr.contains("no space left"), "{room}: {ran:?}");
            refusals += 1;
        }
        assert_eq!(ran.code, 0, "the second time, {room}: {ran:?}");
        assert!(left_over(clone.world.outside()).is_empty());
    }
    assert!(refusals > 3, "the disk was full {refusals} times");
}

fn on_small_disk(clone: &Clone, room: &str) -> Ran {
    let mut command = clone.world.command("unshare", AT, "ann");
    command.args([
        "--mount",
        "sh",
        "-c",
        FULL,
        "sh",
        room,
        env!("CARGO_BIN_EXE_wr"),
    ]);
    command.args(VOTE.split(' '));
    ran(command.output().unwrap())
}

/// A limit of the size of files is an error like a full disk. Linux reports it as `EFBIG`, where the signal is ignored.
#[test]
fn a_limit_of_the_size_of_files_loses_nothing() {
    let clone = Clone::fresh();
    let before = clone.state();
    let mut command = clone.world.command("sh", AT, "ann");
    let limited = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
    command.args(["-c", limited, env!("CARGO_BIN_EXE_wr")]);
    let ran = ran(command.args(VOTE.split(' ')).output().unwrap());
    assert!(ran.code == 2 && !ran.stderr.is_empty(), "{ran:?}");
    assert_eq!(clone.state(), before);
    assert!(left_over(clone.world.outside()).is_empty());
    assert_eq!(clone.wr(AT, "ann", VOTE).code, 0);
}
