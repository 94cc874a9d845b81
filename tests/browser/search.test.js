// Search and filter of the list: by keyboard alone, by address, and where there is no script, no index, no server.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Reader } from "./chromium.js";
import { folder } from "./sites.js";
import { REGISTERS, domains, title } from "./stores/many.js";

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
// Every register's number; and the titles, in order, of those that a test expects.
const all = Array.from({ length: REGISTERS }, (_, n) => n);
const isOf = (partner) => (n) => n % 12 === partner;
// Of the register 0 the long table names every domain.
const isOn = (domain) => (n) => n === 0 || n % 10 === domain || (n + 1) % 10 === domain;
const sorted = (...tests) => all.filter((n) => tests.every((is) => is(n))).map(title).sort();
// Waits until the rows are those of these titles, in any order, and the address has this query.
async function shows(page, expected, wanted) {
  const here = () => page.evaluate(() => [...document.querySelectorAll("table.registers tbody tr th a")].filter((link) => link.checkVisibility()).map((link) => link.textContent).sort());
  for (let tries = 0; tries < 50 && JSON.stringify(await here()) !== JSON.stringify(expected); tries += 1) await page.waitForTimeout(50);
  assert.deepEqual(await here(), expected);
  if (wanted) assert.deepEqual(query(page), wanted);
}
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
  assert.deepEqual(query(page), { q: "schema", partner: "partner-4", sort: "review" });
  await shows(page, sorted(isOf(4), (n) => title(n).includes("Schemas")));
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
  assert.ok(counts.overdue > 5 && counts.soon > 0 && counts.overdue + counts.soon < REGISTERS, JSON.stringify(counts));
  assert.equal(counts.all, REGISTERS + counts.removed);
  assert.ok(counts.removed > 0);
  await close();
});

const WANTED = [
  [{ partner: "partner-4" }, sorted(isOf(4))],
  [{ domain: domains[5] }, sorted(isOn(5))],
  [{ partner: "partner-4", domain: domains[5] }, sorted(isOf(4), isOn(5))],
  [{ q: "schemas", partner: "partner-0", domain: domains[0], status: "all", sort: "title" }, sorted(isOf(0), isOn(0), (n) => title(n).includes("Schemas"))],
  [{ q: "storage 120" }, [title(120)]],
  [{ partner: "partner-4", group: "domain" }, null],
];
for (const [wanted, titles] of WANTED) {
  const address = `?${new URLSearchParams(wanted)}`;
  test(`${address} is a list, from the address, after a reload and back from a register`, async () => {
    const { page, told, close } = await list(address);
    const expected = titles ?? all.filter(isOf(4)).flatMap((n) => [title(n), title(n)]).sort();
    await shows(page, expected, wanted);
    await page.reload();
    await shows(page, expected, wanted);
    await page.locator("table.registers tbody th a").first().click();
    await page.waitForURL(/registers\/r\d+\/index\.html$/);
    await page.goBack();
    await shows(page, expected, wanted);
    assert.deepEqual(told.errors, []);
    await close();
  });
}

test("a partner or a domain may be written in any case, and what is not known is said", async () => {
  const { page, close } = await list("?partner=PARTNER-4&domain=power%20Management");
  await shows(page, sorted(isOf(4), isOn(5)));
  const unknown = await list("?partner=partner-4&domain=Basket+weaving");
  await said(unknown.page, "“Basket weaving” is not known here");
  await shows(unknown.page, sorted(isOf(4)));
  await unknown.page.locator("[name=sort]").selectOption("title");
  await shows(unknown.page, sorted(isOf(4)), { partner: "partner-4", sort: "title" });
  await Promise.all([close(), unknown.close()]);
});

test("back and forward go through the filters, and typing is one step", async () => {
  const { page, close } = await list("?partner=partner-4");
  await shows(page, sorted(isOf(4)));
  await page.locator("[name=domain]").selectOption(domains[5]);
  await shows(page, sorted(isOf(4), isOn(5)), { partner: "partner-4", domain: domains[5] });
  await page.locator("[name=q]").pressSequentially("terms", { delay: 150 });
  const typed = { q: "terms", partner: "partner-4", domain: domains[5] };
  await shows(page, sorted(isOf(4), isOn(5), (n) => title(n).includes("Terms")), typed);
  await page.goBack();
  await shows(page, sorted(isOf(4), isOn(5)), { partner: "partner-4", domain: domains[5] });
  assert.equal(await page.locator("[name=q]").inputValue(), "");
  await page.goBack();
  await shows(page, sorted(isOf(4)), { partner: "partner-4" });
  assert.equal(await page.locator("[name=domain]").inputValue(), "");
  await page.goForward();
  await page.goForward();
  await shows(page, sorted(isOf(4), isOn(5), (n) => title(n).includes("Terms")), typed);
  await page.locator(".finder button[type=reset]").click();
  await said(page, AT_REST);
  await page.goBack();
  await shows(page, sorted(isOf(4), isOn(5), (n) => title(n).includes("Terms")), typed);
  await close();
});

test("a choice made before the index has come keeps what the address says", async () => {
  const { page, close } = await reader.visit("many", "about.html");
  let go;
  await page.route("**/search.json", async (route) => (await new Promise((done) => (go = done)), route.continue()));
  await page.goto(await reader.address("many", "index.html?partner=partner-4"));
  await page.locator("[name=sort]").selectOption("title");
  assert.deepEqual(query(page), { partner: "partner-4", sort: "title" });
  go();
  await shows(page, sorted(isOf(4)), { partner: "partner-4", sort: "title" });
  await close();
});

test("the counts are links to the lists that they count", async () => {
  for (const [words, wanted, status] of [["overdue", { status: "overdue", sort: "review" }, "review overdue"], ["due for review soon", { status: "soon", sort: "review" }, "review due soon"], ["removed", { status: "removed" }, "removed"]]) {
    const { page, close } = await list();
    const link = page.locator(".overview a", { hasText: words });
    const count = Number.parseInt(await link.textContent(), 10);
    await link.click();
    await page.waitForURL(/\?/);
    await said(page, new RegExp(`^${count} registers?\\.`));
    const shown = await page.locator('table.registers tbody [data-label="Status"]').allTextContents();
    assert.deepEqual([shown.length, shown.every((text) => text.startsWith(status))], [count, true], String(shown));
    assert.deepEqual(query(page), wanted);
    await close();
  }
});

test("the pages of partners and domains lead to their part of the list", async () => {
  const { page, root, close } = await reader.visit("many", "partners/partner-4/index.html");
  await page.getByRole("link", { name: "in the list" }).click();
  await shows(page, sorted(isOf(4)), { partner: "partner-4" });
  await page.goto(`${root}domains/power-management/index.html`);
  await page.getByRole("link", { name: "in the list" }).click();
  await shows(page, sorted(isOn(5)), { domain: domains[5] });
  await close();
});

test("registers are grouped by partner and by domain", async () => {
  const { page, close } = await list("?q=storage+schemas&group=partner");
  const heads = page.locator("tbody tr.group th");
  const schemas = all.filter((n) => n % 10 === 0);
  await said(page, `${schemas.length} registers.`);
  const partners = new Set(schemas.map((n) => n % 12));
  const told = await heads.allTextContents();
  assert.deepEqual(told.map((text) => Number(/Number (\d+)/.exec(text)[1])), [...partners].sort((a, b) => a - b));
  assert.equal(told.reduce((sum, text) => sum + Number(/(\d+) registers?$/.exec(text)[1]), 0), schemas.length);
  await page.locator("[name=group]").selectOption("domain");
  await page.locator("tbody tr.group th", { hasText: domains[0] }).waitFor();
  assert.ok((await heads.allTextContents()).some((text) => text.startsWith(domains[1])));
  await said(page, `${schemas.length} registers.`);
  assert.deepEqual(query(page), { q: "storage schemas", group: "domain" });
  await close();
});

test("a typo is forgiven, and said; a number is not guessed", async () => {
  for (const [words, titles, note] of [["storgae 120", [title(120)], "No register has “storgae”; these have “storage”."], ["certifcates 118", [title(118)], "certificates"], ["Vritual mahcines 143", [title(143)], "virtual"]]) {
    const { page, close } = await list(`?q=${encodeURIComponent(words)}`);
    await said(page, note);
    await shows(page, titles, { q: words });
    await close();
  }
  const { page, close } = await list("?q=P44-C");
  await said(page, "No registers.");
  await close();
});

test("where nothing fits there is a way on", async () => {
  const { page, close } = await list("?q=storage&partner=partner-3&domain=Cooling+management");
  await said(page, "No registers.");
  const ways = page.locator(".nothing li a");
  assert.ok((await ways.count()) >= 1, await page.locator(".nothing").innerText());
  await ways.filter({ hasText: "of all partners" }).click();
  await said(page, /^[1-9]\d* registers?\.$/);
  assert.deepEqual(query(page), { q: "storage", domain: "Cooling management" });
  await page.goto(page.url().replace(/\?.*/, "?q=tellemmetri"));
  await said(page, "No registers.");
  await page.locator(".nothing a", { hasText: "Search for “telemetry”" }).click();
  await said(page, /^[1-9]\d* registers\.$/);
  await page.goto(page.url().replace(/\?.*/, "?q=zzzzzz"));
  await page.locator(".nothing a", { hasText: "Show all registers in force" }).click();
  await said(page, AT_REST);
  await close();
});

test("without JavaScript the counts lead to pages that list what they count", async () => {
  const { page, close } = await reader.visit("many", "index.html", { javaScriptEnabled: false });
  const counts = await page.locator(".overview a").allTextContents();
  const [soon, overdue, removed] = counts.map((text) => Number.parseInt(text, 10));
  await page.locator(".overview a", { hasText: "overdue" }).click();
  const listed = await page.locator('main tbody [data-label="Status"]').allTextContents();
  while (await page.getByRole("link", { name: "Next page" }).count()) {
    await page.getByRole("link", { name: "Next page" }).first().click();
    listed.push(...(await page.locator('main tbody [data-label="Status"]').allTextContents()));
  }
  const of = (status) => listed.filter((text) => text.trim() === status).length;
  assert.deepEqual([of("review due soon"), of("review overdue")], [soon, overdue]);
  await page.getByRole("link", { name: "All registers in force" }).click();
  await page.locator(".overview a", { hasText: "removed" }).click();
  assert.equal(await page.locator("main tbody tr").count(), removed);
  await page.goto(await reader.address("many", "partners/partner-4/index.html"));
  assert.ok(!(await page.locator(".scripted").isVisible()), "a link that needs a script is shown");
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
  const seen = await titles(page);
  for (let left = REGISTERS - ROWS; left > 0; left -= ROWS) {
    await page.getByRole("link", { name: "Next page" }).first().click();
    seen.push(...(await titles(page)));
  }
  assert.deepEqual([seen.length, new Set(seen).size], [REGISTERS, REGISTERS]);
  assert.deepEqual(told.errors, []);
  await close();
});
