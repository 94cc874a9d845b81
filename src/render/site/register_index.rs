//! All public registers, for pages about several of them.

use std::collections::BTreeMap;

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
    /// The public registers that are addenda, by the register to which they add.
    pub(crate) addenda: &'a Addenda<'a>,
    /// The public data of registers under way.
    pub(crate) under_way: &'a [UnderWayView],
}

/// The addenda of each register that has some.
pub(crate) type Addenda<'a> = BTreeMap<&'a Id, Vec<&'a PublicRegister>>;

/// The registers of a partner: those in force, and those removed.
pub(super) type PartnerRegisters<'a> = (Vec<&'a PublicRegister>, Vec<&'a PublicRegister>);

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

    /// The public addenda of a register, ordered by id.
    pub(super) fn addenda_of(&self, id: &Id) -> &'a [&'a PublicRegister] {
        self.addenda.get(id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn by_partner(&self) -> BTreeMap<&'a Id, PartnerRegisters<'a>> {
        let mut by_partner: BTreeMap<&Id, PartnerRegisters<'_>> = BTreeMap::new();
        for entry in self.in_force {
            by_partner.entry(&entry.partner).or_default().0.push(entry);
        }
        for entry in self.removed {
            by_partner.entry(&entry.partner).or_default().1.push(entry);
        }
        by_partner
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

/// The addenda among these registers, by the register to which they add.
pub(super) fn addenda(public: &[PublicRegister]) -> Addenda<'_> {
    let mut addenda = Addenda::new();
    for entry in public {
        if let Some(parent) = &entry.addendum_to {
            addenda.entry(parent).or_default().push(entry);
        }
    }
    addenda
}
