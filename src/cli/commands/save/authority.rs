//! Refuses to save the files of a register that was never proposed, or for a person without authority over them.

use anyhow::Result;

use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::Context;
use crate::contacts::Contacts;
use crate::id::Id;
use crate::process::Refusal;
use crate::roster::authority::{Office, Setting, Task};
use crate::snapshot::{Document, Snapshot};

/// The files of a register that would be saved.
pub(super) struct SavedFiles<'a> {
    pub(super) context: &'a Context,
    pub(super) snapshot: &'a Snapshot,
    pub(super) id: &'a Id,
    /// Whether the text is new or edited.
    pub(super) has_text: bool,
    /// The contacts, if they are new or edited.
    pub(super) contacts: Option<&'a Document<Contacts>>,
}

impl SavedFiles<'_> {
    /// Refuses a person who may not save these files. The owner and the VP may save both, until there is an owner the
    /// proposer as well; a representative may save the partner's side of the contacts.
    pub(super) fn may_save(&self) -> Result<()> {
        const CLAUSE: &str = "DSP4003 3.2";
        let (context, id) = (self.context, self.id);
        if !self.has_text && self.contacts.is_none() {
            return Ok(());
        }
        let Ok(register) = self.snapshot.register_context(id, context.env.now) else {
            return Ok(());
        };
        let (state, roster) = (&register.replay.state, register.roster);
        let Some(proposal) = &state.proposal else {
            reject!(
                "`{id}` is not proposed yet, so its files cannot be saved\n  needs:  `wr new {id} --partner NAME`, which \
                 proposes it with the text in registers/{id}/register.yaml\n  clause: DSP4003 3.1"
            );
        };
        let actor = &context.actor(roster)?.id;
        let setting = Setting {
            roster,
            on: context.env.now.day(),
            owner: state.owner.as_ref().map(|(owner, _)| owner),
            proposer: Some(&proposal.proposed_by),
            partner: Some(&proposal.partner),
            body: None,
            concerned: &[],
        };
        let is_proposer =
            state.owner.is_none() && setting.holders(Office::Proposer).contains(&actor);
        if is_proposer || setting.authorize(Task::Own, actor, false).is_ok() {
            return Ok(());
        }
        let mut who = setting.who(Task::Own);
        let name = roster.person_name(actor);
        let refuse = |what: &str, who: Vec<String>| {
            let state = format!("{name} is not authorized to save the {what} of `{id}`");
            let refusal = Refusal::new(state, "an authorized person", CLAUSE).who(who);
            Err(Rejected::ByProcess(refusal).into())
        };
        if self.has_text {
            return refuse("text", who);
        }
        let represents = setting.holders(Office::Representative);
        who.extend(represents.iter().map(|person| {
            format!(
                "{} (representative of the partner, for the partner's side)",
                roster.person_name(person)
            )
        }));
        if !represents.contains(&actor) {
            return refuse("contacts", who);
        }
        if self.changes_partner_only()? {
            return Ok(());
        }
        let state =
            format!("{name} represents the partner, but the contacts of the other side changed");
        let refusal = Refusal::new(state, "changes under `partner` only", CLAUSE).who(who);
        Err(Rejected::ByProcess(refusal).into())
    }

    /// Whether the contacts of the organization's side are as they were.
    fn changes_partner_only(&self) -> Result<bool> {
        let Some(contacts) = self.contacts else {
            return Ok(true);
        };
        let path = contacts.file.path();
        let before = match self.context.head {
            Some(head) => self
                .context
                .store
                .read(head, &[path])?
                .tree
                .get(path)
                .cloned(),
            None => None,
        };
        let home =
            |document: &Document<Contacts>| document.get().map(|contacts| contacts.home.clone());
        let before = before.map_or(Some(Vec::new()), |file| home(&Document::read(&file)));
        Ok(before.is_some() && before == home(contacts))
    }
}
