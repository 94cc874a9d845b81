//! How browsers of the Chromium family print.

use std::ffi::OsString;
use std::path::Path;

use crate::cli::app::environment;

/// Parts of the names of browsers.
const NAMES: &[&str] = &["chrom", "edge", "brave", "vivaldi", "opera"];

pub(super) fn is_browser(program: &Path) -> bool {
    let name = program.file_name().unwrap_or_default();
    let name = name.to_string_lossy().to_lowercase();
    NAMES.iter().any(|part| name.contains(part))
}

/// A new profile in this folder, no network, and no trace of the user's own browser.
pub(super) fn arguments(room: &Path, page: &Path, pdf: &Path) -> Vec<OsString> {
    let with = |name: &str, path: &Path| {
        let mut argument = OsString::from(name);
        argument.push(path);
        argument
    };
    let fixed = [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=127.0.0.1:9",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
    ];
    let mut arguments: Vec<OsString> = fixed.into_iter().map(OsString::from).collect();
    if environment::is_root() {
        // Chromium refuses its sandbox to root.
        arguments.push("--no-sandbox".into());
    }
    arguments.push(with("--user-data-dir=", &room.join("profile")));
    arguments.push(with("--print-to-pdf=", pdf));
    arguments.push(page.into());
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_known_by_name() {
        for name in [
            "/usr/bin/chromium",
            "google-chrome-stable",
            "C:/x/msedge.exe",
            "Google Chrome",
        ] {
            assert!(is_browser(Path::new(name)), "{name}");
        }
        for name in ["weasyprint", "/opt/chromium/prince"] {
            assert!(!is_browser(Path::new(name)), "{name}");
        }
    }
}
