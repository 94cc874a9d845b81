// Texts that want to be more than text: nothing of them runs, leads away, or breaks a page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Reader } from "./chromium.js";
import { NAMES, files, folder } from "./sites.js";
import { CONTACT } from "./stores/few.js";
import { ARABIC, HEBREW, LONG } from "./stores/hostile.js";

const reader = new Reader();
before(() => reader.open());
after(() => reader.close());

test("nothing runs, on no page", async () => {
  const { page, told, root, close } = await reader.visit("hostile", "index.html");
  // Those of the rules have nothing of people's.
  const pages = files("hostile", ".html").filter((path) => !path.startsWith("rules"));
  assert.ok(pages.length >= 10, `${pages.length} pages`);
  for (const path of pages) {
    await page.goto(root + path, { waitUntil: "load" });
    const found = await page.evaluate(() => ({
      ran: globalThis.ran,
      handlers: [...document.querySelectorAll("*")].filter((element) => [...element.attributes].some(({ name }) => name.startsWith("on") || name === "style")).length,
      scripts: [...document.scripts].map((script) => script.getAttribute("src")).filter((source) => !/^(\.\.\/)*site\.js$/.test(source ?? "")),
      links: [...document.links].map((link) => link.protocol).filter((protocol) => !["http:", "https:", "mailto:"].includes(protocol)),
      worked: /\b1337\b/.test(document.body.textContent),
      forged: [...document.querySelectorAll("h1, h2")].filter((heading) => heading.textContent.startsWith("Forged")).length,
    }));
    assert.deepEqual(found, { ran: undefined, handlers: 0, scripts: [], links: [], worked: false, forged: 0 }, path);
  }
  assert.deepEqual(told.errors, []);
  assert.deepEqual(told.requests.filter((url) => !url.startsWith(root)), []);
  await close();
});

test("the search shows them as text, and finds them", async () => {
  const { page, told, root, close } = await reader.visit("hostile", "index.html?q=onerror&status=all");
  await page.locator(".found", { hasText: /register/ }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.ok((await page.locator("table.registers tbody tr").count()) >= 1);
  assert.equal(await page.locator("table.registers :is(script, img, svg)").count(), 0);
  assert.deepEqual(told.errors, []);
  assert.deepEqual(told.requests.filter((url) => !url.startsWith(root)), []);
  await close();
});

test("no file of any site has an address but that of its contact, in whatever form it is written", () => {
  for (const name of NAMES) {
    for (const path of files(name)) {
      const text = readFileSync(join(folder(name), path), "utf8").replaceAll(CONTACT, "");
      const found = text.match(/[\w.+-]+(@|＠|%40|&#64;|\u200b@|<\/?em>@<\/em>)[\w-]+\.[a-z]{2,}|at private dot|555-0100/i);
      assert.equal(found?.[0], undefined, `${name}/${path}`);
    }
  }
  const page = readFileSync(join(folder("hostile"), "registers/private/index.html"), "utf8");
  assert.ok(page.includes("[address removed]") && page.includes("[number removed]"));
});

test("a title of ten thousand characters is all there", async () => {
  const { page, close } = await reader.visit("hostile", "registers/long/index.html");
  assert.equal(await page.locator("h1").textContent(), LONG);
  await close();
});

test("texts from right to left run so, and numbers beside them do not", async () => {
  for (const [id, title] of [["arabic", ARABIC], ["hebrew", HEBREW]]) {
    const { page, close } = await reader.visit("hostile", `registers/${id}/index.html`);
    assert.equal(await page.locator("h1").textContent(), title);
    const directions = await page.evaluate(() => [document.querySelector("h1"), document.querySelector(".prose"), document.body].map((element) => getComputedStyle(element).direction));
    assert.deepEqual(directions, ["rtl", "rtl", "ltr"]);
    await close();
  }
});
