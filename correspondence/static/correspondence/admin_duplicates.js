/* While a letter is typed: ask which letters on record it may be, and show them beside the form. Nothing is blocked. */
"use strict";
{
  const place = document.querySelector("[data-possibly]");
  const form = document.getElementById("letter_form");
  const WATCHED = /^(subject|dated|dated_order|received|own_reference|their_reference|not_the_same|participations-\d+-(role|party|DELETE))$/;
  const PAUSE = 700;
  const MOST_BYTES = 64 * 1024 * 1024;
  const digests = { text_digest: new Map(), file_digest: new Map() };

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

  const found = () => Object.entries(digests).flatMap(([name, some]) => [...some.values()].flat().map((one) => [name, one]));

  if (place && form) {
    const later = whileTyped({ form, place, address: place.dataset.possibly, watched: WATCHED, pause: PAUSE, more: found });
    // Where nothing stands beside the form, the callout stands above its buttons.
    const buttons = form.querySelector(".submit-row");
    if (buttons && window.matchMedia("(max-width: 67.99rem)").matches) buttons.before(place);
    form.addEventListener("input", later);
    form.addEventListener("change", async (event) => {
      await digest(event.target);
      later();
    });
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
