//! Verbs that people try, and the commands that do what they mean.

/// The hint for a word that is no command, if it is a known verb.
pub(super) fn hint(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let (_, does) = VERBS
        .iter()
        .find(|(verbs, _)| verbs.contains(&word.as_str()))?;
    Some(format!("there is no `wr {word}`: {does}"))
}

/// Verbs with the same meaning, and what to type.
pub(super) const VERBS: [(&[&str], &str); 37] = [
    (
        &["propose", "create", "start"],
        "`wr new ID --partner NAME` proposes a register, then `wr submit ID`",
    ),
    (
        &["update", "change", "modify"],
        "`wr edit ID` opens the text, then `wr submit ID` submits the update",
    ),
    (
        &["revise", "amend"],
        "`wr edit ID`, then `wr submit ID`; `wr submit ID --withdraw` replaces a revision under way",
    ),
    (
        &["publish", "build", "deploy"],
        "`wr site build` renders the public site; a register is public once it is in force",
    ),
    (
        &["serve", "preview"],
        "`wr site serve` shows the site in a browser",
    ),
    (
        &["undo", "revert", "rollback", "reset"],
        "a recorded act stays; `wr ballot withdraw ID --because TEXT` ends a ballot, another `wr vote ID CHOICE` \
         replaces a vote, and `wr submit ID --withdraw` replaces a revision",
    ),
    (
        &["withdraw", "cancel"],
        "`wr ballot withdraw ID --because TEXT` withdraws a ballot, `wr submit ID --withdraw` replaces a revision, and \
         `wr end ID --because TEXT` ends a proposal",
    ),
    (
        &["people", "members", "organizations", "bodies"],
        "`wr roster` lists them, and `wr roster add person NAME --email ADDRESS` adds one",
    ),
    (
        &["rules", "config", "settings"],
        "`wr policy` shows the rules of this store, and `wr policy set KEY VALUE` changes one",
    ),
    (
        &["delete", "rm", "retire", "drop"],
        "`wr remove recommend ID --reason REASON --because TEXT` begins the removal of a register in force; \
         `wr end ID --because TEXT` ends a proposal",
    ),
    (
        &["comment", "feedback-add", "reply"],
        "`wr feedback add ID --text TEXT` comments on the revision under way",
    ),
    (
        &["object"],
        "`wr feedback add ID --objection --text TEXT` blocks the approval until it is resolved",
    ),
    (
        &["resolve", "dispose"],
        "`wr feedback list ID` shows the comments, then `wr feedback resolve ID COMMENT DISPOSITION`",
    ),
    (
        &["login", "logout", "auth", "user"],
        "git's user.email says who you are; `wr whoami` shows it",
    ),
    (
        &["push", "pull", "fetch", "share", "merge"],
        "`wr sync` fetches what others recorded and shares what you recorded",
    ),
    (
        &["open"],
        "`wr ballot open ID --body BODY` opens a ballot; `wr edit ID` opens the text",
    ),
    (
        &["close", "count"],
        "`wr ballot close ID` counts the votes and closes a ballot",
    ),
    (
        &["extend"],
        "`wr ballot extend ID --until DATE --because TEXT` extends a ballot",
    ),
    (
        &["ballots", "votes"],
        "`wr ballot` shows the open ballots, `wr ballot show ID` all of a register",
    ),
    (
        &["reject", "oppose"],
        "`wr vote ID no --comment TEXT` votes against; the partner declines with `wr decline ID`",
    ),
    (
        &["add"],
        "`wr roster add person NAME --email ADDRESS` adds a person to the roster; `wr save ID` saves your edits of a text",
    ),
    (
        &["commit"],
        "`wr save ID` saves your edits, `wr submit ID` freezes them as a revision",
    ),
    (&["history"], "`wr log ID` lists what was recorded"),
    (&["validate", "lint", "test"], "`wr check` checks all files"),
    (
        &["todo", "tasks", "inbox"],
        "`wr next` lists what you have to do",
    ),
    (
        &["ls", "registers", "view", "cat"],
        "`wr list` lists the registers, `wr show ID` prints one",
    ),
    (
        &["complete", "done"],
        "`wr milestone complete ID MILESTONE` records a delivered milestone",
    ),
    (
        &["adopt", "establish", "record", "enter"],
        "a register is established once all approved it, see `wr status ID`; `wr backfill ID --evidence TEXT` enters one \
         that was approved before the store existed",
    ),
    (
        &["clone", "connect", "setup", "checkout"],
        "`wr join URL` makes a clone of a store; `wr init DIR` begins a new one",
    ),
    (
        &["mail", "email", "e-mail", "notify", "remind", "invite"],
        "`wr letter` lists the letters of the process, `wr letter --all-due` writes those that are due",
    ),
    (
        &["sign", "ratify", "endorse"],
        "the partner accepts with `wr accept ID`, a member approves with `wr vote ID yes`, and `wr key add FILE.pub` lets \
         you sign what you record",
    ),
    (
        &["yes", "no", "abstain", "recuse"],
        "`wr vote yes`, `wr vote no --comment TEXT`, `wr vote abstain` and `wr vote recuse` vote",
    ),
    (
        &["print", "export", "pdf", "word", "html", "convert"],
        "`wr render ID` writes a register as PDF, Word, HTML or Markdown",
    ),
    (
        &["compare", "redline", "changes"],
        "`wr diff ID` lists the changes of the draft; `wr render ID --redline OLD` shows them in the text",
    ),
    (
        &["restore", "discard"],
        "`wr save roster --restore` restores the roster that is in force; `git restore FILE` discards your edits of a text",
    ),
    (
        &["who", "me", "identity"],
        "`wr whoami` shows who you are, `wr next --for PERSON` what others have to do",
    ),
    (&["owner", "own"], "`wr assign ID PERSON` assigns the owner"),
];
