//! Fills the starter files of a store and a register from templates that a store may override.

use serde::Serialize;
use tera::{Context, Tera};

use super::error::RenderError;
use super::sources::{BuiltIn, TemplateSources, built_in};

/// A starter file: `wr` writes it once, and people edit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StarterFile {
    /// The Work Register Template (DSP4003 3.1).
    Register,
    /// The contacts of a register.
    Contacts,
    /// The policy of a new store.
    Policy,
    /// The roster of a new store.
    Roster,
}

impl StarterFile {
    /// All starter files.
    pub const ALL: [StarterFile; 4] = [
        StarterFile::Register,
        StarterFile::Contacts,
        StarterFile::Policy,
        StarterFile::Roster,
    ];

    fn built_in(self) -> BuiltIn {
        match self {
            StarterFile::Register => built_in!("register.yaml"),
            StarterFile::Contacts => built_in!("contacts.yaml"),
            StarterFile::Policy => built_in!("policy.yaml"),
            StarterFile::Roster => built_in!("roster.yaml"),
        }
    }

    /// The name of the template below a store's `templates/`.
    pub fn name(self) -> &'static str {
        self.built_in().0
    }

    /// The names of the values that the template, or its override, uses.
    pub fn places(self, overrides: &[(String, String)]) -> Vec<String> {
        let sources = self.sources(overrides);
        let text = sources.get(self.name()).unwrap_or_default();
        let name = |place: &str| {
            place
                .split(['}', '|', ' ', '-'])
                .find(|part| !part.is_empty())
                .map(str::to_string)
        };
        text.split("{{").skip(1).filter_map(name).collect()
    }

    fn sources(self, overrides: &[(String, String)]) -> TemplateSources {
        TemplateSources::new([self.built_in()], overrides)
    }

    /// Fills the template, or its override. Every value is inserted as a quoted string, so that the name of an
    /// organization cannot add YAML.
    ///
    /// # Errors
    /// The template has an error or uses an unknown value; the error names the line.
    pub fn fill(
        self,
        overrides: &[(String, String)],
        values: &impl Serialize,
    ) -> Result<String, RenderError> {
        let sources = self.sources(overrides);
        let mut engine = Tera::default();
        engine.autoescape_on([".yaml"]);
        engine.set_escape_fn(|text, out| {
            let quoted = serde_json::to_string(text)?;
            out.write_all(quoted.as_bytes())
        });
        let failed = |error: tera::Error| RenderError::tera(&error, &sources);
        engine.add_raw_templates(sources.iter()).map_err(failed)?;
        let context = Context::from_serialize(values).map_err(failed)?;
        engine.render(self.name(), &context).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_becomes_yaml() {
        let overrides = [(
            "contacts.yaml".to_string(),
            "# {{ home }}\nname: {{ home }}\n".to_string(),
        )];
        let values = serde_json::json!({ "home": "A \"B\"\nkey: 1" });
        let filled = StarterFile::Contacts
            .fill(&overrides, &values)
            .expect("filled");
        assert_eq!(
            filled,
            "# \"A \\\"B\\\"\\nkey: 1\"\nname: \"A \\\"B\\\"\\nkey: 1\"\n"
        );
    }

    fn register(sections: serde_json::Value, asked: bool) -> String {
        let mut values = serde_json::json!({
            "title": "T", "initiated": "2027", "partner": "x", "partner_name": "X", "home_name": "H",
            "originating_committee": "alliance", "subject": "S", "purpose": "standards", "justification": "J",
            "scope": "S", "benefits": "B", "insert": "<insert text>",
        });
        values["sections"] = sections;
        values["sections_asked"] = asked.into();
        StarterFile::Register.fill(&[], &values).expect("filled")
    }

    #[test]
    fn a_store_s_own_sections_are_shown_and_those_it_needs_are_to_be_written() {
        let section = |id: &str, asked: bool| serde_json::json!({"id": id, "guidance": ["About."], "asked": asked});
        let text = register(
            serde_json::json!([section("a", true), section("b", false)]),
            true,
        );
        let shown = "sections:\n  # About.\n  a: \"<insert text>\"\n  # About.\n  # b: \"<insert text>\"\n\n#";
        assert!(text.contains(shown), "{text}");
        // A key with only comments below it would not be a mapping.
        let text = register(serde_json::json!([section("b", false)]), false);
        assert!(
            text.contains("\n# sections:\n  # About.\n  # b: "),
            "{text}"
        );
        let read = |text: &str| -> crate::register::Register {
            let file = crate::source::SourceFile::new("register.yaml", text);
            crate::yaml::read(&file).unwrap_or_else(|why| panic!("{}", why.message))
        };
        assert!(read(&text).sections.is_empty());
        let without = register(serde_json::json!([]), false);
        assert!(
            !without.contains("sections") && !without.contains("\n\n\n"),
            "{without}"
        );
        assert_eq!(read(&without).milestones.len(), 1);
    }

    #[test]
    fn the_places_of_a_template_are_known() {
        let overrides = [(
            "register.yaml".to_string(),
            "a: {{ scope }}\nb: {{- title|safe }} {{x}}".to_string(),
        )];
        assert_eq!(
            StarterFile::Register.places(&overrides),
            ["scope", "title", "x"]
        );
        assert!(
            StarterFile::Register
                .places(&[])
                .contains(&"purpose".to_string())
        );
    }

    #[test]
    fn an_override_that_fails_says_where() {
        let overrides = [(
            "contacts.yaml".to_string(),
            "a\n{{ nothing }}\n".to_string(),
        )];
        let why = StarterFile::Contacts
            .fill(&overrides, &serde_json::json!({}))
            .expect_err("refused")
            .to_string();
        assert!(why.contains("contacts.yaml") && why.contains('2'), "{why}");
    }
}
