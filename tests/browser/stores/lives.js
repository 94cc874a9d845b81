// Registers at every age: backfilled with dates of which little is known, of twelve committees with two hundred
// milestones, in Arabic and in Chinese, with an addendum, and removed.
import { Clerk } from "./clerk.js";

export const COMMITTEES = 12;
export const MILESTONES = 200;
const ARABIC = "إدارة الشبكات المشتركة بين المنظمتين";
const CHINESE = "存储管理标准的联合开发";

const milestone = (id, title, due, committee = "alliance", commitment = "goal") =>
  `  - {id: ${id}, title: ${JSON.stringify(title)}, committees: [${committee}], due: ${due}, commitment: ${commitment}}`;

const register = ({ title, words = "The model of storage devices", milestones, more = "", domain = "Storage management", partner = "depot", lead = "Depot" }) => `title: ${JSON.stringify(title)}
version: "1.0"
initiated: 2009
subject: ${JSON.stringify(words)}
purpose: standards
partner: {organization: ${partner}, group: ${JSON.stringify(words)}, governing_body: {name: Depot Board, kind: board}, work_area: ${JSON.stringify(words)}}
home: {group: Storage Group, work_area: ${JSON.stringify(words)}}
originating_committee: alliance
justification: ${JSON.stringify(`${words}. `.repeat(6))}
scope: ${JSON.stringify(`${words}. `.repeat(8))}
benefits: ${JSON.stringify(`${words}. `.repeat(4))}
milestones:
${milestones.join("\n")}
standards:
  - {type: schema, ap_id: Depot-1, description: ${JSON.stringify(words)}, domain: ${domain}, lead: ${lead}, ip_policy: DMTF, owner: DMTF, developer: ${lead}, maintainer: DMTF}
${more}`;

const CONTACTS = `partner:
  - {role: liaison, name: Lea Liaison, email: lea@depot.example}
home:
  - {role: liaison, name: Hugo Home, email: hugo@dmtf.example}
`;

const bodies = Array.from({ length: COMMITTEES - 1 }, (_, n) =>
  `  - {id: committee-${n}, name: "Committee of Number ${n} and Its Working Groups", kind: committee, chair: vera-vance, seats: [{id: home, organization: dmtf, voter: vera-vance}]}`).join("\n");
const owner = (n) => (n % COMMITTEES === 0 ? "alliance" : `committee-${(n % COMMITTEES) - 1}`);

export function lives(folder) {
  const site = "site:\n  title: Work Registers\n  url: https://registers.example/registers-of/us/\n  ballots: names\n  under_way: stages\n";
  const clerk = new Clerk(folder, { organizations: ["{id: depot, name: Depot Forum for Storage, short: Depot}", "{id: reel, name: Reel Group, short: Reel}"], site, today: "2026-03-02" });
  clerk.edit("registers/roster.yaml", (roster) =>
    roster.replace("seats: []", "seats: [{id: home, organization: dmtf, voter: vera-vance}]").replace(/\nbodies:\n/, () => `\nbodies:\n${bodies}\n`));
  clerk.wr("save", "roster");
  const dated = [milestone("first", "First model", "2010"), milestone("second", "Second model", "2011-Q2"), milestone("third", "Third model", "2027-Q2")];
  const backfill = (id, wants, known = []) =>
    clerk.backfill(id, { partner: wants.partner ?? "depot", text: register({ milestones: dated, ...wants }), contacts: CONTACTS, known });
  backfill("year", { title: "Storage since a Year / DMTF Work Register" }, ["--resolution", "Minutes of 2009", "--approved", "2009"]);
  backfill("unknown", { title: "Storage since an Unknown Day / DMTF Work Register" });
  backfill("arabic", { title: ARABIC, words: ARABIC, milestones: [milestone("a", ARABIC, "2027-Q1"), milestone("b", `${ARABIC} (XYZ 2.0)`, "2025")] }, ["--accepted", "2024-05"]);
  backfill("chinese", { title: CHINESE, words: CHINESE, milestones: [milestone("a", CHINESE.repeat(3), "2027-Q1")] }, ["--accepted", "2024-05-06"]);
  backfill("addendum", { title: "Addendum on Tapes / DMTF Work Register", more: "addendum_to: year\n" }, ["--accepted", "2025-Q3"]);
  backfill("gone", { title: "Storage That Is Over / DMTF Work Register", partner: "reel", lead: "Reel", words: "Tapes that are no longer made" }, ["--approved", "2012-Q1", "--resolution", "R-12", "--accepted", "2012-04-03"]);
  clerk.wr("milestone", "complete", "year", "first", "--on", "2010-06-30");
  clerk.wr("milestone", "complete", "year", "second", "--on", "2012-01-15");
  // A register that twelve committees approved.
  clerk.today = "2026-03-09";
  const many = Array.from({ length: MILESTONES }, (_, n) =>
    milestone(`m${n}`, `Deliverable ${n} of the joint model`, `20${25 + Math.floor(n / 50)}-${String(1 + (n % 12)).padStart(2, "0")}`, owner(n)));
  clerk.wr("new", "large", "--partner", "depot", "--title", "large", "--owner", "vera-vance", "--no-input");
  clerk.write("registers/large/register.yaml", register({ title: "The Large One / DMTF Work Register", milestones: many }));
  clerk.write("registers/large/contacts.yaml", CONTACTS);
  clerk.wr("submit", "large");
  const body = (n) => (n === 0 ? "alliance" : `committee-${n - 1}`);
  const ballot = (name) => {
    clerk.wr("ballot", "open", "large", "--body", name, ...(name.startsWith("committee") ? ["--parallel"] : []));
    clerk.wr("vote", "large", "yes", "--ballot", name);
    return () => clerk.wr("ballot", "close", "large", "--body", name, "--evidence", "minutes");
  };
  const closes = Array.from({ length: COMMITTEES }, (_, n) => ballot(body(n)));
  clerk.today = "2026-04-20";
  for (const close of closes) close();
  const close = ballot("board");
  clerk.today = "2026-05-20";
  close();
  clerk.wr("approve", "large", "2026-15", "--evidence", "minutes");
  clerk.wr("send", "large", "--evidence", "mail");
  clerk.wr("accept", "large", "--evidence", "letter of the partner");
  // The board ends the work with the other partner.
  clerk.wr("remove", "recommend", "gone", "--reason", "disbanded", "--because", "Its members have dissolved it.");
  clerk.today = "2026-06-01";
  clerk.wr("remove", "approve", "gone", "--resolution", "2026-19", "--meeting", "approve=1", "--evidence", "minutes of the board");
  // The day of the site.
  clerk.today = "2026-11-22";
  return clerk;
}
