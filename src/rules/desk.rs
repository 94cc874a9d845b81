//! One register at a time: what is judged as what, and by which roster and policy.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::case::Case;
use super::chronicle::Chronicle;
use super::inquiry::Inquiry;
use super::names::Names;
use super::neighbours::Neighbours;
use super::people::People;
use super::run::{apply, judge_file};
use super::silence::Silencer;
use super::subject::{ContactList, Manuscript, Stand, Text};
use super::{ALL, Check, Rule, partner_leftover, text_missing};
use crate::act::{Act, Records};
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Target};
use crate::governance::Kind;
use crate::process::{Course, Record, State, fold};
use crate::register::Register;
use crate::request;
use crate::snapshot::{Document, Dossier, Partnerships, RequestDossier, Snapshot};
use crate::source::Digest;

/// What the reader refused in a document.
pub(super) fn refusals<T>(document: &Document<T>) -> impl Iterator<Item = Diagnostic> {
    document.refusals().iter().cloned().map(|why| {
        let is = |field: &str| {
            why.place.as_ref().is_some_and(|place| place.target == Target::Value(field.to_string()))
        };
        if why.rule != "field-type" || !is("/originating_committee") {
            return why;
        }
        why.help("one committee originates a register; others that shall approve stand in `also_approves`")
    })
}

/// Findings about what can be read of a document, put where they belong in its file.
pub(super) fn carried<T>(document: Option<&Document<T>>, findings: Findings) -> Findings {
    let Some(document) = document else {
        return findings;
    };
    findings
        .into_iter()
        .filter_map(|found| document.carry(found))
        .collect()
}

/// What is worked out once for all registers.
pub(super) struct Desk<'a> {
    snapshot: &'a Snapshot,
    /// The roster as committed.
    roster: Option<Digest>,
    /// The policy as committed.
    policy: Option<Digest>,
    /// The names of every version of the roster, made when they are first asked for.
    names: BTreeMap<Digest, OnceLock<Names>>,
    /// What registers have to do with each other, likewise.
    neighbours: OnceLock<Neighbours<'a>>,
    /// The people of today's roster, likewise.
    people: OnceLock<People<'a>>,
}

/// A text with the roster and the policy that it is judged by.
struct Judged<'a> {
    document: &'a Document<Register>,
    /// What of the document is judged.
    register: Option<&'a Register>,
    stand: Stand,
    today: Option<Day>,
    roster: Option<Digest>,
    policy: Option<Digest>,
}

impl<'a> Desk<'a> {
    /// Everything for this store.
    pub(super) fn of(snapshot: &'a Snapshot) -> Desk<'a> {
        let roster = snapshot.roster.as_ref().map(|roster| roster.file.digest());
        // Drafts are judged by the roster as it is, also by one that nobody consented to yet.
        let known = snapshot.rosters.keys().copied().chain(roster);
        Desk {
            snapshot,
            roster,
            policy: snapshot.policy.as_ref().map(|policy| policy.file.digest()),
            names: known.map(|digest| (digest, OnceLock::new())).collect(),
            neighbours: OnceLock::new(),
            people: OnceLock::new(),
        }
    }

    /// The same, where texts are judged by what is in force and not by what the files say: for a text that is submitted.
    pub(super) fn in_force(snapshot: &'a Snapshot) -> Desk<'a> {
        let (roster, policy) = (snapshot.named(Kind::Roster), snapshot.named(Kind::Policy));
        Desk {
            roster,
            policy,
            ..Desk::of(snapshot)
        }
    }

    /// What registers have to do with each other. Whoever judges several registers in parallel asks once before: a thread
    /// that works this out helps with other work meanwhile, and must not come upon this again.
    pub(super) fn neighbours(&self) -> &Neighbours<'a> {
        self.neighbours
            .get_or_init(|| Neighbours::of(self.snapshot))
    }

    fn people(&self) -> &People<'a> {
        self.people.get_or_init(|| {
            self.snapshot
                .written_roster()
                .map(People::of)
                .unwrap_or_default()
        })
    }

    /// All that there is to find in one register.
    pub(super) fn register(&self, dossier: &'a Dossier, today: Day) -> Findings {
        let record = self.snapshot.record(dossier);
        let course = record.as_ref().map(fold);
        let folded = record.as_ref().zip(course.as_ref());
        let mut findings = self.recorded(dossier, folded, today, |_| true);
        let frozen = course
            .as_ref()
            .and_then(|course| self.standing(dossier, course));
        let stand = frozen.as_ref().map_or(Stand::Draft, |frozen| frozen.stand);
        let same = |text: &Document<Register>| {
            frozen
                .as_ref()
                .is_some_and(|frozen| frozen.document.file.bytes() == text.file.bytes())
        };
        let draft = dossier.text.as_ref().filter(|text| !same(text));
        let draft = draft.map(|document| self.newest(document, Stand::Draft, Some(today)));
        let state = course.as_ref().map(|course| &course.state);
        let mut silencer = Silencer::default();
        for judged in frozen.iter().chain(&draft) {
            silencer = Silencer::of(judged.register);
            findings.join(silencer.part(self.text(dossier, judged, state)));
        }
        findings.extend(draft.iter().flat_map(|judged| refusals(judged.document)));
        text_missing::no_text(dossier, Stand::Draft, &mut findings);
        // Contacts have no text of their own to say what is accepted: the newest one does.
        findings.join(silencer.part(self.contacts(dossier, stand)));
        // Where the reader left something out, who knows what would be found there.
        let whole = draft
            .iter()
            .filter(|judged| judged.document.get().is_some());
        findings.extend(whole.flat_map(|judged| silencer.unused(&judged.document.file)));
        findings
    }

    /// What such rules find in the record of one register: its acts, ballots, results and frozen texts.
    pub(super) fn recorded<'c>(
        &'c self,
        dossier: &'c Dossier,
        folded: Option<(&'c Record<'c>, &'c Course<'c>)>,
        today: Day,
        wanted: fn(&Rule) -> bool,
    ) -> Findings {
        let case = Case::of(self.snapshot, dossier, folded, today);
        let mut findings: Findings = dossier.all_acts().flat_map(refusals).collect();
        let chronicle = Chronicle::of(dossier.all_acts(), folded.map(|(_, course)| course));
        for rule in ALL.iter().filter(|rule| wanted(rule)) {
            if let Check::Register(check) = rule.check {
                apply(&mut findings, |findings| check(&case, findings));
            } else if let Check::Acts(check) = rule.check {
                apply(&mut findings, |findings| check(&chronicle, findings));
            }
        }
        findings
    }

    /// All that there is to find in one change request.
    pub(super) fn request(
        &self,
        dossier: &RequestDossier,
        partnerships: &Partnerships<'_>,
    ) -> Findings {
        self.requested(
            dossier,
            self.snapshot.request_course(dossier, partnerships).as_ref(),
            |_| true,
        )
    }

    /// What there is to find in the acts of one change request.
    pub(super) fn request_record(
        &self,
        dossier: &RequestDossier,
        course: Option<&Course<'_, request::State>>,
    ) -> Findings {
        self.requested(dossier, course, Rule::is_about_the_record)
    }

    fn requested(
        &self,
        dossier: &RequestDossier,
        course: Option<&Course<'_, request::State>>,
        wanted: fn(&Rule) -> bool,
    ) -> Findings {
        let acts = Chronicle::of(dossier.acts.iter(), course);
        let inquiry = course.and_then(|course| Inquiry::open(&course.state, &acts));
        let mut findings: Findings = dossier.acts.iter().flat_map(refusals).collect();
        for rule in ALL.iter().filter(|rule| wanted(rule)) {
            if let Check::Acts(check) = rule.check {
                apply(&mut findings, |findings| check(&acts, findings));
            } else if let (Check::Request(check), Some(inquiry)) = (rule.check, &inquiry) {
                apply(&mut findings, |findings| check(inquiry, findings));
            }
        }
        findings
    }

    /// The revision that is under way or in force, as its submission had it.
    fn standing(&self, dossier: &'a Dossier, course: &Course<'_>) -> Option<Judged<'a>> {
        let State {
            under_way,
            in_force,
            ..
        } = &course.state;
        let under_way = under_way.as_ref().map(|under_way| under_way.revision);
        let number = under_way.max(in_force.as_ref().map(|in_force| in_force.revision))?;
        let document = dossier.revisions.get(&number)?;
        let legal = course.entries.iter().filter(|entry| entry.void.is_none());
        let froze = |act: &Act| act.revision == Some(number) && act.action.freezes().is_some();
        let act = legal.map(|entry| &entry.filed.act).find(|act| froze(act))?;
        let stand = match act.action.freezes().and_then(|submit| submit.records) {
            Some(Records::Earlier) => Stand::Records,
            None => Stand::Submitted,
        };
        let (register, roster, policy) = (document.get(), Some(act.roster), Some(act.policy));
        Some(Judged {
            document,
            register,
            stand,
            today: None,
            roster,
            policy,
        })
    }

    /// A text that is judged by the roster and the policy of today.
    fn newest(
        &self,
        document: &'a Document<Register>,
        stand: Stand,
        today: Option<Day>,
    ) -> Judged<'a> {
        let register = document.legible();
        Judged {
            document,
            register,
            stand,
            today,
            roster: self.roster,
            policy: self.policy,
        }
    }

    /// The draft and its contacts, judged as something else than a draft.
    pub(super) fn draft_as(&self, dossier: &'a Dossier, stand: Stand) -> Findings {
        let course = self.snapshot.course(dossier);
        let mut findings = Findings::default();
        let mut silencer = Silencer::default();
        if let Some(document) = &dossier.text {
            let judged = self.newest(document, stand, None);
            silencer = Silencer::of(judged.register);
            let state = course.as_ref().map(|course| &course.state);
            findings.join(silencer.part(self.text(dossier, &judged, state)));
            findings.extend(refusals(document));
        }
        text_missing::no_text(dossier, stand, &mut findings);
        findings.join(silencer.part(self.contacts(dossier, stand)));
        findings
    }

    /// What the rules find in a text, put where it belongs in the file.
    fn text(&self, dossier: &'a Dossier, judged: &Judged<'a>, state: Option<&State>) -> Findings {
        let document = judged.document;
        let mut findings = Findings::default();
        let written = Manuscript::of(document);
        judge_file(&written, &mut findings);
        self.register_text(dossier, judged, &written, state, &mut findings);
        // Without the partner, its own name is like any other's.
        let leans = |found: &Diagnostic| {
            found.rule == partner_leftover::RULE.name && document.lacks("/partner")
        };
        let stands = findings.into_iter().filter(|found| !leans(found));
        stands.filter_map(|found| document.carry(found)).collect()
    }

    fn register_text(
        &self,
        dossier: &'a Dossier,
        judged: &Judged<'a>,
        written: &Manuscript<'_>,
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
        let text = Text {
            id: &dossier.id,
            file: &judged.document.file,
            written,
            register,
            stand: judged.stand,
            today: judged.today,
            roster,
            names: slot
                .zip(roster)
                .map(|(slot, roster)| slot.get_or_init(|| Names::of(roster))),
            policy,
            neighbours: self.neighbours(),
            proposal: state.and_then(|state| state.proposal.as_ref()),
            snapshot,
        };
        for rule in ALL {
            if let Check::Text(check) | Check::Binding(check) = rule.check {
                apply(findings, |findings| check(&text, findings));
            }
        }
    }

    /// Contacts are never frozen; they have to be complete once the text is.
    fn contacts(&self, dossier: &'a Dossier, stand: Stand) -> Findings {
        let document = dossier.contacts.as_ref();
        let mut findings = Findings::default();
        document
            .map(Manuscript::of)
            .iter()
            .for_each(|file| judge_file(file, &mut findings));
        let text = dossier.text.as_ref().and_then(Document::legible);
        let partner = text.map(|text| &text.partner.organization);
        let list = ContactList {
            id: &dossier.id,
            document,
            stand,
            partner,
            people: self.people(),
        };
        for rule in ALL {
            if let Check::Contacts(check) = rule.check {
                apply(&mut findings, |findings| check(&list, findings));
            }
        }
        let mut all: Findings = document.into_iter().flat_map(refusals).collect();
        all.extend(carried(document, findings));
        all
    }
}
