// Earlier revisions: their texts, their dates, what they changed, and the bytes that their digests name.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PHONE, Reader, WIDE } from "./chromium.js";
import { files, folder } from "./sites.js";
import { REPOSITORY, URL_OF_SITE } from "./stores/revised.js";

const reader = new Reader();
before(() => reader.open());
after(() => reader.close());

const AT = "registers/valves/revisions";

test("from a register to its earlier revisions and back, without a script", async () => {
  const { page, told, close } = await reader.visit("revised", "registers/valves/index.html", { javaScriptEnabled: false });
  await page.getByText("Revisions and verification").click();
  await page.locator("main").getByRole("link", { name: "Revision 1", exact: true }).click();
  assert.match(page.url(), /revisions\/1\.html$/);
  const main = page.locator("main");
  assert.match(await main.locator("h1").textContent(), /Valves \/ DMTF Work Register\s+revision 1/);
  assert.match(await main.getByRole("note").textContent(), /Superseded by revision 2\.\s+Revision 3 is in force\./);
  assert.match(await main.locator(".facts").textContent(), /2026-02 to 2026-06-20 \(from earlier records\)/);
  assert.match(await page.locator("#text").textContent(), /valves and their actuators/);
  await main.getByRole("note").getByRole("link", { name: "revision 2" }).click();
  assert.match(await page.locator("#text").textContent(), /valves, pumps and their actuators/);
  await page.locator("main").getByRole("link", { name: "revision 3" }).click();
  assert.equal(await page.getByRole("note").count(), 0, "the revision in force has no banner");
  await page.getByRole("link", { name: "All revisions" }).click();
  assert.match(page.url(), /history\.html#revision-3$/);
  assert.deepEqual(await page.locator("main h2").allTextContents(), ["Revision 3 (version 1.0)", "Revision 2 (version 1.0)", "Revision 1 (version 1.0)"]);
  assert.deepEqual(told.errors, []);
  await close();
});

test("a removed register keeps the pages of its revisions", async () => {
  const { page, close } = await reader.visit("revised", "registers/gone/revisions/1.html");
  assert.match(await page.getByRole("note").textContent(), /Superseded by revision 2\.\s+The board removed the register on 2026-08-20\./);
  await close();
});

// The cells of the differences: the text and the place on the screen of each.
const cells = (page) =>
  page.locator(".sides tbody tr").evaluateAll((rows) =>
    rows.map((row) => {
      const [place, old, now] = row.children;
      const box = (cell) => cell.getBoundingClientRect();
      return { place: place.textContent.trim(), old: old.textContent, now: now.textContent, beside: box(now).left >= box(old).right - 1, below: box(now).top >= box(old).bottom - 1 };
    }));

test("differences are side by side on a wide screen, and below each other on a phone", async () => {
  const wide = await reader.visit("revised", `${AT}/2.html`, { viewport: WIDE });
  const found = await cells(wide.page);
  assert.deepEqual(found.map(({ place }) => place), ["Scope", "Milestones: tests, Due", "Standards: DSP9002 (added)"]);
  assert.equal(found[0].old, "The work covers valves and their actuators.");
  assert.equal(found[0].now, "The work covers valves, pumps and their actuators.");
  assert.ok(found.every(({ beside }) => beside), "the sides are not beside each other");
  // Without color, deleted and inserted words differ from others and from each other.
  const lines = (name) => wide.page.locator(`.sides ${name}`).first().evaluate((word) => getComputedStyle(word).textDecorationLine);
  assert.deepEqual([await lines("del"), await lines("ins")], ["line-through", "underline"]);
  await wide.close();
  const phone = await reader.visit("revised", `${AT}/2.html`, { viewport: PHONE });
  const stacked = (await cells(phone.page)).filter(({ old }) => old);
  assert.ok(stacked.length >= 2 && stacked.every(({ below }) => below), "the sides are not below each other");
  const label = await phone.page.locator(".sides td").first().evaluate((cell) => getComputedStyle(cell, "::before").content);
  assert.match(label, /Revision 1/);
  await phone.close();
});

test("a page names the digest of the file beside it, and the commands that compare them", async () => {
  for (const number of [1, 2, 3]) {
    const { page, close } = await reader.visit("revised", `${AT}/${number}.html`);
    const text = readFileSync(join(folder("revised"), AT, `${number}.yaml`));
    const hex = createHash("sha256").update(text).digest("hex");
    assert.match(await page.locator("main").textContent(), new RegExp(`sha256:${hex}`));
    const [clone, check] = await page.locator(".commands").allTextContents();
    assert.match(clone, new RegExp(`^git clone ${REPOSITORY} registers\\ncd registers\\nwr verify valves\\n`));
    assert.ok(check.includes(`${URL_OF_SITE}${AT}/${number}.yaml\n`) && check.includes(hex), check);
    await close();
  }
  // Words that no page shows are in no file either.
  for (const path of files("revised").filter((path) => path.startsWith("registers/"))) {
    const text = readFileSync(join(folder("revised"), path), "utf8");
    assert.doesNotMatch(text, /minutes of the board|evidence:|comment:/, path);
  }
});

test("a printed revision has its text, its changes and its digest", async () => {
  const at = mkdtempSync(join(tmpdir(), "wr-print-"));
  const { page, close } = await reader.visit("revised", `${AT}/2.html`);
  const pdf = join(at, "page.pdf");
  await page.pdf({ path: pdf, format: "A4", preferCSSPageSize: true });
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  rmSync(at, { recursive: true });
  for (const part of ["Superseded by revision 3", "2026-06-20 to 2026-08-20", "Side by side", "DSP9002", "sha256:", "How to cite"]) {
    assert.ok(text.includes(part), `${part} is not on paper`);
  }
  assert.ok(text.split("\f").length - 1 <= 4, "it has more than four pages");
  await close();
});
