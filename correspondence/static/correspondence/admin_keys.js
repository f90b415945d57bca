/* Ctrl+Enter (or Cmd+Enter) saves, from every field of a record's form. */
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const form = event.target.closest?.("form");
  const save = form?.querySelector("[name=_save]");
  if (!save) return;
  event.preventDefault();
  form.requestSubmit(save);
});

// What is typed first of a reply is its date: the rest above is filled in.
window.addEventListener("load", () => {
  if (document.querySelector(".desk-lead")) document.getElementById("id_dated")?.focus();
});
