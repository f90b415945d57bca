/* While a letter is typed: which earlier letters may it answer? The list beside the form follows; nothing is linked by itself. */
"use strict";
{
  const place = document.querySelector("[data-answers]");
  const form = document.getElementById("letter_form");
  const WATCHED = /^(subject|dated|dated_order|own_reference|their_reference|topic|texts-\d+-body|participations-\d+-(role|party)|(links_up|texts|participations)-TOTAL_FORMS|links_up-\d+-earlier)$/;
  const PAUSE = 900;
  let waiting = 0;
  let asked = "";

  const ask = async () => {
    const sent = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && WATCHED.test(name)) sent.append(name, value);
    }
    const said = JSON.stringify([...sent]);
    if (said === asked) return;
    asked = said;
    sent.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(place.dataset.answers, { method: "POST", body: sent, credentials: "same-origin" });
      if (answer.ok && !answer.redirected && said === asked) place.innerHTML = await answer.text();
    } catch {
      asked = ""; // no connection: asked again with the next change
    }
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  };

  if (place && form) {
    form.addEventListener("change", (event) => WATCHED.test(event.target.name) && later());
    // The lists that are searched on the server tell of a choice in their own way.
    window.django?.jQuery?.(form).on("select2:select select2:clear", later);
  }
}
