// A store so full that its lists have several pages: 150 registers of 12 partners, and three that were removed.
import { Clerk } from "./clerk.js";

export const REGISTERS = 150;
// The rows of Table 1 of the register `r0`, which are more than fit on a sheet of paper.
export const ROWS = 60;
const FIELDS = ["Storage", "Networks", "Clouds", "Virtual machines", "Firmware", "Power", "Cooling", "Containers", "Certificates", "Telemetry"];
const KINDS = ["Schemas", "Profiles", "Terms", "Test suites", "White papers"];

export const domains = FIELDS.map((field) => `${field} management`);
export const title = (n) => `${FIELDS[n % 10]} ${KINDS[n % 5]} ${n} / DMTF Work Register`;

const long = Array.from({ length: ROWS }, (_, row) => `
  - {type: schema, ap_id: L${row}f, description: A schema that is described in enough words to need several lines in its column L${row}z, domain: ${domains[row % 10]}, lead: P0, ip_policy: DMTF, owner: DMTF, developer: P0, maintainer: DMTF}`).join("");

const text = (n) => `title: ${title(n)}
version: "${1 + (n % 3)}.0"
initiated: 20${10 + (n % 15)}
subject: ${FIELDS[n % 10]} as they are managed across vendors, part ${n}
purpose: standards
partner: {organization: partner-${n % 12}, governing_body: {name: Its board, kind: board}, work_area: ${FIELDS[n % 10]}}
home: {work_area: Management of ${FIELDS[(n + 3) % 10].toLowerCase()}}
originating_committee: alliance
justification: Both organizations work on the same things, and users pay for each difference.
scope: What is common to both, and nothing that belongs to one of them alone.
benefits: One model, which vendors implement once.
milestones:
  - {id: draft, title: First draft of number ${n}, committees: [alliance], due: 2027-Q${1 + (n % 4)}, commitment: goal}
  - {id: final, title: Final text of number ${n}, committees: [alliance], due: 2028-0${1 + (n % 9)}, commitment: committed}
standards:${n === 0 ? long : ""}
  - {type: schema, ap_id: P${n}-A, description: The schema, domain: ${domains[n % 10]}, lead: P${n % 12}, ip_policy: DMTF, owner: DMTF, developer: P${n % 12}, maintainer: DMTF}
  - {type: profile, ap_id: P${n}-B, description: The profile, domain: ${domains[(n + 1) % 10]}, lead: DMTF, ip_policy: DMTF, owner: DMTF, developer: DMTF, maintainer: P${n % 12}}
`;

const CONTACTS = `partner:
  - {role: liaison, name: Lea Liaison, email: lea@partner.example}
home:
  - {role: liaison, name: Hugo Home, email: hugo@dmtf.example}
`;

export function many(folder) {
  const partners = Array.from({ length: 13 }, (_, n) => `{id: partner-${n}, name: Partner Number ${n}, short: P${n}}`);
  const site = "site:\n  title: Work Registers\n  ballots: tally\n";
  const clerk = new Clerk(folder, { organizations: partners, site });
  for (let n = 0; n < REGISTERS; n += 1) {
    // Some are overdue for a review on the day the site is of, some soon will be, of some nothing is known.
    const approved = n % 7 === 0 ? [] : ["--approved", `20${22 + (n % 5)}-0${1 + (n % 9)}`, "--resolution", `R-${n}`];
    clerk.backfill(`r${n}`, { partner: `partner-${n % 12}`, text: text(n), contacts: CONTACTS, known: approved });
  }
  // A partner that is no more: what was made with it is removed.
  for (const n of [150, 151]) clerk.backfill(`r${n}`, { partner: "partner-12", text: text(n).replaceAll(`partner-${n % 12}`, "partner-12").replaceAll(`P${n % 12},`, "P12,").replaceAll(`P${n % 12}}`, "P12}"), contacts: CONTACTS });
  clerk.wr("remove", "recommend", "r150", "--reason", "disbanded", "--because", "Its members have dissolved it.");
  clerk.wr("remove", "approve", "r150", "--resolution", "R-removed", "--meeting", "approve=1", "--evidence", "minutes of the board");
  return clerk;
}
