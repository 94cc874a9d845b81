//! Reads and writes values in the clone's own git configuration, which no commit and no push can change. The user's and
//! the machine's configuration are not read, so clones do not affect each other.

use git2::{ConfigLevel, ErrorCode};

use super::git_lock::patiently;
use super::{Store, StoreError};

impl Store {
    /// The value under a name such as `wr.verified`; none if it is not set or empty.
    ///
    /// # Errors
    /// The configuration cannot be read. A caller that compares with the value must then stop.
    pub fn config(&self, name: &str) -> Result<Option<String>, StoreError> {
        let own = match self.repo.config()?.open_level(ConfigLevel::Local) {
            Ok(own) => own,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        match own.get_string(name) {
            Ok(value) => Ok(Some(value.trim().to_string()).filter(|value| !value.is_empty())),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Sets the value under a name.
    pub fn set_config(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let mut own = self.repo.config()?.open_level(ConfigLevel::Local)?;
        patiently(|| own.set_str(name, value))?;
        self.forget_settings();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_remembers_for_itself_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = Store::init(&dir.path().join("one")).expect("a store");
        assert_eq!(store.config("wr.verified").expect("readable"), None);
        store
            .set_config("wr.verified", "first")
            .expect("remembered");
        store
            .set_config("wr.verified", "second")
            .expect("remembered");
        assert_eq!(
            store.config("wr.verified").expect("readable").as_deref(),
            Some("second")
        );
        assert_eq!(store.config("wr.root").expect("readable"), None);
        let other = Store::init(&dir.path().join("other")).expect("a store");
        assert_eq!(other.config("wr.verified").expect("readable"), None);
    }
}
