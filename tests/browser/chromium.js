// Debian's Chromium, without what it would do by itself on the network.
import { chromium } from "playwright-core";
import { serve } from "./sites.js";

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const PHONE = { width: 360, height: 740 };
export const WIDE = { width: 1440, height: 900 };

// A browser and the sites, for the tests of one file: `before(reader.open)`, `after(reader.close)`.
export class Reader {
  sites = new Map();

  async open() {
    this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });
  }

  async close() {
    await this.browser?.close();
    for (const site of this.sites.values()) await site.close();
  }

  async address(name, path = "") {
    if (!this.sites.has(name)) this.sites.set(name, await serve(name));
    return this.sites.get(name).root + path;
  }

  // Opens a page of a site; the answer has what went wrong meanwhile. `wants` are Playwright's options of a context.
  async visit(name, path, wants = {}) {
    const context = await this.browser.newContext({ viewport: WIDE, reducedMotion: "reduce", ...wants });
    const page = await context.newPage();
    const told = { errors: [], requests: [] };
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) told.errors.push(message.text());
    });
    page.on("pageerror", (error) => told.errors.push(String(error)));
    page.on("dialog", (dialog) => (told.errors.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
    page.on("request", (request) => told.requests.push(request.url()));
    page.on("requestfailed", (request) => {
      // Whoever goes on to the next page leaves what was on its way.
      const { errorText } = request.failure();
      if (errorText !== "net::ERR_ABORTED") told.errors.push(`not had: ${request.url()}: ${errorText}`);
    });
    page.on("response", (answer) => answer.ok() || told.errors.push(`${answer.status()}: ${answer.url()}`));
    await page.addInitScript(() => {
      globalThis.shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const moved = entry.sources.map((source) => source.node?.nodeName ?? "?").join(", ");
          globalThis.shifts.push(`${entry.value.toFixed(4)} of ${moved}`);
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    const address = await this.address(name, path);
    await page.goto(address, { waitUntil: "load" });
    const root = await this.address(name);
    const close = () => context.close();
    return { page, context, told, root, close };
  }
}
