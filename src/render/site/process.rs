//! The process as the program runs it: stages, steps, who takes them, what they need, by which clause. Everything but
//! the plain words comes from the tables that acts are judged by, so the page cannot tell anything else.

mod classes;
mod picture;
mod words;

use serde::Serialize;

use self::classes::{ClassRow, FieldRow};
use self::picture::Picture;
use self::words::{Concern, Part, by_code};
use super::{Edition, Page, Section};
use crate::policy::Policy;
use crate::process::Stage;
use crate::process::stage::{Transition, check_transition};
use crate::render::RenderError;
use crate::render::view::FrameView;
use crate::roster::authority::{Proof, Task, entitled};

const PROCESS: &str = "process.html";

/// The page of the process.
#[derive(Debug, Serialize)]
struct ProcessPage {
    #[serde(flatten)]
    frame: FrameView<'static>,
    picture: Picture,
    stages: Vec<StageView>,
    steps: Vec<StepView>,
    classes: Vec<ClassRow>,
    fields: Vec<FieldRow>,
    terms: TermsView,
    /// Whether the process followed is DSP4003 itself, whose related documents and notice the page then has.
    is_dsp4003: bool,
}

/// A stage.
#[derive(Debug, Serialize)]
struct StageView {
    id: String,
    title: &'static str,
    /// What happens in it.
    text: &'static str,
    /// The step by which a new register goes on when all goes well.
    onward: Option<StepLink>,
    /// The other steps that what is on its way can take.
    others: Vec<StepLink>,
    /// Those that can be taken beside it, whatever is on its way.
    beside: Vec<StepLink>,
}

/// A step, as a stage names it.
#[derive(Debug, Serialize)]
struct StepLink {
    id: String,
    title: &'static str,
    /// Who takes it, in the order of the table.
    who: Vec<String>,
    clause: &'static str,
}

/// A step.
#[derive(Debug, Serialize)]
struct StepView {
    id: String,
    title: &'static str,
    /// What it does.
    text: &'static str,
    /// Who takes it, in the order of the table.
    who: Vec<String>,
    /// In which special case others take it, and who those are.
    special: Option<(&'static str, Vec<String>)>,
    clause: &'static str,
    /// From which stages it is possible.
    from: Vec<&'static str>,
    /// What it needs elsewhere, each once.
    needs: Vec<NeedView>,
}

/// What is missing for a step in some stages.
#[derive(Debug, Serialize)]
struct NeedView {
    parts: Vec<Part>,
    clause: &'static str,
}

/// What this organization has decided where the process leaves it to it.
#[derive(Debug, Serialize)]
struct TermsView {
    review_months: u32,
    rule: String,
    explained: String,
    days: u32,
    minimum_days: u32,
    backfill_until: Option<String>,
}

/// The page.
pub(super) fn pages(edition: &Edition<'_>) -> Result<Vec<Page>, RenderError> {
    let policy = edition.governance.policy;
    let page = ProcessPage {
        frame: edition.frame(PROCESS, Section::Process),
        picture: picture::picture(),
        stages: Stage::ALL.into_iter().map(stage_view).collect(),
        steps: Transition::ALL.into_iter().map(step_view).collect(),
        classes: classes::classes(),
        fields: classes::fields(),
        terms: terms(policy),
        is_dsp4003: policy.process.document == "DSP4003",
    };
    Ok(vec![edition.page(PROCESS, PROCESS, &page)?])
}

fn stage_view(stage: Stage) -> StageView {
    let (title, text) = words::stage(stage);
    let possible =
        |step: &Transition| check_transition(stage, *step).is_ok() && stage.onward() != Some(*step);
    let of = |concern: Concern| {
        let steps = Transition::ALL
            .into_iter()
            .filter(|step| words::concern(*step) == concern);
        steps.filter(possible).map(step_link).collect()
    };
    StageView {
        id: stage_id(stage),
        title,
        text,
        onward: stage.onward().map(step_link),
        others: of(Concern::OnItsWay),
        beside: of(Concern::Beside),
    }
}

fn step_link(step: Transition) -> StepLink {
    StepLink {
        id: step_id(step),
        title: words::step(step).0,
        who: who(step.task()),
        clause: step.clause(),
    }
}

fn step_view(step: Transition) -> StepView {
    let (title, text) = words::step(step);
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
        id: step_id(step),
        title,
        text,
        who: who(step.task()),
        special: step.special().map(|(task, case)| (case, who(task))),
        clause: step.clause(),
        from,
        needs,
    }
}

/// Who may do a task, as the table of authority has it.
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

fn stage_id(stage: Stage) -> String {
    format!("stage-{stage}")
}

/// The command's words, as a name: `ballot the board` becomes `step-ballot-the-board`.
fn step_id(step: Transition) -> String {
    let words = step.to_string();
    let words: Vec<&str> = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!("step-{}", words.join("-"))
}

#[cfg(test)]
mod tests;
