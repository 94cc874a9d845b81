// A store as large as that of a real organization: 26 registers of 9 partners, with milestones that are overdue, coming,
// completed in time and completed late, and a public contact. Its site is of 2026-11-22.
import { Clerk } from "./clerk.js";

export const REGISTERS = 26;
export const CONTACT = "alliances@dmtf.example";
const PARTNERS = [
  ["snf", "Storage Networks Forum"], ["tog", "The Open Grid"], ["tmc", "Telecom Management Council"],
  ["ocf", "Open Compute Firmware Alliance"], ["uefi", "Unified Firmware Interface Forum"], ["cnc", "Cloud Native Council"],
  ["ipa", "Interoperability and Performance Association"], ["nist", "National Laboratory of Standards"], ["pcs", "Power and Cooling Society"],
];
const WORK = [
  ["Storage management", "Storage"], ["Network switches", "Networks"], ["Virtual machines", "Virtualization"], ["Firmware inventory", "Firmware"],
  ["Power supplies", "Power"], ["Liquid cooling", "Cooling"], ["Telemetry streams", "Telemetry"], ["Interoperability tests", "Interoperability"],
];

const partner = (n) => PARTNERS[n % PARTNERS.length];
export const title = (n) => `${WORK[n % WORK.length][0]}${n < WORK.length ? "" : `, part ${Math.floor(n / WORK.length) + 1}`}`;

const text = (n) => `title: ${title(n)}
version: "${1 + (n % 3)}.${n % 4}"
initiated: 20${14 + (n % 9)}
subject: ${title(n)} in data centers of several vendors
purpose: standards
partner: {organization: ${partner(n)[0]}, governing_body: {name: Its board, kind: board}, work_area: ${WORK[n % 8][1]}}
home: {work_area: Management}
originating_committee: alliance
justification: Both organizations work on the same things, and users pay for each difference.
scope: What is common to both, and nothing that belongs to one of them alone.
benefits: One model, which vendors implement once.
milestones:
  - {id: draft, title: Draft model, committees: [alliance], due: 2026-0${1 + (n % 9)}, commitment: goal}
  - {id: final, title: Final specification, committees: [alliance], due: 2027-${String(1 + (n % 12)).padStart(2, "0")}, commitment: committed}
standards:
  - {type: schema, ap_id: ${partner(n)[0].toUpperCase()}-${100 + n}, description: The schema, domain: ${WORK[n % 8][1]}, lead: ${partner(n)[0].toUpperCase()}, ip_policy: DMTF, owner: DMTF, developer: DMTF, maintainer: DMTF}
${n % 3 ? "" : `  - {type: profile, ap_id: ${partner(n)[0].toUpperCase()}-${200 + n}, description: The profile, domain: ${WORK[(n + 3) % 8][1]}, lead: DMTF, ip_policy: DMTF, owner: DMTF, developer: DMTF, maintainer: DMTF}\n`}`;

export function few(folder) {
  const organizations = PARTNERS.map(([id, name]) => `{id: ${id}, name: ${name}, short: ${id.toUpperCase()}}`);
  const site = `site:\n  title: Work Registers\n  ballots: tally\n  contact: ${CONTACT}\n  under_way: deadlines\n`;
  const clerk = new Clerk(folder, { organizations, site, today: "2026-03-10" });
  for (let n = 0; n < REGISTERS + 1; n += 1) {
    const approved = n % 9 === 4 ? "2024-10" : n % 9 === 5 ? "2024-12" : `2025-${String(1 + (n % 12)).padStart(2, "0")}`;
    clerk.backfill(`r${n}`, { partner: partner(n)[0], text: text(n), known: ["--approved", approved, "--resolution", `R-${n}`] });
  }
  // Completed on 2026-03-10: some before the end of the month in which they are due, some after.
  for (let n = 0; n < REGISTERS; n += 4) clerk.wr("milestone", "complete", `r${n}`, "draft");
  clerk.today = "2026-11-20";
  for (let n = 1; n < REGISTERS; n += 4) clerk.wr("milestone", "complete", `r${n}`, "draft");
  clerk.wr("remove", "recommend", `r${REGISTERS}`, "--reason", "disbanded", "--because", "Its members have dissolved it.");
  clerk.wr("remove", "approve", `r${REGISTERS}`, "--resolution", "R-removed", "--meeting", "approve=1", "--evidence", "minutes of the board");
  clerk.today = "2026-11-22";
  return clerk;
}
