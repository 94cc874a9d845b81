//! The direction of text.

/// Splits a text so that each part has words of one direction; spaces and signs belong to the part before them.
pub(super) fn directions(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut begin, mut direction) = (0, None);
    for (at, sign) in text.char_indices() {
        let own = match sign {
            _ if is_of_right_to_left(sign) => true,
            _ if sign.is_alphabetic() => false,
            _ => continue,
        };
        if direction.is_some_and(|direction| direction != own) {
            parts.push(text.get(begin..at).unwrap_or_default());
            begin = at;
        }
        direction = Some(own);
    }
    parts.push(text.get(begin..).unwrap_or_default());
    parts
}

/// Whether the first letter of a text is of a script that is written from right to left.
pub(super) fn is_right_to_left(text: &str) -> bool {
    let first = text.chars().find(|sign| sign.is_alphabetic());
    first.is_some_and(is_of_right_to_left)
}

/// The language of a text whose script belongs to one language, as a BCP 47 tag; `None` for any other text, such as
/// one in Latin letters.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|sign| sign.is_alphabetic());
    let (mut all, mut counts) = (0_usize, [0_usize; 6]);
    for letter in letters {
        all += 1;
        let script = match letter {
            '\u{0590}'..='\u{05ff}' => 0,
            '\u{0600}'..='\u{06ff}' => 1,
            '\u{3040}'..='\u{30ff}' => 2,
            '\u{3400}'..='\u{9fff}' => 3,
            '\u{ac00}'..='\u{d7a3}' => 4,
            '\u{0370}'..='\u{03ff}' => 5,
            _ => continue,
        };
        counts[script] += 1;
    }
    let [hebrew, arabic, kana, han, hangul, greek] = counts;
    let most = |count: usize| count * 2 > all;
    // These letters are used for Persian and Urdu, not for Arabic.
    let is_arabic = || !text.contains(['پ', 'چ', 'ژ', 'گ', 'ک', 'ی', 'ٹ']);
    match () {
        () if most(hebrew) => Some("he"),
        () if most(arabic) && is_arabic() => Some("ar"),
        () if kana > 0 && most(kana + han) => Some("ja"),
        () if most(han) => Some("zh"),
        () if most(hangul) => Some("ko"),
        () if most(greek) => Some("el"),
        () => None,
    }
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and others.
fn is_of_right_to_left(sign: char) -> bool {
    matches!(sign,
        '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_of_one_language_names_it() {
        for (text, expected) in [
            ("سجل العمل المشترك", Some("ar")),
            ("مدیریت شبکه", None),
            ("מסמך עבודה", Some("he")),
            ("存储管理工作登记册 XYZ", Some("zh")),
            ("ストレージ管理の作業", Some("ja")),
            ("작업 등록부", Some("ko")),
            ("XYZ / DMTF Work Register", None),
            ("2026", None),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }

    #[test]
    fn a_run_has_one_direction() {
        assert_eq!(directions("abc, 12 def"), ["abc, 12 def"]);
        assert_eq!(
            directions("سجل عمل XYZ (2026) جديد"),
            ["سجل عمل ", "XYZ (2026) ", "جديد"]
        );
        assert_eq!(directions(""), [""]);
        assert!(is_right_to_left("12 سجل XYZ") && !is_right_to_left("XYZ سجل"));
    }
}
