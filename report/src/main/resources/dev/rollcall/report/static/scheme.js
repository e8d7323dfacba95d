// SPDX-License-Identifier: Apache-2.0
// Switches between light and dark. Runs before anything is drawn, so that no page flashes in the other scheme. The browser stores
// the choice, unless it is that of the system.
(() => {
  "use strict";

  const KEY = "rollcall-scheme";
  const sheet = document.querySelector("[data-dark]");
  const usual = sheet.media;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;

  const stored = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null; // a browser may allow a page no store
    }
  };

  const isDark = () => (chosen === null ? system.matches : chosen === "dark");

  const apply = () => {
    chosen = stored((store) => store.getItem(KEY));
    show();
  };

  const show = () => {
    sheet.media = chosen === null ? usual : chosen === "dark" ? "screen" : "not all";
    const button = document.querySelector(".scheme");
    if (button) button.textContent = isDark() ? "Light" : "Dark";
  };

  const change = () => {
    const next = isDark() ? "light" : "dark";
    chosen = (next === "dark") === system.matches ? null : next;
    stored((store) => (chosen === null ? store.removeItem(KEY) : store.setItem(KEY, chosen)));
    show();
  };

  apply();
  system.addEventListener("change", show);
  addEventListener("pageshow", apply); // a page that Back returns to as it was
  addEventListener("DOMContentLoaded", () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "scheme";
    button.title = "Switch between light and dark";
    button.addEventListener("click", change);
    const masthead = document.querySelector(".masthead .inner");
    masthead.insertBefore(button, masthead.querySelector(".nights"));
    show();
  });
})();
