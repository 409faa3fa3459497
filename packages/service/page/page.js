// Asks the service about what was typed and shows what it answers. All texts go in by textContent.

const SHOWN_LABELS = 6;
const SHOWN_WORDS = 8;
const SHOWN_EXAMPLES = 8;
// Of the strongest word: what is weaker stays without colour.
const FAINT = 0.08;

const element = (id) => document.getElementById(id);
const percent = new Intl.NumberFormat("es", { style: "percent", maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat("es", { signDisplay: "exceptZero", maximumFractionDigits: 2 });
const weightOf = (weight) => signed.format(weight).replace("-", "\u2212");

const problems = {
  MODEL_TEXT_MISSING: "Escribe primero qué ha pasado.",
  MODEL_TEXT_EMPTY: "Escribe primero qué ha pasado: hace falta al menos una palabra.",
  MODEL_FIELD_MISSING: "Falta un dato que el modelo necesita: rellena los campos marcados con un asterisco.",
  MODEL_FIELD_TYPE:
    "Uno de los campos tiene un valor que no es de los suyos. Corrígelo y vuelve a intentarlo.",
  MODEL_TEXT_TOO_LONG: "El texto es demasiado largo. Acórtalo y vuelve a intentarlo.",
  SERVICE_BODY_TOO_LARGE: "El texto es demasiado largo. Acórtalo y vuelve a intentarlo.",
  SERVICE_UNAUTHENTICATED: "Este servicio pide una clave. Escribe la tuya y vuelve a intentarlo.",
  SERVICE_FORBIDDEN: "Esta clave no sirve para clasificar. Escribe otra y vuelve a intentarlo.",
  SERVICE_RATE_LIMITED: "Han sido demasiadas preguntas seguidas. Espera un momento y vuelve a intentarlo.",
  SERVICE_REQUEST_TIMEOUT: "El texto ha tardado demasiado en llegar. Vuelve a intentarlo.",
};
const FAILED = "El servicio no ha podido responder. Vuelve a intentarlo dentro de un momento.";
const WITHOUT_KEY = new Set(["SERVICE_UNAUTHENTICATED", "SERVICE_FORBIDDEN"]);
const UNREACHABLE = "No se puede llegar al servicio. Comprueba la conexión y vuelve a intentarlo.";

let model;
let latest = 0;

async function start() {
  element("form").addEventListener("submit", (event) => {
    event.preventDefault();
    void classify();
  });
  element("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void classify();
    }
  });
  element("text").addEventListener("input", hideProblem);
  element("more").addEventListener("click", toggleLabels);
  try {
    await findModel();
  } catch (problem) {
    showProblem(problem.text ?? UNREACHABLE);
  }
}

async function findModel() {
  const response = await send("api/v2/modelos");
  [model] = (await response.json()).models;
  showVersions(model.versions);
  showExamples(model.examples);
  showFields(model.fields);
}

const INPUT_TYPES = { category: "text", number: "number", date: "date" };

/** What the model reads beside the text; an asterisk where it answers nothing without. */
function showFields(fields) {
  element("fields").replaceChildren(
    ...fields.map(({ name, type, required }) => {
      const input = make("input");
      input.type = INPUT_TYPES[type];
      input.name = name;
      if (type === "number") input.step = "any";
      const label = make("label", "", required ? `${name} *` : name);
      label.append(input);
      return label;
    }),
  );
  element("fields").hidden = fields.length === 0;
}

/** What was filled in, as the model takes it. */
function fieldValues() {
  const filled = [...element("fields").querySelectorAll("input")].filter(({ value }) => value !== "");
  return Object.fromEntries(
    filled.map(({ name, type, value, valueAsNumber }) => [name, type === "number" ? valueAsNumber : value]),
  );
}

async function classify() {
  latest += 1;
  const asked = latest;
  const text = element("text").value;
  hideProblem();
  setBusy(true);
  try {
    const answer = await ask(text);
    if (asked === latest) showAnswer(text, answer);
  } catch (problem) {
    if (asked !== latest) return;
    element("answer").hidden = true;
    showProblem(problem.text ?? UNREACHABLE);
    element("text").focus();
  } finally {
    if (asked === latest) setBusy(false);
  }
}

/** With the key that was typed in, which is asked for where the service wants one, and kept until the page is left. */
async function send(address, { headers, ...options } = {}) {
  const key = element("key").value;
  const response = await fetch(address, {
    ...options,
    headers: { ...headers, ...(key && { "x-api-key": key }) },
  });
  if (response.ok) return response;
  const { code } = await response.json().catch(() => ({}));
  if (WITHOUT_KEY.has(code)) element("access").hidden = false;
  throw { text: problems[code] ?? FAILED };
}

async function ask(text) {
  if (!model) await findModel();
  const response = await send(`api/v2/modelos/${encodeURIComponent(model.name)}?explain=true`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...fieldValues(), [model.field]: text }),
  });
  showVersions({
    service: response.headers.get("eslabon-service-version"),
    model: response.headers.get("eslabon-model-version"),
    data: response.headers.get("eslabon-data-version"),
  });
  return response.json();
}

function showAnswer(text, { classification, explanation }) {
  const [first] = classification.tokens;
  element("first-label").textContent = first.token;
  element("first-score").textContent = percent.format(first.score);
  showHighlights(text, explanation);
  showReasons(explanation);
  showLabels(classification.tokens);
  element("answer").hidden = false;
  element("announcement").textContent = `Gremio propuesto: ${first.token}, ${percent.format(first.score)}.`;
  element("answer").scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
}

/** The text as it was typed, its words coloured by what they did for the first label. */
function showHighlights(text, { words, fields }) {
  const strongest = strength([...words, ...fields]);
  const parts = [];
  let end = 0;
  for (const word of words) {
    const share = Math.abs(word.weight) / strongest;
    if (share < FAINT) continue;
    parts.push(text.slice(end, word.start));
    const mark = make("mark", sideOf(word.weight), text.slice(word.start, word.end));
    mark.style.setProperty("--strength", share);
    parts.push(mark);
    end = word.end;
  }
  element("highlighted").replaceChildren(...parts, text.slice(end));
}

/** The words and fields that spoke loudest, each once. */
function showReasons({ words, fields }) {
  const weights = new Map(
    fields.map(({ field, value, weight }) => [`${field}: ${value ?? "sin dato"}`, weight]),
  );
  for (const { word, weight } of words) {
    const key = word.toLocaleLowerCase("es");
    weights.set(key, (weights.get(key) ?? 0) + weight);
  }
  const loudest = [...weights]
    .map(([word, weight]) => ({ word, weight }))
    .filter(({ weight }) => signed.format(weight) !== "0")
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, SHOWN_WORDS);
  const strongest = strength(loudest);
  element("words").replaceChildren(
    ...loudest.map(({ word, weight }) => {
      const side = weight > 0 ? "a favor" : "en contra";
      const row = barRow(word, Math.abs(weight) / strongest, weightOf(weight));
      row.className = sideOf(weight);
      row.append(make("span", "visually-hidden", side));
      return row;
    }),
  );
}

function showLabels(tokens) {
  element("labels").replaceChildren(
    ...tokens.map(({ token, score }) => barRow(token, score, percent.format(score))),
  );
  element("more").hidden = tokens.length <= SHOWN_LABELS;
  expandLabels(false);
}

function toggleLabels() {
  expandLabels(element("more").getAttribute("aria-expanded") !== "true");
}

function expandLabels(expanded) {
  const rows = [...element("labels").children];
  rows.forEach((row, index) => {
    row.hidden = !expanded && index >= SHOWN_LABELS;
  });
  element("more").setAttribute("aria-expanded", String(expanded));
  element("more").textContent = expanded ? "Ver menos" : `Ver los ${rows.length} gremios`;
}

function showExamples(texts) {
  element("example-list").replaceChildren(
    ...texts.slice(0, SHOWN_EXAMPLES).map((text) => {
      const button = make("button", "", text);
      button.type = "button";
      button.addEventListener("click", () => {
        element("text").value = text;
        void classify();
      });
      const item = make("li");
      item.append(button);
      return item;
    }),
  );
  element("examples").hidden = texts.length === 0;
}

function showVersions({ service, model: ofModel, data }) {
  const rows = [
    ["Servicio", service],
    ["Modelo", ofModel],
    ["Datos", data],
  ].map(([name, version]) => {
    const row = make("div");
    row.append(make("dt", "", name), make("dd", "", version));
    return row;
  });
  element("versions").replaceChildren(...rows);
}

function showProblem(text) {
  element("problem").textContent = text;
  element("problem").hidden = false;
  element("text").setAttribute("aria-invalid", "true");
}

function hideProblem() {
  element("problem").hidden = true;
  element("text").removeAttribute("aria-invalid");
}

function setBusy(busy) {
  element("submit").setAttribute("aria-disabled", String(busy));
  element("submit").textContent = busy ? "Clasificando…" : "Clasificar";
}

function barRow(name, share, number) {
  const bar = make("span", "bar");
  const fill = make("i");
  fill.style.setProperty("--share", share);
  bar.append(fill);
  const row = make("li");
  row.append(make("span", "", name), bar, make("span", "number", number));
  return row;
}

function make(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function sideOf(weight) {
  return weight > 0 ? "for" : "against";
}

function strength(words) {
  return Math.max(...words.map(({ weight }) => Math.abs(weight)), Number.EPSILON);
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

void start();
