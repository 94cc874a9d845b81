//! Where things are on the web: absolute where policy says where the site is, else relative, or a name of its own.

use super::listing::Listing;
use crate::id::Id;
use crate::policy::StoreId;
use crate::policy::site::SiteUrl;

/// Where the site is, and how it names what has no address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address<'a> {
    /// None where policy does not say.
    site: Option<&'a SiteUrl>,
    store: &'a StoreId,
}

impl<'a> Address<'a> {
    pub(super) fn of(listing: &Listing<'a>) -> Address<'a> {
        let policy = listing.governance.policy;
        Address {
            site: policy.site.url.as_ref(),
            store: &policy.store,
        }
    }

    /// The address of a page, where the site has one.
    pub(super) fn absolute(self, path: &str) -> Option<String> {
        self.site.map(|site| site.page(path))
    }

    /// A link to a page from a file at the site's top.
    pub(super) fn at_top(self, path: &str) -> String {
        self.absolute(path).unwrap_or_else(|| path.to_string())
    }

    /// A name that stays when the site moves: `urn:wr:STORE:rest`.
    pub(super) fn name(self, rest: &str) -> String {
        format!("urn:wr:{}:{rest}", self.store)
    }
}

/// Where a register has its page, from the site's top.
pub(super) fn page(id: &Id) -> String {
    format!("registers/{id}/index.html")
}
