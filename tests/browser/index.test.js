// The first page and those of milestones and of the process, on a store as large as that of a real organization.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PHONE, Reader, WIDE } from "./chromium.js";
import { files, folder } from "./sites.js";
import { CONTACT } from "./stores/few.js";

const TODAY = "2026-11-22";
const TABLET = { width: 768, height: 1024 };
const reader = new Reader();
before(() => reader.open());
after(() => reader.close());

// Runs in the page: words in the cells of tables that are on two lines.
function brokenWords() {
  const broken = [];
  const range = document.createRange();
  for (const cell of document.querySelectorAll("table th, table td")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (tops.size > 1) broken.push(word);
      }
    }
  }
  return broken;
}

for (const [name, viewport] of Object.entries({ phone: PHONE, tablet: TABLET, "wide screen": WIDE })) {
  test(`the first screen of a ${name} has a register, and the filters where there is room`, async () => {
    const { page, told, close } = await reader.visit("few", "index.html", { viewport });
    const first = await page.locator("table.registers tbody th a").first().boundingBox();
    assert.ok(first.y + first.height <= viewport.height, `the first register is at ${first.y}`);
    const partner = page.locator("[name=partner]");
    assert.equal(await partner.isVisible(), viewport !== PHONE);
    assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], "the layout moved");
    if (viewport === PHONE) {
      await page.locator(".unfold").click();
      assert.ok(await partner.isVisible(), "the filters do not open");
      await partner.selectOption("snf");
      await page.locator(".found", { hasText: /^\d registers\.$/ }).waitFor();
      assert.equal(await page.locator(".unfold").textContent(), "Filters (1)");
    }
    assert.deepEqual(told.errors, []);
    await close();
  });

  test(`a filtered list on a ${name} comes without a move of the page`, async () => {
    const { page, close } = await reader.visit("few", "index.html?partner=snf", { viewport });
    await page.locator(".found", { hasText: /^\d registers\.$/ }).waitFor();
    await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], "the layout moved");
    await close();
  });
}

test("no word of a table is broken, and the status is on the screen", async () => {
  for (const viewport of [TABLET, WIDE]) {
    for (const path of ["index.html", "reviews.html", "milestones.html", "partners/index.html", "domains/index.html", "process.html", "removed.html"]) {
      const { page, close } = await reader.visit("few", path, { viewport });
      assert.deepEqual(await page.evaluate(brokenWords), [], `${path} at ${viewport.width}`);
      if (path === "index.html") {
        const { x, width } = await page.locator('tbody [data-label="Status"]').first().boundingBox();
        assert.ok(x + width <= viewport.width, `the status ends at ${x + width}`);
      }
      await close();
    }
  }
});

test("what comes next is in the future, and what is new are three events", async () => {
  const { page, close } = await reader.visit("few", "index.html");
  const days = await page.locator("section", { has: page.locator("#coming") }).locator(".day").allTextContents();
  assert.ok(days.length > 0 && days.every((day) => day >= TODAY.slice(0, day.length)), String(days));
  assert.equal(await page.locator("section", { has: page.locator("#new") }).locator("li").count(), 3);
  await page.getByRole("link", { name: "How an alliance is agreed" }).click();
  const short = await page.locator("dl.facts").innerText();
  for (const part of ["14 days", "24 months", "the board", CONTACT]) assert.ok(short.includes(part), short);
  const { y, height } = await page.locator("dl.facts").boundingBox();
  assert.ok(y + height < WIDE.height, "the short answer is longer than a screen");
  await close();
});

test("every page says its day and whom to write to, and has no other address", () => {
  // Examples of rules have addresses of people who do not exist.
  for (const path of files("few").filter((one) => !one.startsWith("rules/"))) {
    const text = readFileSync(join(folder("few"), path), "utf8");
    if (path.endsWith(".html")) {
      assert.ok(text.includes(`<time class="as-of" datetime="${TODAY}">`), path);
      assert.ok(text.includes(`href="mailto:${CONTACT}"`), path);
    }
    const others = [...text.matchAll(/[\w.+-]+@[\w-]+\.\w+/g)].map(([address]) => address).filter((address) => address !== CONTACT);
    assert.deepEqual(others, [], path);
  }
});

test("overdue milestones are folded below those that come, and only they are red", async () => {
  const { page, close } = await reader.visit("few", "milestones.html");
  const due = await page.locator('[aria-labelledby=next] > .scroll [data-label="Due"]').allTextContents();
  assert.ok(due.length > 0 && due.every((text) => text.slice(0, 7) >= TODAY.slice(0, 7)), String(due));
  assert.ok(!(await page.locator("#overdue").isVisible()), "the overdue ones are not folded");
  await page.locator(".overview a", { hasText: "overdue" }).click();
  await page.locator("#overdue").waitFor();
  const count = Number.parseInt(await page.locator(".overview a").first().textContent(), 10);
  const rows = await page.locator('#overdue [data-label="Due"]').allTextContents();
  assert.deepEqual([rows.length, rows.every((text) => text.includes("overdue"))], [count, true]);
  const completed = await page.locator('[aria-labelledby=completed] [data-label="Due"]').allTextContents();
  assert.ok(completed.some((text) => /completed 2026-11-20, \d+ days late$/.test(text)) && completed.some((text) => /completed 2026-03-10, in time$/.test(text)), String(completed));
  const red = await page.evaluate(() => {
    const alarm = getComputedStyle(document.querySelector("#overdue .overdue")).color;
    return [...document.querySelectorAll("main *")].filter((element) => element.childElementCount === 0 && element.textContent.trim() && getComputedStyle(element).color === alarm && !element.closest("svg, figure")).map((element) => element.textContent).filter((text) => !text.includes("overdue"));
  });
  assert.deepEqual(red, []);
  await close();
});
