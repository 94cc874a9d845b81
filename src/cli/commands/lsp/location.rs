//! Addresses of files, and the paths that they have in a store.

use std::path::{Path, PathBuf};

use lsp_types::Uri;
use url::Url;

/// The path of a file; `None` for what is not on this machine's disk, such as an unnamed text.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let url = Url::parse(uri.as_str()).ok()?;
    (url.scheme() == "file").then(|| url.to_file_path().ok())?
}

/// The address of a file of the store at `top`.
pub(super) fn uri(top: &Path, path: &str) -> Option<Uri> {
    let url = Url::from_file_path(top.join(path)).ok()?;
    url.as_str().parse().ok()
}

/// The nearest folder around a file that exists. An editor may show a file that is not saved yet.
pub(super) fn folder(file: &Path) -> Option<&Path> {
    file.ancestors().skip(1).find(|folder| folder.is_dir())
}

/// The path that a file has in the store at `top`, with `/`.
pub(super) fn in_store(top: &Path, file: &Path) -> Option<String> {
    let folder = folder(file)?;
    let below = file.strip_prefix(folder).ok()?;
    // The editor's path may lead through links, and that of git does not.
    let whole = folder.canonicalize().ok()?.join(below);
    let inner = whole.strip_prefix(top.canonicalize().ok()?).ok()?;
    let steps = inner.iter().map(|step| step.to_str());
    let steps: Option<Vec<&str>> = steps.collect();
    Some(steps?.join("/"))
}
