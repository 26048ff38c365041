(async function () {
  "use strict";
  const $ = id => document.getElementById(id), packed = $("packed");
  if (!packed) return;
  const PAGE = 100, make = (tag, text) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; return e; };
  let data;
  try {
    const bytes = Uint8Array.from(atob(packed.textContent.split(",")[1]), c => c.charCodeAt(0));
    data = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  } catch (error) {
    $("shown").textContent = "This browser cannot unpack the statements; open the file in a current Chrome, Edge, Firefox or Safari.";
    return;
  }
  const [ARTICLE, SIDE, SPEAKER, OFFICE, KIND, REASON, PIECES, CUE, SOURCE, SCORES, WORDS] = Array(11).keys();
  const sides = new Map(data.sides.map(([id, label, colour]) => [id, {label, colour}]));
  const plain = new Set(["subjectivity"]), show = (x, name) => x === null ? "–" : (x <= -0.005 ? "−" : x >= 0.005 && !plain.has(name) ? "+" : "") + Math.abs(x).toFixed(2);
  const text = r => r[ARTICLE] < 0 ? "" : data.articles[r[ARTICLE]].text;
  const words = r => r[WORDS] || (r[WORDS] = r[PIECES].map(([a, b]) => text(r).slice(a, b)).join(" "));
  const heading = a => a.title || a.doc;
  const keys = [r => sides.get(r[SIDE]).label, r => r[SPEAKER], r => r[KIND], words, ...data.scores.map((_, i) => r => r[SCORES][i])];
  const speakers = new Set(data.rows.map(r => r[SPEAKER]));
  const every = data.rows.map((_, i) => i);
  let order = every, kept = every, at = 0, size = PAGE, chosen = -1, exact = false;

  function filter() {
    const side = $("filter-side").value, who = $("filter-speaker").value.trim().toLowerCase(), kind = $("filter-kind").value, say = $("filter-words").value.toLowerCase();
    kept = order.filter(i => {
      const r = data.rows[i];
      return (!side || r[SIDE] === side) && (!who || (exact ? r[SPEAKER].toLowerCase() === who : r[SPEAKER].toLowerCase().includes(who))) && (!kind || r[KIND] === kind) &&
        (!say || words(r).toLowerCase().includes(say) || (r[ARTICLE] >= 0 && heading(data.articles[r[ARTICLE]]).toLowerCase().includes(say)));
    });
    at = 0;
    draw();
  }
  function draw() {
    const rows = kept.slice(size === PAGE ? at : 0, (size === PAGE ? at : 0) + size).map(i => {
      const r = data.rows[i], tr = make("tr"), side = sides.get(r[SIDE]), dot = make("span");
      dot.className = "dot"; dot.style.background = side.colour;
      const first = make("td"), named = make("span"), [head, ...rest] = side.label.split(" ");
      named.className = "named"; named.append(dot, head); first.append(named, " " + rest.join(" "));
      const cell = make("td"), link = make("a", words(r));
      cell.className = "words"; link.href = "#s" + i; cell.append(link);
      tr.append(first, make("td", r[SPEAKER]), make("td", r[KIND]), cell);
      r[SCORES].forEach((score, k) => { const td = make("td", show(score, data.scores[k])); td.className = "n"; td.dataset.label = data.scores[k]; tr.append(td); });
      return tr;
    });
    $("table").tBodies[0].replaceChildren(...rows);
    $("shown").textContent = kept.length ? `${at + 1} to ${at + rows.length} of ${kept.length} statement${kept.length === 1 ? "" : "s"}` : "No statement fits";
    $("before").disabled = at === 0; $("after").disabled = at + PAGE >= kept.length;
  }
  function cut(r, article) {
    const marks = [], own = data.rows[chosen];
    data.rows.forEach((one, i) => { if (data.articles[one[ARTICLE]] === article) for (const [a, b] of one[PIECES]) marks.push([a, b, i]); });
    const roles = own && data.articles[own[ARTICLE]] === article ? [["cue", own[CUE]], ["source", own[SOURCE]]].filter(([, s]) => s) : [];
    const cuts = [...new Set([0, article.text.length, ...marks.flatMap(m => [m[0], m[1]]), ...roles.flatMap(([, s]) => s)])].sort((a, b) => a - b);
    const named = new Set(), out = [];
    for (let k = 0; k + 1 < cuts.length; k++) {
      const start = cuts[k], over = marks.filter(m => m[0] <= start && start < m[1]).map(m => m[2]);
      const node = make(over.length ? "mark" : "span", article.text.slice(start, cuts[k + 1]));
      for (const [name, s] of roles) if (s[0] <= start && start < s[1]) { node.classList.add(name); node.title = name; node.setAttribute("aria-description", name); }
      if (over.length) {
        node.style.borderColor = sides.get(data.rows[over[0]][SIDE]).colour;
        node.title = over.map(i => `${data.rows[i][SPEAKER]} (${sides.get(data.rows[i][SIDE]).label})`).join("; ");
        if (over.includes(chosen)) { node.classList.add("now"); node.tabIndex = -1; }
        for (const i of over) if (!named.has(i)) { named.add(i); const a = make("a"); a.id = "s" + i; node.prepend(a); }
      }
      out.push(node);
    }
    return out;
  }
  function open(number) {
    $("pick").value = number;
    const article = data.articles[number];
    $("reader").hidden = false;
    $("article").textContent = heading(article);
    const facts = [article.outlet, article.date].filter(Boolean).join(", ");
    $("article-facts").replaceChildren(facts + (facts && article.url ? " · " : ""));
    if (article.url) { const a = make("a", article.url); a.href = article.url; a.rel = "noreferrer"; $("article-facts").append(a); }
    const r = data.rows[chosen], side = r && sides.get(r[SIDE]).label;
    $("why").textContent = r ? [[r[SPEAKER], r[OFFICE], side].filter(Boolean).join(", "), r[REASON] && "decided by: " + r[REASON]].filter(Boolean).join(" — ") : "";
    $("text").replaceChildren(...(article.text ? cut(r, article) : [make("em", "The text of this article is not packed in the page (it is too large); it is in the folder of the run.")]));
  }
  function reveal() {
    const found = /^#s(\d+)$/.exec(location.hash);
    if (!found || !data.rows[found[1]] || data.rows[found[1]][ARTICLE] < 0) return;
    chosen = Number(found[1]);
    open(data.rows[chosen][ARTICLE]);
    const mark = $("text").querySelector("mark.now") || $("article");
    mark.scrollIntoView({block: "center"});
    mark.focus({preventScroll: true});
  }
  $("back").addEventListener("click", e => {
    const place = kept.indexOf(chosen);
    if (place < 0) return;
    e.preventDefault();
    at = place - place % PAGE;
    draw();
    const row = document.querySelector(`#table a[href="#s${chosen}"]`);
    row.scrollIntoView({block: "center"});
    row.focus({preventScroll: true});
  });
  const safe = cell => '"' + (/^[=+\-@\t\r]/.test(cell) && isNaN(cell) ? "'" : "") + String(cell).replaceAll('"', '""') + '"';
  $("download").addEventListener("click", () => {
    const head = ["article", "date", "outlet", "side", "speaker", "office", "kind", "statement", ...data.scores];
    const lines = kept.map(i => { const r = data.rows[i], a = data.articles[r[ARTICLE]] || {doc: "", date: "", outlet: ""};
      return [a.doc, a.date, a.outlet, r[SIDE], r[SPEAKER], r[OFFICE], r[KIND], words(r), ...r[SCORES].map(x => x === null ? "" : x)].map(safe).join(","); });
    const a = make("a"); a.href = URL.createObjectURL(new Blob(["\ufeff" + [head.join(","), ...lines].join("\r\n") + "\r\n"], {type: "text/csv"}));
    a.download = "statements.csv"; a.click(); URL.revokeObjectURL(a.href);
  });
  $("before").addEventListener("click", () => { at = Math.max(0, at - PAGE); draw(); });
  $("after").addEventListener("click", () => { at += PAGE; draw(); });
  $("filters").addEventListener("input", () => { exact = speakers.has($("filter-speaker").value); filter(); });
  $("filters").addEventListener("submit", e => e.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(filter));
  $("table").querySelectorAll(".sort").forEach((b, k) => b.addEventListener("click", () => {
    const th = b.parentNode, up = th.getAttribute("aria-sort") !== "ascending", key = keys[k];
    $("table").querySelectorAll("th").forEach(h => h.removeAttribute("aria-sort"));
    th.setAttribute("aria-sort", up ? "ascending" : "descending");
    order = [...every].sort((i, j) => {
      const x = key(data.rows[i]), y = key(data.rows[j]);
      if (x === null || y === null) return (x === null) - (y === null) || i - j;
      const d = x < y ? -1 : x > y ? 1 : 0;
      return (up ? d : -d) || i - j;
    });
    filter();
  }));
  document.addEventListener("click", e => {
    const a = e.target.closest("a[data-filter]");
    if (!a) return;
    for (const name of ["side", "speaker", "kind"]) $("filter-" + name).value = a.dataset[name];
    $("filter-words").value = "";
    exact = true;
    filter();
  });
  addEventListener("beforeprint", () => { size = every.length; draw(); });
  addEventListener("afterprint", () => { size = PAGE; draw(); });
  const counts = data.articles.map(() => 0);
  for (const r of data.rows) if (r[ARTICLE] >= 0) counts[r[ARTICLE]]++;
  $("pick").append(...data.articles.map((a, i) => { const o = make("option", `${heading(a)} (${counts[i]})`); o.value = i; return o; }));
  $("pick").addEventListener("change", () => { chosen = -1; open(Number($("pick").value)); });
  if (data.articles.length) open(0);
  draw();
  addEventListener("hashchange", reveal);
  reveal();
})();
