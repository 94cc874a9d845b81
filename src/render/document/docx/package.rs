//! The ZIP package around the parts of a Word file.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The parts in one file. All have the same fixed time, so that equal parts give equal bytes.
pub(super) fn zip(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        // Writing to memory cannot fail, and no part has the size or the name that ZIP refuses.
        let _ = writer.start_file(*path, SimpleFileOptions::DEFAULT);
        let _ = writer.write_all(bytes);
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
