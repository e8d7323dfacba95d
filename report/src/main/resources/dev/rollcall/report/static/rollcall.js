// SPDX-License-Identifier: Apache-2.0
// Makes tables easier to use (filter, sort, copy) and forwards from the archive to a night. Every page is complete without it.
(() => {
  "use strict";

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  // The URL stores the selection, so that it survives Back and can be shared.
  const address = {
    isKept: true,
    get: (name) => new URLSearchParams(location.search).get(name) ?? "",
    set: (name, value) => {
      if (value === address.get(name)) return;
      const choices = new URLSearchParams(location.search);
      if (value) choices.set(name, value);
      else choices.delete(name);
      const query = choices.toString();
      try {
        history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
      } catch {
        address.isKept = false; // a browser may forbid it for pages opened from disk
      }
    },
  };

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = make("textarea", { readonly: "", class: "hidden" });
      area.value = text;
      document.body.append(area);
      area.select();
      const isDone = document.execCommand("copy");
      area.remove();
      return isDone;
    }
  };

  const said = make("span", { class: "hidden", role: "status" });
  document.querySelector("main").append(said);

  const copy = async (button, text, what) => {
    const label = button.textContent;
    const outcome = text === "" ? "nothing to copy" : (await copied(text)) ? "copied" : "not copied";
    button.textContent = what === text || text === "" ? outcome : `${what} ${outcome}`;
    said.textContent = `${what} ${outcome}`;
    setTimeout(() => (button.textContent = label), 2000);
  };

  // Copies a list of names, one per line.
  const copyButton = (names) => {
    const button = make("button", { type: "button" }, "Copy names");
    button.addEventListener("click", () => copy(button, names().join("\n"), `${names().length.toLocaleString("en")} names`));
    return button;
  };

  const rowsOf = (part) => [...part.querySelectorAll("tbody tr:not(.under):not(.group)")];

  // The details of a row are in the next one.
  const withUnder = (row) => (row.nextElementSibling?.classList.contains("under") ? [row, row.nextElementSibling] : [row]);

  // the status filter of the stylesheet hides rows too
  const isShown = (row) => row.getClientRects().length > 0;

  // Each table of a page has its own selection.
  const tables = [...document.querySelectorAll("table[data-tools]")];
  const choiceOf = (table, name) => (tables.indexOf(table) ? `${name}-${tables.indexOf(table) + 1}` : name);

  // Filter: a row must contain every word.
  const filterOf = (table) => {
    const box = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const shown = make("output", { class: "none" });
    const textOf = (row) => withUnder(row).map((part) => part.textContent).join(" ").toLowerCase();
    const texts = new Map(rowsOf(table).map((row) => [row, textOf(row)]));
    const count = () => {
      const number = [...texts.keys()].filter(isShown).length;
      shown.textContent = number < texts.size ? `${number} of ${texts.size} rows` : "";
    };
    const choice = choiceOf(table, "filter");
    const apply = () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const [row, text] of texts) {
        const isHidden = !words.every((word) => text.includes(word));
        withUnder(row).forEach((part) => (part.hidden = isHidden));
      }
      for (const group of table.querySelectorAll(".group")) {
        group.hidden = rowsOf(table).every((row) => row.parentNode !== group.parentNode || row.hidden);
      }
      address.set(choice, box.value.trim());
      count();
    };
    const restore = () => {
      box.value = address.get(choice);
      apply();
    };
    box.addEventListener("input", apply);
    addEventListener("hashchange", count);
    addEventListener("load", count);
    addEventListener("popstate", () => address.isKept && restore());
    restore();
    return [make("label", {}, "Filter these rows ", box), shown];
  };

  const addTools = (table) => {
    const tools = make("p", { class: "tools" });
    if (rowsOf(table).length >= 10 && table.dataset.tools === "filter") tools.append(...filterOf(table));
    if (rowsOf(table).length >= 2 && table.querySelector("tbody th bdi")) {
      const shown = () => rowsOf(table).filter(isShown);
      tools.append(copyButton(() => shown().map((row) => row.querySelector("th bdi")?.textContent ?? "")));
    }
    if (tools.hasChildNodes()) table.before(tools);
  };

  // Sort: by the type of the heading (number, age or share), else by text; rows without a value come last.
  const minutes = { min: 1, h: 60, d: 1440 };
  const numberIn = (text) => Number(text.replaceAll(",", ""));
  const keys = {
    number: (text) => numberIn(/[\d,]+(\.\d+)?/.exec(text)?.[0] ?? "0"),
    age: (text) => {
      const [, atLeast, number, unit] = /(≥ )?([\d,]+) (min|h|d)/.exec(text) ?? [];
      return unit ? numberIn(number) * minutes[unit] + (atLeast ? 0.5 : 0) : 0;
    },
    // the last number of "12 % → 40 %"
    share: (text) => {
      const [, sign, number] = /([<>] )?(\d+) %$/.exec(text) ?? [];
      return Number(number) + (sign === "< " ? -0.5 : sign ? 0.5 : 0);
    },
    text: (text) => text,
  };

  // without status shapes, and without the buttons of the row with the pointer or the focus
  const keyOf = (cell, kind) => {
    const plain = (cell.querySelector("summary") || cell).cloneNode(true);
    plain.querySelectorAll(".copy, [aria-hidden]").forEach((extra) => extra.remove());
    const text = plain.textContent.trim();
    return text === "" || text === "–" ? "" : keys[kind](text);
  };

  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

  const sort = (body, column, kind, isDescending) => {
    const keyed = rowsOf(body).map((row, place) => ({ row, place, key: keyOf(row.cells[column], kind) }));
    keyed.sort((one, other) => {
      if ((one.key === "") !== (other.key === "")) return one.key === "" ? 1 : -1;
      if (one.key === "") return one.place - other.place;
      const order = compare(one.key, other.key);
      return (isDescending ? -order : order) || one.place - other.place;
    });
    body.append(...keyed.flatMap(({ row }) => withUnder(row)));
  };

  const addSorting = (table) => {
    if (rowsOf(table).length < 2) return;
    const headings = [...table.tHead.rows[0].cells];
    const sortBy = (column, isDescending) => {
      const heading = headings[column];
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
      [...table.tBodies].forEach((body) => sort(body, column, heading.dataset.sort ?? "text", isDescending));
    };
    headings.forEach((heading, column) => {
      if (heading.classList.contains("share")) return;
      const button = make("button", { type: "button", class: "sort" }, ...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const isDescending = heading.getAttribute("aria-sort") === "ascending";
        sortBy(column, isDescending);
        address.set(choiceOf(table, "sort"), `${column + 1}${isDescending ? "-down" : ""}`);
      });
    });
    const [, column, down] = /^(\d+)(-down)?$/.exec(address.get(choiceOf(table, "sort"))) ?? [];
    if (headings[column - 1]) sortBy(column - 1, down !== undefined);
  };

  // Copy: buttons appear in the row with the pointer or the focus, one for its name and one for each full hash or path.
  const copyable = "th bdi, code[title], .under code:not([title]), dd code";

  const buttonFor = (source) => {
    const text = source.title || source.textContent;
    const button = make("button", { type: "button", class: "copy", "aria-label": `copy ${text}` }, "copy");
    button.addEventListener("click", () => copy(button, text, text));
    return button;
  };

  const addCopying = (container, unit) => {
    let current = null;
    let buttons = [];
    const follow = (event) => {
      const row = event.target.closest(unit);
      if (!row || row === current) return;
      buttons.forEach((button) => button.remove());
      current = row;
      buttons = [...row.querySelectorAll(copyable)].map((source) => {
        const button = buttonFor(source);
        (source.closest("a") ?? source).after(button);
        return button;
      });
    };
    container.addEventListener("pointerover", follow);
    container.addEventListener("focusin", follow);
  };

  // Rows without focusable elements always have their buttons.
  const addStandingCopies = (list) => {
    list.querySelectorAll("code").forEach((source) => source.after(buttonFor(source)));
  };

  const anchorOf = (host) =>
    "h-" + [...host].map((c) => (/[A-Za-z0-9.-]/.test(c) ? c : `_${c.codePointAt(0).toString(16)}_`)).join("");

  const hostOf = (anchor) =>
    anchor.slice(2).replace(/_([0-9a-f]{1,5})_/g, (_, point) => String.fromCodePoint(parseInt(point, 16)));

  // The archive knows which nights have a report, and their order; pages of a night link here to be forwarded.
  const goToNight = (id) => {
    const nights = [...document.querySelectorAll(".archive tbody tr")];
    const row = id === "last" ? nights.length : nights.indexOf(document.getElementById(id)?.closest("tr"));
    if (row < 0) {
      // older nights are on another page
      const older = document.querySelector(".neighbours a[rel=next]");
      if (older) location.replace(older.href + location.hash);
      return;
    }
    if (id.startsWith("night-")) return;
    const isNext = !id.startsWith("report-");
    const link = isNext
      ? nights.slice(0, row).reverse().map((night) => night.querySelector("th a")).find(Boolean)
      : nights[row].querySelector("th a");
    // the next night may be the last of the page before
    const newer = isNext && document.querySelector(".neighbours a[rel=prev]");
    if (link) location.replace(link.href);
    else if (newer) location.replace(`${newer.href}#last`);
  };

  // A prefix goes to the first host that has it. A page without the rows of all hosts looks in the index.
  const goToHost = (id) => {
    if (document.getElementById(id) || document.querySelector("[data-index]")) return;
    const row = [...document.querySelectorAll(".systems tbody tr[id]")].find((candidate) => candidate.id.startsWith(id));
    if (row) {
      location.replace(`#${row.id}`);
    } else {
      document.querySelector("#main h1")?.after(make("p", { class: "warning", role: "status" }, "There is no such host in this snapshot."));
    }
  };

  tables.forEach((table) => {
    addTools(table);
    addSorting(table);
    addCopying(table, "tbody tr");
  });
  document.querySelectorAll(".commits").forEach((table) => addCopying(table, "tbody tr"));
  document.querySelectorAll(".evidence").forEach(addStandingCopies);

  const id = location.hash.slice(1);
  if (/^((night|report|after)-\d+|last)$/.test(id)) goToNight(id);
  if (id.startsWith("h-")) goToHost(id);

  globalThis.rollcall = { make, anchorOf, hostOf, address, copyButton };
})();
