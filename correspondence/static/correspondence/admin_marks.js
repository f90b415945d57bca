/* Paste and mark: words selected in a letter's text become the exact words of a row, one button or key for each kind of act.
   The rows are the form's own; everything that this does can be done by copying words into them. */
"use strict";
{
  const parts = document.getElementById("marks-parts");
  const TEXTS = "#texts-group textarea[name$='-body']";
  const QUOTES = "textarea[name$='-quote']";
  const ASKING = ["request", "demand", "question"];
  // For each kind: its list of rows, the field that says which kind, those that are empty in a free row, the next to fill.
  const KINDS = {
    proposal: { list: "puts", choose: ["proposal_kind", "offer"], free: ["title"], words: "title", next: ["title"] },
    request: { list: "puts", choose: ["proposal_kind", "request"], free: ["title"], words: "title", next: ["title"] },
    response: { list: "responses", free: [], next: ["addressee", "answer", "grounds"] },
    position: { list: "positions", free: ["statement"], words: "statement", next: ["statement"] },
    recall: { list: "tablings", choose: ["kind", "recalled"], free: ["proposal"], next: ["proposal", "terms"] },
  };
  const AROUND = 200;
  const SHORT = 80;

  const said = parts.dataset;
  const piece = (selector) => document.importNode(parts.content.querySelector(selector), true);
  const panel = piece(".marks");
  const kindNames = {};
  for (const button of parts.content.querySelectorAll("[data-mark]")) {
    kindNames[button.dataset.mark] = button.querySelector("span").textContent;
  }
  let lastText = null; // the text whose selection counts when a button elsewhere is pressed

  const tell = (words) => { panel.querySelector(".marks-said").textContent = words; };
  const oneSpaced = (words) => words.replace(/\s+/g, " ").trim();
  const shortened = (words, longest) => {
    const line = oneSpaced(words);
    return line.length <= longest ? line : `${line.slice(0, longest).replace(/\s+\S*$/, "")}…`;
  };

  /* rows and their fields */
  const group = (list) => document.getElementById(`${list}-group`);
  const rowsOf = (list) => {
    const box = group(list);
    return box ? [...box.querySelectorAll(".inline-related[id]:not(.empty-form)")] : [];
  };
  const fieldsOf = (row, name) => [...row.querySelectorAll(`[name="${row.id}-${name}"]`)];
  const fieldOf = (row, name) => fieldsOf(row, name)[0];
  const valueOf = (row, name) => {
    const fields = fieldsOf(row, name);
    const chosen = fields.length > 1 || (fields[0] && fields[0].type === "radio") ? fields.find((one) => one.checked) : fields[0];
    return chosen ? chosen.value : "";
  };
  const listOf = (row) => row.id.slice(0, row.id.lastIndexOf("-"));
  const kindOf = (row) => {
    const list = listOf(row);
    if (list === "puts") return ASKING.includes(valueOf(row, "proposal_kind")) ? "request" : "proposal";
    if (list === "tablings") return valueOf(row, "kind") === "recalled" ? "recall" : "proposal";
    return list === "responses" ? "response" : "position";
  };
  const isFree = (row, kind) => !valueOf(row, "quote") && KINDS[kind].free.every((name) => !valueOf(row, name));
  const changed = (field) => {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* the selection */
  const texts = () => [...document.querySelectorAll(TEXTS)].filter((text) => !text.name.includes("__prefix__"));
  const selected = (text) => {
    if (!text) return null;
    const all = text.value;
    let [start, end] = [text.selectionStart, text.selectionEnd];
    while (start < end && !all[start].trim()) start += 1;
    while (end > start && !all[end - 1].trim()) end -= 1;
    if (start === end) return null;
    return {
      words: all.slice(start, end),
      before: oneSpaced(all.slice(Math.max(0, start - AROUND), start)),
      after: oneSpaced(all.slice(end, end + AROUND)),
      start,
    };
  };

  /* where the words of a row stand; what was found once is only looked at again */
  const places = new WeakMap();
  const placeOf = (row, quote, all) => {
    const known = places.get(row);
    if (known !== undefined && all.startsWith(quote, known)) return [known, known + quote.length];
    let start = all.indexOf(quote);
    let end = start + quote.length;
    if (start < 0) {
      const pattern = quote.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
      const found = new RegExp(pattern).exec(all);
      if (!found) return null;
      [start, end] = [found.index, found.index + found[0].length];
    } else {
      places.set(row, start);
    }
    return [start, end];
  };

  const passages = () => {
    const alls = texts().map((text) => text.value.normalize("NFC"));
    const found = [];
    for (const list of ["puts", "responses", "tablings", "positions"]) {
      for (const row of rowsOf(list)) {
        const quote = (valueOf(row, "quote") || "").normalize("NFC").trim();
        if (!quote) continue;
        const at = alls.findIndex((all) => placeOf(row, quote, all));
        const place = at < 0 ? null : placeOf(row, quote, alls[at]);
        found.push({ row, quote, kind: kindOf(row), text: at, place });
      }
    }
    const rank = (one) => (one.place ? one.text * 1e9 + one.place[0] : Infinity);
    return found.map((one, order) => ({ ...one, order })).sort((one, other) => rank(one) - rank(other) || one.order - other.order);
  };

  /* the list of passages */
  const icon = (kind) => piece(`[data-mark=${kind}] svg`);
  // Of several proposals that a reply may answer, the one that these words are about can be chosen where they are listed.
  const pointChoice = (row) => {
    const title = (point) => point.querySelector("legend a");
    const points = rowsOf("responses").filter((point) => title(point) && (point === row || isFree(point, "response")));
    if (!title(row) || points.length < 2) return null;
    const choice = document.createElement("select");
    choice.setAttribute("aria-label", said.answers);
    for (const point of points) choice.add(new Option(title(point).textContent, point.id, false, point === row));
    choice.addEventListener("change", () => {
      const to = document.getElementById(choice.value);
      for (const name of ["quote", "quote_before", "quote_after"]) {
        fieldOf(to, name).value = valueOf(row, name);
        fieldOf(row, name).value = "";
      }
      for (const point of [row, to]) changed(fieldOf(point, "quote"));
      show();
      reach(to, ["answer"]);
    });
    return choice;
  };
  const entry = (one) => {
    const item = document.createElement("li");
    const kind = document.createElement("span");
    kind.className = "marks-kind";
    kind.append(icon(one.kind), kindNames[one.kind]);
    const words = document.createElement("a");
    words.href = `#${one.row.id}`;
    words.title = said.row;
    words.textContent = `“${shortened(one.quote, SHORT)}”`;
    item.append(kind, words);
    const points = one.kind === "response" ? pointChoice(one.row) : null;
    if (points) item.append(points);
    if (!one.place) {
      const absent = document.createElement("span");
      absent.className = "marks-absent";
      absent.textContent = said.absent;
      item.append(absent);
    }
    return item;
  };
  const placePanel = () => {
    const text = lastText && lastText.isConnected ? lastText : texts()[0];
    const help = text && text.parentElement.querySelector(".marks-help");
    if (help && help.nextElementSibling !== panel) help.after(panel);
  };
  const show = () => {
    const found = passages();
    panel.querySelector(".marks-found").hidden = !found.length;
    panel.querySelector(".marks-count").textContent = found.length;
    panel.querySelector(".marks-list").replaceChildren(...found.map(entry));
    if (panel.querySelector(".marks-text").open) showText(found);
    return found;
  };

  /* the text with its passages: between any two edges the same passages run */
  const CLASSES = { response: "m-res", position: "m-pos", recall: "m-rec" };
  const marked = (all, found) => {
    const edges = [...new Set([0, all.length, ...found.flatMap((one) => one.place)])].sort((one, other) => one - other);
    const out = [];
    edges.slice(0, -1).forEach((from, at) => {
      const to = edges[at + 1];
      const over = found.filter((one) => one.place[0] <= from && one.place[1] >= to);
      if (!over.length) {
        out.push(all.slice(from, to));
        return;
      }
      const mark = document.createElement("mark");
      mark.className = CLASSES[over[over.length - 1].kind] || "";
      mark.append(all.slice(from, to));
      for (const one of over.filter((each) => each.place[1] === to)) {
        const number = document.createElement("a");
        number.href = `#${one.row.id}`;
        number.textContent = one.number;
        mark.append(number);
      }
      out.push(mark);
    });
    return out;
  };
  const showText = (found) => {
    const numbered = found.map((one, at) => ({ ...one, number: at + 1 })).filter((one) => one.place);
    panel.querySelector(".marks-page").replaceChildren(
      ...texts().map((text, at) => {
        const page = document.createElement("div");
        page.append(...marked(text.value.normalize("NFC"), numbered.filter((one) => one.text === at)));
        return page;
      }),
    );
  };

  /* going to a row */
  const unfold = (row) => {
    for (let box = row.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  };
  const reach = (row, names) => {
    unfold(row);
    row.scrollIntoView({ block: "center" });
    for (const name of names) {
      const fields = fieldsOf(row, name).filter((field) => field.type !== "hidden");
      const field = fields.find((one) => one.checked) || fields[0];
      if (!field || (name === "addressee" && field.value)) continue;
      const searched = field.matches(".select2-hidden-accessible") && field.nextElementSibling.querySelector(".select2-selection");
      (searched || field).focus({ preventScroll: true });
      if (field.select && field.matches("textarea, input[type=text]")) field.select();
      return;
    }
  };

  /* marking */
  const freeRow = (kind) => {
    const { list } = KINDS[kind];
    const free = rowsOf(list).filter((row) => fieldOf(row, "quote") && isFree(row, kind));
    const answered = free.find((row) => valueOf(row, "answer")); // what was answered already waits for its words
    if (answered || free.length) return answered || free[0];
    const add = group(list) && group(list).querySelector(".add-row a");
    if (!add || !add.offsetParent && !unfolded(list)) return null;
    add.click();
    return rowsOf(list).pop();
  };
  const unfolded = (list) => {
    const fold = group(list).querySelector("details");
    if (fold) fold.open = true;
    return Boolean(fold);
  };
  const fill = (row, passage) => {
    const quote = fieldOf(row, "quote");
    quote.value = passage.words;
    fieldOf(row, "quote_before").value = passage.before;
    fieldOf(row, "quote_after").value = passage.after;
    places.set(row, passage.start);
    changed(quote);
  };
  const markAs = (kind) => {
    const passage = selected(lastText);
    if (!passage) {
      tell(said.select);
      return;
    }
    placePanel();
    const row = freeRow(kind);
    if (!row) {
      tell(said.full);
      return;
    }
    const { choose, words, next } = KINDS[kind];
    if (choose && fieldOf(row, choose[0])) fieldOf(row, choose[0]).value = choose[1];
    if (words) {
      const line = shortened(passage.words, SHORT).replace(/[\s.,;:…]+$/, "");
      fieldOf(row, words).value = line.charAt(0).toLocaleUpperCase() + line.slice(1);
    }
    fill(row, passage);
    const number = show().findIndex((one) => one.row === row) + 1;
    const values = { kind: kindNames[kind], number, words: shortened(passage.words, SHORT) };
    tell(said.marked.replace(/\{(\w+)\}/g, (_all, name) => values[name]));
    reach(row, next);
  };
  const take = (row) => {
    const passage = selected(lastText);
    tell(passage ? said.taken : said.select);
    if (!passage) {
      if (lastText) lastText.focus();
      return;
    }
    fill(row, passage);
    show();
  };
  const backToText = () => {
    const text = lastText || texts()[0];
    if (text) text.focus();
  };

  /* keys: never a letter alone, and never outside a text */
  const letterOf = (event) => (/^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^Key/, "")).toLowerCase();
  const kindByLetter = {};
  for (const button of parts.content.querySelectorAll("[data-mark]")) {
    kindByLetter[button.querySelector("kbd").textContent.toLowerCase()] = button.dataset.mark;
  }
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
    const letter = letterOf(event);
    if (letter === "t" && event.target.closest(".letter-desk")) {
      event.preventDefault();
      backToText();
    } else if (kindByLetter[letter] && event.target.matches(TEXTS)) {
      event.preventDefault();
      lastText = event.target;
      markAs(kindByLetter[letter]);
    }
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches(TEXTS)) lastText = event.target;
  });
  // A press on a button leaves the selection, and the focus, in the text.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest(".marks-bar button, .marks-take")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".marks-bar button, .marks-take, .marks a");
    if (!button) return;
    if (button.matches(".marks-take")) {
      take(button.closest(".inline-related"));
    } else if (button.matches("a")) {
      event.preventDefault();
      reach(document.getElementById(button.hash.slice(1)), ["quote"]);
    } else {
      const own = button.closest(".inline-related").querySelector(TEXTS);
      lastText = own || lastText;
      markAs(button.dataset.mark);
    }
  });
  document.addEventListener("change", (event) => {
    if (event.isTrusted && event.target.matches(`${TEXTS}, ${QUOTES}, select[name$='kind']`)) show();
  });
  document.addEventListener("formset:removed", () => {
    placePanel();
    show();
  });
  panel.querySelector(".marks-text").addEventListener("toggle", show);

  // Into the empty rows as well: a row that is added later is made from them.
  for (const text of document.querySelectorAll(TEXTS)) text.after(piece(".marks-bar"), piece(".marks-help"));
  for (const quote of document.querySelectorAll(`.inline-related ${QUOTES}`)) quote.after(piece(".marks-take"));
  placePanel();
  show();
}
