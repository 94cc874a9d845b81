// Searches, filters and groups the list of registers. The page works without scripts: it links to every page of the
// list, and to pages with the registers of each partner, domain and status.
//
// The query in the address is the state: the form and the rows are drawn from it, so a filtered list can be linked,
// reloaded and left with the back button. The form is part of the page, and style.css shows it as soon as scripts may
// run, so the layout does not shift when this script starts. Results come from search.json, which lists all registers,
// or from the rows of this page if it cannot be loaded (a page in a folder). Text is never inserted as HTML.
"use strict";
(() => {
  const form = document.querySelector("form.finder");
  const table = document.querySelector("table.registers");
  if (!form || !table) return;

  const MOST = 200; // The most rows shown: enough for readers, few enough to render quickly.
  const SOON = 90; // Days before a review from which it counts as due soon.
  const NAMES = ["q", "partner", "domain", "status", "sort", "group"];
  const fields = form.elements;
  const body = table.tBodies[0];
  const own = [...body.rows];
  const found = document.querySelector(".found");
  const atRest = found.textContent;
  const resting = document.querySelectorAll(".paging, .at-rest");
  const nothing = document.querySelector(".nothing");
  const unfold = form.querySelector(".unfold");
  const byName = new Intl.Collator("en", { numeric: true }).compare;
  // Statuses are those of the day of the site, as in the rest of the page.
  const now = Date.parse(document.querySelector("time.as-of")?.dateTime) || Date.now();
  const day = (ahead) => new Date(now + ahead * 86400000).toISOString().slice(0, 10);
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
      const whose = cell("Partner")?.querySelector("a");
      const [partner, name] = [whose?.getAttribute("href").split("/").at(-2) ?? said("Partner"), whose?.textContent ?? said("Partner")];
      const domains = said("Domains").split(", ").filter(Boolean);
      const [since, review] = [date("In force since"), date("Next review")];
      return { id, title: link.textContent, partner, name, domains, since, review, text: plain(row.textContent), row };
    });

  // The index is fetched once: when the form is first used, or when the address contains a query.
  let asked;
  const registers = () =>
    (asked ??= fetch("search.json")
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((index) => ({ all: fromIndex(index), whole: true }))
      .catch(() => ({ all: fromRows(), whole: false }))
      .then(offer));

  // Fills the choices of partners and domains.
  const choices = { partner: new Map(), domain: new Map() };
  const offer = (known) => {
    for (const { partner, name, domains } of known.all) {
      choices.partner.set(partner, name);
      for (const domain of domains) choices.domain.set(domain, domain);
    }
    for (const [name, values] of Object.entries(choices)) {
      const sorted = [...values].sort((a, b) => byName(a[1], b[1]));
      fields[name]?.append(...sorted.map(([value, text]) => new Option(text, value)));
    }
    fill();
    return known;
  };

  // The state. Reading takes it from the address; the form has at most a copy.
  const read = () => {
    const query = new URLSearchParams(location.search);
    return Object.fromEntries(NAMES.map((name) => [name, (query.get(name) ?? "").trim()]));
  };
  const queryOf = (wanted) => new URLSearchParams(NAMES.filter((name) => wanted[name]).map((name) => [name, wanted[name]])).toString();
  let state = read();
  let pause = 0; // The timer that runs while words are being typed.
  let typing = false; // Whether the current entry of the browser's history is about words that are still being typed.
  const fill = () => {
    for (const name of NAMES) {
      const field = fields[name];
      // Words that are being typed are newer than the state.
      const isNewer = name === "q" && (pause || (field === document.activeElement && field.value.trim() === state.q));
      if (!field || isNewer) continue;
      field.value = state[name];
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    const on = NAMES.slice(1).filter((name) => state[name]).length;
    if (unfold) unfold.textContent = on ? `Filters (${on})` : "Filters";
  };
  const change = (changes, words = false) => {
    const next = { ...state, ...changes };
    if (queryOf(next) === queryOf(state) && queryOf(next) === queryOf(read())) return;
    state = next;
    const query = queryOf(state);
    try {
      history[words && typing ? "replaceState" : "pushState"](null, "", `${location.pathname}${query && `?${query}`}`);
    } catch {} // The address of a page opened from a folder cannot change.
    typing = words;
    fill();
    draw();
  };

  const stands = {
    "": (register) => !register.removed,
    soon: (register) => !register.removed && register.review >= day(0) && register.review <= day(SOON),
    overdue: (register) => !register.removed && register.review < day(0),
    removed: (register) => register.removed,
    all: () => true,
  };
  const orders = {
    "": (a, b) => byName(a.name, b.name) || byName(a.title, b.title),
    title: (a, b) => byName(a.title, b.title),
    since: (a, b) => (b.since ?? "").localeCompare(a.since ?? ""),
    review: (a, b) => (a.review ?? "9").localeCompare(b.review ?? "9"),
  };
  const groups = { "": () => [""], partner: ({ name }) => [name], domain: ({ domains }) => (domains.length ? domains : ["No domain"]) };

  // What the state means: unknown values are left out, and a partner or domain may be written in any case.
  const meant = ({ whole }) => {
    const unknown = [];
    const known = { ...state };
    for (const [name, values] of Object.entries(choices)) {
      const wanted = plain(state[name]);
      const same = [...values].find(([value, text]) => plain(value) === wanted || plain(text) === wanted);
      if (!wanted || values.has(state[name])) continue;
      if (same || whole) known[name] = same?.[0] ?? "";
      if (!same && whole) unknown.push(state[name]);
    }
    for (const [name, values] of Object.entries({ status: stands, sort: orders, group: groups })) {
      if (!Object.hasOwn(values, known[name])) known[name] = "";
    }
    return { known, unknown };
  };

  // Words with a typo: one edit for a word of four letters, two for eight. Words with digits must be exact.
  const edits = (word, other, most) => {
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= word.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (word[i - 1] === other[j - 1] ? 0 : 1));
        const swapped = i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  };
  let vocabulary;
  const near = (word, all, most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0) => {
    if (!most || /\d/.test(word)) return [];
    vocabulary ??= [...new Set(all.flatMap(({ text }) => text.split(/[^\p{L}\p{N}]+/u)))].filter((other) => other.length > 2);
    const close = vocabulary.filter((other) => Math.abs(other.length - word.length) <= most);
    const ranked = close.map((other) => [edits(word, other, most), other]).filter(([count]) => count <= most);
    return ranked.sort((a, b) => a[0] - b[0]).map(([, other]) => other);
  };

  // The registers that fit, with the words that stand in for misspelled ones.
  const find = ({ all }, wanted) => {
    const words = plain(wanted.q).split(/\s+/).filter(Boolean);
    const inPlace = all.filter((register) =>
      (!wanted.partner || register.partner === wanted.partner) &&
      (!wanted.domain || register.domains.includes(wanted.domain)) &&
      stands[wanted.status](register));
    const exact = inPlace.filter(({ text }) => words.every((word) => text.includes(word)));
    if (exact.length || !words.length) return { hits: exact, instead: [] };
    const instead = words.filter((word) => !all.some(({ text }) => text.includes(word))).map((word) => [word, near(word, all)]);
    const others = new Map(instead);
    const fits = (text) => (word) => text.includes(word) || others.get(word)?.some((other) => text.includes(other));
    const hits = inPlace.filter(({ text }) => words.every(fits(text)));
    return { hits, instead: hits.length ? instead : [] };
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
  const counted = (count) => (count === 1 ? "1 register" : `${count || "No"} registers`);

  // The rows, one table body for each group; a register with two domains is in two groups.
  const grouped = (hits, group) => {
    const of = new Map();
    for (const hit of hits) for (const name of groups[group](hit)) of.set(name, [...(of.get(name) ?? []), hit]);
    let left = MOST;
    const colSpan = [...table.tHead.rows[0].cells].filter((head) => head.offsetWidth > 0).length || 1;
    const bodies = [...of].sort((a, b) => byName(a[0], b[0])).map(([name, members]) => {
      const rows = members.slice(0, left).map((register) => register.row?.cloneNode(true) ?? rowOf(register));
      left -= rows.length;
      const head = make("th", { scope: "rowgroup", colSpan, dir: "auto" }, name, " ", make("span", { className: "version", textContent: counted(members.length) }));
      return make("tbody", {}, ...(group && rows.length ? [make("tr", { className: "group" }, head)] : []), ...rows);
    });
    return bodies;
  };

  // What a reader can do if no register fits: change one thing, or correct a word.
  const waysOn = (known, wanted) => {
    const ways = [];
    const way = (changes, words) => {
      const { hits } = find(known, { ...wanted, ...changes });
      if (hits.length) ways.push([{ ...wanted, ...changes }, `${counted(hits.length)} ${words}`]);
    };
    if (wanted.status !== "all") way({ status: "all" }, "with any status");
    if (wanted.partner) way({ partner: "" }, "of all partners");
    if (wanted.domain) way({ domain: "" }, "in all domains");
    if (wanted.q && queryOf({ ...wanted, q: "", sort: "", group: "" })) way({ q: "" }, "without the words");
    const words = plain(wanted.q).split(/\s+/).filter(Boolean);
    for (const word of words.filter((word) => !known.all.some(({ text }) => text.includes(word)))) {
      const [other] = near(word, known.all, Math.max(2, Math.floor(word.length / 3)));
      const q = words.map((one) => (one === word ? other : one)).join(" ");
      if (other) ways.push([{ ...wanted, q }, `Search for “${other}” instead of “${word}”`]);
    }
    return ways.map(([to, text]) => make("li", {}, make("a", { href: `?${queryOf(to)}`, textContent: text })));
  };

  const put = (bodies) => {
    for (const old of [...table.tBodies]) old.remove();
    table.append(...bodies);
  };
  let drawn = "";
  const draw = async () => {
    // Do not redraw the same results: a link must not vanish under the pointer.
    const query = queryOf(state);
    if (drawn === query) return;
    drawn = query;
    for (const element of resting) element.hidden = query !== "";
    table.closest("main").classList.toggle("filtered", query !== "");
    const known = query ? await registers() : null;
    if (query !== queryOf(state)) return;
    if (nothing) nothing.hidden = true;
    table.hidden = false;
    if (!known) {
      put([body]);
      found.textContent = atRest;
      return;
    }
    const { known: wanted, unknown } = meant(known);
    state = wanted;
    fill();
    const { hits, instead } = find(known, wanted);
    hits.sort(orders[wanted.sort]);
    put(grouped(hits, wanted.group));
    table.hidden = hits.length === 0;
    if (nothing) nothing.hidden = hits.length > 0;
    if (!hits.length) nothing?.querySelector("ul").replaceChildren(...waysOn(known, wanted));
    const rest = hits.length > MOST ? `, of which the first ${MOST} are shown` : "";
    const notes = instead.map(([word, [other]]) => ` No register has “${word}”; these have “${other}”.`);
    notes.push(...unknown.map((name) => ` “${name}” is not known here, so it is left out.`));
    found.textContent = `${counted(hits.length)}${rest}${known.whole ? "" : " on this page"}.${notes.join("")}`;
  };

  for (const link of document.querySelectorAll("a[data-filter]")) link.href = `?${link.dataset.filter}`;
  form.querySelector("fieldset").disabled = false;
  form.addEventListener("focusin", registers, { once: true });
  form.addEventListener("pointerenter", registers, { once: true });
  unfold?.addEventListener("click", () => unfold.setAttribute("aria-expanded", String(unfold.getAttribute("aria-expanded") !== "true")));
  const typed = () => (stop(), change({ q: fields.q.value.trim() }, true));
  const stop = () => (clearTimeout(pause), (pause = 0));
  form.addEventListener("submit", (event) => (event.preventDefault(), typed()));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    stop();
    fields.q.value = "";
    change(Object.fromEntries(NAMES.map((name) => [name, ""])));
  });
  form.addEventListener("input", ({ target }) => {
    stop();
    if (target.name === "q") pause = setTimeout(typed, 120);
    else change({ q: fields.q.value.trim(), [target.name]: target.value });
  });
  addEventListener("popstate", () => {
    stop();
    typing = false;
    state = read();
    fill();
    draw();
  });
  fill();
  // Rows that the address does not mean are not shown, so nothing moves when the others come.
  table.hidden = queryOf(state) !== "";
  draw();
})();
