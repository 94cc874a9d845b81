//! The lines that a server's hook gets. Who pushes chooses the names in them.

use wr::store::Update;

/// What is read is written back byte for byte; a name is never cut short, nor part of a line lost.
pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Ok(updates) = Update::read(text) else {
        return;
    };
    let mut written = String::new();
    for update in &updates {
        let zeros = |id: &str| id.trim_matches('0').is_empty();
        assert_eq!(
            (update.makes(), update.deletes()),
            (zeros(&update.old), zeros(&update.new))
        );
        assert!(update.reference.starts_with("refs/"));
        assert!(
            !update
                .reference
                .contains(|c: char| c.is_ascii_control() || c == ' ')
        );
        written.push_str(&format!(
            "{} {} {}\n",
            update.old, update.new, update.reference
        ));
    }
    assert_eq!(written.trim_end_matches('\n'), text.trim_end_matches('\n'));
    assert!(
        text.is_empty() || written.len() - text.len() <= 1,
        "lines are lost or come from nowhere"
    );
    // What git would have written of the same references is the same push.
    assert_eq!(Update::read(&written), Ok(updates));
}
