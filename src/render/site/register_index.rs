//! All public registers, for pages about several of them.

use super::public_register::PublicRegister;
use super::under_way::UnderWayView;
use crate::id::Id;
use crate::render::selected_text::SelectedText;
use crate::snapshot::RegisterContext;

/// The registers of a site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RegisterIndex<'a> {
    /// Every register, public or not, ordered by id.
    pub(crate) all: &'a [RegisterContext<'a>],
    /// The texts of the public registers, ordered by id.
    pub(crate) texts: &'a [SelectedText<'a>],
    /// The public registers, ordered by id.
    pub(crate) public: &'a [PublicRegister],
    /// The registers in force, ordered by partner and title.
    pub(crate) in_force: &'a [&'a PublicRegister],
    /// The removed registers, in the same order.
    pub(crate) removed: &'a [&'a PublicRegister],
    /// The public data of registers under way.
    pub(crate) under_way: &'a [UnderWayView],
}

impl<'a> RegisterIndex<'a> {
    pub(super) fn find(&self, id: &str) -> Option<&'a PublicRegister> {
        let at = self
            .public
            .binary_search_by(|register| register.id.as_str().cmp(id));
        Some(&self.public[at.ok()?])
    }

    pub(super) fn has(&self, id: &Id) -> bool {
        self.find(id.as_str()).is_some()
    }
}

/// Splits registers into those in force and those removed, each ordered by partner and title.
pub(super) fn by_standing(
    public: &[PublicRegister],
) -> (Vec<&PublicRegister>, Vec<&PublicRegister>) {
    let mut sorted: Vec<&PublicRegister> = public.iter().collect();
    sorted.sort_by_cached_key(|register| {
        (
            register.partner_name.to_lowercase(),
            register.title.to_lowercase(),
            &register.id,
        )
    });
    sorted
        .into_iter()
        .partition(|register| register.is_in_force())
}
