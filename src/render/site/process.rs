//! The page about the process: stages, steps, who takes them, their requirements and clauses. Except for the
//! descriptions, the data comes from the tables that decide whether an act is valid, so the page always agrees with
//! them.

mod anchors;
mod classes;
mod picture;
mod words;

use serde::Serialize;

use self::anchors::{stage_anchor, step_anchor};
use self::classes::{ClassView, FieldClassView};
use self::picture::StagesChartView;
use self::words::{SentencePart, by_code};
use super::context::SiteContext;
use crate::describe;
use crate::policy::Policy;
use crate::process::Stage;
use crate::process::stage::{Concern, Transition, check_transition};
use crate::render::error::RenderError;
use crate::render::pages::PageFile;
use crate::render::sources::{BuiltIn, built_in};
use crate::render::view::NavSection;
use crate::roster::authority::{Proof, Task, entitled};

const PROCESS: &str = "process.html";

pub(super) const TEMPLATES: &[BuiltIn] = &[built_in!("process.html")];

#[derive(Debug, Serialize)]
struct ProcessPageView {
    anchors: StageAnchorsView,
    picture: StagesChartView,
    stages: Vec<StageView>,
    steps: Vec<StepView>,
    classes: Vec<ClassView>,
    fields: Vec<FieldClassView>,
    terms: TermsView,
    /// Whether the process is DSP4003; the page then shows its related documents and copyright notice.
    is_dsp4003: bool,
}

/// The anchors of the stages that the summary for partners links to.
#[derive(Debug, Serialize)]
struct StageAnchorsView {
    propose: String,
    draft: String,
    committees: String,
    board: String,
    sent: String,
    in_force: String,
    removed: String,
}

impl StageAnchorsView {
    fn new() -> StageAnchorsView {
        StageAnchorsView {
            propose: stage_anchor(Stage::Unproposed),
            draft: stage_anchor(Stage::Draft),
            committees: stage_anchor(Stage::CommitteeBallot),
            board: stage_anchor(Stage::BoardBallot),
            sent: stage_anchor(Stage::Sent),
            in_force: stage_anchor(Stage::Established),
            removed: stage_anchor(Stage::Removed),
        }
    }
}

#[derive(Debug, Serialize)]
struct StageView {
    id: String,
    title: &'static str,
    /// The description.
    text: &'static str,
    /// The step to the next stage for a new register.
    onward: Option<StepLinkView>,
    /// The other possible steps for the revision under way.
    others: Vec<StepLinkView>,
    /// The steps that are possible in parallel.
    beside: Vec<StepLinkView>,
}

/// A step in the description of a stage.
#[derive(Debug, Serialize)]
struct StepLinkView {
    id: String,
    title: &'static str,
    /// The offices that may take it, in the order of the table.
    who: Vec<String>,
    clause: &'static str,
}

#[derive(Debug, Serialize)]
struct StepView {
    id: String,
    title: &'static str,
    /// The description.
    text: &'static str,
    /// The offices that may take it, in the order of the table.
    who: Vec<String>,
    /// The special case in which others take it, and those others.
    special: Option<(&'static str, Vec<String>)>,
    clause: &'static str,
    /// The stages in which it is possible.
    from: Vec<&'static str>,
    /// The missing requirements in the other stages, each once.
    needs: Vec<NeedView>,
}

/// A missing requirement of a step.
#[derive(Debug, Serialize)]
struct NeedView {
    parts: Vec<SentencePart>,
    clause: &'static str,
}

/// The choices of this organization that the process leaves open.
#[derive(Debug, Serialize)]
struct TermsView {
    review_months: u32,
    rule: String,
    explained: String,
    days: u32,
    minimum_days: u32,
    backfill_until: Option<String>,
}

pub(super) fn pages(context: &SiteContext<'_>) -> Result<Vec<PageFile>, RenderError> {
    let policy = context.governance.policy;
    let view = ProcessPageView {
        anchors: StageAnchorsView::new(),
        picture: picture::picture(),
        stages: Stage::ALL.into_iter().map(stage_view).collect(),
        steps: Transition::ALL.into_iter().map(step_view).collect(),
        classes: classes::classes(),
        fields: classes::fields(),
        terms: terms(policy),
        is_dsp4003: policy.process.document == "DSP4003",
    };
    let page = context.page(PROCESS, PROCESS, NavSection::Process, view)?;
    Ok(vec![page])
}

fn stage_view(stage: Stage) -> StageView {
    let (title, text) = words::stage(stage);
    let possible =
        |step: &Transition| check_transition(stage, *step).is_ok() && stage.onward() != Some(*step);
    let of = |concern: Concern| {
        let steps = Transition::ALL
            .into_iter()
            .filter(|step| step.concern() == concern);
        steps.filter(possible).map(step_link).collect()
    };
    StageView {
        id: stage_anchor(stage),
        title,
        text,
        onward: stage.onward().map(step_link),
        others: of(Concern::OnItsWay),
        beside: of(Concern::Beside),
    }
}

fn step_link(step: Transition) -> StepLinkView {
    StepLinkView {
        id: step_anchor(step),
        title: describe::step(step).0,
        who: who(step.task()),
        clause: step.clause(),
    }
}

fn step_view(step: Transition) -> StepView {
    let (title, text) = describe::step(step);
    let verdicts = Stage::ALL
        .into_iter()
        .map(|stage| (stage, check_transition(stage, step)));
    let mut needs: Vec<NeedView> = Vec::new();
    let mut told: Vec<&'static str> = Vec::new();
    let mut from = Vec::new();
    for (stage, verdict) in verdicts {
        match verdict {
            Ok(()) => from.push(words::stage(stage).0),
            Err(blocked) if !told.contains(&blocked.needs) => {
                told.push(blocked.needs);
                needs.push(NeedView {
                    parts: by_code(blocked.needs),
                    clause: blocked.clause,
                });
            }
            Err(_) => {}
        }
    }
    StepView {
        id: step_anchor(step),
        title,
        text,
        who: who(step.task()),
        special: step.special().map(|(task, case)| (case, who(task))),
        clause: step.clause(),
        from,
        needs,
    }
}

/// The offices that are authorized for a task, in the order of the table.
fn who(task: Task) -> Vec<String> {
    let each = entitled(task).iter().map(|(office, proof)| {
        let office = words::office(*office);
        match proof {
            Proof::Office => office.to_string(),
            Proof::Evidence => format!("{office}, with evidence"),
        }
    });
    each.collect()
}

fn terms(policy: &Policy) -> TermsView {
    let usual = &policy.ballots.default;
    TermsView {
        review_months: policy.review_months,
        rule: usual.applied().to_string(),
        explained: usual.applied().explained(),
        days: usual.days,
        minimum_days: usual.minimum_days,
        backfill_until: policy.backfill_until.map(|day| day.to_string()),
    }
}

#[cfg(test)]
mod tests;
