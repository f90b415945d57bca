/* What stands beside a form follows what is typed in it: asked of the server after a pause, and shown as it answers. */
"use strict";
// Returns what is to be called when something changed. `watched` says which fields are sent, `more` what goes along with them.
const whileTyped = ({ form, place, address, watched, pause, more = () => [] }) => {
  let waiting = 0;
  let asked = "";

  const ask = async () => {
    const sent = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && watched.test(name)) sent.append(name, value);
    }
    for (const [name, value] of more()) sent.append(name, value);
    const said = JSON.stringify([...sent]);
    if (said === asked) return;
    asked = said;
    sent.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(address, { method: "POST", body: sent, credentials: "same-origin" });
      if (answer.ok && !answer.redirected && said === asked) place.innerHTML = await answer.text();
    } catch {
      asked = ""; // no connection: asked again with the next change
    }
  };

  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, pause);
  };
};
