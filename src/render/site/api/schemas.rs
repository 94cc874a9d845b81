//! The schemas of the JSON files (JSON Schema 2020-12), generated from the types that write them.

use schemars::generate::SchemaSettings;
use serde_json::json;

use super::list::Registers;
use super::register::Register;
use super::start::Start;
use super::{FORMAT, file};

/// The files with a schema.
#[derive(Debug, Clone, Copy)]
pub(super) enum Schema {
    /// The index of the data.
    Index,
    /// The list of registers.
    Registers,
    /// One register.
    Register,
}

impl Schema {
    const ALL: [Schema; 3] = [Schema::Index, Schema::Registers, Schema::Register];

    fn name(self) -> &'static str {
        match self {
            Schema::Index => "index",
            Schema::Registers => "registers",
            Schema::Register => "register",
        }
    }

    /// The path of the schema, from the top of the site.
    pub(super) fn path(self) -> String {
        format!("api/v1/{}.schema.json", self.name())
    }

    fn text(self) -> Vec<u8> {
        let generator = SchemaSettings::draft2020_12()
            .for_serialize()
            .into_generator();
        let mut schema = match self {
            Schema::Index => generator.into_root_schema_for::<Start>(),
            Schema::Registers => generator.into_root_schema_for::<Registers>(),
            Schema::Register => generator.into_root_schema_for::<Register>(),
        };
        schema.insert(
            "$id".to_string(),
            json!(format!("urn:wr:schema:site:{}:{FORMAT}", self.name())),
        );
        if let Some(format) = schema
            .pointer_mut("/properties/format")
            .and_then(|it| it.as_object_mut())
        {
            format.insert("const".to_string(), json!(FORMAT));
        }
        file(&schema)
    }
}

/// All schemas, with their paths from the top of the site.
pub(in crate::render) fn schemas() -> Vec<(String, Vec<u8>)> {
    Schema::ALL
        .into_iter()
        .map(|schema| (schema.path(), schema.text()))
        .collect()
}
