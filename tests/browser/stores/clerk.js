// Whoever keeps a store in these tests: runs `wr` on it as its VP of Alliances, on a day of the test's choice.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const WR = resolve(process.env.WR ?? join(import.meta.dirname, "../../../target/release/wr"));

export class Clerk {
  // A new store in `folder`, begun on the day `today`. Its roster gets the lines of `organizations`, its policy ends with `site`,
  // and `logos` are files by name.
  constructor(folder, { organizations = [], site = "", logos = {}, today = "2026-11-22" } = {}) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    const home = `${folder}-home`;
    mkdirSync(home);
    writeFileSync(join(home, ".gitconfig"), "[user]\nname = Vera Vance\nemail = vera@dmtf.example\n[init]\ndefaultBranch = main\n");
    this.surroundings = {
      ...{ PATH: process.env.PATH, HOME: home },
      ...{ GIT_CONFIG_NOSYSTEM: "1", TZ: "UTC", LC_ALL: "C.UTF-8" },
    };
    this.today = today;
    this.wr("init", "--organization", "dmtf");
    mkdirSync(join(folder, "logos"));
    for (const [name, text] of Object.entries(logos)) this.write(join("logos", name), text);
    const more = organizations.map((line) => `  - ${line}\n`).join("");
    // The board has one seat, so that it can resolve.
    const seat = "kind: board\n    seats: [{id: home, organization: dmtf, voter: vera-vance}]";
    this.edit("registers/roster.yaml", (roster) =>
      roster.replace("\npeople:\n", () => `\n${more}\npeople:\n`).replace("kind: board\n    seats: []", seat));
    this.edit("registers/policy.yaml", (policy) => {
      const kept = policy.replace(/\n# The public site[\s\S]*$/, "\n").replace(/^# backfill_until.*$/m, "backfill_until: 2099-12-31");
      return `${kept}\n${site}`;
    });
    this.wr("save", "roster");
    this.wr("save", "policy");
  }

  wr(...words) {
    const { folder: cwd, surroundings, today } = this;
    return execFileSync(WR, words, { cwd, env: { ...surroundings, WR_NOW: `${today}T12:00:00Z` }, encoding: "utf8", stdio: "pipe" });
  }

  write(path, text) {
    writeFileSync(join(this.folder, path), text);
  }

  edit(path, change) {
    const file = join(this.folder, path);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  }

  // A register that was approved in earlier times. `text` is its register.yaml, `contacts` its contacts.yaml.
  backfill(id, { partner, text, contacts, known = [] }) {
    this.wr("new", id, "--partner", partner, "--title", id, "--owner", "vera-vance", "--no-input");
    this.write(`registers/${id}/register.yaml`, text);
    if (contacts) this.write(`registers/${id}/contacts.yaml`, contacts);
    this.wr("submit", id, "--from-records");
    this.wr("backfill", id, "--evidence", "minutes", ...known);
  }

  // Takes a submitted revision through the committee, the board and the partner's letter; they decide on `day`.
  adopt(id, day) {
    this.wr("ballot", "open", id, "--body", "alliance");
    this.wr("vote", id, "approve");
    this.today = day;
    this.wr("ballot", "close", id);
    this.wr("approve", id, `R-${day}`, "--meeting", "approve=1", "--evidence", "minutes of the board");
    this.wr("send", id);
    this.wr("accept", id, "--for", "rita", "--on", day, "--evidence", "letter");
  }

  build(out) {
    return this.wr("site", "build", "--out", out);
  }
}
