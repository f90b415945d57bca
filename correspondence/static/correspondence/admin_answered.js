/* While a letter is typed: which earlier letters may it answer? The list beside the form follows; nothing is linked by itself. */
"use strict";
{
  const place = document.querySelector("[data-answers]");
  const form = document.getElementById("letter_form");
  const WATCHED = /^(subject|dated|dated_order|own_reference|their_reference|topic|texts-\d+-body|participations-\d+-(role|party)|(links_up|texts|participations)-TOTAL_FORMS|links_up-\d+-earlier)$/;
  const PAUSE = 900;

  if (place && form) {
    const later = whileTyped({ form, place, address: place.dataset.answers, watched: WATCHED, pause: PAUSE });
    form.addEventListener("change", (event) => WATCHED.test(event.target.name) && later());
    // The searched lists of the admin tell of a choice only in this way.
    django.jQuery(form).on("change", "select.admin-autocomplete", later);
  }
}
