//! Compares texts by their words.

/// The letters and digits of a text, in lower case.
pub(super) fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The words of a text in lower case, each between spaces: ` one two `.
pub(super) fn spaced(text: &str) -> String {
    let mut out = " ".to_string();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        out.extend(word.chars().flat_map(char::to_lowercase));
        out.push(' ');
    }
    out
}

/// Whether a name is in a text, as whole words in any case.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    let name = spaced(name);
    name.len() > 1 && spaced(text).contains(&name)
}

/// The sentences of a text, for a search of each.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .flat_map(|line| line.split_inclusive(". "))
        .map(str::trim)
        .filter(|sentence| sentence.chars().any(char::is_alphanumeric))
}
