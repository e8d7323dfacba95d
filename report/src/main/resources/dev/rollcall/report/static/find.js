// SPDX-License-Identifier: Apache-2.0
// Finds systems of a large fleet, whose rows are on many pages, by words and by status. Its index consists of scripts that are
// loaded on demand, because a page opened from disk may load nothing else. Without it the list of pages leads to every system.
(() => {
  "use strict";

  const MOST = 200;
  const PER_PAGE = 500;
  const HEADINGS = ["Host", "Status", "Reason", "Flake", "Environment", "Owner"];

  const place = document.querySelector("[data-index]");
  const { make, anchorOf, hostOf, address, copyButton } = globalThis.rollcall;
  const systems = [];
  let loading = null;

  globalThis.rollcallFound = ({ part, facts, systems: flat }) => {
    const texts = facts.map((fact) => fact.join(" ").toLowerCase());
    const before = (part - 1) * 10 * PER_PAGE;
    for (let i = 0; i < flat.length; i += 2) {
      const page = String(Math.floor((before + i / 2) / PER_PAGE) + 1).padStart(3, "0");
      const [host, number] = [flat[i], flat[i + 1]];
      systems.push({ host, page, facts: facts[number], text: `${host.toLowerCase()} ${texts[number]}` });
    }
  };

  const loadPart = (number) =>
    new Promise((loaded, failed) => {
      const script = make("script", { src: `find-${String(number).padStart(3, "0")}.js` });
      script.addEventListener("load", loaded);
      script.addEventListener("error", failed);
      document.head.append(script);
    });

  const load = async () => {
    systems.length = 0; // of an attempt that failed
    for (let number = 1; number <= Number(place.dataset.index); number++) await loadPart(number);
  };

  const statusOf = (slug) => document.getElementById(slug)?.querySelector(".status")?.cloneNode(true) ?? slug;

  const rowOf = ({ host, page, facts: [status, ...others] }) => {
    const link = make("a", { href: `systems-${page}.html#${anchorOf(host)}` }, make("bdi", {}, host));
    const cells = [statusOf(status), ...others.map((text) => (text ? make("bdi", {}, text) : "–"))];
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, link),
      ...cells.map((content, column) => make("td", { "data-label": HEADINGS[column + 1] }, content)),
    );
  };

  const box = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const said = make("output", { class: "none" });
  const body = make("tbody", {});
  const headings = HEADINGS.map((heading) => make("th", { scope: "col" }, heading));
  const results = make(
    "table",
    { class: "stacks found" },
    make("caption", { class: "hidden" }, "Systems found"),
    make("thead", {}, make("tr", {}, ...headings)),
    body,
  );
  let found = [];
  const copy = copyButton(() => found.map(({ host }) => host));

  const find = async () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    // not by :target, which is not set while a page is loading
    const chip = [...document.querySelectorAll(".chips a[id]")].find(({ id }) => location.hash === `#${id}`);
    address.set("find", box.value.trim());
    place.classList.toggle("finding", words.length > 0 || chip !== undefined);
    copy.hidden = !words.length && !chip;
    if (copy.hidden) {
      said.textContent = "";
      return;
    }
    try {
      await (loading ??= load());
    } catch {
      loading = null;
      said.textContent = "The index of this report can’t be loaded; systems.csv has every system.";
      return;
    }
    if (words.join(" ") !== box.value.toLowerCase().split(/\s+/).filter(Boolean).join(" ")) return; // typed on meanwhile
    found = systems.filter(
      ({ text, facts }) => (!chip || facts[0] === chip.id) && words.every((word) => text.includes(word)),
    );
    body.replaceChildren(...found.slice(0, MOST).map(rowOf));
    const shown = found.length > MOST ? `, the first ${MOST} are shown` : "";
    said.textContent = `${found.length.toLocaleString("en")} of ${systems.length.toLocaleString("en")} systems${shown}`;
  };

  const restore = () => {
    const id = location.hash.slice(1);
    box.value = address.get("find") || (id.startsWith("h-") ? hostOf(id) : "");
    find();
  };

  box.addEventListener("input", find);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") body.querySelector("a")?.click();
  });
  addEventListener("hashchange", find);
  addEventListener("popstate", () => address.isKept && restore());
  place.append(make("p", { class: "tools" }, make("label", {}, "Find in all systems ", box), copy, said), results);
  restore();
  // a shared URL is about its results
  if (box.value) place.scrollIntoView();
})();
