//! Loads the templates that a store overrides in `templates/`.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::render::{LETTERS, LetterTemplates, StarterFile, Templates};

/// The overrides of a store: pairs of template name and text, sorted by name.
pub(crate) struct Overrides(Vec<(String, String)>);

/// Reads `templates/` in the working tree `top`; a bare repository has no overrides.
///
/// # Errors
/// A file cannot be read, or its name is not that of a template.
pub(crate) fn of_store(top: Option<&Path>) -> Result<Overrides> {
    let Some(folder) = top
        .map(|top| top.join("templates"))
        .filter(|folder| folder.is_dir())
    else {
        return Ok(Overrides(Vec::new()));
    };
    let mut found = read(&folder, "")?;
    found.extend(read(&folder.join(LETTERS), LETTERS)?);
    found.sort();
    Ok(Overrides(found))
}

fn read(folder: &Path, prefix: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry
            .with_context(|| format!("{} cannot be read", folder.display()))?
            .path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if name.starts_with('.') || path.is_dir() {
            continue;
        }
        let name = format!("{prefix}{name}");
        if !is_known(&name) {
            let known: Vec<&str> = Templates::names()
                .chain(StarterFile::ALL.map(StarterFile::name))
                .chain(LetterTemplates::names())
                .filter(|known| known.starts_with(LETTERS) == name.starts_with(LETTERS))
                .collect();
            bail!(
                "templates/{name} is not the name of a template; the templates are {}",
                known.join(", ")
            );
        }
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        found.push((name, text));
    }
    Ok(found)
}

fn is_known(name: &str) -> bool {
    is_page(name)
        || StarterFile::ALL.iter().any(|file| file.name() == name)
        || LetterTemplates::names().any(|known| known == name)
}

fn is_page(name: &str) -> bool {
    Templates::names().any(|known| known == name)
}

impl Overrides {
    /// All overrides, for the first files of a store or a register.
    pub(crate) fn all(&self) -> &[(String, String)] {
        &self.0
    }

    /// The page templates, with the overrides compiled in.
    pub(crate) fn pages(&self) -> Result<Templates> {
        let pages: Vec<(String, String)> = self
            .0
            .iter()
            .filter(|(name, _)| is_page(name))
            .cloned()
            .collect();
        Ok(Templates::new(&pages)?)
    }

    /// The letter templates, with the overrides compiled in.
    pub(crate) fn letters(&self) -> Result<LetterTemplates> {
        Ok(LetterTemplates::new(&self.0)?)
    }
}
