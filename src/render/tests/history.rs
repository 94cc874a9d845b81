//! The history page of a register: the changes of each version in force from the one before.

use super::*;
use crate::act::Class;
use crate::render::tests::store::FULL;

fn history(store: &Store) -> String {
    page(&site_of(&store.snapshot()), "registers/xyz/history.html")
}

#[test]
fn each_version_in_force_is_told_with_its_differences() {
    let mut store = established("");
    let text = FULL
        .replace("due: 2027}", "due: 2028}")
        .replace("Both gain.", "Both gain more. It is <b>sure</b>.")
        .replace(
            "This is a secret between the two",
            "This is another secret between the two",
        );
    store.updated(
        "xyz",
        2,
        &text,
        &[Class::Allow, Class::Deliverables, Class::Significant],
    );
    let html = history(&store);
    let (first, second) = (
        html.find("id=\"revision-1\"").unwrap(),
        html.find("id=\"revision-2\"").unwrap(),
    );
    assert!(second < first, "the newest version comes first");
    for part in [
        "milestone m2: due 2028, was 2027",
        "(deliverables, DSP4003 4)",
        "benefits: &quot;Both gain more. It is &lt;b&gt;sure&lt;/b&gt;.&quot;, was &quot;Both gain.&quot;",
        "(significant, DSP4003 3.2)",
        "<p>The first revision.</p>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(
        !html.contains("secret") && !html.contains("allowed findings"),
        "suppressed findings are private"
    );
    assert!(html.contains("<a href=\"revisions/2.html#changes\">side by side</a>"));
    let register = page(&site_of(&store.snapshot()), "registers/xyz/index.html");
    assert!(register.contains("revisions/1.html") && register.contains("history.html"));
}

#[test]
fn a_revision_that_is_not_in_force_is_no_part_of_the_history() {
    let mut store = established("");
    let before = history(&store);
    store.submitted(
        "xyz",
        2,
        &FULL.replace("First profile", "A secret draft"),
        None,
    );
    assert_eq!(history(&store), before);
}
