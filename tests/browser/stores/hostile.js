// A store whose every text wants to be more than text, with a title of 10,000 characters, and with texts that run from
// right to left.
import { Clerk } from "./clerk.js";

// Each of these leaves a trace on the page, in the console or on the network where it is taken for more than text.
export const EVIL =
  "\"'></title></script></style><script>window.ran=1;alert(1)</script><img src=x onerror=\"window.ran=2\">" +
  "<svg onload=\"window.ran=3\"></svg><a href=\"javascript:window.ran=4\">a</a> [l](javascript:window.ran=5) " +
  "![i](https://attacker.invalid/i.png) <https://attacker.invalid/> {{ 7*191 }} {% raw %} {{ __tera_context }} ${7*191} " +
  "a|b `c` --> ]]> onclick=window.ran=6";
// An address in the forms that people write, and a telephone number: none of them is in any file.
export const SECRETS =
  "pat@private.example, [mail](mailto:pat@private.example), pat*@*private.example, pat&#64;private.example, pat%40private.example, " +
  "pat＠private.example, pat at private dot example, <https://x.example/?to=pat@private.example>, +1 503-555-0100";
export const LONG = "Very long title ".repeat(625).trim();
export const ARABIC = "سجل العمل المشترك لإدارة الشبكات";
export const HEBREW = "מסמך עבודה משותף לניהול רשתות";

const quoted = (text) => JSON.stringify(text);

const text = (title, words) => `title: ${quoted(title)}
version: ${quoted(words)}
subject: ${quoted(words)}
purpose: standards
partner: {organization: evil, group: ${quoted(words)}, governing_body: {name: ${quoted(words)}, kind: ${quoted(words)}}, work_area: ${quoted(words)}}
home: {group: ${quoted(words)}, work_area: ${quoted(words)}}
originating_committee: alliance
justification: ${quoted(`${words}\n\n# Forged heading\n\n| a | b |\n|---|---|\n| ${words} | x |\n`)}
scope: ${quoted(words)}
benefits: ${quoted(words)}
milestones:
  - {id: m1, title: ${quoted(words)}, committees: [alliance], due: 2027-Q2, commitment: goal}
standards:
  - {type: ${quoted(EVIL)}, ap_id: ${quoted(words)}, description: ${quoted(words)}, domain: ${quoted(words)}, lead: ${quoted(words)}, ip_policy: DMTF, owner: DMTF, developer: ${quoted(EVIL)}, maintainer: ${quoted(EVIL)}}
feedback_terms:
  - {id: f1, text: ${quoted(words)}}
links:
  - {title: ${quoted(words)}, href: "https://attacker.invalid/'><script>window.ran=7</script>"}
`;

const contacts = (words) => `partner:
  - {role: ${quoted(words)}, name: ${quoted(words)}, email: secret@partner.example}
home:
  - {role: liaison, name: ${quoted(words)}, email: secret@dmtf.example}
`;

export function hostile(folder) {
  const organizations = [`{id: evil, name: ${quoted(EVIL)}, short: ${quoted(EVIL)}}`];
  const site = `site:\n  title: ${quoted(EVIL)}\n  ballots: names\n`;
  const clerk = new Clerk(folder, { organizations, site });
  clerk.edit("registers/policy.yaml", (policy) =>
    policy.replace(/^standard_types: .*$/m, () => `standard_types: [schema, ${quoted(EVIL)}]`));
  clerk.wr("save", "policy");
  const known = ["--resolution", EVIL, "--approved", "2026-03"];
  const backfill = (id, title, words) =>
    clerk.backfill(id, { partner: "evil", text: text(title, words), contacts: contacts(words), known });
  backfill("script", EVIL, EVIL);
  backfill("long", LONG, "Plain words");
  backfill("unbroken", "W".repeat(10_000), "U".repeat(500));
  clerk.backfill("private", { partner: "evil", text: text(`Private ${SECRETS}`, SECRETS), contacts: contacts(SECRETS), known: ["--approved", "2026-03"] });
  backfill("arabic", ARABIC, ARABIC);
  backfill("hebrew", HEBREW, HEBREW);
  return clerk;
}
