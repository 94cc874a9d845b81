// A register of three revisions, and one that was updated and then removed. The site has an address, and names the
// repository that readers clone.
import { Clerk } from "./clerk.js";

export const URL_OF_SITE = "https://registers.example/registers-of/us/";
export const REPOSITORY = "https://git.example/registers.git";

const text = (title) => `title: ${title}
version: "1.0"
initiated: 2026-01
subject: Valves across vendors
purpose: standards
partner: {organization: opc, governing_body: {name: Its board, kind: board}, work_area: Factories}
home: {work_area: Management}
originating_committee: alliance
justification: Both organizations work on the same things.
scope: |
  The work covers valves and their actuators.

  It does not cover the networks between them.
benefits: One model, which vendors implement once.
milestones:
  - {id: draft, title: First draft, committees: [alliance], due: 2027-Q3, commitment: goal}
  - {id: tests, title: Test suite, committees: [alliance], due: 2028, commitment: goal}
standards:
  - {type: schema, ap_id: OPC-1, description: The schema, domain: Telemetry, lead: OPC, ip_policy: DMTF, owner: DMTF, developer: OPC, maintainer: DMTF}
`;

const CONTACTS = `partner:
  - {role: liaison, name: Lea Liaison, email: lea@opc.example}
home:
  - {role: liaison, name: Hugo Home, email: hugo@dmtf.example}
`;

const UPDATES = [
  (before) =>
    before
      .replace("valves and their actuators", "valves, pumps and their actuators")
      .replace("due: 2028", "due: 2029")
      .replace("- {type: schema", "- {type: profile, ap_id: DSP9002, description: The pump profile, domain: Telemetry, lead: OPC, ip_policy: DMTF, owner: DMTF, developer: OPC, maintainer: DMTF}\n  - {type: schema"),
  (before) => before.replace("  - {id: tests, title: Test suite, committees: [alliance], due: 2029, commitment: goal}\n", "").replace("Valves across", "Valves & pumps across"),
];

export function revised(folder) {
  const site = `site:\n  title: Revised Registers\n  url: ${URL_OF_SITE}\n  repository: ${REPOSITORY}\n  ballots: names\n`;
  const clerk = new Clerk(folder, { organizations: ["{id: opc, name: Open Factory Consortium, short: OPC}"], site, today: "2026-05-04" });
  clerk.edit("registers/roster.yaml", (roster) =>
    roster
      .replaceAll("seats: []", "seats: [{id: home, organization: dmtf, voter: vera-vance}]")
      .replace("short: OPC}", "short: OPC, representatives: [rita]}")
      .replace("\npeople:\n", "\npeople:\n  - {id: rita, name: Rita Rep, email: rita@opc.example, organization: opc}\n"));
  clerk.wr("save", "roster");
  clerk.backfill("valves", { partner: "opc", text: text("Valves / DMTF Work Register"), contacts: CONTACTS, known: ["--approved", "2026-02", "--resolution", "R-7"] });
  clerk.backfill("gone", { partner: "opc", text: text("Gone / DMTF Work Register"), contacts: CONTACTS, known: ["--approved", "2026-02", "--resolution", "R-8"] });
  for (const [id, update, month] of [["valves", 0, 6], ["gone", 0, 7], ["valves", 1, 8]]) {
    clerk.today = `2026-0${month}-01`;
    clerk.edit(`registers/${id}/register.yaml`, UPDATES[update]);
    clerk.wr("submit", id);
    clerk.adopt(id, `2026-0${month}-20`);
  }
  for (const id of ["draft", "tests"]) clerk.wr("milestone", "complete", "gone", id);
  clerk.wr("remove", "recommend", "gone", "--reason", "complete", "--because", "All is done.");
  clerk.wr("remove", "approve", "gone", "--resolution", "R-9", "--meeting", "approve=1", "--evidence", "minutes of the board");
  return clerk;
}
