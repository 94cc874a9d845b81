//! What is said of a command beside its definition.

/// The command with its groups, the clause of DSP4003 that it carries out, and two examples.
pub(in crate::cli::usage) struct CommandText {
    pub(in crate::cli::usage) name: &'static str,
    pub(super) clause: &'static str,
    pub(in crate::cli::usage) examples: [&'static str; 2],
}

pub(super) const fn command(
    name: &'static str,
    clause: &'static str,
    examples: [&'static str; 2],
) -> CommandText {
    CommandText {
        name,
        clause,
        examples,
    }
}
