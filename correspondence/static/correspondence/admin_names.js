/* The searched lists of the admin lose the label of the field that they stand for: give it back to screen readers. */
"use strict";
{
  const nameLists = (part) => {
    for (const select of part.querySelectorAll("select.admin-autocomplete")) {
      const list = select.nextElementSibling;
      const label = select.labels && select.labels[0];
      if (!label || !list || !list.matches(".select2-container")) continue;
      label.id = label.id || `${select.id}_label`;
      const shown = list.querySelector(".select2-selection__rendered");
      if (shown && shown.id) {
        shown.setAttribute("aria-labelledby", label.id);
        list.querySelector("[role=combobox]").setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
      }
    }
  };
  // Both after Django's own script, which makes the lists at these moments.
  django.jQuery(() => nameLists(document));
  document.addEventListener("formset:added", (event) => nameLists(event.target));
}
