//! No circle between files: which file takes which name from which other, read from the sources.
//!
//! A name that a file re-exports is followed to the file that defines it. Methods are not seen: a file that calls a
//! method of another does not name that file.

use std::collections::{BTreeMap, BTreeSet};

/// The names that each file takes from each other file. With them, `through` has the files that a name is taken
/// through: those that the path itself names, and those that re-export it.
#[derive(Default)]
pub(super) struct Imports {
    pub(super) names: BTreeMap<(String, String), BTreeSet<String>>,
    pub(super) through: BTreeMap<(String, String), BTreeSet<String>>,
}

/// The paths in one file, each as its segments, and the names that its `use` items bind.
#[derive(Default)]
struct Paths {
    modules: BTreeSet<String>,
    bound: BTreeMap<String, Vec<String>>,
    used: Vec<Vec<String>>,
}

/// The imports of these files, each with its path below `src` and its text.
pub(super) fn imports(sources: &[(String, String)]) -> Imports {
    let files: BTreeMap<Vec<String>, (&str, Paths)> = sources
        .iter()
        .map(|(file, text)| (module(file), (file.as_str(), Paths::read(text))))
        .collect();
    let mut imports = Imports::default();
    for (here, (file, paths)) in &files {
        for path in &paths.used {
            let mut next = paths.absolute(here, path);
            let mut passed = BTreeSet::new();
            // A name that is re-exported leads to the next file.
            while let Some((at, name)) = next.and_then(|path| split(&files, &path)) {
                let (to, there) = &files[&at];
                let edge = (file.to_string(), to.to_string());
                let name = name.unwrap_or_else(|| path.join("::"));
                next = there
                    .bound
                    .get(&name)
                    .filter(|_| passed.insert(at.clone()))
                    .and_then(|bound| there.absolute(&at, bound));
                let is_module = name.contains("::");
                if next.is_none() && !is_module && to != file {
                    let names = imports.names.entry(edge.clone()).or_default();
                    names.insert(name.clone());
                }
                imports.through.entry(edge).or_default().insert(name);
            }
        }
    }
    imports
}

/// The module of a file: `act/canonical.rs` is `act::canonical`.
fn module(file: &str) -> Vec<String> {
    match file.trim_end_matches(".rs") {
        "lib" => Vec::new(),
        path => path.split('/').map(str::to_string).collect(),
    }
}

/// The file that a path leads to, and the name that is taken from it; none for a path that ends with the module.
fn split<T>(
    files: &BTreeMap<Vec<String>, T>,
    path: &[String],
) -> Option<(Vec<String>, Option<String>)> {
    let length = (0..=path.len())
        .rev()
        .find(|length| files.contains_key(&path[..*length]))?;
    Some((path[..length].to_vec(), path.get(length).cloned()))
}

impl Paths {
    fn read(text: &str) -> Paths {
        let mut paths = Paths::default();
        for statement in bare(text).split_inclusive([';', '{', '}']) {
            let words: Vec<&str> = statement.split_whitespace().collect();
            if let [.., "mod", name] = words[..] {
                paths.modules.insert(name.trim_end_matches(';').to_string());
            }
        }
        let mut code = bare(text);
        // A `use` item ends at its semicolon; its braces are groups.
        while let Some((start, end)) = use_item(&code) {
            let item: String = code.drain(start..end).collect();
            let tree = item
                .trim_start()
                .trim_start_matches("use")
                .trim_end_matches(';');
            let tree = tree.replace(" as ", "@");
            paths.bind(&tree.split_whitespace().collect::<String>(), &[]);
        }
        paths.scan(&code);
        paths
    }

    /// A path from the top of the crate; none for a path into another crate, or to a name of this file.
    fn absolute(&self, here: &[String], path: &[String]) -> Option<Vec<String>> {
        let supers = path.iter().take_while(|part| *part == "super").count();
        let (base, rest) = match path.first()?.as_str() {
            "crate" => (&[][..], &path[1..]),
            "self" => (here, &path[1..]),
            "super" => (&here[..here.len().checked_sub(supers)?], &path[supers..]),
            child if self.modules.contains(child) => (here, path),
            name => {
                let bound = self
                    .bound
                    .get(name)
                    .filter(|bound| bound.as_slice() != path)?;
                let whole = self.absolute(here, bound)?;
                return Some([&whole, &path[1..]].concat());
            }
        };
        Some([base, rest].concat())
    }

    /// Adds what a tree of `use` binds: `a::{b, c as d}`, with `@` for `as`.
    fn bind(&mut self, tree: &str, before: &[String]) {
        if let Some((path, group)) = tree.split_once('{') {
            let before = [before, &parts(path)].concat();
            let group = group.strip_suffix('}').unwrap_or(group);
            return members(group)
                .iter()
                .for_each(|tree| self.bind(tree, &before));
        }
        let (path, renamed) = tree.split_once('@').unwrap_or((tree, ""));
        let mut path = [before, &parts(path)].concat();
        if path.len() > 1
            && path
                .last()
                .is_some_and(|last| last == "self" || last == "*")
        {
            path.pop();
        }
        let name = Some(renamed.to_string()).filter(|name| !name.is_empty());
        if let Some(name) = name.or(path.last().cloned()) {
            self.used.push(path.clone());
            self.bound.insert(name, path);
        }
    }

    /// Adds the paths in code: words with `::` between them.
    fn scan(&mut self, code: &str) {
        let joined = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        for path in code
            .split(|c| !joined(c))
            .filter(|path| path.contains("::"))
        {
            self.used.push(parts(path));
        }
    }
}

/// Where the first `use` item begins and ends.
fn use_item(code: &str) -> Option<(usize, usize)> {
    let start = code
        .match_indices("use ")
        .map(|(at, _)| at)
        .find(|at| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))?;
    Some((start, start + code[start..].find(';')? + 1))
}

fn parts(path: &str) -> Vec<String> {
    let parts = path.split("::").filter(|part| !part.is_empty());
    parts.map(str::to_string).collect()
}

/// The members of a group, which may have groups.
fn members(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut members) = (0, 0, Vec::new());
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    members.push(&group[start..]);
    members.retain(|member| !member.is_empty());
    members
}

/// The code without comments, texts and tests.
fn bare(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => text_length(rest, 1),
            'r' if rest.starts_with("r\"") || rest.starts_with("r#\"") => {
                let end = if rest.starts_with("r#") { "\"#" } else { "\"" };
                let start = rest.find('"').unwrap_or_default() + 1;
                start
                    + rest[start..]
                        .find(end)
                        .map_or(rest.len() - start, |at| at + end.len())
            }
            // A character, and not a lifetime.
            '\'' if rest.starts_with("'\\") => rest[2..].find('\'').map_or(1, |at| at + 3),
            '\'' if rest.chars().nth(2) == Some('\'') => {
                rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at)
            }
            '#' if rest.starts_with("#[cfg(test)]") => {
                item_length(rest, out.len() - out.trim_end_matches(' ').len())
            }
            _ => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        out.push(' ');
        rest = &rest[length..];
    }
    out
}

/// The length of a text in quotation marks.
fn text_length(rest: &str, from: usize) -> usize {
    let mut escaped = false;
    for (at, char) in rest.char_indices().skip(from) {
        match char {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The length of an item: up to its `;`, or to the brace that rustfmt puts below its begin.
fn item_length(rest: &str, indent: usize) -> usize {
    let close = format!("\n{}}}\n", " ".repeat(indent));
    let end = rest.find(&close).map_or(rest.len(), |at| at + close.len());
    match (rest.find(';'), rest.find('{')) {
        (Some(semicolon), brace) if brace.is_none_or(|brace| semicolon < brace) => semicolon + 1,
        _ => end,
    }
}

/// The circles: sets of files of which each leads to each other one.
fn circles(imports: &Imports) -> Vec<BTreeSet<&str>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in imports.names.keys() {
        next.entry(from).or_default().push(to);
    }
    let reach: BTreeMap<&str, BTreeSet<&str>> = next
        .keys()
        .map(|file| (*file, reached(&next, file)))
        .collect();
    let mut circles: Vec<BTreeSet<&str>> = Vec::new();
    for (file, seen) in reach.iter().filter(|(file, seen)| seen.contains(*file)) {
        if !circles.iter().any(|circle| circle.contains(file)) {
            let back = |other: &&&str| reach.get(**other).is_some_and(|seen| seen.contains(file));
            circles.push(seen.iter().filter(back).copied().collect());
        }
    }
    circles
}

/// The files that a file leads to.
fn reached<'f>(next: &BTreeMap<&'f str, Vec<&'f str>>, from: &'f str) -> BTreeSet<&'f str> {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![from]);
    while let Some(file) = waiting.pop() {
        let new = next.get(file).into_iter().flatten().copied();
        waiting.extend(new.filter(|file| seen.insert(*file)));
    }
    seen
}

/// A circle as lines `a.rs -> b.rs: names`.
fn told(circle: &BTreeSet<&str>, imports: &Imports) -> String {
    let inside = imports
        .names
        .iter()
        .filter(|((from, to), _)| circle.contains(from.as_str()) && circle.contains(to.as_str()));
    let line = |((from, to), names): (&(String, String), &BTreeSet<String>)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("{from} -> {to}: {}\n", names.join(", "))
    };
    inside.map(line).collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let sources = super::tidy::files();
    let imports = imports(&sources);
    assert!(imports.names.len() > 1000, "the imports are gone");
    let found: Vec<String> = circles(&imports)
        .iter()
        .map(|circle| told(circle, &imports))
        .collect();
    assert!(
        found.is_empty(),
        "files import each other in a circle:\n{}",
        found.join("\n")
    );
}

#[test]
fn a_circle_is_found_through_a_name_that_is_re_exported() {
    let sources = [
        ("lib.rs", "pub mod a;\npub mod b;\nmod c;"),
        ("a.rs", "use crate::b::{self, Shape as Form};\nfn f() { b::draw(); }"),
        ("b.rs", "mod low;\npub use low::Shape;\npub fn draw() { println!(\"{}\", low::WIDTH); }"),
        ("b/low.rs", "pub struct Shape;\npub const WIDTH: u8 = 1;\nfn g() { super::super::a::f() }"),
        ("c.rs", "#[cfg(test)]\nmod tests { use crate::d; }\nuse std::fmt;\nuse crate::a;\nfn f(a: u8) { a::f() }"),
        ("d.rs", "use crate::c::f;"),
    ]
    .map(|(file, text)| (file.to_string(), text.to_string()));
    let imports = imports(&sources);
    let circles = circles(&imports);
    assert_eq!(circles, [BTreeSet::from(["a.rs", "b.rs", "b/low.rs"])]);
    assert_eq!(
        told(&circles[0], &imports),
        "a.rs -> b.rs: draw\na.rs -> b/low.rs: Shape\nb.rs -> b/low.rs: Shape, WIDTH\nb/low.rs -> a.rs: f\n"
    );
}
