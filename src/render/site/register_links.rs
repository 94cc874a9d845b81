//! What the page of a register links to: its badge, the partner's logo, its parent and its addenda.

use serde::Serialize;

use super::badge::{BadgeView, badge_view};
use super::context::SiteContext;
use super::public_register::PublicRegister;
use crate::id::Id;
use crate::render::view::{LinkedRegisterView, RegisterPageView};

/// The page of a register with its links to other things on the site.
#[derive(Debug, Serialize)]
pub(super) struct LinkedPageView<'a> {
    #[serde(flatten)]
    pub(super) page: RegisterPageView<'a>,
    pub(super) links: Option<RegisterLinksView<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct RegisterLinksView<'a> {
    /// The path of the partner's logo, from the top of the site.
    partner_logo: Option<&'a str>,
    badge: BadgeView,
}

impl<'a> RegisterLinksView<'a> {
    /// `None` for a register that is not public.
    pub(super) fn of(id: &Id, context: &SiteContext<'a>) -> Option<RegisterLinksView<'a>> {
        let entry = context.registers.find(id.as_str())?;
        Some(RegisterLinksView {
            partner_logo: logo_of(context, &entry.partner),
            badge: badge_view(entry, context),
        })
    }
}

fn linked(entry: &PublicRegister) -> LinkedRegisterView<'_> {
    LinkedRegisterView {
        id: &entry.id,
        title: Some(&entry.title),
        linked: true,
        removed: !entry.is_in_force(),
    }
}

/// The register to which a register is an addendum.
pub(super) fn parent_of<'a>(
    addendum_to: Option<&'a Id>,
    context: &SiteContext<'a>,
) -> Option<LinkedRegisterView<'a>> {
    let id = addendum_to?;
    let found = context.registers.find(id.as_str());
    Some(found.map_or_else(|| LinkedRegisterView::without_page(id), linked))
}

/// The public addenda of a register.
pub(super) fn addenda_of<'a>(id: &Id, context: &SiteContext<'a>) -> Vec<LinkedRegisterView<'a>> {
    let addenda = context.registers.addenda_of(id).iter();
    addenda.map(|entry| linked(entry)).collect()
}

/// The path of an organization's logo, from the top of the site.
pub(super) fn logo_of<'a>(context: &SiteContext<'a>, id: &Id) -> Option<&'a str> {
    let organization = context.governance.roster.organization(id)?;
    organization.logo.as_deref()
}
