//! Splits long lists into pages.

use std::ops::Range;

use serde::Serialize;

/// The most rows on a page.
pub(crate) const ROWS: usize = 50;

/// One page of a list: its rows, and its links to the other pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PageOf {
    /// The path from the top of the site.
    #[serde(skip)]
    pub(crate) path: String,
    #[serde(skip)]
    pub(crate) rows: Range<usize>,
    /// The number, from 1.
    number: usize,
    /// The number of pages.
    of: usize,
    /// The file name of the previous page, in the same folder.
    previous: Option<String>,
    /// The file name of the next page.
    next: Option<String>,
}

/// The pages of a list of `count` rows whose first page is at `path`, a file name ending with `.html`: `index.html`,
/// `index-2.html`. An empty list has one page.
pub(crate) fn paged(path: &str, count: usize) -> Vec<PageOf> {
    let of = count.div_ceil(ROWS).max(1);
    let file = |path: &str| path.rsplit('/').next().unwrap_or(path).to_string();
    let page = |number: usize| PageOf {
        path: numbered(path, number),
        rows: (number - 1) * ROWS..(number * ROWS).min(count),
        number,
        of,
        previous: (number > 1).then(|| file(&numbered(path, number - 1))),
        next: (number < of).then(|| file(&numbered(path, number + 1))),
    };
    (1..=of).map(page).collect()
}

fn numbered(path: &str, number: usize) -> String {
    match number {
        1 => path.to_string(),
        number => format!(
            "{}-{number}.html",
            path.strip_suffix(".html").unwrap_or(path)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_one_page_and_pages_lead_to_one_another() {
        for count in [0, 1, 99, 100, 101, 250] {
            let pages = paged("a/index.html", count);
            let rows: Vec<usize> = pages.iter().flat_map(|page| page.rows.clone()).collect();
            assert_eq!(rows, (0..count).collect::<Vec<_>>());
            assert!(pages[0].previous.is_none() && pages[pages.len() - 1].next.is_none());
        }
        let pages = paged("a/index.html", 250);
        assert_eq!(pages[1].path, "a/index-2.html");
        assert_eq!(
            (pages[1].previous.as_deref(), pages[1].next.as_deref()),
            (Some("index.html"), Some("index-3.html"))
        );
    }
}
