//! The report of `wr verify` as text, for readers without the store: lawyers, auditors, the partner.

use super::published::Report;
use crate::act::recorded_by;
use crate::cli::app::ui::{self, Tone};
use crate::diagnostic::{Findings, Severity};
use crate::evidence::{
    ActAccount, ApprovalAccount, BallotEvidence, RecommendationAccount, RegisterEvidence,
    RemovalEvidence, RevisionStatus, SeatAccount, TextAccount, Way,
};
use crate::policy::rule::{Counts, Needs};

/// How much the report shows of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// A few lines.
    Brief,
    /// Each vote and each key.
    Full,
}

/// The report. With errors it shows no registers, so that no unverified statement can be quoted.
pub(super) fn report(report: &Report, findings: &Findings, detail: Detail) -> String {
    let mut text = String::new();
    if !findings.has_errors() {
        for found in &report.registers {
            text += &match detail {
                Detail::Brief => paragraph(found),
                Detail::Full => account(found),
            };
            text += "\n";
        }
    }
    text += &closing(report, findings);
    text
}

/// The verdict and the totals.
fn closing(report: &Report, findings: &Findings) -> String {
    let totals = report.totals;
    let bad = || ui::state(Tone::Bad, "NOT verified");
    let mut text = match findings.count(Severity::Error) {
        0 => format!(
            "{}: {}\n",
            ui::state(Tone::Good, "verified"),
            report.commit_told
        ),
        1 => format!("{}: {}: 1 error\n", bad(), report.commit_told),
        more => format!("{}: {}: {more} errors\n", bad(), report.commit_told),
    };
    text += &format!(
        "  {}, {}; {}: {} checked, {} unsigned, {} void; {} walked\n",
        many(report.registers.len(), "register"),
        many(report.requests.len(), "change request"),
        many(totals.acts, "act"),
        many(totals.signed, "signature"),
        totals.unsigned,
        totals.void,
        many(report.commits, "commit"),
    );
    if let Some(first) = &report.first_roster {
        let by = match &report.roots {
            Some(roots) => {
                format!(
                    "a new one needs the consent of {} of {}",
                    roots.threshold,
                    roots.people.join(", ")
                )
            }
            None => "only the VP of Alliances can change it".to_string(),
        };
        text += &format!("  identities are based on the first roster, {first}; {by}\n");
    }
    if report.from_bundle {
        text += "  from a bundle: the order of commits was not checked, and the rest of the store is not included\n";
    }
    for told in &report.since {
        text += &format!("  {told}\n");
    }
    text
}

fn many(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

/// A register in brief.
fn paragraph(account: &RegisterEvidence) -> String {
    let mut text = heading(account);
    for found in &account.texts {
        text += &format!(
            "  revision {} {}\n    {}\n",
            found.revision,
            stands(found),
            found.digest
        );
        for approval in &found.approvals {
            text += &format!("    {}\n", given(approval, found.revision));
        }
        text += &lacks(found, "    ");
    }
    let totals = account.totals;
    text += &format!(
        "  {}: {} signed, {} unsigned, {} void\n",
        many(totals.acts, "act"),
        totals.signed,
        totals.unsigned,
        totals.void
    );
    text
}

fn heading(account: &RegisterEvidence) -> String {
    let title = account
        .title
        .as_deref()
        .unwrap_or("(its text cannot be read)");
    let partner = account
        .partner
        .as_ref()
        .map_or("no partner yet", |partner| partner.name.as_str());
    format!(
        "{}  {title}\n  with {partner}; {}\n",
        ui::paint(Tone::Id, account.register.as_str()),
        account.state
    )
}

fn stands(text: &TextAccount) -> String {
    let what = match text.standing {
        RevisionStatus::InForce => ui::state(Tone::Good, "in force"),
        RevisionStatus::Removed => "was in force".to_string(),
        RevisionStatus::UnderWay => ui::state(Tone::Waiting, "under way"),
    };
    let ground = text
        .ground
        .as_ref()
        .map_or(String::new(), |ground| format!(": {ground}"));
    let process = text
        .process
        .as_ref()
        .map_or(String::new(), |process| format!(", under {process}"));
    format!("{what} since {}{ground}{process}", text.since)
}

fn lacks(text: &TextAccount, indent: &str) -> String {
    match text.missing.is_empty() {
        true => String::new(),
        false => format!("{indent}not approved yet by: {}\n", text.missing.join(", ")),
    }
}

fn given(approval: &ApprovalAccount, revision: u32) -> String {
    let name = &approval.name;
    let resolution = approval
        .resolution
        .as_ref()
        .map_or(String::new(), |it| format!(", resolution {it}"));
    let counts = approval
        .ballot
        .as_ref()
        .map(|ballot| ballot.counts)
        .or(approval.meeting);
    let counts = counts.map_or(String::new(), |it| {
        format!(", {} for and {} against", it.approve, it.oppose)
    });
    let earlier = match approval.revision == revision {
        true => String::new(),
        false => format!(", carried over from revision {}", approval.revision),
    };
    let what = match approval.way {
        Way::Ballot | Way::Resolution => "approved",
        Way::Acceptance | Way::Letter => "accepted",
        Way::Confirmation => "confirmed that the change is editorial",
        Way::Records => "approved",
    };
    let records = if approval.way == Way::Records {
        ", by earlier records"
    } else {
        ""
    };
    let conditions: Vec<String> = approval
        .conditions
        .iter()
        .map(|it| format!("\"{it}\""))
        .collect();
    let conditions = match conditions.is_empty() {
        true => String::new(),
        false => format!(", on condition: {}", conditions.join(", ")),
    };
    format!(
        "{name} {what} on {}{resolution}{conditions}{counts}{earlier}{records}",
        approval.on
    )
}

/// A register in full.
fn account(account: &RegisterEvidence) -> String {
    let mut text = heading(account);
    for found in &account.texts {
        let title = ui::paint(Tone::Heading, format!("revision {}", found.revision));
        text += &format!("\n{title} {}\n", stands(found));
        text += &format!("  text      {}\n  digest    {}\n", found.path, found.digest);
        if let Some(act) = &found.frozen_by {
            text += &format!("  frozen    {}\n", hand(act));
        }
        for approval in &found.approvals {
            text += &format!("\n  {}\n", given(approval, found.revision));
            text += &approved(approval);
        }
        text += &lacks(found, "\n  ");
    }
    if let Some(removal) = &account.removal {
        text += &removed(removal);
    }
    for void in &account.void {
        text += &format!(
            "\n  {}: {}\n    {}\n",
            ui::state(Tone::Bad, "void"),
            void.path,
            void.why.replace('\n', " ")
        );
    }
    text
}

/// Who recommended the removal, and what the board decided.
fn removed(removal: &RemovalEvidence) -> String {
    let with = removal
        .along_with
        .as_ref()
        .map_or(String::new(), |lead| format!(", with `{lead}`"));
    let RemovalEvidence {
        on,
        resolution,
        reason_told,
        ..
    } = removal;
    let mut text = format!(
        "\nremoved on {on} by resolution {resolution} of the board{with}, because {reason_told}\n"
    );
    for found in &removal.recommended {
        let RecommendationAccount {
            reason,
            because,
            act,
        } = found;
        text += &format!(
            "  recommended ({reason}): {because}\n    recorded  {}\n",
            hand(act)
        );
    }
    text += "\n  the board's decision\n";
    if let Some(ballot) = &removal.ballot {
        text += &balloted(ballot);
    }
    if let Some(counts) = removal.meeting {
        text += &format!("    meeting   {}\n", counted(counts));
    }
    text + &format!("    recorded  {}\n", hand(&removal.act))
}

fn approved(approval: &ApprovalAccount) -> String {
    let mut text = String::new();
    if let Some(ballot) = &approval.ballot {
        text += &balloted(ballot);
    }
    if let Some(counts) = approval.meeting {
        text += &format!("    meeting   {}\n", counted(counts));
    }
    // A committee's approval is the act that closed its ballot.
    if approval.way != Way::Ballot {
        text += &format!("    recorded  {}\n", hand(&approval.act));
    }
    text
}

fn balloted(ballot: &BallotEvidence) -> String {
    let mut text = format!("    ballot    {}: {}\n", ballot.name, ballot.outcome);
    text += &format!("    rule      {}\n", ballot.rule_explained);
    text += &format!(
        "    counts    {}; {}\n",
        counted(ballot.counts),
        needed(ballot.needed, ballot.base)
    );
    text += &format!("    opened    {}\n", hand(&ballot.opened));
    if !ballot.seats.is_empty() {
        text += &ui::columns_behind("    votes     ", ballot.seats.iter().map(row));
        text += "\n";
    }
    text += &format!("    closed    {}\n", hand(&ballot.closed));
    text
}

fn row(seat: &SeatAccount) -> Vec<String> {
    let choice = seat.choice.map_or("-".to_string(), ui::of_choice);
    vec![
        seat.name.clone(),
        choice,
        seat.vote.as_ref().map_or(String::new(), hand),
    ]
}

fn counted(counts: Counts) -> String {
    let Counts {
        approve,
        oppose,
        abstain,
        recuse,
        did_not_vote,
        ..
    } = counts;
    let vacant = counts.vacancies();
    format!(
        "{approve} for, {oppose} against, {abstain} abstained, {recuse} recused, {did_not_vote} did not vote{vacant}"
    )
}

fn needed(needs: Needs, base: u32) -> String {
    let quorum = needs
        .quorum
        .map_or(String::new(), |quorum| format!(", quorum {quorum}"));
    let most = needs
        .most_oppose
        .map_or(String::new(), |most| format!(", at most {most} against"));
    format!(
        "{} of {base} needed if all vote{quorum}{most}",
        needs.approve
    )
}

/// Who did something, when, and with which key it is signed.
fn hand(act: &ActAccount) -> String {
    let recorded = act.recorded_by_name.as_ref().map_or(String::new(), |name| {
        format!(", {}", recorded_by(act.evidence.as_deref(), name))
    });
    let evidence = act
        .evidence
        .as_ref()
        .map_or(String::new(), |text| format!(" ({text})"));
    let key = act.signed_with.as_deref().unwrap_or("recorded, unsigned");
    format!("{}  {}{recorded}{evidence}  {key}", act.at, act.by_name)
}
