use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use base64ct::{Base64, Encoding as _};

use super::*;

const VOTE: &str = "vote@wr.dmtf.org";
const MESSAGE: &[u8] = b"format: 1\nkind: vote\n";

fn secret(number: u8) -> Secret {
    Secret::generate(&[number; 32])
}

fn armour(secret: &Secret) -> String {
    let signed = secret.sign(VOTE, MESSAGE).expect("a signature");
    String::from_utf8(signed.to_bytes()).expect("text")
}

fn judged(armour: &str, message: &[u8], keys: &[Key]) -> Result<Key, Refused> {
    let found = SignatureStatus::of(armour.as_bytes(), message, None)
        .signer(VOTE, keys)
        .map(|key| key.cloned());
    found.map(|key| key.expect("there is a signature"))
}

#[test]
fn a_signature_holds_for_its_bytes_its_namespace_and_its_key() {
    let (ann, bob) = (secret(1), secret(2));
    let armour = armour(&ann);
    let keys = [bob.key(), ann.key()];
    assert_eq!(judged(&armour, MESSAGE, &keys), Ok(ann.key()));
    assert_eq!(judged(&armour, b"kind: vote\n", &keys), Err(Refused::Bytes));
    assert_eq!(
        judged(&armour, MESSAGE, &[bob.key()]),
        Err(Refused::Key(ann.key().fingerprint()))
    );
    let other =
        SignatureStatus::of(armour.as_bytes(), MESSAGE, None).signer("accept@wr.dmtf.org", &keys);
    assert!(matches!(other, Err(Refused::Namespace { found, .. }) if found == VOTE));
    assert_eq!(SignatureStatus::Missing.signer(VOTE, &keys), Ok(None));
    // The same bytes again: signing is deterministic.
    assert_eq!(armour, self::armour(&ann));
}

#[test]
fn what_one_reader_takes_and_another_does_not_is_no_signature() {
    let plain = armour(&secret(1));
    let lines: Vec<&str> = plain.lines().collect();
    let body: String = lines[1..lines.len() - 1].concat();
    let wrapped: Vec<String> = body
        .as_bytes()
        .chunks(64)
        .map(|l| String::from_utf8_lossy(l).into())
        .collect();
    for forged in [
        format!("{plain}and more\n"),
        format!("before\n{plain}"),
        plain.replace('\n', "\r\n"),
        format!("{plain}{plain}"),
        format!(
            "{}\n{}\n{}\n",
            lines[0],
            wrapped.join("\n"),
            lines[lines.len() - 1]
        ),
        plain.trim_end().to_string(),
        format!("{plain}\n"),
        // The version number, which is not signed: 0 in place of 1.
        plain.replacen("U1NIU0lHAAAAAQ", "U1NIU0lHAAAAAA", 1),
    ] {
        assert_ne!(forged, plain);
        let refused = judged(&forged, MESSAGE, &[secret(1).key()]);
        assert!(
            matches!(refused, Err(Refused::Unreadable(_))),
            "{forged}{refused:?}"
        );
    }
    for nothing in ["", "signed, Ann\n", &"x".repeat(20_000)] {
        assert!(matches!(
            Signature::read(nothing.as_bytes()),
            Err(NotASignature::Unreadable(_))
        ));
    }
}

#[test]
fn keys_that_nobody_should_have_in_a_roster_are_told_apart() {
    let key = secret(1).key();
    assert_eq!(
        format!("{} ann@acme.example\n", key.line()).parse(),
        Ok(key.clone())
    );
    assert_eq!(
        "-----BEGIN OPENSSH PRIVATE KEY-----".parse::<Key>(),
        Err(NotAKey::Private)
    );
    assert!(matches!("ann".parse::<Key>(), Err(NotAKey::Unreadable(_))));
    assert!(matches!(
        format!("{0}\n{0}", key.line()).parse::<Key>(),
        Err(NotAKey::Unreadable(_))
    ));
    // `ssh-key` would take the second for a part of the first one's comment.
    let commented = format!("{0} ann@acme.example\n{0} bob@acme.example\n", key.line());
    assert!(matches!(
        commented.parse::<Key>(),
        Err(NotAKey::Unreadable(_))
    ));
    assert_eq!(key.fingerprint().short().len(), 15);
    assert!(!format!("{:?}", secret(1)).contains("PRIVATE"));
}

/// The line of a key of some kind with this many numbers.
fn line_of(kind: &str, numbers: usize) -> String {
    let mut blob = Vec::new();
    for field in
        std::iter::once(kind.as_bytes()).chain(std::iter::repeat_n([5].as_slice(), numbers))
    {
        armour::put(&mut blob, field).expect("short");
    }
    format!("{kind} {}", Base64::encode_string(&blob))
}

#[test]
fn keys_of_other_kinds_are_not_taken() {
    for (kind, numbers) in [("ssh-dss", 4), ("new@example.com", 1)] {
        assert_eq!(
            line_of(kind, numbers).parse::<Key>(),
            Err(NotAKey::Kind(kind.to_string()))
        );
    }
}

/// Runs `ssh-keygen` in a folder with a text on its standard input: its output, if it succeeds. `None` if it is not
/// installed.
#[allow(clippy::print_stderr, reason = "a skipped test is reported")]
fn keygen(dir: &Path, arguments: &[&str], input: &[u8]) -> Option<Option<Vec<u8>>> {
    let mut command = Command::new("ssh-keygen");
    command
        .current_dir(dir)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else {
        assert!(
            std::env::var_os("WR_TEST_OPENSSH").is_none(),
            "ssh-keygen is missing, and WR_TEST_OPENSSH is set"
        );
        eprintln!("skipped: ssh-keygen is not installed");
        return None;
    };
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(input)
        .expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    Some(output.status.success().then_some(output.stdout))
}

#[test]
fn ssh_keygen_and_we_agree() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = dir.path();
    // Our signature, checked by `ssh-keygen`.
    let ann = secret(1);
    fs::write(
        at.join("signers"),
        format!("ann namespaces=\"*@wr.dmtf.org\" {}\n", ann.key().line()),
    )
    .expect("w");
    fs::write(at.join("act.sig"), armour(&ann)).expect("written");
    let verify = |namespace| {
        [
            "-Y", "verify", "-f", "signers", "-I", "ann", "-n", namespace, "-s", "act.sig",
        ]
    };
    let Some(said) = keygen(at, &verify(VOTE), MESSAGE) else {
        return;
    };
    assert!(said.is_some());
    assert_eq!(keygen(at, &verify(VOTE), b"other"), Some(None));
    assert_eq!(
        keygen(at, &verify("accept@wr.dmtf.org"), MESSAGE),
        Some(None)
    );
    // Signatures of `ssh-keygen`, checked by us.
    for (kind, bits) in [
        ("ed25519", "256"),
        ("ecdsa", "256"),
        ("ecdsa", "384"),
        ("rsa", "2048"),
    ] {
        let file = format!("{kind}{bits}");
        let made = keygen(
            at,
            &[
                "-q", "-t", kind, "-b", bits, "-N", "", "-C", "", "-f", &file,
            ],
            b"",
        );
        assert!(made.flatten().is_some(), "{file}");
        let signed = keygen(at, &["-q", "-Y", "sign", "-n", VOTE, "-f", &file], MESSAGE).flatten();
        let signed = String::from_utf8(signed.expect("a signature")).expect("text");
        let public = fs::read_to_string(at.join(format!("{file}.pub"))).expect("the public key");
        let key: Key = public.parse().expect("a key");
        let private = fs::read_to_string(at.join(&file)).expect("the private key");
        // The crate does not read an ECDSA secret that begins with a zero byte, one in two hundred; then the public
        // key comes from the `.pub` file.
        let of_private = Key::of_private(&private);
        assert!(
            of_private == Some(key.clone()) || of_private.is_none() && kind == "ecdsa",
            "{file}"
        );
        let keys = [key.clone()];
        match key.is_checked_here() {
            true => {
                assert_eq!(judged(&signed, MESSAGE, &keys), Ok(key), "{file}");
                assert_eq!(
                    judged(&signed, b"other", &keys),
                    Err(Refused::Bytes),
                    "{file}"
                );
            }
            // Without `ssh-keygen` it is refused; with it, the answer of `ssh-keygen` decides.
            false => {
                assert_eq!(
                    judged(&signed, MESSAGE, &keys),
                    Err(Refused::Elsewhere(key.kind())),
                    "{file}"
                );
                let told = |verification| {
                    SignatureStatus::of(signed.as_bytes(), MESSAGE, Some(verification))
                };
                assert_eq!(
                    told(Verification::Fits).signer(VOTE, &keys),
                    Ok(Some(&keys[0])),
                    "{file}"
                );
                assert_eq!(
                    told(Verification::Differs).signer(VOTE, &keys),
                    Err(Refused::Bytes),
                    "{file}"
                );
            }
        }
        let secret = Secret::read(&private);
        assert_eq!(secret.is_ok(), kind == "ed25519", "{file}: {secret:?}");
    }
    let made = keygen(
        at,
        &["-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", "short"],
        b"",
    );
    if made.flatten().is_some() {
        let public = fs::read_to_string(at.join("short.pub")).expect("the public key");
        assert_eq!(public.parse::<Key>(), Err(NotAKey::Short(1024)));
    }
}
