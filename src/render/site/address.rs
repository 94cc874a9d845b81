//! The addresses of pages: absolute if the policy has the URL of the site, else relative; and URNs as stable names.

use super::context::SiteContext;
use crate::id::Id;
use crate::policy::StoreId;
use crate::policy::site::SiteUrl;

/// The URL of the site, and the store whose id is part of every URN.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address<'a> {
    /// `None` if the policy does not have the URL.
    site: Option<&'a SiteUrl>,
    store: &'a StoreId,
}

impl<'a> Address<'a> {
    pub(super) fn of(context: &SiteContext<'a>) -> Address<'a> {
        let policy = context.governance.policy;
        Address {
            site: policy.site.url.as_ref(),
            store: &policy.store,
        }
    }

    /// The absolute URL of a page, if the policy has the URL of the site.
    pub(super) fn absolute(self, path: &str) -> Option<String> {
        self.site.map(|site| site.page(path))
    }

    /// A link from one file of the site to another.
    pub(super) fn link(self, from: &str, to: &str) -> String {
        let up = || "../".repeat(from.matches('/').count());
        self.absolute(to).unwrap_or_else(|| up() + to)
    }

    /// A name that stays the same when the site moves: `urn:wr:STORE:rest`.
    pub(super) fn name(self, rest: &str) -> String {
        format!("urn:wr:{}:{rest}", self.store)
    }
}

/// The path of a register's page, from the top of the site.
pub(super) fn page(id: &Id) -> String {
    format!("registers/{id}/index.html")
}
