// The sites that run.js built: their files, and each of them served on loopback.
import { createReadStream, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

export const NAMES = ["demo", "own", "hostile", "many", "open", "few", "revised", "lives"];
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
};

export const folder = (name) => join(process.env.SITES, "sites", name);

// The paths of a site's files that end so, in order.
export function files(name, end = "") {
  const all = readdirSync(folder(name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map((entry) => join(entry.parentPath, entry.name).slice(folder(name).length + 1));
  return paths.filter((path) => path.endsWith(end) && !path.startsWith(".")).sort();
}

// What kind of page a path is: the path, with a name that people gave or a number in place of each.
export const kind = (path) =>
  path.replace(/^(registers|partners|domains|milestones)\/[^/]+\//, "$1/ID/").replace(/^rules\/.*/, "rules/NAME.html").replace(/-\d+\.html$/, "-N.html");

// Pages that people's texts have no part in: they are the same on every site.
const SAME = /^(rules|about|process|404)/;

// Of each site so many pages of each kind, one where nothing else is said.
export function samples(most = { hostile: 5, lives: 7 }) {
  return NAMES.flatMap((name) => {
    const seen = new Map();
    const pages = files(name, ".html").filter((path) => name === "demo" || path === "404.html" || !SAME.test(path));
    return pages.filter((path) => {
      const count = (seen.get(kind(path)) ?? 0) + 1;
      seen.set(kind(path), count);
      return count <= (most[name] ?? 1);
    }).map((path) => ({ name, path }));
  });
}

// Serves a site at an address of its own. `prefix` is where it lies, as on a host that has other sites too.
export async function serve(name, prefix = "/registers-of/us/") {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const inside = path.startsWith(prefix) ? normalize(path.slice(prefix.length) || "index.html") : "..";
    const file = join(folder(name), inside);
    const there = !inside.startsWith("..") && statSync(file, { throwIfNoEntry: false })?.isFile();
    if (!there) return response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain; charset=utf-8" });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const root = `http://127.0.0.1:${server.address().port}${prefix}`;
  return { root, close: () => new Promise((done) => server.close(done).closeAllConnections()) };
}
