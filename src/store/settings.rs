//! Git's settings and the user's identity, as git itself sees them: environment, includes and conditions count. The
//! `git` program is started once for each repository and command.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

use git2::{Config, ConfigLevel};

use super::Store;

/// The user's identity from git: the name and the address of the author of commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name, as git prints it.
    pub name: String,
    /// The e-mail address, without brackets.
    pub email: String,
}

/// A list of settings, the last of each name counts.
#[derive(Debug, Default)]
struct Settings(Vec<GitSetting>);

#[derive(Debug)]
struct GitSetting {
    /// Whether a file of the repository sets it.
    is_of_repository: bool,
    /// In git's form: section and variable in lower case.
    key: String,
    value: String,
}

/// The settings that were read, by git directory; the empty path stands for no repository.
static READ: Mutex<BTreeMap<PathBuf, Arc<Settings>>> = Mutex::new(BTreeMap::new());

impl Identity {
    /// The identity in git's configuration outside of any repository; none unless name and address are set.
    pub fn of_machine() -> Option<Identity> {
        Identity::of(machine_setting, Command::new("git"))
    }

    /// Git's own order: the environment, `author.*`, `user.*`, and `EMAIL`. A missing name is git's, from the account. A
    /// missing address stays missing: git makes one of the account and the machine, and an act is recorded for good.
    fn of(setting: impl Fn(&str) -> Option<String>, git: Command) -> Option<Identity> {
        let variable = |name: &str| env::var(name).ok();
        let name = variable("GIT_AUTHOR_NAME")
            .or_else(|| setting("author.name"))
            .or_else(|| setting("user.name"));
        let email = variable("GIT_AUTHOR_EMAIL")
            .or_else(|| setting("author.email"))
            .or_else(|| setting("user.email"))
            .or_else(|| variable("EMAIL"));
        let clean = |text: String| Some(cleaned(&text)).filter(|text| !text.is_empty());
        let email = email.and_then(clean)?;
        let name = name.and_then(clean).or_else(|| name_of_account(git))?;
        Some(Identity { name, email })
    }
}

/// The name that git has from the account.
fn name_of_account(mut git: Command) -> Option<String> {
    let output = git.args(["var", "GIT_AUTHOR_IDENT"]).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (name, _) = text.split_once(" <")?;
    Some(name.to_string()).filter(|name| output.status.success() && !name.is_empty())
}

/// A setting of the user's or the machine's git configuration, never of a repository; none if it is not set or empty.
pub fn machine_setting(key: &str) -> Option<String> {
    let settings = read(Path::new(""), || Config::open_default().ok());
    settings.find(key, |one| !one.is_of_repository)
}

impl Store {
    /// The user's identity; none unless name and address are set.
    pub fn identity(&self) -> Option<Identity> {
        Identity::of(|key| self.setting(key), self.git(&[]))
    }

    /// A setting of git's configuration, including the repository's own; none if it is not set or empty.
    pub fn setting(&self, key: &str) -> Option<String> {
        let settings = read(self.repo.path(), || self.repo.config().ok());
        settings.find(key, |_| true)
    }

    /// Whether a setting is on.
    pub fn is_set(&self, key: &str) -> bool {
        let on = ["true", "yes", "on", "1"];
        self.setting(key)
            .is_some_and(|text| on.contains(&text.to_lowercase().as_str()))
    }

    /// A setting that is a path, with `~` for the home folder.
    pub(super) fn path_setting(&self, key: &str) -> Option<PathBuf> {
        let text = self.setting(key)?;
        let Some(rest) = text.strip_prefix("~/") else {
            return Some(PathBuf::from(text));
        };
        let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
        home.map(|home| Path::new(&home).join(rest))
    }

    /// Reads the settings again, after a change.
    pub(super) fn forget_settings(&self) {
        let mut all = READ.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(self.repo.path());
    }
}

impl Settings {
    fn find(&self, key: &str, counts: impl Fn(&GitSetting) -> bool) -> Option<String> {
        let key = canonical(key);
        let last = self.0.iter().rfind(|one| one.key == key && counts(one))?;
        Some(last.value.trim().to_string()).filter(|text| !text.is_empty())
    }

    /// Parses `git config --list --show-scope -z`.
    fn parse(output: &str) -> Settings {
        let mut parts = output.split('\0');
        let mut all = Vec::new();
        while let (Some(scope), Some(entry)) = (parts.next(), parts.next()) {
            // A name alone switches a setting on.
            let (key, value) = entry.split_once('\n').unwrap_or((entry, "true"));
            all.push(GitSetting {
                is_of_repository: matches!(scope, "local" | "worktree"),
                key: key.to_string(),
                value: value.to_string(),
            });
        }
        Settings(all)
    }

    /// The settings as libgit2 reads them.
    fn of_library(config: &Config) -> Settings {
        let mut all = Vec::new();
        if let Ok(mut entries) = config.entries(None) {
            while let Some(Ok(entry)) = entries.next() {
                let key = entry.name().map(str::to_string);
                let value = entry.value().map(str::to_string);
                let (Ok(key), Ok(value)) = (key, value) else {
                    continue;
                };
                all.push(GitSetting {
                    is_of_repository: matches!(
                        entry.level(),
                        ConfigLevel::Local | ConfigLevel::Worktree
                    ),
                    key,
                    value,
                });
            }
        }
        Settings(all)
    }
}

/// The settings of a git directory, or of no repository; from the library where the `git` program fails.
fn read(git_dir: &Path, library: impl FnOnce() -> Option<Config>) -> Arc<Settings> {
    let mut all = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(settings) = all.get(git_dir) {
        return Arc::clone(settings);
    }
    let mut git = Command::new("git");
    if git_dir != Path::new("") {
        git.arg("--git-dir").arg(git_dir).current_dir(git_dir);
    }
    let output = git
        .args(["config", "--list", "--show-scope", "-z"])
        .output();
    let settings = match output {
        Ok(output) if output.status.success() => {
            Settings::parse(&String::from_utf8_lossy(&output.stdout))
        }
        Ok(_) | Err(_) => library().map_or_else(Settings::default, |it| Settings::of_library(&it)),
    };
    let settings = Arc::new(settings);
    all.insert(git_dir.to_path_buf(), Arc::clone(&settings));
    settings
}

/// A name in git's form: what is before the first dot and after the last one in lower case.
fn canonical(key: &str) -> String {
    match (key.split_once('.'), key.rsplit_once('.')) {
        (Some((section, _)), Some((front, variable))) => {
            let middle = front.get(section.len()..).unwrap_or_default();
            format!(
                "{}{middle}.{}",
                section.to_lowercase(),
                variable.to_lowercase()
            )
        }
        (_, _) => key.to_lowercase(),
    }
}

/// A name or an address as git writes it into a commit.
fn cleaned(text: &str) -> String {
    let is_crud = |c: char| c <= ' ' || ".,:;<>\"\\'".contains(c);
    text.trim_matches(is_crud).replace(['\n', '<', '>'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_counts_and_names_have_one_form() {
        let output = "global\0user.email\na@home.example\0local\0user.email\nb@work.example\0\
                      local\0branch.Main.merge\nrefs/heads/Main\0command\0commit.gpgsign\0";
        let settings = Settings::parse(output);
        let all = |key: &str| settings.find(key, |_| true);
        assert_eq!(all("user.Email").as_deref(), Some("b@work.example"));
        assert_eq!(all("branch.Main.Merge").as_deref(), Some("refs/heads/Main"));
        assert_eq!(all("branch.main.merge"), None);
        assert_eq!(all("commit.gpgSign").as_deref(), Some("true"));
        let of_machine = settings.find("user.email", |one| !one.is_of_repository);
        assert_eq!(of_machine.as_deref(), Some("a@home.example"));
    }

    #[test]
    fn names_are_cleaned_as_git_does() {
        assert_eq!(cleaned(" \"Ann <Adams>\". "), "Ann Adams");
    }
}
