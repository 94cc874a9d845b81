//! The paths of the JSON files, from the top of the site.

pub(crate) const INDEX: &str = "api/v1/index.json";
pub(crate) const REGISTERS: &str = "api/v1/registers.json";
pub(crate) const INDEX_SCHEMA: &str = "api/v1/index.schema.json";
pub(crate) const REGISTERS_SCHEMA: &str = "api/v1/registers.schema.json";
pub(crate) const REGISTER_SCHEMA: &str = "api/v1/register.schema.json";
