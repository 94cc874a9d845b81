// Builds the sites that the tests look at, and runs the tests on them: `npm ci && npm test`, with `wr` built before.
// WR names another `wr`; SITES, a folder of sites built by an earlier run, saves building them; further arguments are
// names of tests.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { WR } from "./stores/clerk.js";
import { few } from "./stores/few.js";
import { hostile } from "./stores/hostile.js";
import { lives } from "./stores/lives.js";
import { many } from "./stores/many.js";
import { open } from "./stores/open.js";
import { revised } from "./stores/revised.js";

const here = import.meta.dirname;
const repository = resolve(here, "../..");
const built = process.env.SITES;
const folder = built ?? mkdtempSync(join(tmpdir(), "wr-sites-"));

function build() {
  const env = { ...process.env, WR_NOW: "2026-11-22T12:00:00Z" };
  const wr = (...words) => execFileSync(WR, words, { cwd: folder, env, stdio: "pipe" });
  const site = (name) => join(folder, "sites", name);
  mkdirSync(join(folder, "sites"), { recursive: true });
  wr("demo", join(folder, "demo"));
  wr("-C", join(folder, "demo"), "site", "build", "--out", site("demo"));
  // This repository's registers, in a repository without its templates, which are what `wr` is built with.
  const own = join(folder, "own");
  cpSync(join(repository, "registers"), join(own, "registers"), { recursive: true });
  const git = (...words) => execFileSync("git", ["-C", own, "-c", "user.name=Vera", "-c", "user.email=vera@dmtf.example", ...words], { stdio: "pipe" });
  git("init", "--quiet");
  git("add", "registers");
  git("commit", "--quiet", "--message", "registers");
  wr("-C", own, "site", "build", "--out", site("own"));
  hostile(join(folder, "hostile")).build(site("hostile"));
  many(join(folder, "many")).build(site("many"));
  open(join(folder, "open")).build(site("open"));
  few(join(folder, "few")).build(site("few"));
  revised(join(folder, "revised")).build(site("revised"));
  lives(join(folder, "lives")).build(site("lives"));
}

let status = 1;
try {
  if (!existsSync(WR)) throw new Error(`there is no ${WR}: cargo build --release`);
  if (!existsSync(join(folder, "sites"))) build();
  const names = process.argv.slice(2);
  const tests = readdirSync(here).filter((name) => name.endsWith(".test.js"));
  const asked = tests.filter((name) => names.length === 0 || names.some((other) => name.includes(other)));
  const paths = asked.map((name) => join(here, name));
  const options = { env: { ...process.env, SITES: folder }, stdio: "inherit" };
  status = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...paths], options).status ?? 1;
} catch (error) {
  console.error(`${error.message}\n${error.stderr ?? ""}`);
} finally {
  if (!built) rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
