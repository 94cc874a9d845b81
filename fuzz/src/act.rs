//! The reader of acts, which meets whatever lies in a folder of acts.

use wr::act::canonical;
use wr::source::SourceFile;

/// What is read is written back byte for byte, and everything else is refused in words.
pub fn check(bytes: &[u8]) {
    let file = SourceFile::new(
        "registers/xyz/acts/2026-01-12-submit-0123456789ab.yaml",
        bytes,
    );
    match canonical::read(&file) {
        Ok(act) => {
            assert_eq!(act.to_bytes(), bytes, "one act has two forms");
            let stored = act.stored();
            assert_eq!(stored.digest, file.digest());
            assert!(stored.path().starts_with("registers/"));
        }
        Err(why) => assert!(!why.message.is_empty()),
    }
}
