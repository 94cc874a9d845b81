// What every kind of page looks like: on a phone and on a wide screen, in the light and in the dark.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { PHONE, Reader, WIDE } from "./chromium.js";
import { NAMES, files, folder, samples } from "./sites.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = [
  { as: "on a phone, light", wants: { viewport: PHONE, colorScheme: "light" } },
  { as: "on a wide screen, dark", wants: { viewport: WIDE, colorScheme: "dark" } },
  { as: "on a wide screen, light", wants: { viewport: WIDE, colorScheme: "light" } },
];
const reader = new Reader();
before(() => reader.open());
after(() => reader.close());

// Runs in the page: which lines of text lie on each other.
function overlaps() {
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    // What is wider than its frame is cut off by it.
    const frame = holder.closest(".scroll, pre, .contents, .stack thead, .unseen, .words label, .registers caption, svg")?.getBoundingClientRect();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom, height } of range.getClientRects()) {
      const line = { left: Math.max(left, frame?.left ?? left), right: Math.min(right, frame?.right ?? right), top: top + height / 4, bottom: bottom - height / 4 };
      if (line.right - line.left > 2 && line.bottom - line.top > 2 && line.right > 0) lines.push({ ...line, holder, text: node.data.trim().slice(0, 40) });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  const found = [];
  for (const [at, one] of lines.entries()) {
    for (let next = at + 1; next < lines.length && lines[next].top < one.bottom - 1; next += 1) {
      const other = lines[next];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (wide > 2 && one.holder !== other.holder) found.push(`"${one.text}" and "${other.text}"`);
    }
  }
  return found.slice(0, 5);
}

for (const { name, path } of samples()) {
  describe(`${name}: ${path}`, () => {
    // In the light a wide screen is looked at once.
    for (const { as, wants } of name === "demo" ? VIEWS : VIEWS.slice(0, 2)) {
      test(as, async () => {
        const { page, told, root, close } = await reader.visit(name, path, wants);
        try {
          const [inside, outside] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
          assert.ok(inside <= outside, `the page is ${inside} pixels wide on a screen of ${outside}`);
          assert.deepEqual(await page.evaluate(overlaps), [], "texts lie on each other");
          const values = await page.evaluate(() => document.body.textContent.match(/\{"\w+":.{0,40}/g) ?? []);
          assert.deepEqual(values, [], "a value is shown as the program has it");
          assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], "the layout moved");
          assert.deepEqual(told.errors, []);
          assert.deepEqual(told.requests.filter((url) => !url.startsWith(root)), [], "it asks another host");
          await page.evaluate(axe);
          const options = { rules: { "target-size": { enabled: true } } };
          const { violations } = await page.evaluate((given) => globalThis.axe.run(document, given), options);
          const said = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join("; ")}`);
          assert.deepEqual(said, []);
        } finally {
          await close();
        }
      });
    }
  });
}

test("no page weighs more than 60 KB, nor do its style and script together", () => {
  for (const name of NAMES) {
    for (const path of files(name, ".html")) {
      // A title of 10,000 characters is its author's weight, not the page's.
      const size = statSync(join(folder(name), path)).size;
      if (name !== "hostile") assert.ok(size < 60_000, `${name}: ${path} has ${size} bytes`);
    }
    const beside = ["style.css", "site.js"].map((path) => statSync(join(folder(name), path)).size);
    assert.ok(beside[0] + beside[1] < 60_000 && beside[1] < 20_480, `${name}: ${beside}`);
  }
});
