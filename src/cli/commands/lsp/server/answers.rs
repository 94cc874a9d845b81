//! The answers to requests about open files.

use anyhow::{Context as _, Result};
use lsp_types::{
    CodeActionParams, CompletionParams, GotoDefinitionParams, HoverParams, Location,
    TextDocumentPositionParams,
};
use serde_json::{Value, json};

use super::Server;
use crate::cli::commands::lsp::documents::{OpenDocument, Place};
use crate::cli::commands::lsp::lines::Lines;
use crate::cli::commands::lsp::workspace::Workspace;
use crate::cli::commands::lsp::{actions, answer, location};
use crate::date::Day;
use crate::diagnostic::Findings;
use crate::editor;
use crate::report::{Located, locate};

/// What a request is about: a byte of an open file, in its store.
struct Asked<'s> {
    document: &'s OpenDocument,
    place: &'s Place,
    offset: usize,
    workspace: &'s mut Workspace,
    today: Day,
}

impl Server {
    /// The answer to a request; `None` if the server does not know its method.
    ///
    /// # Errors
    /// The parameters are not those of the method, or name a file that is not open.
    pub(super) fn of_method(&mut self, method: &str, params: Value) -> Result<Option<Value>> {
        let answer = match method {
            "textDocument/hover" => self.hover(serde_json::from_value(params)?)?,
            "textDocument/completion" => self.complete(serde_json::from_value(params)?)?,
            "textDocument/definition" => self.define(serde_json::from_value(params)?)?,
            "textDocument/codeAction" => self.act(&serde_json::from_value(params)?)?,
            _ => return Ok(None),
        };
        // Nothing is an answer, too.
        Ok(Some(answer.unwrap_or_default()))
    }

    /// `None` for a file outside of a store.
    fn asked(&mut self, params: &TextDocumentPositionParams) -> Result<Option<Asked<'_>>> {
        self.refresh()?;
        let today = self.env.later()?.today();
        let document = self.documents.get(params.text_document.uri.as_str());
        let document = document.context("the file is not open")?;
        let Some(place) = &document.place else {
            return Ok(None);
        };
        let offset = document.offset(params.position);
        let workspace = self.workspaces.get_mut(&place.top);
        Ok(offset.zip(workspace).map(|(offset, workspace)| Asked {
            document,
            place,
            offset,
            workspace,
            today,
        }))
    }

    fn hover(&mut self, params: HoverParams) -> Result<Option<Value>> {
        let params = params.text_document_position_params;
        let found = self.rules_at(&params)?;
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        let Some(asked) = self.asked(&params)? else {
            return Ok(None);
        };
        let (file, snapshot) = (&asked.place.file, &asked.workspace.snapshot);
        let lines = Lines::of(answer::readable(file));
        let hover = editor::hover(snapshot, file, asked.offset, &found, asked.today);
        Ok(hover.map(|hover| json!(answer::hover(hover, &lines))))
    }

    /// The rules of the findings at a place of an open file, as they were published.
    fn rules_at(&mut self, params: &TextDocumentPositionParams) -> Result<Vec<String>> {
        self.publish()?;
        let document = self.documents.get(params.text_document.uri.as_str());
        let published = document.and_then(|it| it.published.as_ref());
        let found = published.map_or([].as_slice(), |(_, found)| found.as_slice());
        let here = found
            .iter()
            .filter(|it| it.range.start <= params.position && params.position <= it.range.end);
        let mut rules = Vec::new();
        for found in here {
            if let Some(lsp_types::NumberOrString::String(rule)) = &found.code
                && !rules.contains(rule)
            {
                rules.push(rule.clone());
            }
        }
        Ok(rules)
    }

    fn complete(&mut self, params: CompletionParams) -> Result<Option<Value>> {
        let Some(asked) = self.asked(&params.text_document_position)? else {
            return Ok(None);
        };
        let (file, snapshot) = (&asked.place.file, &asked.workspace.snapshot);
        let lines = Lines::of(answer::readable(file));
        let all = editor::complete(snapshot, file, asked.offset, asked.today);
        let all = all.into_iter().enumerate();
        let items: Vec<_> = all.map(|it| answer::completion(it, &lines)).collect();
        Ok(Some(json!(items)))
    }

    fn define(&mut self, params: GotoDefinitionParams) -> Result<Option<Value>> {
        let Some(asked) = self.asked(&params.text_document_position_params)? else {
            return Ok(None);
        };
        let (file, snapshot) = (&asked.place.file, &asked.workspace.snapshot);
        let found = editor::define(snapshot, file, asked.offset, asked.today);
        Ok(found.and_then(|(there, span)| {
            let range = Lines::of(answer::readable(&there)).range(&span);
            let uri = location::uri(&asked.place.top, there.path())?;
            Some(json!(Location::new(uri, range)))
        }))
    }

    fn act(&mut self, params: &CodeActionParams) -> Result<Option<Value>> {
        let document = params.text_document.clone();
        let at = TextDocumentPositionParams::new(document, params.range.start);
        let Some(place) = self.asked(&at)?.map(|asked| asked.place.clone()) else {
            return Ok(None);
        };
        let open = self.open_in(&place.top);
        let Some(asked) = self.asked(&at)? else {
            return Ok(None);
        };
        let findings = asked.workspace.findings(&open, asked.today).clone();
        let here = in_file(&findings, place.file.path());
        let (wanted, document) = (&params.context, asked.document);
        let mut all = actions::one_by_one(document, &place, &here, params.range, wanted);
        let has_fix = here.iter().any(|found| found.fix.is_some());
        if has_fix && actions::wants_all(wanted) {
            let workspace = asked.workspace;
            all.extend(actions::together(
                document,
                &place,
                workspace,
                &open,
                asked.today,
            ));
        }
        Ok(Some(json!(all)))
    }
}

/// The findings in one file, with their places.
fn in_file<'a>(findings: &'a Findings, path: &str) -> Vec<Located<'a>> {
    let is_here = |found: &Located<'_>| {
        found
            .place
            .as_ref()
            .is_some_and(|place| place.file.path() == path)
    };
    locate(findings).into_iter().filter(is_here).collect()
}
