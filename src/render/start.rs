//! Fills the starter files of a store and a register from templates that a store may override.

use serde::Serialize;
use tera::{Context, Tera};

use super::RenderError;

/// A starter file: `wr` writes it once, and people edit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The Work Register Template (DSP4003 3.1).
    Register,
    /// The contacts of a register.
    Contacts,
    /// The policy of a new store.
    Policy,
    /// The roster of a new store.
    Roster,
}

impl Start {
    /// All starter files.
    pub const ALL: [Start; 4] = [
        Start::Register,
        Start::Contacts,
        Start::Policy,
        Start::Roster,
    ];

    /// The name of the template below a store's `templates/`.
    pub fn name(self) -> &'static str {
        match self {
            Start::Register => "register.yaml",
            Start::Contacts => "contacts.yaml",
            Start::Policy => "policy.yaml",
            Start::Roster => "roster.yaml",
        }
    }

    fn built_in(self) -> &'static str {
        match self {
            Start::Register => include_str!("../../templates/register.yaml"),
            Start::Contacts => include_str!("../../templates/contacts.yaml"),
            Start::Policy => include_str!("../../templates/policy.yaml"),
            Start::Roster => include_str!("../../templates/roster.yaml"),
        }
    }

    /// The names of the values that the template, or its override, uses.
    pub fn places(self, overrides: &[(String, String)]) -> Vec<String> {
        let places = self.text(overrides).split("{{").skip(1);
        let name = |place: &str| {
            place
                .split(['}', '|', ' ', '-'])
                .find(|part| !part.is_empty())
                .map(str::to_string)
        };
        places.filter_map(name).collect()
    }

    fn text(self, overrides: &[(String, String)]) -> &str {
        let found = overrides.iter().rev().find(|(name, _)| name == self.name());
        found.map_or(self.built_in(), |(_, text)| text)
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
        let text = self.text(overrides);
        let mut engine = Tera::default();
        engine.autoescape_on([".yaml"]);
        engine.set_escape_fn(|text, out| {
            let quoted = serde_json::to_string(text)?;
            out.write_all(quoted.as_bytes())
        });
        let failed = |error: tera::Error| RenderError::tera(&error, |_| Some(text));
        engine.add_raw_template(self.name(), text).map_err(failed)?;
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
        let filled = Start::Contacts.fill(&overrides, &values).expect("filled");
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
        Start::Register.fill(&[], &values).expect("filled")
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
        assert_eq!(Start::Register.places(&overrides), ["scope", "title", "x"]);
        assert!(Start::Register.places(&[]).contains(&"purpose".to_string()));
    }

    #[test]
    fn an_override_that_fails_says_where() {
        let overrides = [(
            "contacts.yaml".to_string(),
            "a\n{{ nothing }}\n".to_string(),
        )];
        let why = Start::Contacts
            .fill(&overrides, &serde_json::json!({}))
            .expect_err("refused")
            .to_string();
        assert!(why.contains("contacts.yaml") && why.contains('2'), "{why}");
    }
}
