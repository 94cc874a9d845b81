//! The life of the server, and its answers.

mod answers;
mod life;

use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use anyhow::Result;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::MessageType;
use serde_json::{Value, json};

use super::capabilities;
use super::documents::OpenDocument;
use super::transport::{Received, refuse};
use super::workspace::Workspace;
use crate::cli::app::context::Environment;

/// A server of one editor.
pub(super) struct Server {
    env: Environment,
    out: Box<dyn Write>,
    phase: Phase,
    queue: VecDeque<Received>,
    /// The open files, by their address.
    documents: BTreeMap<String, OpenDocument>,
    /// The stores that have open files, by the top of their working tree.
    workspaces: BTreeMap<PathBuf, Workspace>,
    /// Whether the editor can watch files for the server.
    can_watch: bool,
    /// The last reason why a file has no store, which is logged once.
    logged: String,
}

/// The phases of the protocol.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    ShutDown,
}

/// How a session ended.
pub(super) enum Ended {
    /// With `shutdown` and `exit`.
    InOrder,
    /// Without `shutdown`.
    Unexpectedly,
}

impl Server {
    pub(super) fn new(env: &Environment, out: Box<dyn Write>) -> Server {
        Server {
            env: env.clone(),
            out,
            phase: Phase::New,
            queue: VecDeque::new(),
            documents: BTreeMap::new(),
            workspaces: BTreeMap::new(),
            can_watch: false,
            logged: String::new(),
        }
    }

    /// Takes a message that waits for its turn. One that cancels another takes that out of the queue.
    pub(super) fn queue(&mut self, received: Received) {
        if let Received::Message(Message::Notification(cancel)) = &received
            && cancel.method == "$/cancelRequest"
        {
            let Ok(id) = serde_json::from_value::<RequestId>(cancel.params["id"].clone()) else {
                return;
            };
            let is_it = |it: &Received| matches!(it, Received::Message(Message::Request(request)) if request.id == id);
            if let Some(at) = self.queue.iter().position(is_it) {
                let (code, why) = (ErrorCode::RequestCanceled as i32, "canceled");
                let canceled = Response::new_err(id, code, why.to_string());
                self.queue[at] = Received::Message(Message::Response(canceled));
            }
            return;
        }
        self.queue.push_back(received);
    }

    /// Answers what waits, then publishes the findings.
    ///
    /// # Errors
    /// The editor does not read the answers.
    pub(super) fn work(&mut self) -> Result<Option<Ended>> {
        while let Some(received) = self.queue.pop_front() {
            match received {
                Received::Message(Message::Request(request)) => {
                    let answer = self.answer(request);
                    self.send(answer)?;
                }
                // Its own answer to a canceled request; those of the editor say nothing that is needed.
                Received::Message(Message::Response(response)) => {
                    if response.response_result.is_err() {
                        self.send(response)?;
                    }
                }
                Received::Message(Message::Notification(notification))
                    if notification.method == "exit" =>
                {
                    return Ok(Some(self.end()));
                }
                Received::Message(Message::Notification(notification)) => {
                    self.hear(notification)?
                }
                Received::Malformed(why) => refuse(&mut *self.out, &why)?,
                Received::End => return Ok(Some(self.end())),
            }
        }
        if self.phase == Phase::Running {
            self.guarded(Server::publish).unwrap_or(Ok(()))?;
        }
        Ok(None)
    }

    fn end(&self) -> Ended {
        match self.phase {
            Phase::ShutDown => Ended::InOrder,
            Phase::New | Phase::Running => Ended::Unexpectedly,
        }
    }

    fn answer(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        let refused =
            |code: ErrorCode, why: String| Response::new_err(id.clone(), code as i32, why);
        match (self.phase, method.as_str()) {
            (Phase::New, "initialize") => {
                self.phase = Phase::Running;
                self.can_watch = capabilities::can_watch(&params);
                return Response::new_ok(id, capabilities::initialized());
            }
            (Phase::New, _) => {
                let why = "the first request must be `initialize`".to_string();
                return refused(ErrorCode::ServerNotInitialized, why);
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                return Response::new_ok(id, Value::Null);
            }
            (Phase::ShutDown, _) | (Phase::Running, "initialize") => {
                let why = format!("`{method}` is not possible now");
                return refused(ErrorCode::InvalidRequest, why);
            }
            (Phase::Running, _) => {}
        }
        match self.guarded(|server| server.of_method(&method, params)) {
            Some(Ok(Some(answer))) => Response::new_ok(id, answer),
            Some(Ok(None)) => refused(ErrorCode::MethodNotFound, format!("`{method}` is unknown")),
            Some(Err(why)) => refused(ErrorCode::InvalidParams, format!("{method}: {why:#}")),
            None => refused(
                ErrorCode::InternalError,
                format!("{method} failed; see the log"),
            ),
        }
    }

    fn hear(&mut self, notification: Notification) -> Result<()> {
        if self.phase != Phase::Running {
            return Ok(());
        }
        let method = notification.method.clone();
        match self.guarded(|server| server.of_notification(notification)) {
            Some(Ok(())) | None => Ok(()),
            Some(Err(why)) => self.log(MessageType::WARNING, format!("{method}: {why:#}")),
        }
    }

    /// Runs a part of the server that must not end it. After a failure everything is read from disk again.
    fn guarded<T>(&mut self, work: impl FnOnce(&mut Server) -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(|| work(self))).ok();
        if done.is_none() {
            self.workspaces.clear();
        }
        done
    }

    fn log(&mut self, kind: MessageType, message: String) -> Result<()> {
        self.notify(
            "window/logMessage",
            json!({ "type": kind, "message": message }),
        )
    }

    fn notify(&mut self, method: &str, params: Value) -> Result<()> {
        self.send(Notification::new(method.to_string(), params))
    }

    fn send(&mut self, message: impl Into<Message>) -> Result<()> {
        Ok(message.into().write(&mut self.out)?)
    }
}
