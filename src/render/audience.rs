//! The readers of a site.

/// The readers of a site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Audience {
    /// The public: only registers that are or were in force.
    #[default]
    Public,
    /// The committees: registers under way as well, with a stamp on each page that it is not public.
    Committees,
}
