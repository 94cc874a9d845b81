//! `wr policy`: shows the settings of the policy, and changes one without YAML.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::roster::edit::{VersionEdit, VersionEditOptions, edit_version, read_on_disk};
use super::roster::name::NONE;
use crate::cli::app::answer::reject;
use crate::cli::app::context::{Context, Environment, policy};
use crate::cli::app::format::{OutputFormat, View};
use crate::path::VersionKind;
use crate::policy::Policy;
use crate::schema::{SchemaKind, choices, kind_of};
use crate::snapshot::Snapshot;
use crate::suggest::{did_you_mean, list};
use crate::yaml;

/// Show the rules of this store, such as the length of ballots; change one
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct PolicyArgs {
    #[command(subcommand)]
    command: Option<PolicyCommand>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

#[derive(Debug, Subcommand)]
enum PolicyCommand {
    Set(PolicySetCommand),
}

/// Change one setting of the policy; `wr save policy` puts it in force
#[derive(Debug, Args)]
struct PolicySetCommand {
    /// The setting, as `wr policy` lists it, such as `sharing` or `ballots.default.days`
    key: String,
    /// The new value; `none` restores the default
    value: String,
    #[command(flatten)]
    editing: VersionEditOptions,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct PolicyJson {
    /// The version of this format: 1.
    format: u32,
    settings: Vec<SettingLine>,
}

#[derive(Debug, Serialize)]
struct SettingLine {
    key: String,
    /// Absent where nothing is set.
    value: Option<Value>,
    meaning: String,
}

/// Settings that `wr` writes, and lists of mappings, which need an editor.
const NOT_SETTABLE: [&str; 3] = ["store", "format", "sections"];

impl PolicyArgs {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        match &self.command {
            Some(PolicyCommand::Set(command)) => command.run(env),
            None => self.list(env),
        }
    }

    fn list(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.governance()?;
        let read = on_disk(&context, &snapshot)?;
        let values = serde_json::to_value(&read)?;
        let settings = settings(&read);
        let lines = settings.into_iter().map(|(key, part)| SettingLine {
            value: values.pointer(&pointer(&key)).cloned(),
            meaning: part["description"].as_str().unwrap_or_default().to_string(),
            key,
        });
        let listed = PolicyJson {
            format: 1,
            settings: lines.collect(),
        };
        self.format.print(&context, &listed, |listed| {
            let row = |line: &SettingLine| vec![line.key.clone(), typed(line.value.as_ref())];
            View::table(&listed.settings, row, "the policy has no settings")
        })
    }
}

/// A value as `wr policy set` takes it.
fn typed(value: Option<&Value>) -> String {
    match value {
        None => NONE.to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => yaml::flow(value),
    }
}

/// The policy in the working tree, or that of the commit in a repository without one.
fn on_disk(context: &Context, snapshot: &Snapshot) -> Result<Policy> {
    if context.store.top().is_none() {
        return Ok(policy(snapshot)?.clone());
    }
    Ok(read_on_disk(context, VersionKind::Policy)?.1)
}

impl PolicySetCommand {
    fn run(&self, env: &Environment) -> Result<()> {
        edit_version(
            env,
            VersionKind::Policy,
            &self.editing,
            |old: &Policy, _| self.plan(old),
        )
    }

    fn plan(&self, old: &Policy) -> Result<VersionEdit<Policy>> {
        let settings = settings(old);
        let keys: Vec<&str> = settings.iter().map(|(key, _)| key.as_str()).collect();
        let wanted = self.key.trim().to_lowercase().replace('-', "_");
        let Some((key, part)) = settings.iter().find(|(key, _)| *key == wanted) else {
            let near = did_you_mean(&wanted, &keys);
            reject!(
                "the policy has no setting `{}`{near}\n  needs:  a setting that `wr policy` lists; `wr edit policy` opens \
                 the whole file",
                self.key
            );
        };
        let mut values = serde_json::to_value(old)?;
        let was = values.pointer(&pointer(key)).cloned();
        let given = self.value.trim();
        let (parent, name) = key.rsplit_once('.').unwrap_or(("", key));
        let Some(Value::Object(parent)) = mapping(&mut values, parent) else {
            reject!(
                "the setting `{key}` cannot be changed like this; `wr edit policy` opens the file"
            );
        };
        match given.eq_ignore_ascii_case(NONE) {
            true => drop(parent.remove(name)),
            false => {
                parent.insert(name.to_string(), parse(key, part, given)?);
            }
        }
        let new: Policy = match serde_json::from_value(values) {
            Ok(new) => new,
            Err(why) => reject!("`{given}` is not allowed for `{key}`: {why}"),
        };
        let is = serde_json::to_value(&new)?.pointer(&pointer(key)).cloned();
        Ok(VersionEdit::of(
            new,
            format!("{key} {}, was {}", typed(is.as_ref()), typed(was.as_ref())),
        ))
    }
}

/// The mapping at a key; those above it come into being where the file has defaults.
fn mapping<'v>(values: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    let steps = key.split('.').filter(|step| !step.is_empty());
    steps.into_iter().try_fold(values, |at, step| {
        let entry = at.as_object_mut()?.entry(step);
        Some(entry.or_insert_with(|| Value::Object(Map::new())))
    })
}

fn pointer(key: &str) -> String {
    format!("/{}", key.replace('.', "/"))
}

/// The settings with the parts of the schema that describe them. Bodies have terms of their own if the file lists them.
fn settings(policy: &Policy) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let bodies: Vec<String> = policy
        .ballots
        .bodies
        .keys()
        .map(ToString::to_string)
        .collect();
    collect("", &SchemaKind::Policy.schema(), &bodies, &mut found);
    found
}

fn collect(key: &str, part: &Value, bodies: &[String], found: &mut Vec<(String, Value)>) {
    let under = |name: &str| match key {
        "" => name.to_string(),
        key => format!("{key}.{name}"),
    };
    if NOT_SETTABLE.contains(&key) {
        return;
    }
    match (
        part["properties"].as_object(),
        part.get("additionalProperties"),
    ) {
        (Some(fields), _) => {
            for (name, field) in fields {
                collect(&under(name), field, bodies, found);
            }
        }
        (None, Some(each)) if each.is_object() => {
            for body in bodies {
                collect(&under(body), each, &[], found);
            }
        }
        (None, _) => found.push((key.to_string(), part.clone())),
    }
}

/// The value that a text means for a part of the schema.
fn parse(key: &str, part: &Value, given: &str) -> Result<Value> {
    if let Some(words) = choices(part) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let bare = |word: &str| word.to_lowercase().replace(['_', ' '], "-");
        if let Some(word) = words.iter().find(|word| bare(word) == bare(given)) {
            return Ok(json!(word));
        }
        let near = did_you_mean(given, &words);
        reject!(
            "`{given}` is not allowed for `{key}`; allowed: {}{near}",
            list(&words)
        );
    }
    Ok(match kind_of(part) {
        Some("integer") => match given.parse::<u32>() {
            Ok(number) => json!(number),
            Err(_) => reject!(
                "`{given}` is not allowed for `{key}`: it is a whole number, for example `14`"
            ),
        },
        Some("array") => {
            let items = given.split(',').map(str::trim);
            json!(items.filter(|item| !item.is_empty()).collect::<Vec<_>>())
        }
        Some(_) | None => json!(given),
    })
}
