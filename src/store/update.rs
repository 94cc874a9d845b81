//! Parses the standard input of a pre-receive hook: one line for each reference. It is pure, for fuzzing.

/// One reference of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The current commit id, in lowercase hexadecimal; zeros if the push creates the reference.
    pub old: String,
    /// The new id; zeros if the push deletes the reference.
    pub new: String,
    /// The full name, such as `refs/heads/main`.
    pub reference: String,
}

/// A line that git does not write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a line of pre-receive input", .0.escape_debug())]
pub struct NotAnUpdate(String);

impl Update {
    /// Parses all lines: old id, new id and name, separated by one space, each line ended by a line feed.
    ///
    /// # Errors
    /// A line has another form.
    pub fn read(text: &str) -> Result<Vec<Update>, NotAnUpdate> {
        // `lines` would remove a carriage return, which is not part of a line end here.
        let lines = text
            .split_inclusive('\n')
            .map(|line| line.strip_suffix('\n').unwrap_or(line));
        lines
            .map(|line| Update::of(line).ok_or_else(|| NotAnUpdate(line.to_string())))
            .collect()
    }

    fn of(line: &str) -> Option<Update> {
        let (old, rest) = line.split_once(' ')?;
        let (new, reference) = rest.split_once(' ')?;
        // All ids of a repository have the same length. Names of references have neither spaces nor control characters.
        let is_sound = is_id(old) && is_id(new) && old.len() == new.len() && is_name(reference);
        is_sound.then(|| Update {
            old: old.into(),
            new: new.into(),
            reference: reference.into(),
        })
    }

    /// Whether the push creates the reference.
    pub fn makes(&self) -> bool {
        is_none(&self.old)
    }

    /// Whether the push deletes the reference.
    pub fn deletes(&self) -> bool {
        is_none(&self.new)
    }
}

fn is_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64)
        && text
            .bytes()
            .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

/// Git writes zeros for no commit.
fn is_none(id: &str) -> bool {
    id.bytes().all(|digit| digit == b'0')
}

fn is_name(text: &str) -> bool {
    text.starts_with("refs/")
        && !text
            .bytes()
            .any(|byte| byte == b' ' || byte.is_ascii_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: &str = "0000000000000000000000000000000000000000";
    const SOME: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    #[test]
    fn each_line_is_one_reference() {
        let text = format!("{NONE} {SOME} refs/heads/main\n{SOME} {NONE} refs/tags/é\n");
        let read = Update::read(&text).unwrap();
        let told: Vec<_> = read
            .iter()
            .map(|it| (it.makes(), it.deletes(), it.reference.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (true, false, "refs/heads/main"),
                (false, true, "refs/tags/é")
            ]
        );
        assert_eq!(Update::read(""), Ok(Vec::new()));
    }

    /// A malformed name would be read as another branch, which is not guarded.
    #[test]
    fn what_git_does_not_write_is_not_read() {
        let sha256 = SOME.repeat(2)[..64].to_string();
        for line in [
            "\n".to_string(),
            format!("{NONE} {SOME}\n"),
            format!("{NONE} {SOME} \n"),
            format!("{NONE} {SOME} refs/heads/main\r\n"),
            format!("{NONE} {SOME}  refs/heads/main\n"),
            format!("{NONE} {SOME} refs/heads/main and more\n"),
            format!("{NONE} {SOME} refs/heads/main\0\n"),
            format!("{NONE} {SOME} main\n"),
            format!("{NONE} {sha256} refs/heads/main\n"),
            format!("{NONE} {} refs/heads/main\n", SOME.to_uppercase()),
            format!("{NONE} {} refs/heads/main\n", &SOME[1..]),
            format!("{NONE} {SOME} refs/heads/main\n\n"),
        ] {
            assert!(Update::read(&line).is_err(), "{line:?}");
        }
    }
}
