//! Headings that people type as keys: those of DSP4003's Table 1, of the Work Register Template, and of the pages that
//! `wr` writes.

/// Fields with their headings, in the form that [`normal`] makes.
const HEADINGS: &[(&str, &[&str])] = &[
    (
        "title",
        &[
            "title line",
            "work register title",
            "register title",
            "deliverable",
        ],
    ),
    (
        "initiated",
        &["date initiated", "initiation date", "start date", "date"],
    ),
    ("subject", &["topic"]),
    ("web", &["web address", "web site", "website", "url"]),
    (
        "partner",
        &[
            "alliance partner",
            "partner organization",
            "alliance partner organization",
            "alliance partner contacts",
            "partner contacts",
        ],
    ),
    (
        "home",
        &[
            "home organization",
            "home organization contacts",
            "home contacts",
        ],
    ),
    (
        "organization",
        &[
            "organization name",
            "partner organization",
            "partner",
            "alliance partner",
        ],
    ),
    ("governing_body", &["body"]),
    ("originating_committee", &["owning committee", "committee"]),
    (
        "also_approves",
        &[
            "other approving committees",
            "approving committees",
            "other committees",
        ],
    ),
    ("justification", &["rationale", "why"]),
    ("scope", &["scope of work", "what"]),
    ("benefits", &["benefit", "mutual benefits"]),
    ("sections", &["additional sections", "other sections"]),
    (
        "milestones",
        &[
            "milestones and deliverables",
            "milestones deliverables",
            "deliverables",
        ],
    ),
    (
        "committees",
        &[
            "committee",
            "owning committees",
            "owning committee",
            "responsible committee",
        ],
    ),
    ("working_groups", &["working group", "work groups"]),
    (
        "due",
        &[
            "date",
            "due date",
            "target date",
            "completion date",
            "estimated completion",
            "estimated completion date",
            "expected completion",
            "completion",
            "deadline",
            "estimated date",
        ],
    ),
    (
        "standards",
        &[
            "table 1",
            "table 1 alliance partner standard development",
            "table 1 alliance partner standard development template",
            "alliance partner standard development",
            "alliance partner standard development template",
            "alliance partner standards",
        ],
    ),
    ("type", &["standard type"]),
    (
        "ap_id",
        &[
            "ap identifier",
            "alliance partner identifier",
            "partner identifier",
            "identifier",
        ],
    ),
    ("description", &["standard description"]),
    (
        "domain",
        &["information management domain", "management domain"],
    ),
    ("lead", &["lead organization", "leading organization"]),
    (
        "ip_policy",
        &[
            "governing ip policy",
            "governing intellectual property policy",
            "intellectual property policy",
            "governing policy",
        ],
    ),
    ("owner", &["owning organization"]),
    ("developer", &["developing organization"]),
    ("maintainer", &["maintaining organization"]),
    ("rules", &["rules of delegated work", "delegation rules"]),
    ("feedback_terms", &["terms of feedback", "feedback"]),
    ("text", &["term"]),
    ("agreed", &["agreed on", "date agreed"]),
    ("links", &["related documents", "documents", "references"]),
    ("href", &["address", "web address", "url", "link"]),
    ("allow", &["allowed findings"]),
    ("because", &["reason"]),
    ("at", &["place"]),
    (
        "email",
        &[
            "e mail address",
            "email address",
            "e mail",
            "mail",
            "address",
        ],
    ),
    ("short", &["short name", "abbreviation", "acronym"]),
];

/// The allowed field that a heading means, if only one can be meant.
pub(crate) fn heading<'a>(key: &str, allowed: &[&'a str]) -> Option<&'a str> {
    if key.len() > 100 || allowed.contains(&key) {
        return None;
    }
    let key = normal(key);
    let meant = |field: &&&str| {
        let mut known = HEADINGS.iter().filter(|(name, _)| name == *field);
        known.any(|(_, headings)| headings.contains(&key.as_str())) || normal(field) == key
    };
    let mut fields = allowed.iter().filter(meant);
    fields.next().filter(|_| fields.next().is_none()).copied()
}

/// A heading in lower case, without the number of its column, and with its abbreviations written out.
fn normal(key: &str) -> String {
    let lower = key.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = words.skip_while(is_number).map(written_out).collect();
    words.join(" ")
}

fn written_out(word: &str) -> &str {
    match word {
        "org" => "organization",
        // The other spelling.
        _ if word.starts_with("organi") && word.ends_with("ation") => "organization",
        "mgt" | "mgmt" | "mgnt" => "management",
        "info" => "information",
        "desc" | "descr" => "description",
        "id" | "ident" => "identifier",
        "std" => "standard",
        "wg" | "wgs" => "working group",
        "est" => "estimated",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn a_heading_means_the_one_field_that_is_allowed() {
        let row = [
            "type",
            "ap_id",
            "description",
            "domain",
            "lead",
            "ip_policy",
            "owner",
            "developer",
            "maintainer",
        ];
        for (key, field) in [
            ("Standard Type", "type"),
            ("2. AP Id", "ap_id"),
            ("Descr", "description"),
            ("Info Mgt Domain", "domain"),
            ("5. Lead Organization", "lead"),
            ("Governing IP Policy", "ip_policy"),
            ("Owning Org", "owner"),
            ("DEVELOPING ORG.", "developer"),
            ("Maintaining organization", "maintainer"),
        ] {
            assert_eq!(heading(key, &row), Some(field), "{key}");
        }
        assert_eq!(heading("Date", &["due", "title"]), Some("due"));
        assert_eq!(heading("Date", &["due", "initiated"]), None, "one of two");
        assert_eq!(heading("type", &row), None, "it is the field");
        assert_eq!(heading("Colour", &row), None);
    }
}
