// What comes out of the printer: numbered pages, whole rows, repeated heads, and none of what is only for a screen.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Reader } from "./chromium.js";
import { ROWS } from "./stores/many.js";

const reader = new Reader();
const folder = mkdtempSync(join(tmpdir(), "wr-print-"));
before(() => reader.open());
after(() => (rmSync(folder, { recursive: true }), reader.close()));

// The text of each sheet, as it lies on it.
async function print(name, path, format, wants = {}) {
  const { page, close } = await reader.visit(name, path, wants);
  const pdf = join(folder, "page.pdf");
  // The margins are those of the style sheet, as they are where somebody prints by hand.
  await page.pdf({ path: pdf, format, preferCSSPageSize: true });
  await close();
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  const count = Number(/^Pages:\s+(\d+)$/m.exec(execFileSync("pdfinfo", [pdf], { encoding: "utf8" }))[1]);
  const sheets = text.split("\f").slice(0, -1);
  assert.equal(sheets.length, count);
  return sheets;
}

for (const format of ["A4", "Letter"]) {
  test(`a register on ${format}`, async () => {
    const sheets = await print("demo", "registers/xyz/index.html", format);
    assert.ok(sheets.length >= 2 && sheets.length <= 3, `${sheets.length} pages`);
    for (const told of [/resolution\s+2026-07/, /Accepted by the/, /2026-03-09/]) assert.match(sheets[0].replace(/ {2,}/g, "  "), told);
    for (const [at, sheet] of sheets.entries()) {
      assert.match(sheet.trimEnd(), new RegExp(`\\b${at + 1} ?/ ?${sheets.length}$`), "the number of the page is at its end");
    }
    const all = sheets.join("\n");
    for (const told of ["XYZ / DMTF Work Register", "Distributed Management Task Force", "Technical Committee", "Table 1", "DSP4003 1.3"]) {
      assert.ok(all.includes(told), `${told} is not on paper`);
    }
    for (const screen of ["Skip to content", "Previous page", "Calendar", "Milestones\n  Process", "On this page"]) {
      assert.ok(!all.includes(screen), `${screen} is on paper`);
    }
  });
}

test("a table of many rows: no row is broken, and each sheet has the head", async () => {
  const sheets = await print("many", "registers/r0/index.html", "A4");
  const held = sheets.map((sheet) => new Set([...sheet.matchAll(/\b(L\d+[fz])\b/g)].map((match) => match[1])));
  const pages = held.filter((names) => names.size > 0).length;
  assert.ok(pages >= 2, `the table is on ${pages} sheets`);
  for (let row = 0; row < ROWS; row += 1) {
    const at = held.findIndex((names) => names.has(`L${row}f`));
    assert.ok(at >= 0, `row ${row} is not on paper`);
    assert.ok(held[at].has(`L${row}z`), `row ${row} is broken`);
  }
  for (const [at, names] of held.entries()) {
    if (names.size > 0) assert.match(sheets[at], /AP Id/, `sheet ${at + 1} has rows and no head`);
  }
});

test("each sheet of a register has its title, revision, digest and number at its foot", async () => {
  for (const [name, id, title] of [["demo", "xyz", "XYZ / DMTF Work Register"], ["lives", "large", "The Large One / DMTF Work Register"]]) {
    const sheets = await print(name, `registers/${id}/index.html`, "A4");
    for (const [at, sheet] of sheets.entries()) {
      const foot = sheet.trimEnd().split("\n").slice(-6).join("\n");
      assert.ok(foot.includes(`${title}, revision 1`), `${id}, sheet ${at + 1}: ${foot}`);
      assert.match(foot, /sha256:[0-9a-f]{64}/);
      assert.match(foot, new RegExp(`\\b${at + 1} ?/ ?${sheets.length}$`));
    }
  }
});

test("the foot of a sheet lies on no text", async () => {
  const sheets = await print("lives", "registers/large/index.html", "A4");
  const ids = sheets.flatMap((sheet) => [...sheet.matchAll(/^ *(m\d+) /gm)].map((match) => match[1]));
  assert.equal(new Set(ids).size, 200);
});

test("the dark is not printed", async () => {
  const { page, close } = await reader.visit("demo", "registers/xyz/index.html", { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const [ink, paper] = await page.evaluate(() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]);
  assert.deepEqual([ink, paper], ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
  await close();
});
