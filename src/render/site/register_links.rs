//! What the page of a register links to: its badge, the partner's page and the registers that it belongs with.

use serde::Serialize;

use super::badge::{BadgeView, badge_view};
use super::context::SiteContext;
use super::public_register::PublicRegister;
use crate::id::Id;
use crate::render::view::RegisterPageView;

/// The page of a register with its links to other things on the site.
#[derive(Debug, Serialize)]
pub(super) struct LinkedPageView<'a> {
    #[serde(flatten)]
    pub(super) page: RegisterPageView<'a>,
    pub(super) links: Option<RegisterLinksView<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct RegisterLinksView<'a> {
    partner_id: &'a str,
    /// The path of the partner's logo, from the top of the site.
    partner_logo: Option<&'a str>,
    /// The register to which it is an addendum.
    addendum_to: Option<LinkedRegisterView<'a>>,
    /// The registers that are addenda to it.
    addenda: Vec<LinkedRegisterView<'a>>,
    badge: BadgeView,
}

/// Another register.
#[derive(Debug, Serialize)]
pub(super) struct LinkedRegisterView<'a> {
    id: &'a str,
    /// The title; the id if the register is not public.
    title: &'a str,
    /// Whether it has a page.
    linked: bool,
    removed: bool,
}

impl<'a> RegisterLinksView<'a> {
    /// `None` for a register that is not public.
    pub(super) fn of(id: &Id, context: &SiteContext<'a>) -> Option<RegisterLinksView<'a>> {
        let entry = context.registers.find(id.as_str())?;
        Some(RegisterLinksView {
            partner_id: entry.partner.as_str(),
            partner_logo: logo_of(context, &entry.partner),
            addendum_to: parent_of(entry, context),
            addenda: addenda_of(&entry.id, context),
            badge: badge_view(entry, context),
        })
    }
}

impl<'a> LinkedRegisterView<'a> {
    fn of(entry: &'a PublicRegister) -> LinkedRegisterView<'a> {
        LinkedRegisterView {
            id: entry.id.as_str(),
            title: &entry.title,
            linked: true,
            removed: !entry.is_in_force(),
        }
    }
}

/// The register to which a register is an addendum.
pub(super) fn parent_of<'a>(
    entry: &'a PublicRegister,
    context: &SiteContext<'a>,
) -> Option<LinkedRegisterView<'a>> {
    let id = entry.addendum_to.as_ref()?.as_str();
    let unknown = LinkedRegisterView {
        id,
        title: id,
        linked: false,
        removed: false,
    };
    let found = context.registers.find(id);
    Some(found.map_or(unknown, LinkedRegisterView::of))
}

/// The public addenda of a register.
pub(super) fn addenda_of<'a>(id: &Id, context: &SiteContext<'a>) -> Vec<LinkedRegisterView<'a>> {
    let addenda = context.registers.addenda_of(id).iter();
    addenda.map(|entry| LinkedRegisterView::of(entry)).collect()
}

/// The path of an organization's logo, from the top of the site.
pub(super) fn logo_of<'a>(context: &SiteContext<'a>, id: &Id) -> Option<&'a str> {
    let organization = context.governance.roster.organization(id)?;
    organization.logo.as_deref()
}
