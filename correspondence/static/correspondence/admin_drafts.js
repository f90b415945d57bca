/* While a form is open: what is typed is kept on the server every now and then, and nothing is sent into a dead line.
   Without this script the form is saved as ever. */
"use strict";
{
  const EVERY = 20_000, PATIENCE = 4_000;
  const FRESH = 10_000; // the server was heard so short a time ago that it need not be asked
  const words = document.querySelector(".while-typing");
  const form = words && words.closest("form");
  let heard = performance.now();

  const show = (name) => {
    for (const line of words.children) line.hidden = !line.hasAttribute(`data-${name}`);
    if (name === "kept") words.querySelector("time").textContent = new Date().toLocaleTimeString([], { timeStyle: "short" });
  };

  const typed = () => {
    const fields = new FormData(form);
    for (const [name, value] of [...fields]) {
      if (typeof value !== "string" || name.includes("__prefix__")) fields.delete(name);
    }
    fields.set("_page", location.pathname + location.search);
    return fields;
  };

  const said = () => JSON.stringify([...typed()]);

  const keepTyped = () => {
    let first = null, last = "", touched = false, sending = null, leaving = false;
    const keep = async () => {
      const now = said();
      if (leaving || sending || now === last || (!touched && now === first)) return;
      sending = new AbortController();
      try {
        const answer = await fetch(words.dataset.keep, { method: "POST", body: typed(), signal: sending.signal });
        if (answer.status === 204) last = now;
        heard = performance.now();
        show(answer.status === 204 ? "kept" : "signed-out");
      } catch { /* the next turn tries again; saving says it aloud */ } finally {
        sending = null;
      }
    };
    // Other scripts fill the page in when it opens: what stands there a moment later, untouched, was not typed.
    setTimeout(() => { first = said(); }, 500);
    form.addEventListener("input", () => { touched = true; });
    setInterval(keep, EVERY);
    document.addEventListener("visibilitychange", () => document.hidden && first && keep());
    form.addEventListener("submit", () => { leaving = true; if (sending) sending.abort(); });
    return () => { leaving = false; };
  };

  const isAlive = async () => {
    try {
      const answer = await fetch(words.dataset.alive, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      return answer.ok;
    } catch {
      return false;
    }
  };

  const checkBeforeSending = (stay) => {
    let sending = false, button = null;
    const check = async () => {
      if (await isAlive()) {
        sending = true;
        form.requestSubmit(button);
        setTimeout(() => { sending = false; }, 2 * PATIENCE);
      } else {
        stay();
        show("offline");
        words.scrollIntoView({ block: "nearest" });
      }
    };
    form.addEventListener("submit", (event) => {
      const isFresh = navigator.onLine && performance.now() - heard < FRESH;
      if (sending || isFresh || event.defaultPrevented) return;
      event.preventDefault();
      button = event.submitter;
      check();
    });
    words.querySelector("[data-offline] button").addEventListener("click", () => form.requestSubmit(button));
  };

  if (form && window.fetch && form.requestSubmit && window.AbortSignal && AbortSignal.timeout) {
    checkBeforeSending(keepTyped());
  }

  // A page that comes back with errors opens every fold in which something was typed.
  if (document.querySelector(".errornote")) {
    for (const fold of document.querySelectorAll("#content-main details")) {
      const filled = [...fold.querySelectorAll("textarea, input:not([type=hidden], [type=radio], [type=checkbox])")];
      fold.open = fold.open || filled.some((field) => field.value);
    }
  }
}
