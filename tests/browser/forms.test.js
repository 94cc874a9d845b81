// The site's other forms, read back by libraries that know nothing of it, and its HTML, by a validator.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse as parseCsv } from "csv-parse/sync";
import { parseAtomFeed } from "feedsmith";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import ICAL from "ical.js";
import { NAMES, files, folder, samples } from "./sites.js";
import { EVIL } from "./stores/hostile.js";
import { REGISTERS, ROWS } from "./stores/many.js";

const read = (name, path) => readFileSync(join(folder(name), path), "utf8");
// The files of this name for the whole site, for each register and for each partner; of large sites, the first of them.
const followed = (file) => NAMES.flatMap((name) => files(name, file).slice(0, 60).map((path) => ({ name, path })));
const json = (name, path) => JSON.parse(read(name, path));

test("the HTML is valid", async () => {
  const rules = {
    // Written as it is read: the attribute that comes with no value, the void element without a slash.
    "doctype-style": "off",
    "long-title": "off",
    // People's texts may have what a page's author would not.
    "no-trailing-whitespace": "off",
    "no-raw-characters": ["error", { relaxed: true }],
    // A scrolled table is a group with a name, and is reached by keyboard.
    "prefer-native-element": ["error", { exclude: ["group", "search"] }],
  };
  const validator = new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:recommended", "html-validate:a11y"], rules }));
  const wrong = [];
  for (const { name, path } of samples({ many: 3, hostile: 9, demo: 9 })) {
    const report = await validator.validateString(read(name, path), path);
    for (const { messages } of report.results) {
      wrong.push(...messages.map(({ line, column, ruleId, message }) => `${name}: ${path}:${line}:${column} ${ruleId}: ${message}`));
    }
  }
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} in all`);
});

test("the feed is Atom", () => {
  for (const { name, path } of followed("feed.xml")) {
    const feed = parseAtomFeed(read(name, path));
    assert.ok(feed.id && feed.title && feed.updated, `${name}: ${path}: ${JSON.stringify(feed).slice(0, 200)}`);
    assert.ok(feed.entries.length >= 1, `${name}: ${path} has no entry`);
    for (const entry of feed.entries) assert.ok(entry.id && entry.title && entry.updated, JSON.stringify(entry));
    assert.equal(new Set(feed.entries.map((entry) => entry.id)).size, feed.entries.length, `${name}: ids are used twice`);
    const updated = feed.entries.map((entry) => entry.updated);
    assert.deepEqual(updated, [...updated].sort().reverse(), `${name}: the newest is first`);
  }
});

test("the calendar is iCalendar, with a day and a name for each", () => {
  for (const { name, path } of followed("calendar.ics")) {
    const text = read(name, path);
    for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, `${name}: a line is too long: ${line}`);
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents("vevent");
    assert.ok(events.length >= 1, `${name}: ${path} has no event`);
    for (const event of events) {
      const { uid, summary, startDate } = new ICAL.Event(event);
      // A ballot ends at an hour; all else is of a day.
      assert.ok(uid && summary && startDate.isDate === !summary.startsWith("Ballot ends"), event.toString());
    }
    assert.equal(new Set(events.map((event) => event.getFirstPropertyValue("uid"))).size, events.length, `${name}: ids are used twice`);
  }
});

test("Table 1 is CSV, a row for each standard, and no cell is a formula", () => {
  for (const name of NAMES) {
    const rows = parseCsv(read(name, "standards.csv"), { columns: true, bom: true });
    assert.ok(rows.length >= 1, `${name} has no row`);
    for (const cell of rows.flatMap((row) => Object.values(row))) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
  }
  const rows = parseCsv(read("many", "standards.csv"), { columns: true, bom: true });
  assert.equal(rows.length, 2 * REGISTERS + ROWS);
  const cells = parseCsv(read("hostile", "standards.csv"), { bom: true }).flat();
  assert.ok(cells.some((cell) => cell.includes(EVIL)), "a text is not what it was");
});

test("the API is JSON, and holds to the schemas beside it", () => {
  for (const name of NAMES) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    const index = json(name, "api/v1/index.json");
    assert.ok(index.format, "the API says its version");
    const schemas = files(name, ".schema.json");
    assert.ok(schemas.length >= 2, String(schemas));
    for (const path of schemas) {
      const validate = ajv.compile(json(name, path));
      const of = path.split("/").at(-1).replace(".schema.json", "");
      const documents = of === "register" ? files(name, "/register.json") : [`api/v1/${of}.json`];
      assert.ok(documents.length >= 1, path);
      for (const document of documents.slice(0, 20)) {
        assert.ok(validate(json(name, document)), `${name}: ${document}: ${ajv.errorsText(validate.errors)}`);
      }
    }
  }
});

test("the search's index has every register", () => {
  for (const name of NAMES) {
    const index = json(name, "search.json");
    const pages = files(name, "/index.html").filter((path) => path.startsWith("registers/"));
    assert.deepEqual(index.registers.map(({ i }) => `registers/${i}/index.html`).sort(), pages);
    const named = new Set(index.registers.flatMap((register) => Object.keys(register)));
    assert.deepEqual([...named].filter((key) => !index.format[key]), [], "a name is not explained");
  }
});

test("each page of a register or partner names its feed and calendar, and a badge is a picture with a name", async () => {
  for (const name of NAMES) {
    const pages = files(name, "/index.html").filter((path) => /^(registers|partners)\/[^/]+\/index/.test(path)).slice(0, 60);
    assert.ok(pages.length >= 2, name);
    for (const path of pages) {
      const html = read(name, path);
      for (const file of ["feed.xml", "calendar.ics"]) {
        assert.match(html, new RegExp(`<link rel="alternate" href="${file}"`), `${name}: ${path}`);
        assert.match(html, new RegExp(`<a href="${file}"`), `${name}: ${path}`);
      }
    }
    for (const path of files(name, "/badge.svg").slice(0, 60)) {
      const svg = read(name, path);
      assert.match(svg, /^<svg [^>]*role="img"[^>]*>\n<title id="t">work register: /, path);
      const drawn = svg.replace(/<title[^<]*<\/title>/, "");
      assert.doesNotMatch(drawn, /<script|\son[a-z]+=|(href|src)=|@import|url\(/i, `${name}: ${path}`);
    }
  }
});
