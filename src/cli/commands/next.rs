//! `wr next`: lists the tasks of a person, body or organization in all registers, with their deadlines.

mod about;
mod start;
mod versions;

use anyhow::Result;
use clap::Args;
use rayon::prelude::*;
use serde::Serialize;

use self::about::TaskSubject;
use crate::cli::app::answer::Rejected;
use crate::cli::app::calendar::{self, CalendarTask};
use crate::cli::app::context::{Context, Environment, WorkingTree, policy, roster};
use crate::cli::app::format::{TaskFormat, View};
use crate::cli::app::share::{glance, print_notices};
use crate::cli::app::ui::{self, Tone};
use crate::cli::app::uncounted::{self, UncountedVote, uncounted_votes};
use crate::cli::app::whom;
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::process::Replay;
use crate::process::worklist::{Item, TaskRole, Whom, agenda, together};
use crate::render::EntryTime;
use crate::roster::Roster;
use crate::snapshot::{RegisterContext, Snapshot};

/// Show what you have to do, by when, in all registers
#[derive(Debug, Args)]
pub(crate) struct NextCommand {
    /// Show the tasks of this person, body or organization, by id or name
    #[arg(long = "for", value_name = "PERSON|BODY|ORG")]
    whom: Option<String>,
    /// Acknowledge that votes of yours do not count, so that this clone names them no more
    #[arg(long)]
    seen: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: TaskFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct NextJson {
    /// The version of this format: 1.
    format: u32,
    r#for: NextSubject,
    /// The user's own votes that do not count and were not acknowledged before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    uncounted: Vec<UncountedVote>,
    /// Their own tasks, the earliest deadline first.
    next: Vec<NextLine>,
    /// Tasks of others that they may do in their place.
    stead: Vec<NextLine>,
    /// Tasks of others that they wait for, if they have none of their own.
    waits: Vec<NextLine>,
}

#[derive(Debug, Serialize)]
struct NextSubject {
    /// `person`, `body` or `organization`.
    kind: &'static str,
    id: Id,
    name: String,
}

#[derive(Debug, Serialize)]
struct NextLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    register: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Id>,
    /// A version of the roster or the policy, such as `roster 2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    what: String,
    /// The seats to vote for, if the task is a vote.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    seats: Vec<String>,
    command: String,
    who: Vec<String>,
    /// The last day.
    by: Option<Day>,
    /// Whether that day has passed.
    overdue: bool,
    /// The moment at which the ballot closes, if the task is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    closes: Option<Moment>,
    /// The day since which it waits.
    since: Option<Day>,
    clause: &'static str,
}

/// The tasks of one person, body or organization about registers, change requests and versions.
#[derive(Default)]
struct Worklists<'a> {
    own: Vec<(TaskSubject<'a>, Item)>,
    stead: Vec<(TaskSubject<'a>, Item)>,
    waits: Vec<(TaskSubject<'a>, Item)>,
}

impl NextCommand {
    /// The command for the person who runs it, as text.
    pub(crate) fn of_actor() -> NextCommand {
        NextCommand {
            whom: None,
            seen: false,
            format: TaskFormat::Text,
        }
    }

    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        glance(env);
        let context = Context::open(env)?;
        if self.format == TaskFormat::Text {
            print_notices(&context)?;
        }
        let snapshot = context.whole(WorkingTree::Drafts)?;
        let roster = roster(&snapshot)?;
        policy(&snapshot)?;
        let whom = match &self.whom {
            Some(given) => whom::find(roster, given)?,
            None => actor(&context, roster)?,
        };
        let registers = snapshot.register_contexts(env.now)?;
        let mut listed = list(&context, &snapshot, &registers, whom)?;
        listed.uncounted = uncounted_votes(&context, &registers)?;
        let above = match self.seen {
            true => uncounted::acknowledge(&context, &listed.uncounted)?,
            false => uncounted::heading(&listed.uncounted),
        };
        let Some(format) = self.format.shared() else {
            let name = format!("Tasks of {}", listed.r#for.name);
            return calendar::print(
                &context,
                &snapshot,
                &name,
                listed.next.into_iter().map(entry),
            );
        };
        let start = start::first_steps(&snapshot, roster, whom);
        format.print(&context, &listed, |listed| {
            View::Text(above + &start.unwrap_or_else(|| text(listed)))
        })
    }
}

/// The first tasks of the actor as text, for plain `wr`; empty for a person who is not in the roster.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn first_tasks(
    context: &Context,
    snapshot: &Snapshot,
    registers: &[RegisterContext<'_>],
) -> Result<String> {
    const MOST: usize = 5;
    let roster = roster(snapshot)?;
    let Ok(whom) = context.actor(roster).map(Whom::Person) else {
        return Ok(String::new());
    };
    if let Some(steps) = start::first_steps(snapshot, roster, whom) {
        return Ok(steps);
    }
    let listed = list(context, snapshot, registers, whom)?;
    if listed.next.is_empty() {
        return Ok(format!("{} has nothing to do now\n", whom.name()));
    }
    let mut text = format!("{}\n", has_to(whom.name()));
    for line in listed.next.iter().take(MOST) {
        text += &format!("{}    {}\n", heading(line), line.command);
    }
    if listed.next.len() > MOST {
        text += &format!("  and {} more: `wr next`\n", listed.next.len() - MOST);
    }
    Ok(text)
}

/// The tasks in all registers and change requests.
fn list(
    context: &Context,
    snapshot: &Snapshot,
    registers: &[RegisterContext<'_>],
    whom: Whom<'_>,
) -> Result<NextJson> {
    let now = context.env.now;
    let found = registers
        .par_iter()
        .map(|register| of_register(register, whom));
    let mut all = Worklists::default();
    for found in found.collect::<Vec<_>>() {
        all.own.extend(found.own);
        all.stead.extend(found.stead);
        all.waits.extend(found.waits);
    }
    for (id, duty) in snapshot.request_duties(registers, now)? {
        let item = Item::of_duty(duty);
        match whom.part(&item) {
            Some(TaskRole::Own) => all.own.push((TaskSubject::Request(id), item)),
            Some(TaskRole::Stead) => all.stead.push((TaskSubject::Request(id), item)),
            None => {}
        }
    }
    all.own.extend(versions::waiting(context, snapshot, whom)?);
    if !all.own.is_empty() {
        all.waits.clear();
    }
    Ok(NextJson {
        format: 1,
        r#for: NextSubject {
            kind: whom.kind(),
            id: whom.id().clone(),
            name: whom.name().to_string(),
        },
        uncounted: Vec::new(),
        next: lines(all.own, now),
        stead: lines(all.stead, now),
        waits: lines(all.waits, now),
    })
}

/// The actor. A person who is not in the roster gets an error that names `--for`.
fn actor<'r>(context: &Context, roster: &'r Roster) -> Result<Whom<'r>> {
    let person = context.actor(roster).map_err(|why| match why.downcast() {
        Ok(Rejected::Message(why)) => {
            let more = "\n  or:     `wr next --for NAME`, for a person, a body or an organization";
            Rejected::Message(format!("{why}{more}")).into()
        }
        Ok(no @ (Rejected::ByProcess(_) | Rejected::AlreadyPrinted)) => no.into(),
        Err(other) => other,
    })?;
    Ok(Whom::Person(person))
}

fn of_register<'a>(register: &RegisterContext<'a>, whom: Whom<'_>) -> Worklists<'a> {
    let RegisterContext {
        files,
        history,
        replay: Replay { state, .. },
        roster,
        policy,
        now,
    } = register;
    let reports = files.reports();
    let (mut own, mut stead, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for item in agenda(state, history, roster, policy, &reports, *now) {
        match whom.part(&item) {
            Some(TaskRole::Own) => own.push(item),
            Some(TaskRole::Stead) => stead.push(item),
            None => others.push(item),
        }
    }
    if !others.is_empty() && !whom.has_stake(state, history, roster) {
        others.clear();
    }
    let about = TaskSubject::Register(&files.id);
    let named = |items| {
        together(items)
            .into_iter()
            .map(|item| (about, item))
            .collect()
    };
    Worklists {
        own: named(own),
        stead: named(stead),
        waits: named(others),
    }
}

fn lines(mut items: Vec<(TaskSubject<'_>, Item)>, now: Moment) -> Vec<NextLine> {
    items.sort_by(|(a, one), (b, other)| (one.urgency(), a).cmp(&(other.urgency(), b)));
    items
        .into_iter()
        .map(|(about, item)| line(about, item, now))
        .collect()
}

fn line(about: TaskSubject<'_>, item: Item, now: Moment) -> NextLine {
    NextLine {
        register: about.register().cloned(),
        request: about.request().cloned(),
        version: about.version(),
        what: item.what,
        seats: item.seats,
        command: item.command,
        who: item.who,
        by: item.by,
        overdue: item.by.is_some_and(|by| by < now.day()),
        closes: item.closes,
        since: item.since,
        clause: item.clause,
    }
}

fn entry(line: NextLine) -> CalendarTask {
    let last = match (line.closes, line.by) {
        (Some(closes), _) => EntryTime::Moment(closes),
        (None, Some(by)) => EntryTime::Day(by),
        (None, None) => EntryTime::Since(line.since),
    };
    let seats = match line.seats.is_empty() {
        true => String::new(),
        false => format!(", for {}", line.seats.join(", ")),
    };
    CalendarTask {
        what: format!("{}{seats}", line.what),
        about: about(&line).to_string(),
        when: last,
        who: line.who,
        command: line.command,
        clause: line.clause,
    }
}

/// The register, the change request or the version that a task is about.
fn about(line: &NextLine) -> &str {
    let id = line.register.as_ref().or(line.request.as_ref());
    let id = id.map(Id::as_str).or(line.version.as_deref());
    id.unwrap_or_default()
}

fn text(listed: &NextJson) -> String {
    let name = &listed.r#for.name;
    let mut text = match (
        listed.next.is_empty(),
        listed.waits.is_empty() && listed.stead.is_empty(),
    ) {
        (false, _) => format!("{}\n", has_to(name)),
        (true, false) => format!("{name} has nothing to do now\n"),
        (true, true) => format!("{name} has nothing to do, and waits for nothing\n"),
    };
    for line in &listed.next {
        // For a body or an organization, name its people who can do it.
        let who = if listed.r#for.kind == "person" {
            String::new()
        } else {
            who(line)
        };
        text += &format!(
            "{}    {}\n{who}    {}\n",
            heading(line),
            line.command,
            line.clause
        );
    }
    if !listed.stead.is_empty() {
        text += &format!(
            "\n{}\n",
            ui::paint(Tone::Heading, "may do in place of others")
        );
    }
    for line in &listed.stead {
        text += &format!("{}    {}\n{}", heading(line), line.command, who(line));
    }
    if !listed.waits.is_empty() {
        text += &format!("\n{}\n", ui::paint(Tone::Heading, "waits for"));
    }
    for line in &listed.waits {
        text += &format!("{}{}", heading(line), who(line));
    }
    ui::visible(text)
}

fn has_to(name: &str) -> String {
    ui::paint(Tone::Heading, format!("{name} has to"))
}

fn who(line: &NextLine) -> String {
    format!("    who: {}\n", line.who.join("; "))
}

fn heading(line: &NextLine) -> String {
    let seats = if line.seats.is_empty() {
        String::new()
    } else {
        format!(", for {}", line.seats.join(", "))
    };
    let by = match (&line.closes, &line.by, line.overdue) {
        (Some(closes), ..) => Some(format!("until {closes}")),
        (None, Some(by), true) => Some(ui::state(Tone::Late, format!("overdue, it was due {by}"))),
        (None, Some(by), false) => Some(format!("until {by}")),
        (None, None, _) => None,
    };
    let since = line.since.as_ref().map(|since| format!("since {since}"));
    let days: Vec<String> = by.into_iter().chain(since).collect();
    let days = if days.is_empty() {
        String::new()
    } else {
        format!(" ({})", days.join("; "))
    };
    let about = ui::paint(Tone::Id, about(line));
    format!("  {about}: {}{seats}{days}\n", line.what)
}
