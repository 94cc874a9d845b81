//! The chart of the stages: one below the other, with the step between two stages and who takes it; at the side, the
//! end of a proposal.

use serde::Serialize;

use super::anchors::stage_anchor;
use super::words;
use crate::process::Stage;
use crate::process::stage::{Transition, check_transition};
use crate::roster::authority::entitled;

/// The heights of a stage and of the step to the next one, in pixels.
const STAGE: u32 = 32;
const WAY: u32 = 34;

#[derive(Debug, Serialize)]
pub(super) struct StagesChartView {
    /// In pixels.
    height: u32,
    stages: Vec<StageBoxView>,
    /// The stages in which a proposal can end.
    ends: EndsView,
}

#[derive(Debug, Serialize)]
struct StageBoxView {
    title: &'static str,
    id: String,
    /// The positions of the box and of its title, in pixels.
    top: u32,
    y: u32,
    /// The step to the next stage; `None` for the last stage.
    way: Option<WayView>,
}

/// The step from one stage to the next.
#[derive(Debug, Serialize)]
struct WayView {
    from: u32,
    to: u32,
    /// The position of the text, in pixels.
    y: u32,
    text: String,
}

#[derive(Debug, Serialize)]
struct EndsView {
    top: u32,
    height: u32,
    /// The position of the text, in pixels.
    middle: u32,
}

/// The stages from proposal to removal, and the end of a proposal next to the stages that allow it.
pub(super) fn picture() -> StagesChartView {
    let way: Vec<Stage> = Stage::ALL
        .into_iter()
        .filter(|stage| *stage != Stage::Ended)
        .collect();
    let last = way.len().saturating_sub(1);
    let stages: Vec<StageBoxView> = (0..)
        .zip(&way)
        .map(|(at, stage)| stage_box(at, *stage, usize::try_from(at).is_ok_and(|at| at < last)))
        .collect();
    let tops = way
        .iter()
        .zip(&stages)
        .filter(|(stage, _)| check_transition(**stage, Transition::End).is_ok());
    let tops: Vec<u32> = tops.map(|(_, drawn)| drawn.top).collect();
    let (first, final_top) = (
        tops.first().copied().unwrap_or(0),
        tops.last().copied().unwrap_or(0),
    );
    let ends = EndsView {
        top: first,
        height: final_top + STAGE - first,
        middle: (first + final_top + STAGE) / 2,
    };
    let height = u32::try_from(way.len())
        .unwrap_or(0)
        .saturating_mul(STAGE + WAY)
        .saturating_sub(WAY)
        + 2;
    StagesChartView {
        height,
        stages,
        ends,
    }
}

fn stage_box(at: u32, stage: Stage, has_next: bool) -> StageBoxView {
    let top = 1 + at * (STAGE + WAY);
    let from = top + STAGE;
    let onward = stage.onward().filter(|_| has_next).map(|step| WayView {
        from,
        to: from + WAY - 5,
        y: from + WAY / 2 + 4,
        text: format!("{}: {}", words::brief(step), first(step)),
    });
    StageBoxView {
        title: words::stage(stage).0,
        id: stage_anchor(stage),
        top,
        y: top + 21,
        way: onward,
    }
}

/// The office that is responsible for the step.
fn first(step: Transition) -> &'static str {
    entitled(step.task())
        .first()
        .map_or("", |(office, _)| words::brief_office(*office))
}
