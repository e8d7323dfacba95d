// SPDX-License-Identifier: Apache-2.0
// Makes tables easier to use: filter, sort, copy a host name, jump to a host. Every page is complete without it.
(() => {
  "use strict";

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const rowsOf = (part) => [...part.querySelectorAll("tbody tr:not(.under):not(.group)")];

  // What is known of a row stands in the one below.
  const withUnder = (row) => (row.nextElementSibling?.classList.contains("under") ? [row, row.nextElementSibling] : [row]);

  // Filter: every word must occur in a row.
  const addFilter = (table) => {
    if (rowsOf(table).length < 10) return;
    const box = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const shown = make("output", { class: "none" });
    const textOf = (row) => withUnder(row).map((part) => part.textContent).join(" ").toLowerCase();
    const texts = new Map(rowsOf(table).map((row) => [row, textOf(row)]));
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const [row, text] of texts) {
        const isHidden = !words.every((word) => text.includes(word));
        withUnder(row).forEach((part) => (part.hidden = isHidden));
        if (!isHidden) count++;
      }
      for (const group of table.querySelectorAll(".group")) {
        group.hidden = rowsOf(table).every((row) => row.parentNode !== group.parentNode || row.hidden);
      }
      shown.textContent = words.length ? `${count} of ${texts.size} rows` : "";
    });
    table.before(make("p", { class: "tools" }, make("label", {}, "Filter ", box), " ", shown));
  };

  // Sort: a heading says by what (number, age or share), else it is by text; the rows without a value come last.
  const minutes = { min: 1, h: 60, d: 1440 };
  const numberIn = (text) => Number(text.replaceAll(",", ""));
  const keys = {
    number: (text) => numberIn(/[\d,]+/.exec(text)?.[0] ?? "0"),
    age: (text) => {
      const [, atLeast, number, unit] = /(≥ )?([\d,]+) (min|h|d)/.exec(text) ?? [];
      return unit ? numberIn(number) * minutes[unit] + (atLeast ? 0.5 : 0) : 0;
    },
    // the last one of "12 % → 40 %"
    share: (text) => {
      const [, sign, number] = /([<>] )?(\d+) %$/.exec(text) ?? [];
      return Number(number) + (sign === "< " ? -0.5 : sign ? 0.5 : 0);
    },
    text: (text) => text,
  };

  const keyOf = (cell, kind) => {
    const text = (cell.querySelector("summary") || cell).textContent.trim();
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
    headings.forEach((heading, column) => {
      if (heading.classList.contains("share")) return;
      const button = make("button", { type: "button", class: "sort" }, ...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const isDescending = heading.getAttribute("aria-sort") === "ascending";
        headings.forEach((other) => other.removeAttribute("aria-sort"));
        heading.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
        [...table.tBodies].forEach((body) => sort(body, column, heading.dataset.sort ?? "text", isDescending));
      });
    });
  };

  // Copy: one button follows the row that has the pointer or the focus.
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

  const addCopying = (table) => {
    const button = make("button", { type: "button", class: "copy" }, "copy");
    const said = make("span", { class: "hidden", role: "status" });
    table.after(said);
    const follow = (event) => {
      const heading = event.target.closest("tbody tr")?.querySelector("th");
      if (heading?.querySelector("bdi") && button.parentNode !== heading) {
        button.textContent = "copy";
        button.setAttribute("aria-label", `copy ${heading.querySelector("bdi").textContent}`);
        heading.append(" ", button);
      }
    };
    table.addEventListener("pointerover", follow);
    table.addEventListener("focusin", follow);
    button.addEventListener("click", async () => {
      const name = button.parentNode.querySelector("bdi").textContent;
      const isDone = await copied(name);
      button.textContent = isDone ? "copied" : "not copied";
      said.textContent = `${name} ${button.textContent}`;
    });
  };

  // Jump: the list of pages says which hosts each begins and ends with, in the order of code points.
  const isAfter = (one, other) => {
    const [a, b] = [[...one], [...other]];
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] !== b[i]) return a[i].codePointAt(0) > b[i].codePointAt(0);
    }
    return a.length > b.length;
  };

  const anchorOf = (host) =>
    "h-" + [...host].map((c) => (/[A-Za-z0-9.-]/.test(c) ? c : `_${c.codePointAt(0).toString(16)}_`)).join("");

  const addJump = (place) => {
    const pages = [...document.querySelectorAll(".pages a")].map((link) => ({
      href: link.getAttribute("href"),
      last: link.querySelectorAll("bdi")[1].textContent,
    }));
    const box = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const button = make("button", { type: "button" }, "Go");
    const jump = () => {
      const host = box.value.trim();
      if (!host || !pages.length) return;
      const page = pages.find(({ last }) => !isAfter(host, last)) || pages[pages.length - 1];
      location.href = `${page.href}#${anchorOf(host)}`;
    };
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") jump();
    });
    button.addEventListener("click", jump);
    place.append(make("p", { class: "tools" }, make("label", {}, "Jump to host ", box), " ", button));
  };

  // A jump with the beginning of a name lands on the first host that has it, or says that there is none.
  const land = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    // nights of a while ago have moved on to an older page
    const older = document.querySelector(".neighbours a[rel=next]");
    if (older && id.startsWith("night-") && !document.getElementById(id)) {
      location.replace(older.href + location.hash);
    }
    if (!id.startsWith("h-") || document.getElementById(id)) return;
    const row = [...document.querySelectorAll(".systems tbody tr[id]")].find((candidate) => candidate.id.startsWith(id));
    if (row) {
      location.replace(`#${row.id}`);
    } else {
      document.querySelector("#main h1")?.after(make("p", { class: "warning", role: "status" }, "There is no such host in this snapshot."));
    }
  };

  document.querySelectorAll("table[data-tools]").forEach((table) => {
    addFilter(table);
    addSorting(table);
    if (!table.classList.contains("flakes")) addCopying(table);
  });
  document.querySelectorAll("[data-jump]").forEach(addJump);
  land();
})();
