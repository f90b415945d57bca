/* After signing in again: what was typed is sent on at once. Without this script its button does it. */
"use strict";
document.querySelector("form[data-send-at-once]")?.requestSubmit();
