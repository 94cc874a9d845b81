//! The schemas of the JSON files (JSON Schema 2020-12), generated from the types that write them.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::json;

use super::index::ApiIndexJson;
use super::json::{FORMAT, to_file};
use super::list::RegistersJson;
use super::register::RegisterJson;
use crate::render::site::context::SiteContext;

pub(crate) fn index_schema(_: &SiteContext<'_>) -> Vec<u8> {
    schema::<ApiIndexJson>("index")
}

pub(crate) fn registers_schema(_: &SiteContext<'_>) -> Vec<u8> {
    schema::<RegistersJson>("registers")
}

pub(crate) fn register_schema(_: &SiteContext<'_>) -> Vec<u8> {
    schema::<RegisterJson>("register")
}

fn schema<T: JsonSchema>(name: &str) -> Vec<u8> {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let mut schema = generator.into_root_schema_for::<T>();
    let id = format!("urn:wr:schema:site:{name}:{FORMAT}");
    schema.insert("$id".to_string(), json!(id));
    if let Some(format) = schema
        .pointer_mut("/properties/format")
        .and_then(|it| it.as_object_mut())
    {
        format.insert("const".to_string(), json!(FORMAT));
    }
    to_file(&schema)
}
