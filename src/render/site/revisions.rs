//! The page of each revision that is or was in force, with its text, its differences from the one before, and the exact
//! bytes that its digest names.

use serde::Serialize;

use super::api::register_json;
use super::context::SiteContext;
use crate::id::Id;
use crate::render::document::{Difference, WholeText, differences, whole_text};
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::selected_text::{SelectedText, Selector};
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::{
    ChangeView, CitationView, NavSection, PublishedActs, RegisterPageView, ResolutionView,
    VerificationView, VersionView, changes_from, published_text, resolution, revision_path,
    versions,
};
use crate::source::SourceFile;

pub(super) const TEMPLATE: BuiltIn = built_in!("revision.html");

/// The most bytes of differences on a page, and the most changes in the list above them.
const DIFFERENCES: usize = 20_000;
const CHANGES: usize = 60;

#[derive(Serialize)]
struct RevisionView<'a> {
    id: &'a Id,
    title: &'a str,
    language: Option<&'a str>,
    version: &'a VersionView<'a>,
    /// The last resolution of the board up to this revision.
    resolution: Option<ResolutionView<'a>>,
    /// The revision that came into force before it, and the one after it.
    before: Option<u32>,
    after: Option<u32>,
    /// The revision on the register's page.
    current: u32,
    /// The day on which the board removed the register.
    removed: Option<String>,
    comparison: Option<ComparisonView<'a>>,
    text: WholeText,
    verification: VerificationView,
    citation: CitationView<'a>,
    /// The paths of the other formats, from the page.
    markdown: String,
    json: String,
}

/// How a revision differs from the one before it.
#[derive(Serialize)]
struct ComparisonView<'a> {
    changes: Vec<ChangeView>,
    more_changes: usize,
    differences: Vec<Difference>,
    more_differences: usize,
    /// The languages of both texts.
    language_before: Option<&'a str>,
    language_after: Option<&'a str>,
}

/// The files of all revisions of a public register.
pub(super) fn of_register(
    selected: &SelectedText<'_>,
    context: &SiteContext<'_>,
) -> Result<Vec<PageFile>, RenderError> {
    let mut versions = versions(selected);
    versions.retain(|version| version.has_page);
    let mut files = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        let selector = Selector::Revision(version.revision);
        let this = SelectedText::of(context.governance, selected.register, selector)?;
        let before = at.checked_sub(1).and_then(|before| versions.get(before));
        let after = versions.get(at + 1);
        let view = RevisionView::of(selected, &this, version, before, after);
        let id = &selected.register.files.id;
        let path = |kind: &str| revision_path(id, version.revision, kind);
        let frame = context.frame(&path("html"), NavSection::Registers);
        files.push(context.framed(frame.kept_under(&this), &path("html"), TEMPLATE.0, view)?);
        if let Ok(text) = published_text(selected, version.revision) {
            files.push((path("yaml"), text.bytes().to_vec()));
        }
        if let Some(published) = PublishedActs::of(&this, version.revision) {
            files.extend(act_files(&published, path("signers")));
        }
        // The other formats of the text on the register's page are beside that page.
        if selected.revision != Some(version.revision) {
            files.push((
                path("json"),
                register_json(&this, context.registers.addenda_of(id)),
            ));
            files.push((path("md"), markdown(&this, context)?.into_bytes()));
        }
    }
    Ok(files)
}

/// The acts at the paths that they have in the store, with their signatures and the keys of these.
fn act_files(published: &PublishedActs<'_>, signers: String) -> Vec<PageFile> {
    let own = |file: &SourceFile| (file.path().to_string(), file.bytes().to_vec());
    let mut files: Vec<PageFile> = published.acts.iter().map(|act| own(act.file)).collect();
    let signatures = published
        .acts
        .iter()
        .filter_map(|act| act.signature.as_ref());
    files.extend(signatures.map(|signed| own(signed.file)));
    let keys = published.signers();
    files.extend((!keys.is_empty()).then(|| (signers, keys.into_bytes())));
    files
}

fn markdown(this: &SelectedText<'_>, context: &SiteContext<'_>) -> Result<String, RenderError> {
    let view = RegisterPageView::alone(this, context.today);
    context.templates.render("register.md", &view)
}

impl<'a> RevisionView<'a> {
    /// `selected` is the text on the register's page, `this` the text of `version`.
    fn of(
        selected: &SelectedText<'a>,
        this: &SelectedText<'a>,
        version: &'a VersionView<'a>,
        before: Option<&VersionView<'_>>,
        after: Option<&VersionView<'_>>,
    ) -> RevisionView<'a> {
        let revision = version.revision;
        let current = selected.revision.unwrap_or(revision);
        let form = |kind: &str| match current == revision {
            true => format!("../register.{kind}"),
            false => format!("{revision}.{kind}"),
        };
        let removed = selected.state().removed.as_ref();
        RevisionView {
            id: &selected.register.files.id,
            title: &this.text.title,
            language: this.text.language.as_deref(),
            resolution: resolution(this, revision),
            before: before.map(|it| it.revision),
            after: after.map(|it| it.revision),
            current,
            removed: removed.map(|removed| removed.on.to_string()),
            comparison: before.and_then(|before| ComparisonView::of(this, before.revision)),
            text: whole_text(this.governance, this.text),
            verification: VerificationView::of(this, version),
            citation: CitationView::of(this, version),
            markdown: form("md"),
            json: form("json"),
            version,
        }
    }
}

impl<'a> ComparisonView<'a> {
    fn of(this: &SelectedText<'a>, before: u32) -> Option<ComparisonView<'a>> {
        let old = this.register.history.text(before)?;
        let mut changes = changes_from(this, before, this.revision?);
        let more_changes = changes.len().saturating_sub(CHANGES);
        changes.truncate(CHANGES);
        let all = differences(this.governance, old, this.text);
        let count = all.len();
        let mut size = 0;
        let fits = |it: &Difference| {
            size += it.size();
            size <= DIFFERENCES
        };
        let differences: Vec<Difference> = all.into_iter().take_while(fits).collect();
        Some(ComparisonView {
            changes,
            more_changes,
            more_differences: count - differences.len(),
            differences,
            language_before: old.language.as_deref(),
            language_after: this.text.language.as_deref(),
        })
    }
}
