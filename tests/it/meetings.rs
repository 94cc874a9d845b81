//! Joint meetings with many attendees, and companies that were members for a limited time.

use super::world::World;

const ADD: &str = "request add cr-1 --register xyz --standard \"xyz_ schema\" --to technical --submitter Quinn \
                   --email quinn@forum.example --for individual --portal FB-0417 --summary Count. --cr-template";
const MEET: &str = "meeting add --for cr-1 --kind phone --host technical --advised-by tess --announcement mail \
                    --ip-policy link --attendee tess";

/// A world in which the request is entered, after the roster was edited.
fn asked(edit: impl Fn(&str) -> String) -> World {
    let mut world = World::given("established");
    let roster = world.read("registers/roster.yaml");
    let edited = edit(&roster);
    if edited != roster {
        world.write("registers/roster.yaml", &edited);
        let ran = world.run("2026-05-01T09:00:00Z", "vera", "save roster");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let ran = world.run("2026-05-04T09:00:00Z", "vera", ADD);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    world
}

#[test]
fn a_long_list_of_attendees_is_read_from_a_file() {
    let mut world = asked(str::to_string);
    world.write(
        "../there.txt",
        "# who was there\n\nbob\npat; acknowledged\nQuinn; Some Forum; left; 10:20\n",
    );
    let ran = world.run(
        "2026-05-20T09:00:00Z",
        "tess",
        &format!("{MEET} --attendees ../there.txt"),
    );
    assert!(
        ran.stdout.contains("4 participants"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    let listed = world.run("2026-05-20T10:00:00Z", "tess", "meeting list --for cr-1");
    assert!(
        listed.stdout.contains("Quinn (Some Forum) [left 10:20]"),
        "{}",
        listed.stdout
    );
    world.write("../there.txt", "bob\nQuinn; Some Forum\n");
    let ran = world.run(
        "2026-05-21T09:00:00Z",
        "tess",
        &format!("{MEET} --attendees ../there.txt"),
    );
    assert_eq!(ran.code, 1, "{}", ran.stdout);
}

#[test]
fn what_counts_is_the_membership_on_the_day_of_the_meeting() {
    for (fields, on, is_member) in [
        ("membership: participation", "2026-05-20", true),
        (
            "membership: participation, member_since: 2026-05-20",
            "2026-05-20",
            true,
        ),
        (
            "membership: participation, member_since: 2026-05-21",
            "2026-05-20",
            false,
        ),
        (
            "membership: participation, member_until: 2026-05-20",
            "2026-05-20",
            true,
        ),
        (
            "membership: participation, member_until: 2026-05-19",
            "2026-05-20",
            false,
        ),
        (
            "membership: participation, status: closed, since: 2026-05-21",
            "2026-05-20",
            true,
        ),
        (
            "membership: participation, status: closed, since: 2026-05-20",
            "2026-05-20",
            false,
        ),
        (
            "membership: participation, status: closed",
            "2026-05-20",
            false,
        ),
    ] {
        let mut world = asked(|roster| roster.replace("membership: participation", fields));
        let line = format!(
            "{MEET} --attendee \"pat; acknowledged\" --attendee fay --attendee \"Flo; Fjord Labs\" --on {on}"
        );
        let ran = world.run("2026-05-25T09:00:00Z", "tess", &line);
        assert_eq!(
            ran.code,
            i32::from(!is_member),
            "{fields}: {}{}",
            ran.stdout,
            ran.stderr
        );
        assert_eq!(
            ran.stderr.contains("Fjord Labs was not a member"),
            !is_member,
            "{fields}: {}",
            ran.stderr
        );
    }
}
