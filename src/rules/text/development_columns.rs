//! Rows whose `development` contradicts their columns.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::policy::JointHolders;
use crate::register::{Development, Holder, Standard};
use crate::roster::Organization;
use crate::rules::context::text::{TextContext, call};
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "development-columns",
    severity: Severity::Note,
    clause: "DSP4003 5.1",
    summary: "`development` of a row agrees with who develops, owns and maintains the standard",
    explanation: "DSP4003 distinguishes joint development, by both sides, from delegated \
                  development, by the partner, which typically also owns, governs and maintains \
                  the result. `own` is development by one side alone. The columns of the row say \
                  who does what, so the two should agree; since DSP4003 says `typically`, a \
                  difference is a note. If the policy allows only one holder per column, joint \
                  work shows in columns 6 to 9 together: they do not all name the same side.",
    bad: concat!(
        "standards:",
        row!(developer = "DMTF"),
        "\n    development: delegated"
    ),
    good: concat!(
        "standards:",
        row!(ip_policy = "XYZ", owner = "XYZ", maintainer = "XYZ"),
        "\n    development: delegated\n    rules: DSP4012"
    ),
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let (Some([home, partner]), Some(policy)) = (text.sides(), text.policy) else {
        return;
    };
    for (pointer, row) in text.rows() {
        let Some(development) = row.development else {
            continue;
        };
        let Some((field, message)) =
            differs(development, row, [home, partner], policy.joint_holders)
        else {
            continue;
        };
        let place = SourcePlace::value(text.file, format!("{pointer}/development"));
        let related = SourcePlace::value(text.file, format!("{pointer}/{field}"))
            .label("what the column says");
        findings.push(RULE.found(message).at(place).related(related));
    }
}

/// The first column that contradicts the declared development, with a message.
fn differs(
    development: Development,
    row: &Standard,
    [home, partner]: [&Organization; 2],
    joint: JointHolders,
) -> Option<(&'static str, String)> {
    let names = |holder: &Holder, side: &Organization| {
        holder.names().iter().any(|name| side.is_called(name))
    };
    let developers = [home, partner].map(|side| names(&row.developer, side));
    let at_home_alone = |holder: &Holder| names(holder, home) && !names(holder, partner);
    let columns = [
        ("owner", "Owning Organization", &row.owner),
        ("ip_policy", "Governing IP Policy", &row.ip_policy),
        ("maintainer", "Maintaining Organization", &row.maintainer),
    ];
    let alone = |holder: &Holder, side, other| names(holder, side) && !names(holder, other);
    match development {
        // Without joint holders, the columns of a joint row name both sides together.
        Development::Joint if joint != JointHolders::Allowed => {
            let all_of = |side, other| {
                alone(&row.developer, side, other)
                    && columns
                        .iter()
                        .all(|(_, _, holder)| alone(holder, side, other))
            };
            let (side, _) = [(home, partner), (partner, home)]
                .into_iter()
                .find(|(side, other)| all_of(*side, *other))?;
            let message = format!(
                "the row is developed jointly, but columns 6 to 9 name {} only",
                call(side)
            );
            Some(("developer", message))
        }
        Development::Joint => (developers != [true, true]).then(|| {
            let message =
                "the row is developed jointly, but Developing Organization names one side only";
            ("developer", message.to_string())
        }),
        Development::Own if developers == [true, true] => Some((
            "developer",
            "the row is one side's own, but Developing Organization names both".to_string(),
        )),
        Development::Own => {
            let (own, other) = match developers {
                [true, false] => (home, partner),
                [false, true] => (partner, home),
                _ => return None,
            };
            let (field, column, _) = columns
                .into_iter()
                .find(|(_, _, holder)| alone(holder, other, own))?;
            let (own, other) = (call(own), call(other));
            Some((
                field,
                format!("the row is {own}'s own, but {column} is {other}"),
            ))
        }
        Development::Delegated if developers[0] => Some((
            "developer",
            format!(
                "the row is delegated to {}, but Developing Organization names {}",
                call(partner),
                call(home)
            ),
        )),
        Development::Delegated => {
            let (field, column, _) = columns
                .into_iter()
                .find(|(_, _, holder)| at_home_alone(holder))?;
            let (home, partner) = (call(home), call(partner));
            let message = format!(
                "the row is delegated to {partner}, which then typically owns, governs and maintains the result, \
                 but {column} is {home}"
            );
            Some((field, message))
        }
    }
}
