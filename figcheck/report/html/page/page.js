"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // What is seldom looked at stands as text in noscript: a reader without scripts has all of it, and a browser with
  // scripts makes elements of it when it is wanted.
  const unfold = (holder) => {
    const text = holder.querySelector(":scope > noscript");
    if (!text) return;
    const [before, reasons] = parts(text.textContent);
    const made = document.createElement("template");
    made.innerHTML = before;
    if (reasons) {
      // Of a finding the reasons stay folded, as in those that were elements from the start.
      const still = document.createElement("noscript");
      still.textContent = reasons;
      made.content.querySelector("details.more").append(still);
    }
    text.replaceWith(made.content);
    holder.classList.remove("folded");
  };

  const parts = (text) => {
    const opening = text.indexOf('<details class="more">');
    if (opening < 0) return [text, ""];
    const start = text.indexOf("</summary>", opening) + "</summary>".length;
    const end = text.lastIndexOf("</details>");
    return [text.slice(0, start) + text.slice(end), text.slice(start, end)];
  };

  const count = (number) => number.toLocaleString("en-US");
  const numbers = (text) => new Set((text || "").split(" ").filter(Boolean));
  const findings = all("article.finding").map((element) => ({
    element,
    severity: numbers(element.dataset.severity),
    rule: numbers(element.dataset.rule),
    measure: numbers(element.dataset.measure),
    outlet: numbers(element.dataset.outlet),
    words: null,
  }));
  const plots = all("figure.plot").map((element) => ({
    element,
    measure: numbers(element.dataset.measure),
    outlet: numbers(element.dataset.outlet),
    findings: numbers(element.dataset.findings),
    words: null,
  }));
  const FACETS = ["severity", "rule", "measure", "outlet"];
  const search = byId("the-search");
  const boxes = all(".tools input[type=checkbox]");
  let pair = null; // the names of two outlets that were chosen in the matrix

  const folded = (text) => text.toLowerCase().replace(/\s+/g, " ");
  const reader = new DOMParser();
  const wordsOf = (finding) => (finding.words ??= folded(textOf(finding.element)));
  const textOf = (element) => {
    const text = element.querySelector(":scope > noscript");
    if (text) return reader.parseFromString(parts(text.textContent)[0], "text/html").body.textContent;
    return all(":scope > header, :scope > .sides", element).map((part) => part.textContent).join(" ");
  };
  const titleOf = (plot) => (plot.words ??= folded(plot.element.querySelector("figcaption").textContent));
  const outletNumber = (name) => boxes.find((box) => box.name === "outlet" && box.dataset.name === name)?.value ?? "x";

  // --- filtering -------------------------------------------------------------------------------------------------

  const wanted = () => {
    const chosen = Object.fromEntries(FACETS.map((name) => [name, []]));
    for (const box of boxes) if (box.checked) chosen[box.name].push(box.value);
    return { ...chosen, words: folded(search?.value ?? "").trim().split(" ").filter(Boolean), pair: pair?.map(outletNumber) };
  };
  const meets = (values, chosen) => !chosen.length || chosen.some((value) => values.has(value));
  const holds = (text, words) => words.every((word) => text.includes(word));
  const between = (outlets, two) => !two || (two[0] === two[1]
    ? outlets.size === 1 && outlets.has(two[0])
    : outlets.has(two[0]) && outlets.has(two[1]));
  const passes = (finding, want) => FACETS.every((name) => meets(finding[name], want[name]))
    && between(finding.outlet, want.pair) && (!want.words.length || holds(wordsOf(finding), want.words));

  const show = (element, visible) => { if (element.hidden === visible) element.hidden = !visible; };

  function filter() {
    const want = wanted();
    const filtered = FACETS.some((name) => want[name].length) || want.words.length > 0 || want.pair;
    const shown = new Set();
    for (const finding of findings) {
      const visible = passes(finding, want);
      show(finding.element, visible);
      if (visible) shown.add(finding.element.id);
    }
    const byFindings = want.severity.length || want.rule.length || want.pair;
    for (const plot of plots) {
      const own = !byFindings && meets(plot.measure, want.measure) && meets(plot.outlet, want.outlet)
        && holds(titleOf(plot), want.words);
      show(plot.element, !filtered || own || [...plot.findings].some((anchor) => shown.has(anchor)));
    }
    if (!search) return;
    byId("the-shown").value = filtered ? `${count(shown.size)} of ${count(findings.length)} shown` : `${count(shown.size)} shown`;
    byId("nothing-shown").hidden = shown.size > 0;
    chips(want);
    for (const facet of all("details.facet")) facet.classList.toggle("active", !!facet.querySelector(":checked"));
  }

  function chips(want) {
    const list = byId("the-chips");
    const made = [];
    const chip = (label, drop) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.setAttribute("aria-label", `Drop the filter ${label}`);
      button.addEventListener("click", () => { drop(); changed(); });
      const item = document.createElement("li");
      item.append(button);
      made.push(item);
    };
    for (const box of boxes) if (box.checked) chip(box.dataset.name, () => { box.checked = false; });
    if (pair) chip(pair[0] === pair[1] ? `${pair[0]} with itself` : `${pair[0]} and ${pair[1]}`, () => { pair = null; });
    if (want.words.length) chip(`\u201c${search.value.trim()}\u201d`, () => { search.value = ""; });
    list.replaceChildren(...made);
    list.hidden = !made.length;
  }

  function clear() {
    for (const box of boxes) box.checked = false;
    if (search) search.value = "";
    pair = null;
  }

  // --- the address: filters as name=value, or the name of a place on the page ------------------------------------

  const address = () => {
    const told = new URLSearchParams();
    for (const box of boxes) if (box.checked) told.append(box.name, box.dataset.name);
    for (const name of pair ?? []) told.append("pair", name);
    if (search?.value.trim()) told.append("q", search.value.trim());
    return told.toString();
  };
  let told = "";

  function changed() {
    filter();
    const now = address();
    if (now === told) return;
    told = now;
    history.replaceState(null, "", now ? `#${now}` : location.pathname + location.search);
  }

  function restore() {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) {
      let id = hash;
      try { id = decodeURIComponent(hash); } catch { /* a broken address leads nowhere */ }
      if (id) reveal(id);
      return;
    }
    const asked = new URLSearchParams(hash);
    clear();
    for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.dataset.name);
    const two = asked.getAll("pair");
    if (two.length === 2) pair = two;
    if (search) search.value = asked.get("q") ?? "";
    told = address();
    filter();
  }

  // --- going somewhere -------------------------------------------------------------------------------------------

  /** Shows what has this id, unfolded, and goes there. Says whether there is such a thing. */
  function reveal(id) {
    const row = /^(plot-\d+)-\d+$/.exec(id);
    const plot = row && byId(row[1]);
    if (plot) unfold(plot);
    const target = byId(id);
    if (!target) return false;
    const holder = target.closest("article.finding, figure.plot");
    if (holder) {
      unfold(holder);
      if (holder.hidden) { clear(); changed(); }
    }
    if (holder === target && target.matches("article.finding")) openReasons(target, true);
    if (row) choose(target);
    go(target);
    return true;
  }

  function go(target) {
    if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.matches("tr") ? "nearest" : "start" });
  }

  function openReasons(finding, open) {
    const details = finding.querySelector(":scope > details.more");
    if (open) unfold(details);
    details.open = open;
  }

  /** Highlights one figure of a plot in its table and on the plot. */
  function choose(row) {
    const plot = row.closest("figure.plot");
    for (const old of all(".chosen", plot)) old.classList.remove("chosen");
    row.classList.add("chosen");
    for (const dot of all("a.dot", plot)) if (dot.getAttribute("href") === `#${row.id}`) dot.classList.add("chosen");
    plot.querySelector("details.series").open = true;
  }

  const bar = byId("the-bar");
  const current = () => {
    const held = document.activeElement?.closest?.("article.finding");
    if (held) return findings.findIndex((finding) => finding.element === held);
    const edge = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    const next = findings.findIndex(({ element }) => !element.hidden && element.getBoundingClientRect().bottom > edge);
    return next < 0 ? findings.length : next - 0.5;
  };
  function step(by) {
    const at = current();
    const visible = findings.map((finding, index) => ({ finding, index })).filter(({ finding }) => !finding.element.hidden);
    const next = by > 0 ? visible.find(({ index }) => index > at) : visible.findLast(({ index }) => index < at);
    if (next) go(next.finding.element);
  }

  // --- what people do --------------------------------------------------------------------------------------------

  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement)) return;
    if (details.matches(".series")) details.closest(".plot").classList.toggle("opened", details.open);
    if (!details.open) return;
    if (details.matches(".more")) unfold(details);
    if (details.matches(".facet")) for (const other of all("details.facet[open]")) if (other !== details) other.open = false;
  }, true);

  document.addEventListener("change", (event) => { if (boxes.includes(event.target)) changed(); });
  search?.addEventListener("input", changed);
  document.querySelector("form.tools")?.addEventListener("submit", (event) => event.preventDefault());

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const id = decodeURIComponent(link.getAttribute("href").slice(1));
      if (reveal(id)) {
        event.preventDefault();
        // Filters keep the address; a figure of a plot is no place to send anybody to.
        if (!told && !link.matches(".dot")) history.replaceState(null, "", `#${encodeURIComponent(id)}`);
      }
    }
    const cell = event.target.closest("button[data-a]");
    if (cell) {
      pair = [cell.dataset.a, cell.dataset.b];
      changed();
      byId("the-findings").scrollIntoView();
    }
    if (event.target.closest("[data-clear]")) { clear(); changed(); }
    if (event.target.closest("#keys-button")) byId("the-keys").showModal();
    if (!event.target.closest("details.facet")) for (const open of all("details.facet[open]")) open.open = false;
  });

  const typing = (element) => element.matches?.("input:not([type=checkbox]), textarea, select") ?? false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      const open = document.querySelector("details.facet[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); } else if (typing(event.target)) event.target.blur();
      return;
    }
    if (typing(event.target)) return;
    const done = {
      "j": () => step(1),
      "k": () => step(-1),
      "/": () => search?.focus(),
      "x": () => { clear(); changed(); },
      "?": () => byId("the-keys").showModal(),
      "Enter": () => openReasons(event.target, !event.target.querySelector(":scope > details.more").open),
    }[event.key];
    if (!done || (event.key === "Enter" && !event.target.matches?.("article.finding"))) return;
    event.preventDefault();
    done();
  });

  // --- what is made as it comes near, findings also in idle moments, and everything for paper --------------------

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { unfold(entry.target); near.unobserve(entry.target); }
  }, { rootMargin: "1000px" });
  for (const { element } of [...findings, ...plots]) if (element.querySelector(":scope > noscript")) near.observe(element);

  const idly = self.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 5 }), 50));
  let made = 0;
  const makeMore = (idle) => {
    while (made < findings.length && idle.timeRemaining() > 2) unfold(findings[made++].element);
    if (made < findings.length) idly(makeMore);
  };
  idly(makeMore);

  let opened = [];
  addEventListener("beforeprint", () => {
    for (const { element } of [...findings, ...plots]) if (!element.hidden) {
      unfold(element);
      for (const details of all("details", element)) unfold(details);
    }
    opened = all("details:not(.facet):not([open])").filter((details) => !details.closest("[hidden]"));
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  addEventListener("hashchange", restore);
  restore();
  // What a test, or an editor with a stopwatch, asks for.
  performance.mark("figcheck-ready");
})();
