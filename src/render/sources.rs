//! The sources of templates: the built-in texts, with the overrides of a store.

/// The name and the text of a built-in template.
pub(crate) type BuiltIn = (&'static str, &'static str);

/// The built-in template of this name, from the folder `templates`.
macro_rules! built_in {
    ($name:expr) => {
        (
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name)),
        )
    };
}
pub(crate) use built_in;

/// The texts of templates by name, in the order of the built-in templates.
#[derive(Debug, Clone)]
pub(crate) struct TemplateSources(Vec<(&'static str, String)>);

impl TemplateSources {
    /// The built-in templates. Overrides are pairs of name and text; those of other templates are ignored.
    pub(crate) fn new(
        built_in: impl IntoIterator<Item = BuiltIn>,
        overrides: &[(String, String)],
    ) -> TemplateSources {
        let source = |(name, text): BuiltIn| {
            let found = overrides.iter().rev().find(|(other, _)| other == name);
            (name, found.map_or(text, |(_, text)| text).to_string())
        };
        TemplateSources(built_in.into_iter().map(source).collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(other, _)| *other == name)
            .map(|(_, text)| text)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, text)| (*name, text.as_str()))
    }
}
