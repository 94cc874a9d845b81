//! The logos that the roster or the policy names are saved with it: without them, the site could not be built.

use anyhow::Result;

use super::kind::path_of;
use crate::cli::app::context::Context;
use crate::path::VersionKind;
use crate::policy::Policy;
use crate::roster::Roster;
use crate::snapshot::Document;

/// The named logos that are not committed as they are on disk.
pub(super) fn files(context: &Context, kinds: &[VersionKind]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut named: Vec<String> = Vec::new();
    for kind in kinds {
        let file = context.on_disk(path_of(*kind))?;
        match kind {
            VersionKind::Roster => {
                let roster: Document<Roster> = Document::read(&file);
                let organizations = roster.get().into_iter().flat_map(|it| &it.organizations);
                named.extend(organizations.filter_map(|it| it.logo.clone()));
            }
            VersionKind::Policy => {
                let policy: Document<Policy> = Document::read(&file);
                named.extend(policy.get().and_then(|it| it.site.logo.clone()));
            }
        }
    }
    named.sort();
    named.dedup();
    let mut files = Vec::new();
    let logos = context.logos_on_disk()?;
    for file in named.iter().filter_map(|path| logos.file(path)) {
        if !context.is_committed(file)? {
            files.push((file.path().to_string(), file.bytes().to_vec()));
        }
    }
    Ok(files)
}
