//! Sizes of paper.

/// The paper on which a document is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paper {
    /// 8.5 by 11 inches, as in North America.
    #[default]
    Letter,
    /// 210 by 297 mm, as elsewhere.
    A4,
}

impl Paper {
    /// The name in a style sheet.
    pub(super) fn css(self) -> &'static str {
        match self {
            Paper::Letter => "letter",
            Paper::A4 => "A4",
        }
    }

    /// Width and height in twentieths of a point.
    pub(super) fn twips(self) -> (u32, u32) {
        match self {
            Paper::Letter => (12240, 15840),
            Paper::A4 => (11906, 16838),
        }
    }
}
