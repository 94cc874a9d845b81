// Search and filter of the list: by keyboard alone, by address, and where there is no script, no index, no server.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Reader } from "./chromium.js";
import { folder } from "./sites.js";
import { REGISTERS } from "./stores/many.js";

// What is said while nothing is asked for.
const AT_REST = new RegExp(`^${REGISTERS} registers in force`);
const TODAY = new Date("2026-11-22T12:00:00Z");
// The rows of a page of the list.
const ROWS = 50;
const reader = new Reader();
before(() => reader.open());
after(() => reader.close());

// Opens the list on the day that the site is of.
async function list(query = "", wants = {}) {
  const visited = await reader.visit("many", `index.html${query}`, wants);
  await visited.page.clock.setFixedTime(TODAY);
  return visited;
}

const titles = (page) => page.locator("table.registers tbody tr:visible th a").allTextContents();
const said = (page, words) => page.locator(".found", { hasText: words }).waitFor({ timeout: 5000 });
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);

// Goes on with the Tab key until it stands on the field of this name.
async function tabTo(page, name) {
  for (let steps = 0; steps < 60; steps += 1) {
    if ((await page.evaluate(() => document.activeElement?.name)) === name) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no way by keyboard to ${name}`);
}

test("words are searched, and the answer is announced, by keyboard alone", async () => {
  const { page, told, close } = await list();
  assert.equal((await titles(page)).length, ROWS, "a page of the list is whole");
  await tabTo(page, "q");
  await page.keyboard.type("storage 120");
  await said(page, "1 register.");
  assert.deepEqual(await titles(page), ["Storage Schemas 120 / DMTF Work Register"]);
  assert.deepEqual(query(page), { q: "storage 120" });
  assert.equal(await page.locator(".found").getAttribute("role"), "status");
  // It is on the second page of the list, and leads to its own.
  await page.keyboard.press("Escape");
  await said(page, AT_REST);
  assert.equal((await titles(page)).length, ROWS);
  await page.keyboard.type("p77-a");
  await said(page, "1 register.");
  await page.keyboard.press("Tab");
  for (let steps = 0; steps < 20 && !(await page.evaluate(() => document.activeElement.closest("tbody"))); steps += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/registers\/r77\/index\.html$/);
  assert.deepEqual(told.errors, []);
  await close();
});

test("what is searched is title, partner, domain, subject, identifier and milestone", async () => {
  const { page, close } = await list();
  // Thirty registers are about power, and the one with the long table.
  for (const [words, count] of [["across vendors part 149", 1], ["P44-B", 1], ["first draft of number 149", 1], ["power management", 31], ["number 11 (p11)", 12]]) {
    await page.locator("[name=q]").fill(words);
    await page.waitForFunction((asked) => new URLSearchParams(location.search).get("q") === asked, words);
    await said(page, new RegExp(`^${count} registers?\\.`));
  }
  await page.locator("[name=q]").fill("nothing has these words");
  await said(page, "No registers.");
  assert.ok(!(await page.locator("table.registers").isVisible()));
  await close();
});

test("partner, domain, status and order are chosen by keyboard alone, and stand in the address", async () => {
  const { page, close } = await list();
  await tabTo(page, "partner");
  await page.locator("[name=partner] option").nth(3).waitFor({ state: "attached" });
  await page.keyboard.type("Partner Number 3");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("partner") === "partner-3");
  await page.waitForFunction(() => !document.querySelector('tbody [data-label="Partner"]').textContent.includes("Number 0"));
  const partners = await page.locator('tbody [data-label="Partner"]').allTextContents();
  assert.ok(partners.length > 5 && partners.every((partner) => partner.startsWith("Partner Number 3 ")), String(partners));
  await tabTo(page, "domain");
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => new URLSearchParams(location.search).has("domain"));
  await tabTo(page, "status");
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => new URLSearchParams(location.search).has("status"));
  await tabTo(page, "sort");
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => new URLSearchParams(location.search).has("sort"));
  assert.deepEqual(Object.keys(query(page)).sort(), ["domain", "partner", "sort", "status"]);
  await close();
});

test("an address brings its filter back", async () => {
  const { page, told, close } = await list("?q=schema&partner=partner-4&sort=review");
  await said(page, /^\d+ registers\./);
  assert.equal(await page.locator("[name=q]").inputValue(), "schema");
  assert.equal(await page.locator("[name=partner]").inputValue(), "partner-4");
  const reviews = (await page.locator('tbody [data-label="Next review"]').allTextContents()).map((text) => /\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? "9");
  assert.deepEqual(reviews, [...reviews].sort());
  assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], "the layout moved");
  assert.deepEqual(told.errors, []);
  await close();
});

test("statuses are told apart by the day", async () => {
  const { page, close } = await list();
  const counts = {};
  for (const status of ["overdue", "soon", "removed", "all"]) {
    await page.locator("[name=status]").selectOption(status);
    await page.waitForFunction((asked) => new URLSearchParams(location.search).get("status") === asked, status);
    // Not what the page says at rest, which stays until the index has come.
    await said(page, /^\S+ registers?\.$/);
    counts[status] = Number.parseInt((await page.locator(".found").textContent()).replace("No", "0"), 10);
  }
  assert.ok(counts.overdue > 5 && counts.soon > counts.overdue && counts.soon < REGISTERS, JSON.stringify(counts));
  assert.equal(counts.all, REGISTERS + counts.removed);
  assert.ok(counts.removed > 0);
  await close();
});

test("what an address cannot mean is passed over", async () => {
  const { page, told, close } = await list("?status=%3Cscript%3E&partner=nobody&sort=x&q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&other=1");
  await said(page, "No registers.");
  assert.equal(await page.locator("[name=status]").inputValue(), "");
  assert.equal(await page.locator("[name=partner]").inputValue(), "");
  assert.deepEqual(told.errors, []);
  await close();
});

test("what was found is followed by the pointer, straight from the field", async () => {
  const { page, close } = await list();
  await page.locator("[name=q]").fill("telemetry 9");
  await said(page, / registers?\.$/);
  await page.locator("tbody tr:visible th a").first().click();
  await page.waitForURL(/registers\/r\d+\/index\.html$/);
  await page.goBack();
  await said(page, / registers?\.$/);
  assert.equal(query(page).q, "telemetry 9");
  await close();
});

test("everything can be cleared", async () => {
  const { page, close } = await list("?q=storage&status=all");
  await said(page, / registers\.$/);
  await page.locator(".finder button[type=reset]").press("Enter");
  await said(page, AT_REST);
  assert.equal(new URL(page.url()).search, "");
  assert.equal((await titles(page)).length, ROWS);
  assert.ok(await page.locator("nav.paging").first().isVisible());
  await close();
});

test("without the index the rows of the page are filtered", async () => {
  const visited = await list("", { serviceWorkers: "block" });
  const { page, close } = visited;
  await page.route("**/search.json", (route) => route.fulfill({ status: 503 }));
  await page.locator("[name=q]").fill("storage");
  await said(page, " registers on this page.");
  const shown = await page.locator("table.registers tbody tr:visible").allTextContents();
  assert.ok(shown.length > 3 && shown.length < 40 && shown.every((row) => row.includes("Storage")), String(shown));
  await close();
});

test("a site in a folder works, its filter on the rows of the page", async () => {
  const { page, close } = await reader.visit("many", "about.html");
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(pathToFileURL(join(folder("many"), "index.html")).href);
  assert.equal((await titles(page)).length, ROWS);
  await page.locator("[name=q]").fill("storage");
  await said(page, " registers on this page.");
  await page.locator("tbody tr:visible th a").first().click();
  await page.waitForURL(/^file:.*registers\/r\d+\/index\.html$/);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("main")).display), "block", "the style sheet is there");
  assert.deepEqual(errors, []);
  await close();
});

test("without JavaScript the form is not there, and the list is whole", async () => {
  const { page, told, close } = await reader.visit("many", "index.html", { javaScriptEnabled: false });
  assert.ok(!(await page.locator(".finder").isVisible()), "a form that cannot work is shown");
  const all = await titles(page);
  for (let left = REGISTERS - ROWS; left > 0; left -= ROWS) {
    await page.getByRole("link", { name: "Next page" }).first().click();
    all.push(...(await titles(page)));
  }
  assert.deepEqual([all.length, new Set(all).size], [REGISTERS, REGISTERS]);
  assert.deepEqual(told.errors, []);
  await close();
});
