// The page of the coding widget. It shows `view` and sends what the coder does; it holds no answers of its own.
// Texts of articles enter as text nodes only.
const WAIT = 4000;
const NEEDED = ["attributed", "kind", "speaker", "side", "tone", "posture", "certainty", "targets"];

function make(tag, text, attributes) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  return element;
}

function render({ model, el }) {
  const box = make("div", undefined, { class: "toolkit-coding", tabindex: "0", role: "group", "aria-label": "Coding", "data-lm-suppress-shortcuts": "true" });
  el.appendChild(box);
  let now = null;      // the code that digits answer
  let shown = null;    // the row that is on the page
  let timer = null;    // runs while an answer is on its way to the disk
  let late = false;
  let asked = null;
  const keys = [];

  const view = () => model.get("view");
  const codes = () => view().codes;
  const find = (name) => codes().find((code) => code.name === name);
  const isText = (code) => ["name", "text", "targets"].includes(code.level);

  function send(message) {
    if (timer !== null) return;
    timer = setTimeout(() => { late = true; draw(); }, WAIT);
    box.setAttribute("aria-busy", "true");
    asked = message.do;
    model.send(message);
  }
  const answer = (code, value) => send({ do: "set", row: view().row, code: code.name, value });

  function after(name) {   // the next code without an answer, in the order of the codebook
    if (find("attributed").answer === "no") return null;
    const from = NEEDED.indexOf(name) + 1;
    return NEEDED.slice(from).find((other) => find(other).answer === null) || null;
  }

  function row(code) {
    const line = make("div", undefined, { class: code.name === now ? "code now" : "code", "data-code": code.name });
    line.append(make("kbd", code.key), make("label", code.name));
    if (isText(code)) {
      const field = make("input", undefined, { "aria-label": code.name, autocomplete: "off" });
      field.value = code.answer === null ? "" : code.answer;
      field.addEventListener("focus", () => { if (now !== code.name) { now = code.name; mark(); } });
      field.addEventListener("change", () => { if (timer === null && field.value !== (find(code.name).answer || "")) answer(code, field.value); });
      field.addEventListener("keydown", (event) => {
        event.stopPropagation();
        if (event.key === "Escape") { field.value = code.answer || ""; box.focus(); }
        if (event.key === "Enter") {
          event.preventDefault();
          if (field.value !== (code.answer || "")) answer(code, field.value);
          else if (view().coded) send({ do: "next" });
          else { now = after(code.name); box.focus(); mark(); }
        }
      });
      line.appendChild(field);
    } else {
      code.values.forEach((value, place) => {
        const button = make("button", `${place + 1} ${value}`, { type: "button", "aria-pressed": String(String(code.answer) === value) });
        button.addEventListener("click", () => { now = code.name; answer(code, value); });
        line.appendChild(button);
      });
    }
    line.appendChild(make("span", code.question, { class: "question" }));
    return line;
  }

  function mark() {
    for (const line of box.querySelectorAll(".code")) line.classList.toggle("now", line.dataset.code === now);
    for (const line of box.querySelectorAll(".code")) line.querySelector(".question").hidden = line.dataset.code !== now;
  }

  function draw() {
    const state = view();
    box.replaceChildren();
    const head = make("div", undefined, { class: "head" });
    head.append(make("strong", `Statement ${state.row} of ${state.total}`), make("span", state.article), make("span", `${state.done} of ${state.total} coded by ${state.coder}`, { class: "progress", "aria-live": "polite" }));
    const bar = make("progress", undefined, { max: String(state.total), value: String(state.done), "aria-label": "coded" });
    const context = make("div", undefined, { class: "context" });
    for (const [text, own] of state.context) context.appendChild(own ? make("mark", text) : document.createTextNode(text));
    box.append(head, bar, context, ...state.codes.map(row));
    const foot = make("div", undefined, { class: "foot" });
    for (const [text, message] of [["← earlier", { do: "go", row: state.row - 1 }], ["later →", { do: "go", row: state.row + 1 }], ["next not coded (Enter)", { do: "next" }], ["undo (u)", { do: "undo" }]]) {
      const button = make("button", text, { type: "button" });
      button.addEventListener("click", () => send(message));
      foot.appendChild(button);
    }
    const trouble = late ? "Not saved: the kernel does not answer. Run the cell again; everything before this answer is on the disk." : state.error;
    box.append(foot, make("div", "A letter chooses a code, a digit its answer; Enter goes on, Delete clears, u undoes, arrows leaf.", { class: "keys" }), make("div", trouble || state.note, { class: "error", role: "alert" }));
    mark();
    const last = box.querySelector(".context mark");
    if (last) context.scrollTop = Math.max(0, last.offsetTop - context.offsetTop - 60);
  }

  function enter() {   // puts the cursor where the next answer goes
    const line = now && box.querySelector(`.code[data-code="${now}"] input`);
    (line || box).focus({ preventScroll: true });
  }

  model.on("change:view", () => {
    const waited = timer !== null, state = view();
    clearTimeout(timer);
    timer = null;
    late = false;
    box.removeAttribute("aria-busy");
    if (state.row !== shown || asked === "undo") now = after("") || "attributed";
    else if (waited && !state.error && now !== null && find(now).answer !== null) now = after(now);
    shown = state.row;
    draw();
    if (waited) enter();
    replay();
  });

  function press(key) {   // whether the key means something here
    const code = now && find(now);
    const chosen = codes().find((one) => one.key === key.toLowerCase());
    if (/^[1-9]$/.test(key) && code && !isText(code) && Number(key) <= code.values.length) answer(code, code.values[Number(key) - 1]);
    else if (key === "Delete" && code) answer(code, null);
    else if (key === "u") send({ do: "undo" });
    else if (key === "Enter") send({ do: "next" });
    else if (key === "ArrowLeft") send({ do: "go", row: view().row - 1 });
    else if (key === "ArrowRight") send({ do: "go", row: view().row + 1 });
    else if (key === " ") box.querySelector(".context").scrollBy(0, 120);   // not the notebook
    else if (chosen) { now = chosen.name; mark(); enter(); }
    else return false;
    return true;
  }

  function replay() {   // keys that came while an answer was on its way
    while (keys.length && timer === null) {
      const key = keys.shift(), field = document.activeElement;
      if (field.tagName !== "INPUT") press(key);
      else if (key.length === 1) field.value += key;
      else field.dispatchEvent(new KeyboardEvent("keydown", { key }));
    }
  }

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === " " || event.key === "Enter") && event.target !== box) return;   // a button's own
    if (timer !== null && !late) keys.push(event.key);
    else if (!press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });

  shown = view().row;
  now = after("") || "attributed";
  draw();
  requestAnimationFrame(enter);
}

export default { render };
