//! What a reader needs to verify one revision, and to cite it.

use serde::Serialize;

use super::parties::full_name;
use super::published_text::{published_text, revision_path};
use super::signed_acts::{PublishedActs, SignedActsView};
use super::versions::VersionView;
use crate::render::selected_text::SelectedText;

/// How to verify a revision.
#[derive(Debug, Serialize)]
pub(crate) struct VerificationView {
    revision: u32,
    /// The SHA-256 of the bytes of the text.
    digest: String,
    /// The size of the published text, such as `2.1 KB`; `None` if the text is not published.
    size: Option<String>,
    /// Why the text is not published.
    withheld: Option<&'static str>,
    /// Commands that run as they are.
    commands: Vec<CommandsView>,
    /// The command of a member who has the store.
    bundle: String,
    /// The acts that approved it, if the policy makes public who voted how.
    signed: Option<SignedActsView>,
}

#[derive(Debug, Serialize)]
struct CommandsView {
    /// What they need and do, as the heading above them.
    title: &'static str,
    /// The commands, one a line.
    lines: String,
}

/// How to cite a revision.
#[derive(Debug, Serialize)]
pub(crate) struct CitationView<'a> {
    organization: String,
    title: &'a str,
    label: Option<&'a str>,
    revision: u32,
    /// The day, month, quarter or year in which it came into force, or `unknown`.
    since: String,
    digest: String,
    /// The permanent address of the revision, if the policy has the URL of the site.
    address: Option<String>,
}

impl VerificationView {
    pub(crate) fn of(selected: &SelectedText<'_>, version: &VersionView<'_>) -> VerificationView {
        let id = &selected.register.files.id;
        let revision = version.revision;
        let file = published_text(selected, revision);
        VerificationView {
            revision,
            digest: version.digest.clone(),
            size: file.as_ref().ok().map(|file| size(file.bytes().len())),
            withheld: file.as_ref().err().copied(),
            commands: commands(selected, version, file.is_ok()),
            bundle: format!("wr bundle {id}"),
            signed: PublishedActs::of(selected, revision)
                .map(|acts| SignedActsView::of(selected, revision, &acts)),
        }
    }
}

impl<'a> CitationView<'a> {
    pub(crate) fn of(selected: &SelectedText<'a>, version: &VersionView<'a>) -> CitationView<'a> {
        let roster = selected.governance.roster;
        let url = selected.governance.policy.site.url.as_ref();
        let id = &selected.register.files.id;
        CitationView {
            organization: full_name(roster, &roster.home),
            title: &selected.text.title,
            label: version.label,
            revision: version.revision,
            since: version.since.clone(),
            digest: version.digest.clone(),
            address: url.map(|url| url.page(&revision_path(id, version.revision, "html"))),
        }
    }
}

fn commands(
    selected: &SelectedText<'_>,
    version: &VersionView<'_>,
    is_published: bool,
) -> Vec<CommandsView> {
    let id = &selected.register.files.id;
    let site = &selected.governance.policy.site;
    let revision = version.revision;
    let hex = version.digest.trim_start_matches("sha256:");
    let path = revision_path(id, revision, "yaml");
    let check = |file: &str| format!("echo \"{hex}  {file}\" | sha256sum --check\n");
    let mut commands = Vec::new();
    if let Some(repository) = &site.repository {
        let clone = format!(
            "git clone {} registers\ncd registers\n",
            repository.as_str()
        );
        commands.push(CommandsView {
            title: "With wr: every signature, approval and act",
            lines: format!("{clone}wr verify {id}\n{}", check(&path)),
        });
    }
    if !is_published {
        return commands;
    }
    let local = format!("{id}-{revision}.yaml");
    commands.push(match &site.url {
        Some(url) => CommandsView {
            title: "Without wr: the digest of the text",
            lines: format!(
                "curl --fail --silent --show-error --output {local} {}\n{}",
                url.page(&path),
                check(&local)
            ),
        },
        None => CommandsView {
            title: "Without wr: the digest of the downloaded text",
            lines: check(&format!("{revision}.yaml")),
        },
    });
    commands
}

/// A number of bytes for people.
pub(super) fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        _ => format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100),
    }
}
