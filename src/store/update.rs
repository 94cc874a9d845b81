//! What git tells a hook of a push: a line for each reference that is to move. Pure, so that any text can be tried.

/// One reference that a push moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The id of the commit that it is at, in lowercase hexadecimal digits; zeros where it is made.
    pub old: String,
    /// The id of what it is to be at; zeros where it is taken away.
    pub new: String,
    /// Its full name, as in `refs/heads/main`.
    pub reference: String,
}

/// A line that git would not have written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is no line of git's", .0.escape_debug())]
pub struct NotAnUpdate(String);

impl Update {
    /// Reads all lines: old id, new id and name, parted by one space, each line ended by a line feed.
    ///
    /// # Errors
    /// A line is not of that form: somebody else than git wrote it.
    pub fn read(text: &str) -> Result<Vec<Update>, NotAnUpdate> {
        // `lines` would take a carriage return away, which is no part of a line end here.
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
        // Ids of one repository have one length. Names of references have neither spaces nor control characters.
        let is_sound = is_id(old) && is_id(new) && old.len() == new.len() && is_name(reference);
        is_sound.then(|| Update {
            old: old.into(),
            new: new.into(),
            reference: reference.into(),
        })
    }

    /// Whether the reference is made.
    pub fn makes(&self) -> bool {
        is_none(&self.old)
    }

    /// Whether it is taken away.
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

/// Git's id for no commit.
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

    /// Another name than the branch's would be another branch, which is free.
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
