//! What a new register is to say, as far as it is given.

use crate::roster::Roster;

/// What a partnership may be for.
const PURPOSES: [&str; 4] = ["standards", "complementary", "marketing", "other"];

/// Fields of the template, by the names of their places in it.
const ASKED: [&str; 8] =
    ["partner", "title", "subject", "purpose", "originating_committee", "justification", "scope", "benefits"];

/// What a new register is to say, as far as it was given. What says nothing is left to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct Said {
    /// The potential alliance partner, an organisation of the roster
    #[arg(long, value_name = "NAME")]
    pub partner: Option<String>,
    /// The title line
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The topic of the collaboration, in one line
    #[arg(long, value_name = "TEXT")]
    pub subject: Option<String>,
    /// What the partnership is for; only `standards` needs the table of standards
    #[arg(long, value_parser = PURPOSES)]
    pub purpose: Option<String>,
    /// The committee that owns and approves the register; usually the Alliance Committee
    #[arg(long = "committee", value_name = "BODY")]
    pub originating_committee: Option<String>,
    /// Why the organisations work together
    #[arg(long, value_name = "TEXT")]
    pub justification: Option<String>,
    /// What the activity covers
    #[arg(long, value_name = "TEXT")]
    pub scope: Option<String>,
    /// What both sides gain
    #[arg(long, value_name = "TEXT")]
    pub benefits: Option<String>,
}

impl Said {
    fn slot(&mut self, field: &str) -> Option<&mut Option<String>> {
        match field {
            "partner" => Some(&mut self.partner),
            "title" => Some(&mut self.title),
            "subject" => Some(&mut self.subject),
            "purpose" => Some(&mut self.purpose),
            "originating_committee" => Some(&mut self.originating_committee),
            "justification" => Some(&mut self.justification),
            "scope" => Some(&mut self.scope),
            "benefits" => Some(&mut self.benefits),
            _ => None,
        }
    }

    /// The fields beside the partner that were given a value, each with it.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, String)> {
        let mut said = self.clone();
        let given = ASKED.into_iter().filter(|field| *field != "partner");
        given.filter_map(move |field| Some((field, said.slot(field)?.take()?)))
    }
}

/// The title of a register with this partner, when nobody says another.
pub fn title(partner: &str, roster: &Roster) -> String {
    let found = roster.find_organisation(partner);
    let partner = found.map_or_else(|_| partner.to_string(), |found| roster.organisation_name(&found.id));
    format!("{partner} / {} Work Register", roster.organisation_name(&roster.home))
}
