/* The statements of this page: unpacked, filtered, sorted, listed, and opened at their place in the article. */
(async function () {
  "use strict";
  const $ = id => document.getElementById(id), packed = $("packed"), reader = $("reader");
  if (!packed) return;
  const PAGE = 50, PRINTED = 200;
  const part = Number(reader.dataset.part), parts = Number(reader.dataset.parts);
  let data;
  try {
    const bytes = Uint8Array.from(atob(packed.textContent.split(",")[1]), c => c.charCodeAt(0));
    data = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  } catch (error) {
    $("shown").textContent = "This browser cannot unpack the statements; open the file in a current Chrome, Edge, Firefox or Safari.";
    return;
  }

  // ---- rows
  const [ARTICLE, SIDE, SPEAKER, OFFICE, KIND, REASON, PIECES, CUE, SOURCE, SCORES, WORDS, FRAMING, CERTAINTY, TARGETS] = Array(14).keys();
  const sides = new Map(data.sides.map(([id, label, colour]) => [id, {label: id === "unknown" ? "side unknown" : label, colour}]));
  const places = new Map(data.numbers.map((number, i) => [number, i]));
  const nothing = {doc: "", title: "", date: "", outlet: "", url: "", text: ""};
  const article = r => r[ARTICLE] < 0 ? nothing : data.articles[r[ARTICLE]];
  const heading = a => a.title || a.doc;
  const words = r => r[WORDS] || (r[WORDS] = r[PIECES].map(([a, b]) => article(r).text.slice(a, b)).join(" "));
  const every = data.rows.map((_, i) => i);
  const speakers = new Set(data.rows.map(r => r[SPEAKER]));
  const unsigned = new Set(["subjectivity"]);
  const show = (x, name) => x === null ? "–" : (x <= -0.005 ? "−" : x >= 0.005 && !unsigned.has(name) ? "+" : "") + Math.abs(x).toFixed(2);
  const make = (tag, text, name) => {
    const e = document.createElement(tag);
    if (text !== undefined) e.textContent = text;
    if (name) e.className = name;
    return e;
  };
  const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u, TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const isolate = words => { const plain = words.replace(TURNING, ""); return LEFTWARD.test(plain) ? `\u2068${plain}\u2069` : plain; };  // as toolkit.show.isolate
  const dot = colour => { const e = make("span", undefined, "dot"); e.style.setProperty("--side", colour); return e; };

  // ---- filters: those of the form, and those that only a link sets
  const TOKENS = /(?<![\p{L}\p{N}_.])(?:\p{L}\.)+\p{L}(?!\p{L})\.?(?:['’-]\p{L}+)*|\p{L}+(?:['’-]\p{L}+)*/gu;  // as toolkit.compare.find_words
  const tokens = text => new Set((text.toLowerCase().match(TOKENS) || []).map(word => word.replaceAll("’", "'").replace(/'s$/, "").replace(/(\.\p{L})$/u, "$1.")));
  const TESTS = {
    framing: (r, value) => (r[FRAMING] || "none") === value,
    certainty: (r, value) => (r[CERTAINTY] || "none") === value,
    target: (r, value, want) => r[TARGETS].some(([name, stance]) => name === value && (!want.stance || stance === want.stance)),
    from: (r, value) => article(r).date >= value,
    until: (r, value) => article(r).date !== "" && article(r).date <= value,
    word: (r, value) => tokens(words(r)).has(value),
  };
  let also = {}, exact = false, order = every, kept = every, at = 0, size = PAGE, chosen = -1;

  function wanted() {
    const out = {side: $("filter-side").value, kind: $("filter-kind").value, speaker: $("filter-speaker").value.trim(), words: $("filter-words").value, ...also};
    return Object.fromEntries(Object.entries(out).filter(([, value]) => value));
  }
  function fits(r, want) {
    const who = (want.speaker || "").toLowerCase(), say = (want.words || "").toLowerCase();
    return (!want.side || r[SIDE] === want.side) && (!want.kind || r[KIND] === want.kind) &&
      (!who || (exact ? r[SPEAKER].toLowerCase() === who : r[SPEAKER].toLowerCase().includes(who))) &&
      (!say || words(r).toLowerCase().includes(say) || heading(article(r)).toLowerCase().includes(say)) &&
      Object.keys(also).every(name => !TESTS[name] || TESTS[name](r, also[name], want));
  }
  function filter() {
    const want = wanted();
    kept = order.filter(i => fits(data.rows[i], want));
    at = 0;
    $("also").hidden = !Object.keys(also).length;
    $("also").textContent = "Only statements with " + Object.entries(also).map(([name, value]) => `${name} “${isolate(value)}”`).join(", ");
    draw();
  }
  function apply(hash) {
    const want = Object.fromEntries(new URLSearchParams(hash.slice("#show?".length)));
    for (const name of ["side", "kind", "speaker", "words"]) $("filter-" + name).value = want[name] || "";
    also = Object.fromEntries(Object.entries(want).filter(([name]) => name in TESTS || name === "stance"));
    exact = speakers.has(want.speaker);
    if (want.speaker && !exact) exact = true;
    filter();
    $("statements").scrollIntoView();
    $("shown").tabIndex = -1;
    $("shown").focus({preventScroll: true});
  }

  // ---- the table
  function draw() {
    const start = size === PAGE ? at : 0, rows = kept.slice(start, start + size).map(row);
    $("table").tBodies[0].replaceChildren(...rows);
    const of = parts > 1 ? ` in part ${part} of ${parts}` : "";
    const many = `${kept.length.toLocaleString("en")} statement${kept.length === 1 ? "" : "s"}`;
    $("shown").textContent = kept.length ? `${(start + 1).toLocaleString("en")} to ${(start + rows.length).toLocaleString("en")} of ${many}${of}` : `No statement fits${of}`;
    $("before").disabled = at === 0 && !reader.dataset.before;
    $("after").disabled = at + PAGE >= kept.length && !reader.dataset.after;
  }
  function row(i) {
    const r = data.rows[i], tr = make("tr"), side = sides.get(r[SIDE]), first = make("td");
    const named = make("span", undefined, "named"), [head, ...rest] = side.label.split(" ");
    named.append(dot(side.colour), head);
    first.append(named, " " + rest.join(" "));
    const cell = make("td", undefined, "words"), link = make("a", words(r));
    link.href = "#s" + data.numbers[i];
    cell.append(link);
    tr.append(first, make("td", r[SPEAKER]), make("td", r[KIND]), cell);
    r[SCORES].forEach((score, k) => { const td = make("td", show(score, data.scores[k]), "n"); td.dataset.label = data.scores[k]; tr.append(td); });
    return tr;
  }
  function turn(step, page) {
    if (step < 0 ? at > 0 : at + PAGE < kept.length) { at = Math.max(0, at + step * PAGE); draw(); }
    else if (page) location.href = page + "#show?" + new URLSearchParams(wanted());
  }
  function sort(button, key) {
    const head = button.parentNode, up = head.getAttribute("aria-sort") !== "ascending";
    $("table").querySelectorAll("th").forEach(h => h.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    order = [...every].sort((i, j) => {
      const x = key(data.rows[i]), y = key(data.rows[j]);
      if (x === null || y === null) return (x === null) - (y === null) || i - j;
      const d = x < y ? -1 : x > y ? 1 : 0;
      return (up ? d : -d) || i - j;
    });
    filter();
  }

  // ---- the article
  function cut(own, a) {
    const marks = [];
    data.rows.forEach((r, i) => { if (data.articles[r[ARTICLE]] === a) for (const [from, to] of r[PIECES]) marks.push([from, to, i]); });
    const roles = own && article(own) === a ? [["cue", own[CUE]], ["source", own[SOURCE]]].filter(([, span]) => span) : [];
    const cuts = [...new Set([0, a.text.length, ...marks.flatMap(m => [m[0], m[1]]), ...roles.flatMap(([, span]) => span)])].sort((x, y) => x - y);
    const named = new Set(), out = [];
    for (let k = 0; k + 1 < cuts.length; k++) {
      const start = cuts[k], over = marks.filter(m => m[0] <= start && start < m[1]).map(m => m[2]);
      const node = make(over.length ? "mark" : "span", a.text.slice(start, cuts[k + 1]));
      for (const [name, span] of roles) if (span[0] <= start && start < span[1]) { node.classList.add(name); node.title = name; node.setAttribute("aria-description", name); }
      if (over.length) {
        node.style.setProperty("--side", sides.get(data.rows[over[0]][SIDE]).colour);
        node.title = over.map(i => `${isolate(data.rows[i][SPEAKER])} (${isolate(sides.get(data.rows[i][SIDE]).label)})`).join("; ");
        if (over.includes(chosen)) { node.classList.add("now"); node.tabIndex = -1; }
        for (const i of over) if (!named.has(i)) { named.add(i); const anchor = make("span"); anchor.id = "s" + data.numbers[i]; node.prepend(anchor); }
      }
      out.push(node);
    }
    return out;
  }
  function open(number) {
    const a = data.articles[number], r = data.rows[chosen];
    list();
    $("pick").value = number;
    $("article-open").hidden = false;
    $("article-title").textContent = heading(a);
    const facts = [isolate(a.outlet), a.date].filter(Boolean).join(", ");
    $("article-facts").replaceChildren(facts + (facts && a.url ? " · " : ""));
    if (a.url) { const link = make("a", a.url); link.href = a.url; link.rel = "noreferrer"; $("article-facts").append(link); }
    $("why").textContent = r ? reasons(r) : "";
    $("text").replaceChildren(...cut(r, a));
  }
  function list() {  // of many articles, so made when it is asked for
    if ($("pick").length > 1) return;
    const counts = data.articles.map(() => 0);
    for (const r of data.rows) if (r[ARTICLE] >= 0) counts[r[ARTICLE]]++;
    $("pick").append(...data.articles.map((a, i) => { const o = make("option", `${isolate(heading(a))} (${counts[i]})`); o.value = i; return o; }));
  }
  function reasons(r) {
    const who = [r[SPEAKER], r[OFFICE], sides.get(r[SIDE]).label].filter(Boolean).map(isolate).join(", ");
    const facts = [who, r[REASON] && "speaker decided by: " + r[REASON], r[FRAMING] && "framing " + r[FRAMING], r[CERTAINTY],
      ...data.scores.map((name, k) => r[SCORES][k] === null ? "" : `${name} ${show(r[SCORES][k], name)}`),
      r[TARGETS].length && "targets: " + r[TARGETS].map(([name, stance]) => `${isolate(name)} (${stance})`).join(", ")];
    return facts.filter(Boolean).join(" · ");
  }
  function reveal() {
    if (location.hash.startsWith("#show?")) return apply(location.hash);
    const found = /^#s(\d+)$/.exec(location.hash), place = found && places.get(Number(found[1]));
    if (place === null || place === undefined || data.rows[place][ARTICLE] < 0) return;
    chosen = place;
    open(data.rows[place][ARTICLE]);
    const mark = $("text").querySelector("mark.now") || $("article-title");
    mark.scrollIntoView({block: "center"});
    mark.focus({preventScroll: true});
  }
  function back(event) {
    const place = kept.indexOf(chosen);
    if (place < 0) return;
    event.preventDefault();
    at = place - place % PAGE;
    draw();
    const link = document.querySelector(`#table a[href="#s${data.numbers[chosen]}"]`);
    link.scrollIntoView({block: "center"});
    link.focus({preventScroll: true});
  }

  // ---- saving and printing
  const safe = cell => '"' + (/^[=+\-@\t\r]/.test(cell) && isNaN(cell) ? "'" : "") + String(cell).replaceAll('"', '""') + '"';
  function download() {
    const head = ["statement_number", "article", "date", "outlet", "side", "speaker", "office", "kind", "framing", "certainty", "targets", "statement", ...data.scores];
    const lines = kept.map(i => {
      const r = data.rows[i], a = article(r);
      return [data.numbers[i], a.doc, a.date, a.outlet, r[SIDE], r[SPEAKER], r[OFFICE], r[KIND], r[FRAMING], r[CERTAINTY], r[TARGETS].map(([name, stance]) => `${name}: ${stance}`).join("; "), words(r), ...r[SCORES].map(x => x === null ? "" : x)].map(safe).join(",");
    });
    const link = make("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + [head.join(","), ...lines].join("\r\n") + "\r\n"], {type: "text/csv"}));
    link.download = parts > 1 ? `statements-${part}.csv` : "statements.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  }
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details.numbers:not([open])")) { folded.push(one); one.open = true; }
    reader.classList.toggle("long", kept.length > PRINTED);
    size = Math.max(kept.length, 1);
    if (kept.length <= PRINTED) draw();
  });
  addEventListener("afterprint", () => {
    for (const one of folded.splice(0)) one.open = false;
    size = PAGE;
    draw();
  });

  // ---- listening
  const keys = [r => sides.get(r[SIDE]).label, r => r[SPEAKER], r => r[KIND], words, ...data.scores.map((_, k) => r => r[SCORES][k])];
  $("table").querySelectorAll(".sort").forEach((button, k) => button.addEventListener("click", () => sort(button, keys[k])));
  $("before").addEventListener("click", () => turn(-1, reader.dataset.before));
  $("after").addEventListener("click", () => turn(1, reader.dataset.after));
  $("download").addEventListener("click", download);
  $("back").addEventListener("click", back);
  $("filters").addEventListener("input", () => { exact = speakers.has($("filter-speaker").value); filter(); });
  $("filters").addEventListener("submit", event => event.preventDefault());
  $("filters").addEventListener("reset", () => { also = {}; setTimeout(filter); });
  $("pick").addEventListener("change", () => { chosen = -1; open(Number($("pick").value)); });
  document.addEventListener("click", event => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) setTimeout(reveal);  // no hashchange comes
  });
  addEventListener("hashchange", reveal);

  // ---- at the start
  $("speakers").append(...[...speakers].sort().map(name => { const o = make("option"); o.value = name; return o; }));
  const choose = make("option", "choose one");
  choose.disabled = choose.selected = true;
  $("pick").append(choose);
  for (const event of ["focus", "pointerdown"]) $("pick").addEventListener(event, list);
  draw();
  reveal();
})();
