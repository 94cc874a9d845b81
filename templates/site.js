// Searches and filters the list of registers. The page works without scripts: it links to every page of the list.
//
// The form is part of the page, and style.css shows it as soon as scripts may run, so the layout does not shift when
// this script starts. The query is kept in the address, so a filtered list can be linked. Results come from
// search.json, which lists all registers, or from the rows of this page if it cannot be loaded (a page in a folder).
// Text is never inserted as HTML.
"use strict";
(() => {
  const form = document.querySelector("form.finder");
  const table = document.querySelector("table.registers");
  if (!form || !table) return;

  const MOST = 200; // The most rows shown: enough for readers, few enough to render quickly.
  const SOON = 90; // Days before a review from which it counts as due soon.
  const fields = form.elements;
  const body = table.tBodies[0];
  const own = [...body.rows];
  const found = document.querySelector(".found");
  const atRest = found.textContent;
  const resting = document.querySelectorAll(".paging, .at-rest");
  const byTitle = new Intl.Collator("en", { numeric: true });
  const day = (ahead) => new Date(Date.now() + ahead * 86400000).toISOString().slice(0, 10);
  // Text without case and accents, for comparison.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // The registers, from the index or from the page. Each has an id, title, version, partner id and name, domains, the
  // dates `since`, `review` and `removed` if known, and the text to search.
  const fromIndex = (index) =>
    index.registers.map((entry) => {
      const [partner, name] = index.partners[entry.p];
      const domains = entry.d.map((at) => index.domains[at]);
      const { i: id, t: title, v: version, u: subject, s: since, n: review, f: removed, o: orphaned } = entry;
      const text = plain([id, title, subject, name, ...domains, entry.w].join(" "));
      return { id, title, version, subject, partner, name, domains, since, review, removed, orphaned, text };
    });
  const fromRows = () =>
    own.map((row) => {
      const cell = (label) => row.querySelector(`[data-label="${label}"]`);
      const said = (label) => cell(label)?.textContent.trim() ?? "";
      const date = (label) => /\d{4}-\d\d(-\d\d)?/.exec(said(label))?.[0];
      const link = row.querySelector("th a");
      const id = link.getAttribute("href").split("/").at(-2);
      const partner = cell("Partner")?.querySelector("a")?.getAttribute("href").split("/").at(-2) ?? said("Partner");
      const domains = said("Domains").split(", ");
      const [since, review] = [date("In force since"), date("Next review")];
      const text = plain(row.textContent);
      return { id, title: link.textContent, partner, name: said("Partner"), domains, since, review, text, row };
    });

  // The index is fetched once: when the form is first used, or when the address contains a query.
  let asked;
  const registers = () =>
    (asked ??= fetch("search.json")
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((index) => ({ all: fromIndex(index), whole: true }))
      .catch(() => ({ all: fromRows(), whole: false }))
      .then((known) => (offer(known.all), known)));

  // Fills the partner and domain choices, and selects those that the address names.
  const offer = (all) => {
    const partners = new Map(all.map((register) => [register.partner, register.name]));
    const domains = new Map(all.flatMap((register) => register.domains.map((domain) => [domain, domain])));
    domains.delete("");
    for (const [select, choices] of [[fields.partner, partners], [fields.domain, domains]]) {
      const sorted = [...choices].sort((a, b) => byTitle.compare(a[1], b[1]));
      select.append(...sorted.map(([value, text]) => new Option(text, value)));
      select.value = wanted.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    }
  };

  const stands = {
    "": (register) => !register.removed,
    soon: (register) => !register.removed && register.review <= day(SOON),
    overdue: (register) => !register.removed && register.review < day(0),
    removed: (register) => register.removed,
    all: () => true,
  };
  const orders = {
    "": (a, b) => byTitle.compare(a.name, b.name) || byTitle.compare(a.title, b.title),
    title: (a, b) => byTitle.compare(a.title, b.title),
    since: (a, b) => (b.since ?? "").localeCompare(a.since ?? ""),
    review: (a, b) => (a.review ?? "9").localeCompare(b.review ?? "9"),
  };

  // Builds table rows like those of the page.
  const make = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  const cell = (label, className, ...inside) => {
    const made = make("td", { className }, ...inside);
    made.dataset.label = label;
    return made;
  };
  const status = ({ review, removed }) => {
    const [kind, text] = removed
      ? ["removed", `removed ${removed}`]
      : review < day(0)
        ? ["overdue", "review overdue"]
        : review <= day(SOON)
          ? ["soon", "review due soon"]
          : ["in-force", "in force"];
    return make("strong", { className: `status ${kind}`, textContent: text });
  };
  const rowOf = (register) => {
    const { id, title, version, subject, partner, name, domains, since, review, removed } = register;
    const said = (className, textContent) => make("span", { className, dir: "auto", textContent });
    const link = make("a", { href: `registers/${id}/index.html`, dir: "auto", textContent: title });
    const head = make("th", { scope: "row" }, link);
    if (version) head.append(" ", said("version", version));
    if (subject) head.append(make("br", {}), said("subject", subject));
    const whose = cell("Partner", "", make("a", { href: `partners/${partner}/index.html`, textContent: name }));
    if (register.orphaned) whose.append(" ", make("strong", { className: "mark", textContent: "orphaned" }));
    const on = cell("Domains", "", domains.join(", "));
    whose.dir = on.dir = "auto";
    const from = cell("In force since", "day", since ?? (removed ? "" : "unknown"));
    return make("tr", {}, head, whose, on, from, cell("Next review", "day", review ?? ""), cell("Status", "", status(register)));
  };

  let drawn = "";
  const show = async () => {
    const ask = new FormData(form);
    const query = new URLSearchParams([...ask].filter(([, value]) => value.trim() !== ""));
    try {
      const address = `${location.pathname}${query.size ? `?${query}` : ""}`;
      if (address !== location.pathname + location.search) history.replaceState(null, "", address);
    } catch {} // The address of a page opened from a folder cannot change.
    // Do not redraw the same results: a link must not vanish under the pointer.
    if (drawn === query.toString()) return;
    drawn = query.toString();
    const known = await registers();
    for (const element of resting) element.hidden = query.size > 0;
    if (!query.size) {
      body.replaceChildren(...own);
      table.hidden = false;
      found.textContent = atRest;
      return;
    }
    const words = plain(ask.get("q")).split(/\s+/).filter(Boolean);
    const fits = (register) =>
      words.every((word) => register.text.includes(word)) &&
      (!ask.get("partner") || register.partner === ask.get("partner")) &&
      (!ask.get("domain") || register.domains.includes(ask.get("domain"))) &&
      stands[ask.get("status")](register);
    const hits = known.all.filter(fits).sort(orders[ask.get("sort")]);
    body.replaceChildren(...hits.slice(0, MOST).map((register) => register.row ?? rowOf(register)));
    table.hidden = hits.length === 0;
    const count = hits.length === 1 ? "1 register" : `${hits.length || "No"} registers`;
    const rest = hits.length > MOST ? `, of which the first ${MOST} are shown` : "";
    found.textContent = `${count}${rest}${known.whole ? "" : " on this page"}.`;
  };

  // Applies the query in the address; unknown names and values are ignored.
  const wanted = new URLSearchParams(location.search);
  for (const [name, value] of wanted) {
    const field = fields.namedItem(name);
    if (!field) continue;
    field.value = value;
    if (field.tagName === "SELECT" && field.selectedIndex < 0) field.selectedIndex = 0;
  }
  form.querySelector("fieldset").disabled = false;
  form.addEventListener("focusin", registers, { once: true });
  form.addEventListener("pointerenter", registers, { once: true });
  form.addEventListener("submit", (event) => (event.preventDefault(), show()));
  form.addEventListener("reset", () => setTimeout(show));
  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, 120);
  });
  if ([...wanted.keys()].some((name) => fields.namedItem(name))) show();
})();
