//! The files of the acts that approved a revision, as far as the policy makes public who voted how.

use std::collections::BTreeSet;

use serde::Serialize;

use super::ballot::public_reason;
use super::published_text::{is_exact, revision_path};
use crate::act::{Action, StoredAct};
use crate::path::SIGNATURE;
use crate::policy::site::Disclosure;
use crate::render::selected_text::SelectedText;
use crate::signature::{Key, SignatureStatus};
use crate::source::SourceFile;

/// The acts on the page of a revision.
#[derive(Debug, Serialize)]
pub(crate) struct SignedActsView {
    acts: Vec<SignedActView>,
    /// The number of acts that have words which no page shows.
    withheld: usize,
    /// Whether any of the acts has a signature.
    has_signed: bool,
    /// The commands that check the signatures of all acts but votes; `None` without signatures or without an address.
    commands: Option<String>,
}

#[derive(Debug, Serialize)]
struct SignedActView {
    kind: &'static str,
    on: String,
    /// The path from the top of the site, which is the path in the store.
    path: String,
    is_signed: bool,
}

/// An act whose file the site publishes.
pub(crate) struct PublishedAct<'a> {
    stored: &'a StoredAct,
    pub(crate) file: &'a SourceFile,
    pub(crate) signature: Option<Signed<'a>>,
}

/// A valid signature of a published act.
pub(crate) struct Signed<'a> {
    pub(crate) file: &'a SourceFile,
    key: &'a Key,
    namespace: String,
}

/// The published acts of a revision, and the number of those that are not published.
pub(crate) struct PublishedActs<'a> {
    pub(crate) acts: Vec<PublishedAct<'a>>,
    withheld: usize,
}

impl<'a> PublishedActs<'a> {
    /// The acts that froze and approved a revision; `None` if the policy does not make public who voted how.
    pub(crate) fn of(selected: &SelectedText<'a>, revision: u32) -> Option<PublishedActs<'a>> {
        if selected.governance.policy.site.ballots < Disclosure::Names {
            return None;
        }
        let all = approving(selected, revision);
        let count = all.len();
        let acts = all
            .into_iter()
            .filter_map(|stored| published(selected, stored));
        let acts: Vec<PublishedAct<'a>> = acts.collect();
        Some(PublishedActs {
            withheld: count - acts.len(),
            acts,
        })
    }

    /// The keys of the signatures, for `ssh-keygen -Y verify`.
    pub(crate) fn signers(&self) -> String {
        let line = |act: &PublishedAct<'_>| {
            let signed = act.signature.as_ref()?;
            let (signer, key) = (act.stored.act.recorder(), signed.key.line());
            Some(format!(
                "{signer} namespaces=\"{}\" {key}\n",
                signed.namespace
            ))
        };
        let lines: BTreeSet<String> = self.acts.iter().filter_map(line).collect();
        lines.into_iter().collect()
    }
}

impl SignedActsView {
    pub(super) fn of(
        selected: &SelectedText<'_>,
        revision: u32,
        published: &PublishedActs<'_>,
    ) -> SignedActsView {
        let view = |act: &PublishedAct<'_>| SignedActView {
            kind: act.stored.act.action.kind(),
            on: act.stored.act.on.to_string(),
            path: act.file.path().to_string(),
            is_signed: act.signature.is_some(),
        };
        SignedActsView {
            acts: published.acts.iter().map(view).collect(),
            withheld: published.withheld,
            has_signed: published.acts.iter().any(|act| act.signature.is_some()),
            commands: commands(selected, revision, published),
        }
    }
}

/// The acts in order: the submission, then each approval with its ballot.
fn approving<'a>(selected: &SelectedText<'a>, revision: u32) -> Vec<&'a StoredAct> {
    let is_about = |stored: &&StoredAct| stored.act.revision == Some(revision);
    let is_first = |stored: &&StoredAct| {
        matches!(stored.act.action, Action::Confirm(_)) || stored.act.action.freezes().is_some()
    };
    let first = selected.valid_acts().filter(is_about).filter(is_first);
    let mut acts: Vec<&StoredAct> = first.collect();
    for approval in selected.approvals(revision) {
        let Some(stored) = selected.act(approval.act).filter(is_about) else {
            continue;
        };
        let mut results = vec![stored];
        if let Action::Approve(approve) = &stored.act.action {
            results.extend(approve.result.and_then(|result| selected.act(result)));
        }
        for result in results {
            acts.push(result);
            let Action::Result(counted) = &result.act.action else {
                continue;
            };
            acts.extend(selected.act(counted.ballot));
            let votes = selected.register.history.votes.get(counted.of.as_str());
            let votes = votes.into_iter().flatten().copied();
            acts.extend(votes.filter(|vote| counted.votes.contains(&vote.digest)));
        }
    }
    let mut seen = BTreeSet::new();
    acts.retain(|stored| seen.insert(stored.digest));
    acts.sort_by_key(|stored| stored.act.at);
    acts
}

/// The file of an act; `None` if it has words that no page shows.
fn published<'a>(selected: &SelectedText<'a>, stored: &'a StoredAct) -> Option<PublishedAct<'a>> {
    let files = selected.register.files;
    let path = stored.path();
    let file = files
        .all_acts()
        .find(|document| document.file.path() == path)?;
    let file: &SourceFile = &file.file;
    if has_words(selected, stored) || !is_exact(selected, file) {
        return None;
    }
    let signed = || {
        let key = selected.register.history.signer(stored)?;
        let (file, namespace) = signature(selected, stored, &path)?;
        Some(Signed {
            file,
            key,
            namespace,
        })
    };
    Some(PublishedAct {
        stored,
        file,
        signature: signed(),
    })
}

/// Whether an act says more than a page: evidence, a comment, a reason, or a vote that its voter replaced.
fn has_words(selected: &SelectedText<'_>, stored: &StoredAct) -> bool {
    let action = &stored.act.action;
    if let Action::Vote(vote) = action {
        let others = selected.register.history.votes.get(vote.of.as_str());
        let replaces = |other: &StoredAct| matches!(&other.act.action, Action::Vote(other) if other.prev.contains(&stored.digest));
        let mut others = others.into_iter().flatten().copied();
        let is_hidden = vote.comment.is_some() && public_reason(selected, stored).is_none();
        return stored.act.has_evidence() || is_hidden || others.any(replaces);
    }
    let has_reason = matches!(action, Action::Confirm(confirm) if confirm.note.is_some())
        || matches!(action, Action::Result(counted) if counted.because.is_some())
        || action
            .freezes()
            .is_some_and(|submit| submit.editorial.is_some());
    stored.act.has_evidence() || has_reason
}

/// The signature file of an act, with the namespace of the signature.
fn signature<'a>(
    selected: &SelectedText<'a>,
    stored: &StoredAct,
    path: &str,
) -> Option<(&'a SourceFile, String)> {
    let SignatureStatus::Made(made) = &stored.signature else {
        return None;
    };
    let files = selected.register.files.signatures.iter();
    let mut its = files.filter(|file| file.path().strip_suffix(SIGNATURE) == Some(path));
    Some((its.next()?, made.namespace.clone()))
}

fn commands(
    selected: &SelectedText<'_>,
    revision: u32,
    published: &PublishedActs<'_>,
) -> Option<String> {
    let url = selected.governance.policy.site.url.as_ref()?;
    let is_vote = |act: &PublishedAct<'_>| matches!(act.stored.act.action, Action::Vote(_));
    let checks = published.acts.iter().filter(|act| !is_vote(act));
    let check = |act: &PublishedAct<'_>| {
        let signed = act.signature.as_ref()?;
        let path = act.file.path();
        let name = path.rsplit('/').next().unwrap_or(path);
        let (signer, namespace) = (act.stored.act.recorder(), &signed.namespace);
        let address = url.page(path);
        Some(format!(
            "curl -fsS -O {address} -O {address}.sig\n\
             ssh-keygen -Y verify -f {revision}.signers -I {signer} -n {namespace} -s {name}.sig < {name}\n"
        ))
    };
    let checks: String = checks.filter_map(check).collect();
    let id = &selected.register.files.id;
    let signers = url.page(&revision_path(id, revision, "signers"));
    (!checks.is_empty()).then(|| format!("curl -fsS -O {signers}\n{checks}"))
}
