//! The acts of `tests/acts`: one of each kind, with all fields it can have. A new kind is tried as soon as it is there.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;
use wr::act::canonical;
use wr::source::SourceFile;

/// Every act there, as a tree of values.
pub(crate) fn acts() -> &'static [Value] {
    static ACTS: OnceLock<Vec<Value>> = OnceLock::new();
    ACTS.get_or_init(read)
}

fn read() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/acts");
    let entries = fs::read_dir(folder).expect("the folder of acts");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    // So that the same bytes mean the same act everywhere.
    files.sort();
    let acts = files
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "yaml"));
    let value = |file: &std::path::PathBuf| {
        let act = canonical::read(&SourceFile::new(
            "act.yaml",
            fs::read(file).expect("an act"),
        ));
        serde_json::to_value(
            act.unwrap_or_else(|why| panic!("{}: {}", file.display(), why.message)),
        )
        .expect("a tree of values")
    };
    acts.map(value).collect()
}
