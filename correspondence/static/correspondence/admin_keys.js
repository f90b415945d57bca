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
