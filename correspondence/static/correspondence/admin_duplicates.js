/* While a letter is typed: ask which letters on record it may be, and show them beside the form. Nothing is blocked. */
"use strict";
{
  const place = document.querySelector("[data-possibly]");
  const form = document.getElementById("letter_form");
  const WATCHED = /^(subject|dated|dated_order|received|own_reference|their_reference|not_the_same|participations-\d+-(role|party|DELETE))$/;
  const PAUSE = 700;
  const MOST_BYTES = 64 * 1024 * 1024;
  const digests = { text_digest: new Map(), file_digest: new Map() };
  let waiting = 0;
  let asked = "";

  const hex = async (bytes) =>
    [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((one) => one.toString(16).padStart(2, "0")).join("");

  // Only where the browser can: otherwise the same text and the same file are found after saving.
  const digest = async (field) => {
    if (!window.crypto || !crypto.subtle) return;
    if (field.type === "file") {
      const files = [...field.files].filter((file) => file.size <= MOST_BYTES);
      digests.file_digest.set(field.name, await Promise.all(files.map(async (file) => hex(await file.arrayBuffer()))));
    } else if (/^texts-\d+-body$/.test(field.name)) {
      const words = field.value.normalize("NFC").trim().split(/\s+/).join(" ");
      digests.text_digest.set(field.name, words.length < 60 ? [] : [await hex(new TextEncoder().encode(words))]);
    }
  };

  const typed = () => {
    const sent = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && WATCHED.test(name)) sent.append(name, value);
    }
    for (const [name, found] of Object.entries(digests)) {
      for (const one of [...found.values()].flat()) sent.append(name, one);
    }
    return sent;
  };

  const ask = async () => {
    const sent = typed();
    const said = JSON.stringify([...sent]);
    if (said === asked) return;
    asked = said;
    sent.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(place.dataset.possibly, { method: "POST", body: sent, credentials: "same-origin" });
      if (answer.ok && !answer.redirected && said === asked) place.innerHTML = await answer.text();
    } catch {
      asked = ""; // no connection: asked again with the next change
    }
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  };

  const changed = async (event) => {
    await digest(event.target);
    later();
  };

  if (place && form) {
    // Where nothing stands beside the form, the callout stands above its buttons.
    const buttons = form.querySelector(".submit-row");
    if (buttons && window.matchMedia("(max-width: 67.99rem)").matches) buttons.before(place);
    form.addEventListener("input", later);
    form.addEventListener("change", changed);
    // The searched lists of the admin tell of a choice only in this way.
    django.jQuery(form).on("change", "select.admin-autocomplete", later);
    place.addEventListener("click", (event) => {
      const key = event.target.dataset && event.target.dataset.apart;
      if (!key) return;
      const kept = document.createElement("input");
      kept.type = "hidden";
      kept.name = "not_the_same";
      kept.value = key;
      form.append(kept);
      later();
    });
    later();
  }
}
