//! The public data on the page of a register that other files of the site and the policy decide.

use serde::Serialize;

use super::steps::UpdateView;
use crate::id::Id;
use crate::render::selected_text::SelectedText;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct LinkedRegisterView<'a> {
    pub(crate) id: &'a Id,
    /// The title, if the register has a page.
    pub(crate) title: Option<&'a str>,
    /// Whether that register has a page.
    pub(crate) linked: bool,
    pub(crate) removed: bool,
}

/// The public data about a register that other files of the site and the policy decide.
#[derive(Default)]
pub(crate) struct SiteFacts<'a> {
    pub(crate) addendum_to: Option<LinkedRegisterView<'a>>,
    pub(crate) addenda: Vec<LinkedRegisterView<'a>>,
    pub(crate) partner_page: Option<&'a Id>,
    pub(crate) update: Option<UpdateView>,
}

impl<'a> SiteFacts<'a> {
    /// Without links to other pages.
    pub(super) fn alone(selected: &SelectedText<'a>) -> SiteFacts<'a> {
        SiteFacts {
            addendum_to: selected
                .text
                .addendum_to
                .as_ref()
                .map(LinkedRegisterView::without_page),
            ..SiteFacts::default()
        }
    }
}

impl<'a> LinkedRegisterView<'a> {
    pub(crate) fn without_page(id: &'a Id) -> LinkedRegisterView<'a> {
        LinkedRegisterView {
            id,
            title: None,
            linked: false,
            removed: false,
        }
    }
}
