/* Start from a file: what is chosen or dropped is read on the server, and what it says is filled in where nothing stands yet.
   Without this script the button “Read the file” does the same. */
"use strict";
{
  const part = document.getElementById("from-files");
  const input = document.getElementById("id__files");
  const form = input.form;
  const report = part.querySelector(".from-files-report");
  const isFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");

  const tell = (words, isProblem) => {
    const line = document.createElement("p");
    line.className = isProblem ? "from-files-problem" : "quiet";
    line.textContent = words;
    report.replaceChildren(line);
  };

  /* Everything that is typed goes along, so that the server knows what is empty; files that were chosen elsewhere stay. */
  const asked = (files) => {
    const data = new FormData();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    for (const file of files) data.append("_files", file, file.name);
    return data;
  };

  const rowFor = (name) => {
    const [, list, number] = name.match(/^(.+?)-(\d+)-/) || [];
    const total = list && document.getElementById(`id_${list}-TOTAL_FORMS`);
    for (let tries = 0; total && Number(total.value) <= Number(number) && tries < 100; tries += 1) {
      const add = document.querySelector(`#${list}-group .add-row a`);
      if (!add) return;
      add.click();
    }
  };

  const unfold = (control) => {
    for (let box = control.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  };

  const mark = (control, words) => {
    const place = control.closest(".form-multiline > div, .form-row") || control.parentElement;
    if (control.type === "hidden" || control.tagName === "SELECT" && control.name.endsWith("-role")) return;
    if (place.querySelector(".from-file")) return;
    const note = document.createElement("span");
    note.className = "from-file";
    note.textContent = words;
    place.classList.add("from-file-place");
    place.append(note);
  };

  const fill = (name, value, answer) => {
    rowFor(name);
    const control = form.elements[name];
    if (!control || control instanceof RadioNodeList) return;
    if (control.type === "checkbox") {
      control.checked = value !== "";
    } else if (control.value && control.value !== answer.was[name] && control.value !== value && !name.endsWith("-role")) {
      return; // typed meanwhile
    } else {
      if (answer.labels[name]) control.append(new Option(answer.labels[name], value, true, true));
      control.value = value;
    }
    if (answer.labels[name]) django.jQuery(control).trigger("change");
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    mark(control, answer.mark);
    unfold(control);
  };

  const show = (answer) => {
    for (const [name, value] of Object.entries(answer.filled)) {
      if (!name.endsWith("-file_kept")) fill(name, value, answer);
    }
    for (const [name, widget] of Object.entries(answer.kept)) {
      rowFor(name);
      const control = form.elements[name];
      const carried = form.elements[`${name}_kept`];
      if (!control) continue;
      unfold(control);
      if (carried) carried.remove();
      control.insertAdjacentHTML("afterend", widget);
      control.remove();
    }
    report.innerHTML = answer.report;
  };

  let waiting = Promise.resolve();
  const read = async (files) => {
    tell(part.dataset.reading, false);
    part.classList.add("from-files-busy");
    try {
      const answer = await fetch(part.dataset.read, { method: "POST", body: asked(files), credentials: "same-origin" });
      if (!answer.ok || !(answer.headers.get("Content-Type") || "").includes("json")) throw new Error(String(answer.status));
      show(await answer.json());
      input.value = "";
    } catch {
      tell(part.dataset.failed, true);
    }
    part.classList.remove("from-files-busy");
  };
  const take = (files) => {
    const chosen = [...files];
    if (chosen.length) waiting = waiting.then(() => read(chosen)); // one after the other: each fills what the last left empty
  };

  input.addEventListener("change", () => take(input.files));
  document.addEventListener("dragover", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    part.classList.add("from-files-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) part.classList.remove("from-files-over");
  });
  document.addEventListener("drop", (event) => {
    part.classList.remove("from-files-over");
    if (!isFiles(event) || (event.target instanceof HTMLInputElement && event.target.type === "file")) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
}
