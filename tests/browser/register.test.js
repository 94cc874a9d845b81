// The page of a register: where it stands, then the agreement, and a timeline that fits a phone.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PHONE, Reader, WIDE } from "./chromium.js";
import { files, folder } from "./sites.js";
import { COMMITTEES, MILESTONES } from "./stores/lives.js";

const reader = new Reader();
before(() => reader.open());
after(() => reader.close());

const IDS = ["addendum", "arabic", "chinese", "gone", "large", "unknown", "year"];
const page = (id) => `registers/${id}/index.html`;

test("the status is one strip, before the agreement, which is most of the page", async () => {
  const { page: tab, close } = await reader.visit("demo", page("xyz"));
  const steps = await tab.locator("ol.steps > li > strong").allTextContents();
  assert.deepEqual(steps, ["Proposed", "Approved by 2 committees", "Approved by the board", "Accepted by the partner", "In force"]);
  assert.match(await tab.locator("ol.steps").innerText(), /resolution 2026-07/);
  const [share, order] = await tab.evaluate(() => {
    const height = (name) => document.querySelector(name).getBoundingClientRect().height;
    const top = (name) => document.querySelector(name).getBoundingClientRect().top;
    return [height(".agreement") / height("main"), [".steps", ".facts", ".agreement", ".approvals"].map(top)];
  });
  assert.ok(share > 0.5, `the agreement is ${share} of the page`);
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
  await close();
});

test("without a style sheet the strip is an ordered list that reads well", () => {
  const html = readFileSync(join(folder("demo"), page("xyz")), "utf8");
  const list = /<ol class="steps"[\s\S]*?<\/ol>/.exec(html)[0].replace(/<[^>]*>/g, "").replace(/\s+/g, " ");
  assert.match(list, /Approved by the board resolution 2026-07, 2026-02-20 Accepted by the partner 2026-03-09 In force since 2026-03-09/);
});

test("an approval is a line, and the votes of its seats unfold", async () => {
  const { page: tab, close } = await reader.visit("lives", page("large"));
  const lines = tab.locator(".approvals > li");
  assert.equal(await lines.count(), COMMITTEES + 2);
  const first = lines.first();
  assert.match(await first.innerText(), /^Alliance Committee: approved 2026-04-20, 1 of 1, 1 needed$/);
  assert.ok(!(await first.locator("details > ul").isVisible()));
  await first.locator("summary").click();
  assert.match(await first.locator("details > ul").innerText(), /approve/);
  assert.equal((await tab.locator("#approvals ~ .note").innerText()).match(/signed/g).length, 1);
  await close();
});

test("a large register is one page of less than 60 KB", () => {
  const path = join(folder("lives"), page("large"));
  assert.equal(readFileSync(path, "utf8").match(/id="milestone-/g).length, MILESTONES);
  assert.ok(statSync(path).size < 60_000, `${statSync(path).size} bytes`);
});

test("the line of today is where its day is, and no label leaves the picture", async () => {
  for (const viewport of [PHONE, WIDE]) {
    for (const id of IDS) {
      const { page: tab, close } = await reader.visit("lives", page(id), { viewport });
      const found = await tab.evaluate(() => {
        const svg = document.querySelector("svg.track").getBoundingClientRect();
        const texts = [...document.querySelectorAll("svg.track text")];
        const box = (text) => text.getBoundingClientRect();
        const outside = texts.filter((text) => box(text).left < svg.left - 1 || box(text).right > svg.right + 1 || box(text).bottom > svg.bottom + 1);
        const crossing = texts.filter((one) => texts.some((other) => one !== other && box(one).right > box(other).left + 1 && box(other).right > box(one).left + 1 && box(one).bottom - 4 > box(other).top && box(other).bottom - 4 > box(one).top));
        const name = (list) => list.map((text) => text.textContent);
        return { outside: name(outside), crossing: name(crossing), today: document.querySelectorAll("line.today").length, label: document.querySelector("text.today")?.textContent };
      });
      const label = id === "gone" ? undefined : "today, 2026-11-22";
      assert.deepEqual(found, { outside: [], crossing: [], today: id === "gone" ? 0 : 1, label }, `${id} at ${viewport.width} px`);
      await close();
    }
  }
});

test("what earlier records do not say is not made up", async () => {
  const { page: tab, close } = await reader.visit("lives", page("year"));
  const strip = (await tab.locator("ol.steps").innerText()).replace(/\s+/g, " ");
  assert.equal(strip, "Approved by the committee date not recorded Approved by the board resolution Minutes of 2009, 2009 Accepted by the partner date not recorded In force since 2009");
  assert.match(await tab.locator("#milestone-first").locator("..").innerText(), /2010 \(goal\) completed 2010-06-30/);
  assert.match(await tab.locator("#milestone-second").locator("..").innerText(), /completed late, 2012-01-15/);
  assert.match(await tab.locator(".facts").innerText(), /review overdue since 2011-12-31/);
  await close();
});

test("a removed register says from when to when and why, and nothing of it is overdue", async () => {
  const { page: tab, close } = await reader.visit("lives", page("gone"));
  const facts = (await tab.locator(".facts").innerText()).replace(/\s+/g, " ");
  assert.match(facts, /Removed On 2026-06-01, because the partner disbanded. In force from 2012-04-03 to 2026-06-01. Resolution 2026-19, 2026-06-01: 1 of 1/);
  assert.doesNotMatch(await tab.locator("main").innerText(), /overdue|next review|Next milestone/i);
  for (const path of files("lives").filter((path) => path.startsWith("registers/gone/") || path.startsWith("partners/reel/"))) {
    assert.doesNotMatch(readFileSync(join(folder("lives"), path), "utf8"), /overdue|review_due|Next review/, path);
  }
  await close();
});

test("an addendum and its parent lead to each other", async () => {
  const { page: tab, close } = await reader.visit("lives", page("year"));
  await tab.locator(".facts").getByRole("link", { name: /Addendum on Tapes/ }).click();
  await tab.locator(".facts").getByRole("link", { name: /Storage since a Year/ }).click();
  assert.match(tab.url(), /registers\/year\/index.html$/);
  await close();
});

test("a register from right to left runs so, in text and picture, and says its language", async () => {
  const { page: tab, close } = await reader.visit("lives", page("arabic"));
  const found = await tab.evaluate(() => {
    const style = (name) => getComputedStyle(document.querySelector(name));
    const names = [...document.querySelectorAll("svg.track text.name")].filter((text) => /[\u0600-\u06ff]/.test(text.textContent));
    const svg = document.querySelector("svg.track").getBoundingClientRect();
    return {
      direction: [style(".agreement").direction, style(".agreement .prose").direction, style(".facts").direction],
      lang: document.querySelector(".agreement").lang,
      names: names.map((text) => [text.getAttribute("direction"), Math.abs(text.getBoundingClientRect().left - svg.left) < 2]),
    };
  });
  assert.deepEqual(found, { direction: ["rtl", "rtl", "ltr"], lang: "ar", names: [["rtl", true], ["rtl", true]] });
  await close();
  const chinese = readFileSync(join(folder("lives"), page("chinese")), "utf8");
  assert.match(chinese, /<div class="agreement" lang="zh">/);
});
