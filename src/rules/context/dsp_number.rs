//! DSP numbers: `DSP` and four digits.

/// Whether an identifier is meant as a DSP number: `DSP` in any case, alone or followed by a digit, with or without a
/// separator.
pub(crate) fn is_meant(id: &str) -> bool {
    number(id)
        .is_some_and(|number| number.is_empty() || number.starts_with(|c: char| c.is_ascii_digit()))
}

/// The text after `DSP` and its separators.
fn number(id: &str) -> Option<&str> {
    let id = id.trim();
    let head = id
        .get(..3)
        .filter(|head| head.eq_ignore_ascii_case("dsp"))?;
    Some(
        id.get(head.len()..)?
            .trim_start_matches([' ', '-', '_', '.', ':']),
    )
}

/// The DSP number that was most likely meant, with leading zeros and without any text after it. A version is left out
/// as well, since the next version is the same standard.
pub(crate) fn mended(id: &str) -> Option<String> {
    let rest = number(id)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let follows = rest.get(digits.len()..)?;
    let is_end = !follows.starts_with(|c: char| c.is_alphanumeric());
    let number: u32 = digits
        .parse()
        .ok()
        .filter(|_| is_end && digits.len() <= 4)?;
    Some(format!("DSP{number:04}"))
}

/// Whether an identifier is `DSP` and four digits, alone or followed by a space.
pub(crate) fn is_one(id: &str) -> bool {
    let Some(rest) = id.strip_prefix("DSP") else {
        return false;
    };
    let digits = rest.split(' ').next().unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dsp_number_has_four_digits_and_may_have_text_behind_it() {
        assert!(
            ["DSP0225", "DSP2029 part 1"]
                .into_iter()
                .all(|id| is_meant(id) && is_one(id))
        );
        for id in [
            "DSP12", "dsp 0225", "DSP0225a", "DSP", "dsp-0225", "DSP 0225",
        ] {
            assert!(is_meant(id) && !is_one(id), "{id}");
        }
        for (id, expected) in [
            ("dsp1054", Some("DSP1054")),
            ("DSP 1054", Some("DSP1054")),
            ("DSP-225", Some("DSP0225")),
            ("DSP1054_1.1.0", Some("DSP1054")),
            ("DSP0225a", None),
            ("DSP10541", None),
            ("DSP", None),
        ] {
            assert_eq!(mended(id).as_deref(), expected, "{id}");
        }
        // A version after a space is allowed.
        assert!(is_one("DSP1054 1.1"));
        assert!(!is_meant("xyz_ schema") && !is_meant("Display profiles"));
    }
}
