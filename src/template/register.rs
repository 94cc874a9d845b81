//! The fields of `register.yaml`: the Work Register Template, section by section (DSP4003 2.1, 3.1, 5.2).

use super::field::Begins::{As, Fields, Filled, Sections};
use super::field::Required::{Draft, Established, Submitted};
use super::field::{Required, TemplateField, field};
use crate::register::Purpose;

/// [`INSERT`](super::field::INSERT) as a YAML string.
const ASK: &str = "\"<insert text>\"";

/// The template, in the order of the document; a section precedes its fields.
pub static REGISTER: &[TemplateField] = &[
    field("title", "Title", "DSP4003 3.1")
        .says("The title line.")
        .asked(Draft)
        .begins(Filled("title"))
        .like("XYZ / DMTF Work Register"),
    field("version", "Version", "DSP4003 3.1")
        .says("The version of the text, as the parties number it.")
        .begins(As("\"1.0\""))
        .like("\"1.0\""),
    field("initiated", "Date initiated", "DSP4003 3.1")
        .says("The day, month or year in which work on the register began.")
        .begins(Filled("initiated"))
        .like("2026-01-12"),
    field("addendum_to", "Addendum to", "practice")
        .says(
            "The id of the register that this one adds to. Leave it out unless this is an \
                   addendum.",
        )
        .like("xyz"),
    field("subject", "Subject", "DSP4003 3.1")
        .says("The topic of the collaboration, in one line.")
        .begins(Filled("subject"))
        .like("Management standards for networks"),
    field("language", "Language", "practice")
        .says("The language of the register, as a tag: en, de, pt-BR.")
        .like("en"),
    field("web", "Web address", "practice")
        .says("The web address of the register or of the partnership.")
        .like("https://www.xyz.example/dmtf"),
    field("purpose", "Purpose", "DSP4003 5")
        .says(
            "What the partnership is for: standards, complementary, marketing or other. Only \
                   `standards` needs the table of standards below.",
        )
        .begins(Filled("purpose | safe"))
        .like("standards"),
    field("partner", "Alliance partner", "DSP4003 2.1")
        .says("The alliance partner.")
        .asked(Draft)
        .begins(Fields),
    field("partner.organization", "Organization", "DSP4003 2.1")
        .says("The partner's id in registers/roster.yaml.")
        .asked(Draft)
        .begins(Filled("partner"))
        .like("xyz"),
    field("partner.group", "Group", "DSP4003 2.1")
        .says("The partner's group that is party to the register, if any.")
        .like("Networks Group"),
    field("partner.governing_body", "Governing body", "DSP4003 2.1")
        .says("The body that can bind the partner, such as its board.")
        .like("{name: XYZ Board, kind: board}"),
    field("partner.governing_body.name", "Name", "DSP4003 2.1")
        .says("The body's name.")
        .asked(Draft)
        .like("XYZ Board"),
    field("partner.governing_body.kind", "Kind", "DSP4003 2.1")
        .says("The kind of body: a board, a steering committee.")
        .like("board"),
    field("partner.work_area", "Work area", "DSP4003 2.1")
        .says("The partner's work area that the liaison covers.")
        .begins(As(ASK))
        .like("Devices and services of networks"),
    field("home", "Home organization", "DSP4003 2.2")
        .says("The home organization.")
        .begins(Fields),
    field("home.group", "Group", "DSP4003 2.2")
        .says("Our group that is party to the register, if any.")
        .like("Networks Working Group"),
    field("home.work_area", "Work area", "DSP4003 2.2")
        .says("Our work area that the liaison covers.")
        .begins(As(ASK))
        .like("The CIM schema"),
    field(
        "originating_committee",
        "Originating committee",
        "DSP4003 2.3",
    )
    .says(
        "The id of the one committee that owns and approves the register, usually the \
                   Alliance Committee.",
    )
    .begins(Filled("originating_committee"))
    .like("alliance"),
    field("also_approves", "Other approving committees", "DSP4003 2.3")
        .says("The ids of other committees that must approve but own no milestone.")
        .like("[technical]"),
    field("justification", "Justification", "DSP4003 3.1")
        .says("Why the organizations work together.")
        .begins(Filled("justification"))
        .like("Both organizations model the same devices."),
    field("scope", "Scope", "DSP4003 1")
        .says("What the activity covers. Also say what it does not cover.")
        .asked(Submitted)
        .begins(Filled("scope"))
        .like("Models for the management of networks."),
    field("benefits", "Benefits", "DSP4003 1")
        .says("What both sides gain. Consider the industry as well.")
        .asked(Submitted)
        .begins(Filled("benefits"))
        .like("One schema for managed networks."),
    field("sections", "Additional sections", "practice")
        .says(
            "Sections that our organization adds to the template, by their ids in \
                   registers/policy.yaml.",
        )
        .begins(Sections),
    field(
        "milestones",
        "Milestones and deliverables",
        "DSP4003 2.3, 2.4",
    )
    .says("What will be delivered, by which committee and when. A date may be as coarse as a year.")
    .asked(Submitted)
    .begins(Fields),
    field("milestones[].id", "Id", "DSP4003 2.3")
        .says("A short name, unique in the register.")
        .asked(Draft)
        .begins(As("m1"))
        .like("m1"),
    field("milestones[].title", "Deliverable", "DSP4003 2.3")
        .says("What will be delivered.")
        .asked(Draft)
        .begins(As(ASK))
        .like("Network schema submitted"),
    field(
        "milestones[].committees",
        "Owning committees",
        "DSP4003 2.3",
    )
    .says("The committees that own the work; leave it out until they are known.")
    .asked(Established)
    .like("[technical]"),
    field(
        "milestones[].working_groups",
        "Working groups",
        "DSP4003 2.3, 2.4",
    )
    .says("The working groups that do the work.")
    .like("[networks]"),
    field("milestones[].due", "Date", "DSP4003 2.4")
        .says("A day (2027-03-31), month (2027-03), quarter (2027-Q1) or year.")
        .asked(Established)
        .like("2027-Q2"),
    field("milestones[].commitment", "Commitment", "DSP4003 2.4")
        .says("Whether the date is a goal or committed.")
        .begins(As("goal"))
        .like("goal"),
    field(
        "standards",
        "Table 1: Alliance Partner Standard Development",
        "DSP4003 5.2",
    )
    .says(
        "Table 1, one row per standard. It is required if the purpose is `standards`. \
                   Columns 6 to 9 each name one of the two sides.",
    )
    .asked(Submitted)
    .only_for(Purpose::Standards),
    field("standards[].type", "1. Standard Type", "DSP4003 5.2")
        .says("Column 1: a type that policy lists.")
        .asked(Draft)
        .like("Schema"),
    field("standards[].ap_id", "2. AP Identifier", "DSP4003 5.2")
        .says("Column 2: the partner's identifier for it.")
        .asked(Draft)
        .like("xyz_ schema"),
    field("standards[].description", "3. Description", "DSP4003 5.2")
        .says("Column 3: what it is, in a few words.")
        .asked(Draft)
        .like("schema"),
    field(
        "standards[].domain",
        "4. Information Management Domain",
        "DSP4003 5.2",
    )
    .says("Column 4: the information management domain.")
    .asked(Draft)
    .like("Networking"),
    field("standards[].lead", "5. Lead Organization", "DSP4003 5.2")
        .says("Column 5: the body of either side that works on it.")
        .asked(Draft)
        .begins(Filled("partner_name"))
        .like("XYZ"),
    field(
        "standards[].ip_policy",
        "6. Governing IP Policy",
        "DSP4003 5.2",
    )
    .says("Column 6: whose policy governs it.")
    .asked(Draft)
    .begins(Filled("home_name"))
    .like("DMTF"),
    field("standards[].owner", "7. Owning Organization", "DSP4003 5.2")
        .says("Column 7: who owns it.")
        .asked(Draft)
        .begins(Filled("home_name"))
        .like("DMTF"),
    field(
        "standards[].developer",
        "8. Developing Organization",
        "DSP4003 5.2",
    )
    .says("Column 8: who develops it.")
    .asked(Draft)
    .begins(Filled("partner_name"))
    .like("XYZ"),
    field(
        "standards[].maintainer",
        "9. Maintaining Organization",
        "DSP4003 5.2",
    )
    .says("Column 9: who maintains it.")
    .asked(Draft)
    .begins(Filled("home_name"))
    .like("DMTF"),
    field("standards[].development", "Development", "DSP4003 5.1")
        .says("Joint, delegated or own; optional.")
        .like("joint"),
    field(
        "standards[].rules",
        "Rules of delegated work",
        "DSP4003 5.1",
    )
    .says("The rules that delegated work follows: a link, or a document's name.")
    .like("DSP4004"),
    field("standards[].group", "Group", "DSP4003 5.2")
        .says("True for a row that represents a group of standards until each is known.")
        .like("true"),
    field("standards[].web", "Web address", "practice (site)")
        .says("The web address of the standard; optional.")
        .like("https://xyz.example"),
    field("feedback_terms", "Feedback terms", "DSP4003 5.3.1").says(
        "Restrictions on feedback that both sides agreed to. Change requests cite \
                   them.",
    ),
    field("feedback_terms[].id", "Id", "DSP4003 5.3.1")
        .says("The id that change requests cite.")
        .asked(Draft)
        .like("t1"),
    field("feedback_terms[].text", "Term", "DSP4003 5.3.1")
        .says("The term.")
        .asked(Draft)
        .like("Answers come within thirty days."),
    field("feedback_terms[].agreed", "Agreed on", "DSP4003 5.3.1")
        .says("The day on which both sides agreed to it.")
        .like("2026-01-02"),
    field("links", "Related documents", "DSP4003 Appendix B")
        .says("Documents that the register refers to. They are published with it."),
    field("links[].title", "Title", "DSP4003 Appendix B")
        .says("The title of the document.")
        .asked(Draft)
        .like("Bylaws"),
    field("links[].href", "Address", "DSP4003 Appendix B")
        .says("The address of the document: https:, http: or mailto:.")
        .asked(Draft)
        .like("https://www.example.org/bylaws"),
    field("allow", "Allowed findings", "practice").says(
        "Findings of `wr check` that both sides accept. They are balloted with the text, \
                   and never published.",
    ),
    field("allow[].rule", "Rule", "practice")
        .says("The rule whose findings are suppressed.")
        .asked(Draft)
        .like("milestone-due-missing"),
    field("allow[].because", "Reason", "practice")
        .says("Why both sides accept it.")
        .asked(Draft)
        .like("The next plenary sets it."),
    field("allow[].at", "Place", "practice")
        .says("The only place to suppress it, with items counted from 1.")
        .like("milestones/1"),
];

impl TemplateField {
    /// The fields directly below it, in order.
    pub fn fields(&self) -> impl Iterator<Item = &'static TemplateField> {
        let below = |field: &&TemplateField| {
            let rest = field
                .path
                .strip_prefix(self.path)
                .map(|rest| rest.trim_start_matches("[]"));
            rest.and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|name| !name.contains('.'))
        };
        REGISTER.iter().filter(below)
    }
}

/// When a field of a register's text becomes required; `Never` for an unknown path.
pub fn required(path: &str) -> Required {
    named(path).map_or(Required::Never, |field| field.required)
}

/// The field of a register's text at a path, such as `milestones[].due`.
pub fn named(path: &str) -> Option<&'static TemplateField> {
    REGISTER.iter().find(|field| field.path == path)
}

/// The top-level fields of a register's text, without the fields below them.
pub fn sections() -> impl Iterator<Item = &'static TemplateField> {
    REGISTER.iter().filter(|field| !field.path.contains('.'))
}
