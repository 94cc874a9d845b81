//! Where the checks take `wr` from: the path, a release, the cache, or a build of this source.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::super::world::{Ran, World};
use super::{anns_vote, github, root, script_with};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A machine without `wr`, with a stub of cargo that counts its calls and installs the program of the tests.
struct Machine {
    world: World,
    tools: PathBuf,
}

impl Machine {
    fn new() -> Machine {
        let world = github(anns_vote);
        let tools = world.outside().join("tools");
        fs::create_dir(&tools).unwrap();
        let machine = Machine { world, tools };
        let log = machine.log();
        machine.tool(
            "cargo",
            &format!(
                "printf '%s\\n' \"$@\" >>'{}'\nmkdir -p \"$7/bin\"\ncp '{}' \"$7/bin/wr\"\n",
                log.display(),
                env!("CARGO_BIN_EXE_wr")
            ),
        );
        machine
    }

    fn log(&self) -> PathBuf {
        self.world.outside().join("cargo.log")
    }

    fn tool(&self, name: &str, body: &str) {
        executable(&self.tools.join(name), body);
    }

    /// The arguments of all calls of cargo.
    fn calls(&self) -> Vec<String> {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        log.lines().map(str::to_string).collect()
    }

    fn find(&self, variables: &[(&str, &str)]) -> Ran {
        script_with(&self.world, "find.sh", &self.tools, variables)
    }

    /// A folder with a release whose archive has this `wr`; the address of releases.
    fn release(&self, body: &str) -> String {
        let name = format!("work-register-{VERSION}-{}", target());
        let releases = self.world.outside().join("releases");
        let release = releases.join(format!("v{VERSION}"));
        let folder = release.join(&name);
        fs::create_dir_all(folder.join("bin")).unwrap();
        executable(&folder.join("bin/wr"), body);
        let script =
            format!("tar -czf {name}.tar.gz {name} && sha256sum {name}.tar.gz >SHA256SUMS");
        let packed = Command::new("sh")
            .args(["-c", &script])
            .current_dir(&release)
            .status();
        assert!(packed.unwrap().success());
        format!("file://{}", releases.display())
    }

    fn sums(&self) -> PathBuf {
        let path = format!("releases/v{VERSION}/SHA256SUMS");
        self.world.outside().join(path)
    }
}

fn executable(path: &Path, body: &str) {
    fs::write(path, format!("#!/bin/sh\n{body}")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn target() -> String {
    format!("{}-unknown-linux-musl", std::env::consts::ARCH)
}

fn this_program() -> String {
    format!("exec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_wr"))
}

/// Whether a test of downloads cannot run here: without `curl`, or where no Linux program is released.
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn is_skipped() -> bool {
    if cfg!(target_os = "linux") && Command::new("curl").arg("--version").output().is_ok() {
        return false;
    }
    assert!(
        std::env::var_os("WR_TEST_CURL").is_none(),
        "curl is missing, and WR_TEST_CURL is set"
    );
    eprintln!("skipped: there is no curl");
    true
}

/// On a fresh machine there is no `wr`: it is built once from the source that the script is part of.
#[test]
fn where_there_is_no_program_it_is_built_once() {
    let machine = Machine::new();
    let first = machine.find(&[]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    let calls = machine.calls();
    assert_eq!(calls[..3], ["install", "--quiet", "--locked"]);
    assert_eq!(
        Path::new(&calls[4]).canonicalize().unwrap(),
        root().canonicalize().unwrap()
    );
    let second = machine.find(&[("WR_VERSION", concat!("v", env!("CARGO_PKG_VERSION")))]);
    assert_eq!((second.code, &second.stdout), (0, &first.stdout));
    assert_eq!(machine.calls().len(), calls.len(), "it was built again");
    let digest = script_with_digest(&machine);
    assert!(first.stdout.contains(&digest), "{}", first.stdout);
    // Another version than that of the source is not passed off as the one that is wanted.
    let other = machine.find(&[("WR_VERSION", "9.9.9")]);
    assert!(
        other.code == 2 && other.stderr.contains("not of version 9.9.9"),
        "{}",
        other.stderr
    );
}

fn script_with_digest(machine: &Machine) -> String {
    let ran = machine
        .world
        .command("bash", super::NOW, "vera")
        .arg(root().join("ci/find.sh"))
        .arg("--digest")
        .output()
        .unwrap();
    String::from_utf8(ran.stdout).unwrap().trim().to_string()
}

/// Other programs are named `wr` as well. One prints a version like ours, one waits for ever.
#[test]
fn another_wr_on_the_path_is_not_taken() {
    let machine = Machine::new();
    for other in [
        format!("echo wr {VERSION}\n"),
        "exec sleep 60\n".to_string(),
        "echo 'usage: wr COMMAND [FILES]' >&2; exit 1\n".to_string(),
        format!("echo 'wr {VERSION} (web-recorder)'\n"),
    ] {
        machine.tool("wr", &other);
        let before = Instant::now();
        let ran = machine.find(&[]);
        assert_eq!(ran.code, 0, "{other}: {}", ran.stderr);
        assert!(ran.stdout.contains("wr-cache"), "{other}: {}", ran.stdout);
        assert!(
            ran.stderr.contains("tools/wr is not the program"),
            "{}",
            ran.stderr
        );
        assert!(before.elapsed() < Duration::from_secs(40), "{other}");
    }
    // Ours behind another one is found.
    let behind = machine.world.outside().join("behind");
    fs::create_dir(&behind).unwrap();
    executable(&behind.join("wr"), &this_program());
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{}:{path}", machine.tools.display(), behind.display());
    let ran = machine
        .world
        .command("bash", super::NOW, "vera")
        .arg(root().join("ci/find.sh"))
        .env("PATH", path)
        .output()
        .unwrap();
    let found = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(found.trim(), behind.join("wr").to_str().unwrap());
}

#[test]
fn a_released_program_is_taken_if_its_checksum_is_right() {
    if is_skipped() {
        return;
    }
    let machine = Machine::new();
    let releases = machine.release(&this_program());
    let sums = fs::read_to_string(machine.sums()).unwrap();
    let (checksum, _) = sums.split_once(' ').unwrap();
    let from = |more: &[(&str, &str)]| {
        let mut variables = vec![("WR_RELEASES", releases.as_str())];
        variables.extend_from_slice(more);
        machine.find(&variables)
    };
    for good in [
        from(&[]),
        from(&[("WR_CHECKSUM", checksum)]),
        from(&[("WR_VERSION", VERSION)]),
    ] {
        assert_eq!(good.code, 0, "{}", good.stderr);
        assert!(good.stdout.contains(&target()), "{}", good.stdout);
    }
    let wrong = "0".repeat(64);
    let refused = from(&[("WR_CHECKSUM", &wrong)]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(
        refused
            .stderr
            .contains("it is not the file that was released")
    );
    // A file that was replaced after the checksums were made, and checksums without the file.
    for (changed, says) in [
        (sums.replace(checksum, &wrong), "it is not the file"),
        (format!("{wrong}  another.tar.gz\n"), "does not list"),
        (String::new(), "does not list"),
    ] {
        fs::write(machine.sums(), changed).unwrap();
        let ran = from(&[]);
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
    fs::remove_file(machine.sums()).unwrap();
    assert_eq!(from(&[]).code, 2);
    assert_eq!(
        machine.calls().len(),
        0,
        "a refused file was replaced by a build"
    );
    // A release of other contents.
    machine.release("echo wr 0.0.0\n");
    let ran = from(&[]);
    assert!(
        ran.code == 2 && ran.stderr.contains("has no wr of version"),
        "{}",
        ran.stderr
    );
    // No release of this version: it is built.
    fs::remove_dir_all(machine.world.outside().join("releases")).unwrap();
    let ran = from(&[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stderr
            .contains("no released program to download: building")
    );
    assert!(!machine.calls().is_empty());
}

/// The digest that names the built program in the cache covers all files that the sources include.
#[test]
fn the_digest_covers_what_the_program_is_built_from() {
    let script = fs::read_to_string(root().join("ci/find.sh")).unwrap();
    let mut folders = vec![root().join("src")];
    let mut included = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            for rest in text.split("include_str!(\"").skip(1) {
                let name = rest.split('"').next().unwrap();
                let file = folder.join(name).canonicalize().unwrap();
                let file = file.strip_prefix(root().canonicalize().unwrap()).unwrap();
                let file = file.to_str().unwrap();
                included += 1;
                assert!(
                    ["src/", "templates/", "tests/"]
                        .iter()
                        .any(|folder| file.starts_with(folder))
                        || script.contains(file),
                    "{} includes {file}: add it to ci/find.sh",
                    path.display()
                );
            }
        }
    }
    assert!(included > 5, "{included}");
}
