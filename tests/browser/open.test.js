// What a policy lets the public see beside what is in force: what is under way, change requests, names; and what a site
// tells of itself once it has an address.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Reader } from "./chromium.js";
import { files, folder } from "./sites.js";
import { URL_OF_SITE } from "./stores/open.js";

const read = (path) => readFileSync(join(folder("open"), path), "utf8");
const reader = new Reader();
before(() => reader.open());
after(() => reader.close());

test("what is under way is told with its deadline, and its text is not", async () => {
  const { page, close } = await reader.visit("open", "index.html");
  const row = page.getByRole("table", { name: "Registers and revisions under way" }).getByRole("row").nth(1);
  const text = await row.innerText();
  for (const part of ["Open Factory Consortium (OPC)", "balloted by the committees", "Alliance Committee until 2026-12-04"]) {
    assert.ok(text.includes(part), text);
  }
  await close();
  for (const path of files("open")) assert.ok(!/Plants|Power/.test(read(path)), `${path} tells of a text that is not in force`);
});

test("change requests are reached from every page, and say who asked for what, but not in whose words", async () => {
  const { page, close } = await reader.visit("open", "registers/factories/index.html");
  await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Requests" }).click();
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Change requests");
  const rows = page.getByRole("table", { name: "Change requests" }).getByRole("row");
  assert.equal(await rows.count(), 3);
  const first = await rows.nth(1).innerText();
  for (const part of ["cr-1", "OPC-1", "Valves & Sons", "Board of Directors"]) assert.ok(first.includes(part), first);
  await page.getByRole("link", { name: "factories" }).first().click();
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Factories / DMTF Work Register");
  await close();
  for (const path of files("open")) assert.ok(!/Quinn|Count the valves|FB-0417/.test(read(path)), `${path} tells who sent a request`);
});

test("contacts have their names, and no address", async () => {
  const { page, close } = await reader.visit("open", "registers/factories/index.html");
  const contacts = await page.locator("dl.facts").innerText();
  assert.ok(contacts.includes("Lea Liaison") && contacts.includes("Hugo Home"), contacts);
  await close();
  for (const path of files("open")) assert.ok(!/(lea|hugo|quinn)@/.test(read(path)), path);
});

test("each page says where it is, and the sitemap has just the pages that there are", async () => {
  const { page, close } = await reader.visit("open", "index.html");
  const pages = files("open", ".html").filter((path) => path !== "404.html");
  const at = (path) => URL_OF_SITE + path;
  for (const path of pages) {
    const told = await page.evaluate((text) => {
      const { head } = new DOMParser().parseFromString(text, "text/html");
      return [head.querySelector("link[rel=canonical]")?.href, head.querySelector("meta[property='og:url']")?.content];
    }, read(path));
    assert.deepEqual(told, [at(path), at(path)], path);
  }
  const listed = await page.evaluate((text) => {
    const map = new DOMParser().parseFromString(text, "application/xml");
    return [...map.querySelectorAll("url > loc")].map((place) => place.textContent);
  }, read("sitemap.xml"));
  assert.deepEqual(listed.sort(), pages.map(at).sort());
  assert.ok(read("robots.txt").includes(`Sitemap: ${at("sitemap.xml")}`));
  await close();
});

test("logos are shown, the website is linked, and links have the color of the organization", async () => {
  const { page, close } = await reader.visit("open", "registers/factories/index.html");
  const shown = await page.locator("img[src*='logos/']").evaluateAll((images) =>
    Promise.all(images.map(async (image) => (await image.decode(), [image.getAttribute("src"), image.naturalWidth > 0]))));
  assert.deepEqual(shown, [["../../logos/dmtf.svg", true], ["../../logos/opc.svg", true]]);
  assert.equal(await page.locator("a[href='https://opc.example/']").count(), 1);
  const color = () => page.locator("main a").first().evaluate((link) => getComputedStyle(link).color);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await color(), "rgb(122, 42, 107)");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await color(), "rgb(227, 166, 216)");
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  assert.equal(await color(), "rgb(0, 0, 0)");
  await close();
});
