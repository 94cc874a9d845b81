//! The open files, and what is published about them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use lsp_server::{Notification, Request};
use lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, MessageType, Uri,
};
use serde_json::{Value, json};

use super::Server;
use crate::cli::app::context::Context;
use crate::cli::commands::lsp::documents::{OpenDocument, Place};
use crate::cli::commands::lsp::workspace::Workspace;
use crate::cli::commands::lsp::{answer, location};
use crate::report::locate;
use crate::source::SourceFile;

impl Server {
    pub(super) fn of_notification(&mut self, notification: Notification) -> Result<()> {
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" if self.can_watch => self.watch(),
            "textDocument/didOpen" => self.open(serde_json::from_value(params)?),
            "textDocument/didChange" => self.change(serde_json::from_value(params)?),
            "textDocument/didSave" => self.saved(&serde_json::from_value(params)?),
            "textDocument/didClose" => self.close(&serde_json::from_value(params)?),
            "workspace/didChangeWatchedFiles" => {
                self.workspaces
                    .values_mut()
                    .for_each(|it| it.is_stale = true);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Has the editor watch the files that other programs, `wr` among them, change.
    fn watch(&mut self) -> Result<()> {
        let watched = json!({ "watchers": [{ "globPattern": "**/registers/**" }] });
        let method = "workspace/didChangeWatchedFiles";
        let registration = json!({ "id": "files", "method": method, "registerOptions": watched });
        let params = json!({ "registrations": [registration] });
        let (id, method) = ("watch".to_string().into(), "client/registerCapability");
        self.send(Request::new(id, method.to_string(), params))
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) -> Result<()> {
        let opened = params.text_document;
        let key = opened.uri.as_str().to_string();
        let document = OpenDocument {
            uri: opened.uri,
            version: opened.version,
            text: opened.text,
            place: None,
            published: None,
        };
        self.documents.insert(key.clone(), document);
        self.place(&key)
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) -> Result<()> {
        let key = params.text_document.uri.as_str();
        let document = self
            .documents
            .get_mut(key)
            .context("the file is not open")?;
        document.version = params.text_document.version;
        // The whole text is sent; of several, the last counts.
        if let Some(change) = params.content_changes.into_iter().next_back() {
            document.text = change.text;
        }
        let place = document.place.as_mut();
        if let Some(place) = place
            && let Some(workspace) = self.workspaces.get_mut(&place.top)
        {
            place.file = workspace.show(place.file.path(), &document.text);
        }
        Ok(())
    }

    /// A file that is saved may be the first of a store, and a store may have changed on disk before.
    fn saved(&mut self, params: &DidSaveTextDocumentParams) -> Result<()> {
        let key = params.text_document.uri.as_str();
        let top = self
            .documents
            .get(key)
            .and_then(|it| Some(it.place.as_ref()?.top.clone()));
        match top.and_then(|top| self.workspaces.get_mut(&top)) {
            Some(workspace) => {
                workspace.is_stale = true;
                Ok(())
            }
            None => self.place(key),
        }
    }

    fn close(&mut self, params: &DidCloseTextDocumentParams) -> Result<()> {
        let Some(closed) = self.documents.remove(params.text_document.uri.as_str()) else {
            return Ok(());
        };
        if let Some(Place { top, file }) = closed.place {
            let is_open = self
                .documents
                .values()
                .any(|it| it.place.as_ref().is_some_and(|place| place.top == top));
            match self.workspaces.get_mut(&top).filter(|_| is_open) {
                Some(workspace) => workspace.close(file.path()),
                None => _ = self.workspaces.remove(&top),
            }
        }
        self.show(&closed.uri, None, &json!([]))
    }

    /// Finds the store of an open file.
    fn place(&mut self, key: &str) -> Result<()> {
        let document = self.documents.get(key).context("the file is not open")?;
        let Some(path) = location::path(&document.uri) else {
            return Ok(());
        };
        let Some(folder) = location::folder(&path) else {
            return Ok(());
        };
        let found = Workspace::find(&self.env.later()?, folder);
        let top = match found.and_then(|context| self.workspace(context)) {
            Ok(top) => top,
            Err(why) => return self.log_once(format!("{}: {why:#}", path.display())),
        };
        let inner = location::in_store(&top, &path);
        if let (Some(inner), Some(workspace), Some(document)) = (
            inner,
            self.workspaces.get_mut(&top),
            self.documents.get_mut(key),
        ) {
            let file = workspace.show(&inner, &document.text);
            document.place = Some(Place { top, file });
        }
        Ok(())
    }

    /// Reads the store of a repository, unless it has open files already. Returns the top of its working tree.
    fn workspace(&mut self, context: Context) -> Result<PathBuf> {
        let top = context.top()?.to_path_buf();
        if !self.workspaces.contains_key(&top) {
            let opened = Workspace::open(context)?;
            self.workspaces.insert(top.clone(), opened);
        }
        Ok(top)
    }

    fn log_once(&mut self, why: String) -> Result<()> {
        if self.logged == why {
            return Ok(());
        }
        self.logged.clone_from(&why);
        self.log(MessageType::WARNING, why)
    }

    /// Reads the stores again whose files other programs have changed.
    pub(super) fn refresh(&mut self) -> Result<()> {
        let old = self.workspaces.iter().filter(|(_, it)| !it.is_current());
        let old: Vec<_> = old.map(|(top, _)| top.clone()).collect();
        for top in old {
            let found = Workspace::find(&self.env.later()?, &top);
            match found.and_then(Workspace::open) {
                Ok(opened) => _ = self.workspaces.insert(top.clone(), opened),
                Err(why) => {
                    self.workspaces.remove(&top);
                    self.log_once(format!("{}: {why:#}", top.display()))?;
                }
            }
            let open = self.documents.values_mut();
            for document in open {
                let Some(place) = document.place.as_mut().filter(|it| it.top == top) else {
                    continue;
                };
                match self.workspaces.get_mut(&top) {
                    Some(workspace) => {
                        place.file = workspace.show(place.file.path(), &document.text);
                    }
                    None => document.place = None,
                }
            }
        }
        Ok(())
    }

    /// The open files of a store, as they are checked.
    pub(super) fn open_in(&self, top: &Path) -> Vec<Arc<SourceFile>> {
        let places = self.documents.values().filter_map(|it| it.place.as_ref());
        let here = places.filter(|place| place.top == top);
        here.map(|place| place.file.clone()).collect()
    }

    /// Publishes the findings of each open file whose findings have changed.
    pub(super) fn publish(&mut self) -> Result<()> {
        self.refresh()?;
        let today = self.env.later()?.today();
        let tops: Vec<_> = self.workspaces.keys().cloned().collect();
        let mut changed = Vec::new();
        for top in tops {
            let open = self.open_in(&top);
            let Some(workspace) = self.workspaces.get_mut(&top) else {
                continue;
            };
            let findings = workspace.findings(&open, today);
            let located = locate(findings);
            for document in self.documents.values_mut() {
                let Some(place) = document.place.as_ref().filter(|it| it.top == top) else {
                    continue;
                };
                let is_here = |found: &&crate::report::Located<'_>| {
                    let place_of = found.place.as_ref();
                    place_of.is_some_and(|it| it.file.path() == place.file.path())
                };
                let here = located.iter().filter(is_here);
                let here: Vec<_> = here.filter_map(|it| answer::diagnostic(it, &top)).collect();
                let published = Some((document.version, here));
                if document.published != published {
                    document.published = published;
                    changed.push(document.uri.as_str().to_string());
                }
            }
        }
        for key in changed {
            let Some(document) = self.documents.get(&key) else {
                continue;
            };
            let found = document.published.as_ref().map(|(_, found)| json!(found));
            let (uri, version) = (document.uri.clone(), document.version);
            self.show(&uri, Some(version), &found.unwrap_or_default())?;
        }
        Ok(())
    }

    fn show(&mut self, uri: &Uri, version: Option<i32>, found: &Value) -> Result<()> {
        let mut params = json!({ "uri": uri, "diagnostics": found });
        if let Some(version) = version {
            params["version"] = json!(version);
        }
        self.notify("textDocument/publishDiagnostics", params)
    }
}
