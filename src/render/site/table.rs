//! Table 1 of a register, as pages about many registers show it.

use serde::{Deserialize, Serialize};

/// How many columns it has (DSP4003 5.2).
const COLUMNS: usize = 9;

/// The rows, with all their cells in one text: a large site has a million of them, and reads them for every build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    text: String,
    /// Where each cell ends.
    ends: Vec<u32>,
}

/// A row of Table 1 (DSP4003 5.2), its columns as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// 1. Standard Type.
    pub kind: &'a str,
    /// 2. AP Identifier.
    pub ap_id: &'a str,
    /// 3. Description.
    pub description: &'a str,
    /// 4. Information Management Domain.
    pub domain: &'a str,
    /// 5. Lead Organization.
    pub lead: &'a str,
    /// 6. Governing IP Policy.
    pub ip_policy: &'a str,
    /// 7. Owning Organization.
    pub owner: &'a str,
    /// 8. Developing Organization.
    pub developer: &'a str,
    /// 9. Maintaining Organization.
    pub maintainer: &'a str,
}

impl Table {
    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut at = 0;
        self.ends.chunks_exact(COLUMNS).map(move |ends| {
            let mut cells = ends.iter().map(|end| {
                let (begin, end) = (at, usize::try_from(*end).unwrap_or(usize::MAX));
                at = end;
                self.text.get(begin..end).unwrap_or_default()
            });
            let mut cell = || cells.next().unwrap_or_default();
            Row {
                kind: cell(),
                ap_id: cell(),
                description: cell(),
                domain: cell(),
                lead: cell(),
                ip_policy: cell(),
                owner: cell(),
                developer: cell(),
                maintainer: cell(),
            }
        })
    }
}

impl<S: AsRef<str>> FromIterator<[S; COLUMNS]> for Table {
    fn from_iter<I: IntoIterator<Item = [S; COLUMNS]>>(rows: I) -> Table {
        let mut table = Table::default();
        for cell in rows.into_iter().flatten() {
            table.text.push_str(cell.as_ref());
            // What is longer than four gigabytes is no register.
            table
                .ends
                .push(u32::try_from(table.text.len()).unwrap_or(u32::MAX));
        }
        table
    }
}

impl<'a> Row<'a> {
    /// The columns in their order.
    pub fn cells(self) -> [&'a str; COLUMNS] {
        let Row {
            kind,
            ap_id,
            description,
            domain,
            lead,
            ip_policy,
            owner,
            developer,
            maintainer,
        } = self;
        [
            kind,
            ap_id,
            description,
            domain,
            lead,
            ip_policy,
            owner,
            developer,
            maintainer,
        ]
    }
}
