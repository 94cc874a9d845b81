// A store that shows all that a policy lets the public see: names, ballots and who voted how, what is under way and until
// when, change requests, and where the site is.
import { Clerk } from "./clerk.js";

export const URL_OF_SITE = "https://registers.example/registers-of/us/";

const text = (title, more) => `title: ${title} / DMTF Work Register
version: "1.0"
initiated: 2026-01
subject: ${title} across vendors
purpose: standards
partner: {organization: opc, governing_body: {name: Its board, kind: board}, work_area: Factories}
home: {work_area: Management}
originating_committee: alliance
justification: Both organizations work on the same things.
scope: What is common to both.
benefits: One model.
milestones:
  - {id: draft, title: First draft, committees: [alliance], due: 2027-Q3, commitment: goal}
standards:
  - {type: schema, ap_id: OPC-1, description: The schema, domain: ${more}, lead: OPC, ip_policy: DMTF, owner: DMTF, developer: OPC, maintainer: DMTF}
`;

const CONTACTS = `partner:
  - {role: liaison, name: Lea Liaison, email: lea@opc.example}
home:
  - {role: liaison, name: Hugo Home, email: hugo@dmtf.example}
`;

export function open(folder) {
  const site = `site:\n  title: Open Registers\n  url: ${URL_OF_SITE}\n  ballots: names\n  contacts: names\n  under_way: deadlines\n  requests: listed\n  logo: logos/dmtf.svg\n  colors: {accent: "#7a2a6b", dark: "#e3a6d8"}\n`;
  const logo = (color) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" rx="4" fill="${color}"/></svg>\n`;
  const clerk = new Clerk(folder, {
    organizations: ['{id: opc, name: Open Factory Consortium, short: OPC, web: "https://opc.example/", logo: logos/opc.svg}'],
    logos: { "dmtf.svg": logo("#7a2a6b"), "opc.svg": logo("#0a5c8f") },
    site,
    today: "2026-05-04",
  });
  // Without seats nobody could be asked.
  clerk.edit("registers/roster.yaml", (roster) => roster.replaceAll("seats: []", "seats: [{id: home, organization: dmtf, voter: vera-vance}]"));
  clerk.wr("save", "roster");
  clerk.backfill("factories", { partner: "opc", text: text("Factories", "Telemetry"), contacts: CONTACTS, known: ["--approved", "2026-02", "--resolution", "R-7"] });
  const request = ["--register", "factories", "--standard", "OPC-1", "--submitter", "Quinn Quist", "--email", "quinn@opc.example", "--for", "company", "--organization", "Valves & Sons", "--portal", "FB-0417", "--summary", "Count the valves."];
  clerk.wr("request", "add", "cr-1", ...request);
  clerk.wr("request", "add", "cr-2", ...request);
  clerk.wr("request", "forward", "cr-1", "--to", "board");
  // A register that the committee is asked about on the day of the site.
  clerk.today = "2026-11-20";
  clerk.wr("new", "plants", "--partner", "opc", "--title", "plants", "--owner", "vera-vance", "--no-input");
  clerk.write("registers/plants/register.yaml", text("Plants", "Power"));
  clerk.write("registers/plants/contacts.yaml", CONTACTS);
  clerk.wr("submit", "plants");
  clerk.wr("ballot", "open", "plants", "--body", "alliance");
  return clerk;
}
