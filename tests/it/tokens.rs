//! Keys in hardware tokens (`sk-`), simulated in software: an ordinary key signs what a token signs, which is the digest of
//! the application, the flags and the counter of the token, and the digest of the message (OpenSSH's PROTOCOL.u2f). The
//! tests compare each verdict with `ssh-keygen`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use ssh_key::private::Ed25519Keypair;
use ssh_key::public::{KeyData, SkEcdsaSha2NistP256, SkEd25519};
use ssh_key::sha2::{Digest as _, Sha256};
use ssh_key::{Algorithm, HashAlg, PrivateKey, PublicKey, SigningKey, SshSig};
use wr::signature::{Key, Refused, Signature, SignatureStatus};

use super::signatures::has_keygen;
use super::world::{World, ran};

const VOTE: &str = "vote@wr.dmtf.org";
const MESSAGE: &[u8] = b"format: 1\nkind: vote\n";

/// What a token tells beside its signature: that it was touched, and that its holder was verified.
const TOUCHED: u8 = 1;
const VERIFIED: u8 = 4;

/// A token: the key in it, and the public key that is entered in a roster.
struct Token {
    inner: PrivateKey,
    public: KeyData,
}

impl Token {
    fn ed25519(application: &str) -> Token {
        let inner = PrivateKey::from(Ed25519Keypair::from_seed(&[7; 32]));
        let KeyData::Ed25519(point) = inner.public_key().key_data() else {
            panic!("another kind")
        };
        Token {
            public: KeyData::SkEd25519(SkEd25519::new(*point, application)),
            inner,
        }
    }

    /// The key is made by `ssh-keygen`; the reader here knows none that begins with a zero byte, so it may take two.
    fn ecdsa(application: &str, room: &Path) -> Token {
        let made = |number: usize| {
            let path = room.join(format!("inner-{number}"));
            let mut keygen = Command::new("ssh-keygen");
            keygen
                .args(["-q", "-t", "ecdsa", "-b", "256", "-N", "", "-C", "", "-f"])
                .arg(&path);
            assert!(keygen.status().unwrap().success());
            PrivateKey::from_openssh(fs::read_to_string(&path).unwrap()).ok()
        };
        let inner = (0..4).find_map(made).unwrap();
        let KeyData::Ecdsa(ssh_key::public::EcdsaPublicKey::NistP256(point)) =
            inner.public_key().key_data()
        else {
            panic!("another curve")
        };
        Token {
            public: KeyData::SkEcdsaSha2NistP256(SkEcdsaSha2NistP256::new(*point, application)),
            inner,
        }
    }

    fn both(room: &Path) -> [Token; 2] {
        [Token::ed25519("ssh:"), Token::ecdsa("ssh:", room)]
    }

    /// Its line in a file of public keys.
    fn line(&self) -> String {
        PublicKey::new(self.public.clone(), "")
            .to_openssh()
            .unwrap()
    }

    /// The armour of what it signs for an application, with what it tells.
    fn sign(&self, application: &str, flags: u8, namespace: &str, message: &[u8]) -> Vec<u8> {
        let signed = SshSig::signed_data(namespace, HashAlg::Sha512, message).unwrap();
        let mut told = vec![flags];
        told.extend(7u32.to_be_bytes());
        let mut tapped = Sha256::digest(application).to_vec();
        tapped.extend(&told);
        tapped.extend(Sha256::digest(signed));
        let bytes = raw(&self.inner, &tapped);
        let is_ecdsa = matches!(self.public, KeyData::SkEcdsaSha2NistP256(_));
        let kind = if is_ecdsa {
            Algorithm::SkEcdsaSha2NistP256
        } else {
            Algorithm::SkEd25519
        };
        // Put together by hand, because the crate writes those of ECDSA wrongly.
        let inner = [&field(kind.as_str().as_bytes())[..], &field(&bytes), &told].concat();
        let key = PublicKey::new(self.public.clone(), "").to_bytes().unwrap();
        let fields = [&key[..], namespace.as_bytes(), b"", b"sha512", &inner]
            .map(field)
            .concat();
        armour(&[&b"SSHSIG\0\0\0\x01"[..], &fields].concat())
    }
}

/// What the key in a token signs, without a word about itself.
fn raw<S: SigningKey>(key: &S, message: &[u8]) -> Vec<u8> {
    key.try_sign(message).unwrap().as_bytes().to_vec()
}

fn field(bytes: &[u8]) -> Vec<u8> {
    [
        &u32::try_from(bytes.len()).unwrap().to_be_bytes()[..],
        bytes,
    ]
    .concat()
}

fn armour(blob: &[u8]) -> Vec<u8> {
    use base64ct::Encoding as _;
    let text = base64ct::Base64::encode_string(blob);
    let lines: String = text
        .as_bytes()
        .chunks(70)
        .map(|line| format!("{}\n", String::from_utf8_lossy(line)))
        .collect();
    format!("-----BEGIN SSH SIGNATURE-----\n{lines}-----END SSH SIGNATURE-----\n").into_bytes()
}

/// Whether `ssh-keygen -Y verify` takes a signature for ann's.
fn is_taken_by_keygen(room: &Path, line: &str, signature: &[u8], message: &[u8]) -> bool {
    fs::write(
        room.join("signers"),
        format!("ann namespaces=\"*@wr.dmtf.org\" {line}\n"),
    )
    .unwrap();
    fs::write(room.join("act.sig"), signature).unwrap();
    let mut keygen = Command::new("ssh-keygen");
    keygen.current_dir(room).args([
        "-Y", "verify", "-f", "signers", "-I", "ann", "-n", VOTE, "-s", "act.sig",
    ]);
    let piped = keygen
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = piped.spawn().unwrap();
    child.stdin.take().unwrap().write_all(message).unwrap();
    child.wait().unwrap().success()
}

fn judged(line: &str, signature: &[u8], message: &[u8]) -> Result<(), Refused> {
    let keys: [Key; 1] = [line.parse().unwrap()];
    let signature = SignatureStatus::of(signature, message, None);
    signature
        .signer(VOTE, &keys)
        .map(|key| assert!(key.is_some(), "it is taken for no signature"))
}

#[test]
fn a_touched_token_is_believed_here_and_by_ssh_keygen() {
    if !has_keygen() {
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    for token in Token::both(room) {
        let line = token.line();
        for flags in [TOUCHED, TOUCHED | VERIFIED] {
            let signed = token.sign("ssh:", flags, VOTE, MESSAGE);
            assert!(is_taken_by_keygen(room, &line, &signed, MESSAGE), "{line}");
            assert_eq!(judged(&line, &signed, MESSAGE), Ok(()), "{line}");
            // Byte for byte: no second form of it is one.
            assert_eq!(
                Signature::read(&signed).unwrap().to_bytes(),
                signed,
                "{line}"
            );
            for (forged, reason) in [
                (judged(&line, &signed, b"format: 1\n"), Refused::Bytes),
                (judged(&line, &edited(&signed, 5), MESSAGE), Refused::Bytes),
                (judged(&line, &edited(&signed, 1), MESSAGE), Refused::Bytes),
            ] {
                assert_eq!(forged, Err(reason), "{line}");
            }
            assert!(!is_taken_by_keygen(room, &line, &signed, b"format: 1\n"));
            assert!(!is_taken_by_keygen(
                room,
                &line,
                &edited(&signed, 5),
                MESSAGE
            ));
        }
    }
}

/// The same with one bit of the byte so far from its end changed: 5 are the flags, 1 is in the counter.
fn edited(signed: &[u8], from_end: usize) -> Vec<u8> {
    use base64ct::Encoding as _;
    let text = String::from_utf8(signed.to_vec()).unwrap();
    let lines: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let mut blob = base64ct::Base64::decode_vec(&lines).unwrap();
    let at = blob.len() - from_end;
    blob[at] ^= 2;
    armour(&blob)
}

#[test]
fn a_token_signs_for_ssh_alone() {
    if !has_keygen() {
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    for token in Token::both(room) {
        let line = token.line();
        // A web site may have had the same token sign something.
        let elsewhere = token.sign("https://mallory.example", TOUCHED, VOTE, MESSAGE);
        assert!(!is_taken_by_keygen(room, &line, &elsewhere, MESSAGE));
        assert_eq!(
            judged(&line, &elsewhere, MESSAGE),
            Err(Refused::Bytes),
            "{line}"
        );
    }
    // The application is part of the key: another one makes another key.
    let (one, other) = (Token::ed25519("ssh:"), Token::ed25519("ssh:dmtf"));
    let signed = other.sign("ssh:dmtf", TOUCHED, VOTE, MESSAGE);
    assert!(is_taken_by_keygen(room, &other.line(), &signed, MESSAGE));
    assert_eq!(judged(&other.line(), &signed, MESSAGE), Ok(()));
    assert!(!is_taken_by_keygen(room, &one.line(), &signed, MESSAGE));
    assert!(matches!(
        judged(&one.line(), &signed, MESSAGE),
        Err(Refused::Key(_))
    ));
}

/// `ssh-keygen` leaves it to its caller whether a touch is asked for, as `sshd` does; here it is.
#[test]
fn a_token_that_was_not_touched_proves_nothing() {
    if !has_keygen() {
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    for token in Token::both(room) {
        let line = token.line();
        for flags in [0, VERIFIED] {
            let untouched = token.sign("ssh:", flags, VOTE, MESSAGE);
            assert_eq!(
                judged(&line, &untouched, MESSAGE),
                Err(Refused::Untouched),
                "{line}"
            );
            // Of other bytes that is said first.
            assert_eq!(
                judged(&line, &untouched, b"format: 1\n"),
                Err(Refused::Bytes),
                "{line}"
            );
        }
    }
}

/// The program that signs, as git names it, with a token behind it: it keeps what it is asked to sign, and hands out what
/// the token made of that, once it has.
const PROGRAM: &str = "#!/bin/sh
for file; do :; done
cp \"$file\" ROOM/asked
cp ROOM/made \"$file.sig\"
";

#[test]
fn an_act_is_signed_with_a_token_and_verified() {
    if !has_keygen() {
        return;
    }
    for kind in 0..2 {
        let mut world = World::signed("proposed");
        let room = world.outside().to_path_buf();
        let token = Token::both(&room).into_iter().nth(kind).unwrap();
        let (public, program) = (room.join("token.pub"), room.join("sign"));
        fs::write(&public, token.line()).unwrap();
        fs::write(&program, PROGRAM.replace("ROOM", room.to_str().unwrap())).unwrap();
        assert!(
            Command::new("chmod")
                .arg("+x")
                .arg(&program)
                .status()
                .unwrap()
                .success()
        );
        let at = "2026-01-20T09:10:00Z";
        for line in [
            format!("key add {}", public.display()),
            "save roster".to_string(),
        ] {
            let ran = world.run(at, "vera", &line);
            assert_eq!(ran.code, 0, "{}", ran.stderr);
        }
        world.git("vera", &["config", "gpg.format", "ssh"]);
        world.git(
            "vera",
            &["config", "user.signingkey", public.to_str().unwrap()],
        );
        world.git(
            "vera",
            &["config", "gpg.ssh.program", program.to_str().unwrap()],
        );
        let assign = |world: &World| {
            let mut command = world.command(env!("CARGO_BIN_EXE_wr"), at, "vera");
            ran(command
                .args(["assign", "xyz", "--owner", "olga"])
                .output()
                .unwrap())
        };
        // The token is not there yet: nothing is recorded.
        let before = world.fingerprint();
        assert_eq!(assign(&world).code, 2);
        assert_eq!(world.fingerprint(), before);
        let asked = fs::read(room.join("asked")).unwrap();
        let sign = |flags| token.sign("ssh:", flags, "assign@wr.dmtf.org", &asked);
        // It is not touched: what comes back is not believed.
        fs::write(room.join("made"), sign(0)).unwrap();
        let untouched = assign(&world);
        assert_eq!(untouched.code, 1, "{}", untouched.stderr);
        assert!(
            untouched.stderr.contains("hardware key without a touch"),
            "{}",
            untouched.stderr
        );
        assert_eq!(world.fingerprint(), before);
        fs::write(room.join("made"), sign(TOUCHED)).unwrap();
        let touched = assign(&world);
        assert_eq!(touched.code, 0, "{}", touched.stderr);
        for (line, tells) in [
            ("status xyz", "Olga Owens"),
            ("verify xyz", "2 signatures checked, 0 unsigned"),
        ] {
            let ran = world.run(at, "olga", line);
            assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
            assert!(ran.stdout.contains(tells), "{line}: {}", ran.stdout);
        }
        // What was signed is taken for nothing else, however it comes into the store.
        let signature = world
            .files("registers/xyz", "-assign-")
            .into_iter()
            .find(|it| it.ends_with(".sig"));
        let signature = signature.unwrap();
        world.write(&signature, &String::from_utf8(sign(0)).unwrap());
        world.git("vera", &["commit", "--quiet", "--all", "-m", "untouched"]);
        let refused = world.run(at, "olga", "verify");
        assert_eq!(refused.code, 1);
        assert!(
            refused.stdout.contains("hardware key without a touch"),
            "{}{}",
            refused.stdout,
            refused.stderr
        );
    }
}
