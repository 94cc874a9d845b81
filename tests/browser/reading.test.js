// A reader's ways: by keyboard, without JavaScript, and along every link.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PHONE, Reader } from "./chromium.js";
import { NAMES, files, folder, kind } from "./sites.js";

const reader = new Reader();
before(() => reader.open());
after(() => reader.close());

test("the first Tab leads to the content, and each focus can be seen", async () => {
  const { page, close } = await reader.visit("demo", "registers/xyz/index.html");
  await page.keyboard.press("Tab");
  const first = page.locator(":focus");
  assert.equal(await first.textContent(), "Skip to content");
  assert.ok(await first.evaluate((link) => link.getBoundingClientRect().top >= 0), "the skip link is off the screen");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  // Everything that can be reached shows where one is, and nothing is reached that cannot be seen.
  await page.goto(page.url().split("#")[0]);
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      return { on: element.outerHTML.slice(0, 80), shown: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2, there: width > 0 && height > 0 };
    });
    if (!seen) break;
    assert.ok(seen.shown && seen.there, `the focus cannot be seen: ${seen.on}`);
  }
  await close();
});

test("without JavaScript every page of the navigation is reached, and says where one is", async () => {
  const { page, told, close } = await reader.visit("demo", "index.html", { javaScriptEnabled: false, viewport: PHONE });
  const ways = await page.getByRole("navigation", { name: "Site" }).getByRole("link").allTextContents();
  assert.deepEqual(ways, ["Registers", "Partners", "Domains", "Milestones", "Process", "About"]);
  for (const way of ways) {
    await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: way, exact: true }).click();
    const here = page.getByRole("navigation", { name: "Site" }).locator("[aria-current]");
    assert.equal(await here.textContent(), way);
    assert.ok(await page.locator("main h1").isVisible());
  }
  // From the list to a register, and on to its partner.
  await page.getByRole("link", { name: "Registers", exact: true }).click();
  await page.locator("main tbody th a").first().click();
  assert.equal(await page.locator("h1").textContent(), "XYZ / DMTF Work Register");
  assert.deepEqual(told.errors, []);
  await close();
});

test("a page needs one request and its style sheet", async () => {
  const { told, close } = await reader.visit("demo", "registers/xyz/index.html");
  const asked = told.requests.map((url) => url.split("/").at(-1)).filter((name) => name !== "icon.svg");
  assert.deepEqual(asked, ["index.html", "style.css"]);
  await close();
});

test("every page is reached from the first, and no link is dead", async () => {
  for (const name of NAMES) {
    const { page, root, close } = await reader.visit(name, "index.html");
    const seen = new Set(["index.html"]);
    const walk = ["index.html"];
    const kinds = new Map();
    while (walk.length > 0) {
      const path = walk.pop();
      // Of the large site a few pages of each kind are read; the others are only looked for.
      kinds.set(kind(path), (kinds.get(kind(path)) ?? 0) + 1);
      if (!path.endsWith(".html") || (name === "many" && kinds.get(kind(path)) > 3)) continue;
      const html = readFileSync(join(folder(name), path), "utf8");
      const hrefs = await page.evaluate((text) => [...new DOMParser().parseFromString(text, "text/html").links].map((link) => link.getAttribute("href")), html);
      const links = hrefs.map((href) => new URL(href, root + path).href.split(/[?#]/)[0]);
      for (const link of links.filter((href) => href.startsWith(root))) {
        const to = decodeURIComponent(link.slice(root.length));
        if (!seen.has(to)) walk.push(to);
        seen.add(to);
      }
    }
    const there = new Set(files(name));
    assert.deepEqual([...seen].filter((path) => !there.has(path)), [], `${name}: dead links`);
    if (name !== "many") {
      // A server shows one by itself, and nothing leads to a list of nothing.
      const apart = ["404.html", "removed.html"];
      const unreached = files(name, ".html").filter((path) => !seen.has(path) && !apart.includes(path));
      assert.deepEqual(unreached, [], `${name}: nothing leads there`);
    }
    await close();
  }
});
