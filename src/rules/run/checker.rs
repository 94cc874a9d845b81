//! Checks one register at a time, each document under the roster and the policy that apply to it.

mod acts;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::act::{Act, Records};
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings};
use crate::path::VersionKind;
use crate::process::{Replay, State};
use crate::register::Register;
use crate::rules::context::contacts::ContactList;
use crate::rules::context::cross_index::CrossRegisterIndex;
use crate::rules::context::partner_names::PartnerNameMatcher;
use crate::rules::context::people::PersonIndex;
use crate::rules::context::phase::Phase;
use crate::rules::context::source_doc::SourceDoc;
use crate::rules::context::text::TextContext;
use crate::rules::registry::ALL;
use crate::rules::rule::Check;
use crate::rules::run::apply::{apply, carried, gaps_and_refusals, judge_file, refusals};
use crate::rules::run::replays::replayed;
use crate::rules::run::suppress::Suppressions;
use crate::rules::text::{partner_leftover, text_missing};
use crate::snapshot::{Document, RegisterFiles, Snapshot};
use crate::source::Digest;

/// What is computed once for all registers.
pub(crate) struct Checker<'a> {
    snapshot: &'a Snapshot,
    /// The roster that drafts are checked against.
    roster: Option<Digest>,
    /// The policy that drafts are checked against.
    policy: Option<Digest>,
    /// The partner names in every version of the roster, each computed on first use.
    names: BTreeMap<Digest, OnceLock<PartnerNameMatcher>>,
    /// Computed on first use.
    cross_index: OnceLock<CrossRegisterIndex<'a>>,
    /// The people of today's roster, computed on first use.
    people: OnceLock<PersonIndex<'a>>,
    /// The name of every rule, and whether a register may suppress its findings.
    rules: Vec<(&'static str, bool)>,
}

/// A text with the roster and the policy that it is checked against.
struct CheckedText<'a> {
    document: &'a Document<Register>,
    /// The part of the document that is checked.
    register: Option<&'a Register>,
    stand: Phase,
    today: Option<Day>,
    roster: Option<Digest>,
    policy: Option<Digest>,
}

impl<'a> Checker<'a> {
    pub(crate) fn of(snapshot: &'a Snapshot) -> Checker<'a> {
        let roster = snapshot.roster.as_ref().map(|roster| roster.file.digest());
        // Drafts are checked against the roster file, even before the roots consent to it.
        let known = snapshot.rosters.keys().copied().chain(roster);
        Checker {
            snapshot,
            roster,
            policy: snapshot.policy.as_ref().map(|policy| policy.file.digest()),
            names: known.map(|digest| (digest, OnceLock::new())).collect(),
            cross_index: OnceLock::new(),
            people: OnceLock::new(),
            rules: ALL
                .iter()
                .map(|rule| (rule.name, rule.can_be_silenced()))
                .collect(),
        }
    }

    /// Checks a submission: texts are checked against the versions in force, not against the files.
    pub(crate) fn in_force(snapshot: &'a Snapshot) -> Checker<'a> {
        let (roster, policy) = (
            snapshot.named(VersionKind::Roster),
            snapshot.named(VersionKind::Policy),
        );
        Checker {
            roster,
            policy,
            ..Checker::of(snapshot)
        }
    }

    /// The index across registers. Call this before checking registers in parallel: a thread that builds the index runs
    /// other tasks while it waits, and one of them would block here.
    pub(crate) fn cross_index(&self) -> &CrossRegisterIndex<'a> {
        self.cross_index
            .get_or_init(|| CrossRegisterIndex::of(self.snapshot))
    }

    fn people(&self) -> &PersonIndex<'a> {
        self.people.get_or_init(|| {
            self.snapshot
                .written_roster()
                .map(PersonIndex::of)
                .unwrap_or_default()
        })
    }

    /// All findings in one register.
    pub(crate) fn register(&self, register_files: &'a RegisterFiles, today: Day) -> Findings {
        let replayed = replayed(self.snapshot, register_files);
        let folded = replayed.as_ref().map(|it| (&it.ledger, &it.replay));
        let replay = replayed.as_ref().map(|it| &it.replay);
        let mut findings = self.recorded(register_files, folded, today, |_| true);
        let frozen = replay.and_then(|replay| self.standing(register_files, replay));
        let stand = frozen.as_ref().map_or(Phase::Draft, |frozen| frozen.stand);
        let same = |text: &Document<Register>| {
            frozen
                .as_ref()
                .is_some_and(|frozen| frozen.document.file.bytes() == text.file.bytes())
        };
        let draft = register_files.text.as_ref().filter(|text| !same(text));
        let draft = draft.map(|document| self.newest(document, Phase::Draft, Some(today)));
        let state = replay.map(|replay| &replay.state);
        let mut suppressions = Suppressions::default();
        for judged in frozen.iter().chain(&draft) {
            suppressions = Suppressions::of(judged.register);
            findings.join(suppressions.part(self.text(register_files, judged, state)));
        }
        let gaps = |judged: &CheckedText<'a>| gaps_and_refusals(judged.document, Phase::Draft);
        findings.extend(draft.iter().flat_map(gaps));
        text_missing::no_text(register_files, Phase::Draft, &mut findings);
        // Contacts have no `allow`; that of the newest text applies.
        findings.join(suppressions.part(self.contacts(register_files, stand)));
        // An entry may be for a part of the text that cannot be read.
        let whole = draft
            .iter()
            .filter(|judged| judged.document.get().is_some());
        findings.extend(whole.flat_map(|judged| suppressions.unused(&judged.document.file)));
        findings
    }

    /// The revision under way or in force, with the roster and the policy of its submission.
    fn standing(
        &self,
        register_files: &'a RegisterFiles,
        replay: &Replay<'_>,
    ) -> Option<CheckedText<'a>> {
        let State {
            under_way,
            in_force,
            ..
        } = &replay.state;
        let under_way = under_way.as_ref().map(|under_way| under_way.revision);
        let number = under_way.max(in_force.as_ref().map(|in_force| in_force.revision))?;
        let document = register_files.revisions.get(&number)?;
        let legal = replay.entries.iter().filter(|entry| entry.void.is_none());
        let froze = |act: &Act| act.revision == Some(number) && act.action.freezes().is_some();
        let act = legal
            .map(|entry| &entry.stored.act)
            .find(|act| froze(act))?;
        let stand = match act.action.freezes().and_then(|submit| submit.records) {
            Some(Records::Earlier) => Phase::Records,
            None => Phase::Submitted,
        };
        let (register, roster, policy) = (document.get(), Some(act.roster), Some(act.policy));
        Some(CheckedText {
            document,
            register,
            stand,
            today: None,
            roster,
            policy,
        })
    }

    /// A text with today's roster and policy.
    fn newest(
        &self,
        document: &'a Document<Register>,
        stand: Phase,
        today: Option<Day>,
    ) -> CheckedText<'a> {
        let register = document.partial();
        CheckedText {
            document,
            register,
            stand,
            today,
            roster: self.roster,
            policy: self.policy,
        }
    }

    /// Findings in the draft and its contacts in a phase other than draft.
    pub(crate) fn draft_as(&self, register_files: &'a RegisterFiles, stand: Phase) -> Findings {
        let replayed = replayed(self.snapshot, register_files);
        let mut findings = Findings::default();
        let mut suppressions = Suppressions::default();
        if let Some(document) = &register_files.text {
            let judged = self.newest(document, stand, None);
            suppressions = Suppressions::of(judged.register);
            let state = replayed.as_ref().map(|it| &it.replay.state);
            findings.join(suppressions.part(self.text(register_files, &judged, state)));
            findings.extend(gaps_and_refusals(document, stand));
        }
        text_missing::no_text(register_files, stand, &mut findings);
        findings.join(suppressions.part(self.contacts(register_files, stand)));
        findings
    }

    /// Findings in a text, with their places in the file.
    fn text(
        &self,
        register_files: &'a RegisterFiles,
        judged: &CheckedText<'a>,
        state: Option<&State>,
    ) -> Findings {
        let document = judged.document;
        let mut findings = Findings::default();
        let written = SourceDoc::of(document);
        judge_file(&written, &mut findings);
        self.register_text(register_files, judged, &written, state, &mut findings);
        // Without a readable partner, the partner's own name looks like another one's.
        let leans = |found: &Diagnostic| {
            found.rule == partner_leftover::RULE.name && document.lacks("/partner")
        };
        let stands = findings.into_iter().filter(|found| !leans(found));
        stands.filter_map(|found| document.carry(found)).collect()
    }

    fn register_text(
        &self,
        register_files: &'a RegisterFiles,
        judged: &CheckedText<'a>,
        written: &SourceDoc<'_>,
        state: Option<&State>,
        findings: &mut Findings,
    ) {
        let Some(register) = judged.register else {
            return;
        };
        let snapshot = self.snapshot;
        let roster = judged
            .roster
            .and_then(|digest| snapshot.rosters.get(&digest))
            .or_else(|| snapshot.written_roster());
        let policy = judged
            .policy
            .and_then(|digest| snapshot.policies.get(&digest))
            .or_else(|| snapshot.written_policy());
        let slot = judged.roster.and_then(|digest| self.names.get(&digest));
        let text = TextContext {
            id: &register_files.id,
            file: &judged.document.file,
            written,
            register,
            stand: judged.stand,
            today: judged.today,
            roster,
            names: slot
                .zip(roster)
                .map(|(slot, roster)| slot.get_or_init(|| PartnerNameMatcher::of(roster))),
            policy,
            cross_index: self.cross_index(),
            proposal: state.and_then(|state| state.proposal.as_ref()),
            snapshot,
            rules: &self.rules,
        };
        for rule in ALL.iter() {
            if let Check::Text(check) | Check::Binding(check) = rule.check {
                apply(findings, |findings| check(&text, findings));
            }
        }
    }

    /// Contacts are never frozen, but they must be complete once the text is submitted.
    fn contacts(&self, register_files: &'a RegisterFiles, stand: Phase) -> Findings {
        let document = register_files.contacts.as_ref();
        let mut findings = Findings::default();
        document
            .map(SourceDoc::of)
            .iter()
            .for_each(|file| judge_file(file, &mut findings));
        let text = register_files.text.as_ref().and_then(Document::partial);
        let partner = text.map(|text| &text.partner.organization);
        let list = ContactList {
            id: &register_files.id,
            document,
            stand,
            partner,
            people: self.people(),
        };
        for rule in ALL.iter() {
            if let Check::Contacts(check) = rule.check {
                apply(&mut findings, |findings| check(&list, findings));
            }
        }
        let mut all: Findings = document.into_iter().flat_map(refusals).collect();
        all.extend(carried(document, findings));
        all
    }
}
