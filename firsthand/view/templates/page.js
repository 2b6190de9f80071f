// The page can be read without this. It adds the reader beside the findings, filters, search and keys.
// Every state has an address: #finding=ID, #article=ID, #value=ID.OFFSET (a date or number), #credit=ID, #unread=ID.OFFSET, #compare=ID,ID (of two rows or two articles), with &at=OFFSET for chosen words and
// &speaker= &class= &outlet= &form= &sort= &q= for what is filtered. All that happens is: change the address, then draw what it says.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  const data = JSON.parse($("data").textContent);
  const reader = $("reader"), pages = $("pages"), stands = $("stands"), search = $("search");
  const wide = matchMedia("(min-width: 64em)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const CHOSEN = ["speaker", "class", "outlet", "form", "sort"], FILTERS = [...CHOSEN, "q"];
  const VIEWS = ["finding", "credit", "compare", "unread", "value", "article", "at"];
  const LABELS = { s: "who", n: "named here", c: "says", w: "words", d: "described", a: "not named because", t: "to", o: "where", i: "condition", p: "not so", y: "how sure", e: "when", r: "credits", k: "whom" };

  // --- what is in the page ---

  const numberOf = new Map(data.rows.map((row, index) => [row.id, index + 1]));
  const outletOf = new Map(data.articles.map((article) => [article.mark, article.outlet]));
  const articleOf = new Map(data.articles.map((article, index) => [article.id, index + 1]));
  const article = (number) => data.articles[number - 1];
  // The credits of articles are marked in the texts like rows, and numbered after them.
  const creditOf = new Map(data.credits.map((credit, index) => [credit.id, data.rows.length + index + 1]));
  const creditAt = (number) => data.credits[number - data.rows.length - 1];
  const unreadOf = new Map(data.unread.map(([id], index) => [id, index + 1]));
  const groups = all(".group"), cards = all(".card");
  const joined = (row, dress) => row.words.map(([words, quoted, joint]) => joint + dress(words, quoted)).join("");
  const spoken = (row) => joined(row, (words, quoted) => (quoted ? `“${words}”` : words));
  const wordsOf = (row) => joined(row, (words) => words);
  const called = (row) => data.speakers[row.s] || row.source || "somebody the text does not name";
  const placed = (one) => `${one.outlet}, ${one.date}`;

  // A row with its words. Those of a large page stand in its lists.
  function rowOf(number) {
    const row = data.rows[number - 1];
    if (row && !row.words) Object.assign(row, told(number));
    return row;
  }

  function told(number) {
    const part = partOfRow.get(number), holder = waits(part) ? parsed(part.firstElementChild.textContent) : part;
    const row = holder.querySelector(`.row[data-n="${number}"]`), words = [];
    let joint = "";
    for (const node of row.querySelector(".open").childNodes) {
      if (node.localName === "q" || node.className === "told") { words.push([node.textContent, node.localName === "q", joint]); joint = ""; } else joint += node.textContent;
    }
    return { words, source: row.querySelector(".meta .s")?.textContent ?? null, cue: row.querySelector(".meta .c")?.textContent ?? null };
  }

  // --- the sheets of articles ---

  // A large page keeps its articles as they are written, in `noscript` elements, and makes a sheet when it is opened; the last few stay made.
  const SHEETS_KEPT = 8;
  const sources = all("noscript.whole");
  const sheets = new Map(all(".sheet").map((sheet) => [Number(sheet.dataset.a), sheet]));
  const homes = new Map([...sheets].map(([number, sheet]) => [number, sheet.parentNode]));

  function sheetOf(number) {
    if (!sources.length) return located(sheets.get(number));
    const sheet = sheets.get(number) ?? located(parsed(sources[number - 1].textContent).querySelector(".sheet"));
    sheets.delete(number);
    sheets.set(number, sheet);
    for (const [old, one] of sheets) if (sheets.size > SHEETS_KEPT && one !== sheet && !pages.contains(one)) sheets.delete(old);
    return sheet;
  }

  // Tells each part of the text where it stands, in code points.
  function located(sheet) {
    if (!sheet || "counted" in sheet.dataset) return sheet;
    sheet.dataset.counted = "";
    for (const holder of all(".stretch, article.frozen", sheet)) {
      const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
      let at = Number(holder.dataset.o ?? 0);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentNode.classList.contains("p")) node.parentNode.dataset.o = at;
        at += [...node.data].length;
      }
    }
    all("[data-x]", sheet).forEach(explained);
    return sheet;
  }

  // Of a large page, what dates and numbers come to stands once in the data.
  function explained(part) {
    const told = part.dataset.x.split(" ").map((number) => data.told[number].split("\n"));
    const [value] = told.map((lines) => lines[0]).filter((one) => one !== "-");
    if (value !== undefined) part.dataset.v = value;
    part.title = [...told.flatMap((lines) => lines.slice(1)), part.title].filter(Boolean).join("\n");
    if (part.localName === "a") part.href = `#value=${article(Number(part.closest(".sheet").dataset.a)).id}.${part.dataset.o}`;
  }

  function parsed(source) {
    const holder = document.createElement("template");
    holder.innerHTML = source; // written by report.py, every word of a text escaped
    return holder.content;
  }

  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&#13;": "\r" };
  const escaped = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const wordsIn = (source) => source.replace(/<[^>]*>/g, "").replace(/&(?:amp|lt|gt|#34|#39|#13);/g, (one) => ENTITIES[one]);

  // --- long lists are drawn as they come into view ---

  const parts = all(".later");
  const partOfRow = new Map(), partOfUnread = new Map();
  const rowsIn = new Map(parts.map((part) => [part, numbersIn(part.dataset.n)])), unreadIn = new Map(parts.map((part) => [part, numbersIn(part.dataset.u)]));
  for (const part of parts) {
    for (const number of rowsIn.get(part)) partOfRow.set(number, part);
    for (const number of unreadIn.get(part)) partOfUnread.set(number, part);
  }
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) fill(entry.target);
  }, { rootMargin: "1200px" });

  function numbersIn(listed) {
    return listed ? listed.split(" ").map(Number) : [];
  }

  const waits = (part) => part?.firstElementChild?.localName === "noscript";

  function fill(part) {
    if (!waits(part)) return;
    watcher.unobserve(part);
    part.replaceChildren(parsed(part.firstElementChild.textContent));
    part.style.containIntrinsicHeight = `auto ${part.style.minHeight}`;
    part.style.minHeight = "";
    dress(part);
    sift(part);
  }

  // Scrolls to `target`, and again when what lies around it has been drawn and has its true height.
  function bring(target, block, times = parts.length ? 4 : 0) {
    target.scrollIntoView({ block, behavior: "instant" });
    if (!times) return;
    const near = (part) => { const at = part.getBoundingClientRect(); return at.bottom > -1500 && at.top < innerHeight + 1500; };
    parts.filter((part) => waits(part) && part.offsetParent && near(part)).forEach(fill);
    requestAnimationFrame(() => bring(target, block, times - 1));
  }

  // A link to similar words opens both side by side; so does one to an article that shares words.
  function dress(within) {
    for (const link of all("a[data-compare]", within)) {
      if (data.pairs.length) link.setAttribute("href", `#compare=${link.dataset.compare}`);
      else if (link.matches(".beside")) link.remove(); // a page of excerpts has no texts to compare
    }
    for (const link of all("a[data-of]", within)) {
      link.setAttribute("href", `#compare=${link.dataset.of},${link.getAttribute("href").replace("#finding=", "")}`);
      link.title = `Compare with ${link.title}`;
    }
    for (const mark of all(".row > .mark:not([title])", within)) mark.title = outletOf.get(mark.textContent);
  }

  // Hides the rows of a part that a filter leaves out; a part that waits takes about the room of those that it leaves. What is folded under a row
  // that goes stands by itself.
  function sift(part) {
    if (waits(part)) {
      const rows = rowsIn.get(part), unread = unreadIn.get(part);
      const lines = Number(part.dataset.lines ?? 0);
      const left = rows.length ? rows.filter((n) => kept.has(n)).length : unread.length ? unread.filter((n) => keptUnread.has(n)).length : lines || Number(part.dataset.rows);
      part.hidden = !left;
      part.style.minHeight = `${left * (rows.length || lines ? 5.5 : 2.1)}rem`;
      return;
    }
    part.hidden = false;
    for (const row of all(".row[data-n]", part)) row.hidden = !kept.has(Number(row.dataset.n));
    for (const row of all(".row[data-u]", part)) row.hidden = !keptUnread.has(Number(row.dataset.u));
    for (const fold of all(".fold", part)) {
      const details = fold.firstElementChild, alone = fold.previousElementSibling.hidden;
      fold.hidden = !all(".row", fold).some((row) => !row.hidden);
      if (alone !== fold.classList.contains("alone")) details.open = fold.classList.toggle("alone", alone);
    }
    for (const group of all(".group[data-g]", part)) group.hidden = !keptSpeakers.has(group.dataset.g);
    siftDates(part);
  }

  // Dates are left by the words of their line and by the outlets of their articles.
  function siftDates(part) {
    const state = read(location.hash), words = (state.q ?? "").toLowerCase();
    for (const row of all(".row[data-d]", part)) {
      const outlets = row.dataset.d.split(" ").map((number) => article(Number(number)).mark);
      row.hidden = Boolean((words && !row.textContent.toLowerCase().includes(words)) || (state.outlet && !outlets.includes(state.outlet)));
    }
    for (const holder of all(".day, #unplaced .why, .whence", part)) holder.hidden = Boolean(holder.querySelector(".row")) && !holder.querySelector(".row:not([hidden])");
  }

  // --- addresses ---

  function read(hash) {
    const state = {};
    for (const part of hash.replace(/^#/, "").split("&").filter(Boolean)) {
      const cut = part.indexOf("=");
      if (cut < 0) state.section = part;
      else state[part.slice(0, cut)] = decode(part.slice(cut + 1));
    }
    return state;
  }

  function decode(text) {
    try { return decodeURIComponent(text); } catch { return text; }
  }

  function address(state) {
    const parts = state.section ? [state.section] : [];
    for (const key of [...VIEWS, ...FILTERS]) {
      if (state[key]) parts.push(`${key}=${encodeURIComponent(state[key]).replace(/%2C/g, ",")}`);
    }
    return `#${parts.join("&")}`;
  }

  const filters = (state) => Object.fromEntries(FILTERS.map((key) => [key, state[key]]));
  const opens = (state) => Boolean(state.finding || state.article || state.unread || state.value || state.compare || state.credit);

  function go(state, { replace = false, by = null, focus = false } = {}) {
    const before = read(location.hash);
    const depth = (history.state?.depth ?? 0) + (!replace && opens(state) ? 1 : 0);
    history[replace ? "replaceState" : "pushState"]({ depth: opens(state) ? depth : 0, closes: opens(before) ? history.state?.closes : true }, "", address(state));
    draw({ by, focus });
  }

  // --- the reader ---

  let shown = "", pieces = [], piece = 0, cameFrom = null;

  // Whether the reader had other articles before.
  function show(numbers) {
    const wanted = numbers.map(sheetOf).filter(Boolean);
    if (wanted.length === pages.children.length && wanted.every((sheet, index) => pages.children[index] === sheet)) return false;
    for (const sheet of [...pages.children]) {
      if (wanted.includes(sheet)) continue;
      sheet.remove();
      homes.get(Number(sheet.dataset.a))?.append(sheet);
    }
    pages.append(...wanted);
    reader.scrollTop = 0;
    return true;
  }

  function unlight() {
    for (const part of all(".lit, .spot", pages)) {
      part.classList.remove("lit", "here", "spot", ...Object.keys(LABELS).map((role) => `as-${role}`));
      part.removeAttribute("data-label");
      part.removeAttribute("tabindex");
    }
    for (const kind of LIT) globalThis.CSS?.highlights?.delete(kind);
    pieces = [];
    beside = null;
  }

  const LIT = ["shared", "only", "struck", "quoted", "rare", "now"];
  const marks = (part, number) => part.dataset.m.split(" ").filter((token) => parseInt(token, 10) === number).map((token) => token.at(-1));
  const ending = (part) => Number(part.dataset.o) + [...part.textContent].length;

  // The pieces of a row's evidence, in the order of the text: each its role and the parts of the text that make it up.
  function light(number, sheet) {
    const found = [], open = {};
    for (const part of all("[data-m]", sheet)) {
      const roles = marks(part, number);
      for (const role of roles) {
        if ("py".includes(role) && roles.includes("c")) continue; // `not` in `did not say` is lit as part of it
        if (role in open && ending(open[role].parts.at(-1)) === Number(part.dataset.o)) open[role].parts.push(part);
        else {
          open[role] = { role, parts: [part] };
          found.push(open[role]);
          if (!part.dataset.label || role !== "d") part.dataset.label = LABELS[role] ?? ""; // a source may be its own description
        }
        part.classList.add("lit", `as-${role}`);
      }
    }
    return found;
  }

  function scroll(part, atOnce = false) {
    const scroller = root.classList.contains("comparing") ? part.closest(".sheet") : reader;
    const where = part.getBoundingClientRect(), frame = scroller.getBoundingClientRect();
    if (where.top < frame.top + 130 || where.bottom > frame.bottom - 90) {
      scroller.scrollBy({ top: where.top - frame.top - frame.height * 0.35, behavior: atOnce || still.matches ? "instant" : "smooth" });
    }
  }

  function walk(to, { focus = false } = {}) {
    if (!pieces.length) return;
    for (const part of all(".here", pages)) part.classList.remove("here");
    piece = (to + pieces.length) % pieces.length;
    const { parts, role } = pieces[piece];
    if (pieces.length > 1) parts.forEach((part) => part.classList.add("here"));
    scroll(parts[0]);
    if (focus) { parts[0].tabIndex = -1; parts[0].focus({ preventScroll: true }); }
    say(`${LABELS[role] ?? "words"}: ${parts.map((part) => part.textContent).join("")}. ${piece + 1} of ${pieces.length}.`);
  }

  function openFinding(number, focus, quietly = false) {
    const row = rowOf(number);
    const other = show([row.a]);
    pieces = light(number, sheetOf(row.a));
    piece = Math.max(0, pieces.findIndex((one) => one.role === "w"));
    tell(`${called(row)}`, `in ${placed(article(row.a))}`);
    $("next").hidden = pieces.length < 2;
    $("compare").hidden = !row.like;
    if (!pieces.length) return;
    scroll(pieces[piece].parts[0], quietly || other);
    if (quietly) return;
    if (focus) { pieces[piece].parts[0].tabIndex = -1; pieces[piece].parts[0].focus({ preventScroll: true }); }
    say(`Opened in ${placed(article(row.a))}: ${spoken(row)}. ${pieces.length} pieces of evidence.`);
  }

  function openCredit(number, focus) {
    const credit = creditAt(number), other = show([credit.a]);
    pieces = light(number, sheetOf(credit.a));
    tell(`“${pieces.find((one) => one.role === "r")?.parts.map((part) => part.textContent).join("") ?? ""}”`, `in ${placed(article(credit.a))}: ${credit.says}`);
    $("next").hidden = pieces.length < 2;
    $("compare").hidden = true;
    if (!pieces.length) return;
    piece = 0;
    scroll(pieces[0].parts[0], other);
    if (focus) { pieces[0].parts[0].tabIndex = -1; pieces[0].parts[0].focus({ preventScroll: true }); }
    say(`Opened in ${placed(article(credit.a))}: ${pieces[0].parts.map((part) => part.textContent).join("")}. ${credit.says}.`);
  }

  function openUnread(name, focus) {
    const number = data.unread[unreadOf.get(name) - 1][1];
    const other = show([number]);
    const parts = [];
    for (let one = document.getElementById(`unread=${name}`); one?.matches(".at, .u"); one = one.nextElementSibling) if (one.matches(".u")) parts.push(one);
    const part = parts[0];
    tell("Not used by any row", `in ${placed(article(number))}`);
    $("next").hidden = $("compare").hidden = $("cite").hidden = true;
    if (!part) return;
    for (const one of parts) one.classList.add("spot");
    scroll(part, other);
    if (focus) { part.tabIndex = -1; part.focus({ preventScroll: true }); }
    say(`Opened in ${placed(article(number))}: ${part.title}.`);
  }

  // A date or number by its article and where it begins; its sheet, and the parts of the text that make it up.
  function valueOf(name) {
    const [id, start] = (name ?? "").split("."), number = articleOf.get(id);
    return number ? { number, start, toString: () => name } : null;
  }

  function openValue({ number, start }, focus) {
    const other = show([number]);
    const part = valueAt(start);
    tell(part ? `“${wholeValue(part)}”` : "", `in ${placed(article(number))}`);
    $("next").hidden = $("compare").hidden = true;
    if (!part) return;
    scroll(part, other);
    if (focus) part.focus({ preventScroll: true });
    say(`Opened in ${placed(article(number))}: ${wholeValue(part)}. ${part.title}.`);
  }

  const valueAt = (offset) => all(`a[data-o="${CSS.escape(offset)}"]`, pages).find((part) => part.matches(".d, .n"));

  // The words of a date or number: they may go on in the next part of the text.
  function wholeValue(part) {
    let words = part.textContent;
    for (let one = part.nextElementSibling; one?.matches("span.d, span.n") && one.title === part.title; one = one.nextElementSibling) words += one.textContent;
    return words;
  }

  function openArticle(number, focus) {
    show([number]);
    tell("", "");
    if (focus) $(`t${number}`)?.focus({ preventScroll: true });
    say(`Opened ${article(number).title ?? "article"}, ${placed(article(number))}.`);
  }

  function tell(who, where) {
    $("now").replaceChildren(...(who ? [make("b", { textContent: who }), ` ${where}`] : []));
    $("next").hidden = $("compare").hidden = $("cite").hidden = !who;
  }

  const say = (words) => { $("live").textContent = words; };

  // --- two quotes side by side ---

  const WORD = /[\p{L}\p{N}]+(?:[.’'-][\p{L}\p{N}]+)*/gu;
  const fold = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[.’']/g, "");

  function common(one, other) {
    const a = one.map(fold), b = other.map(fold);
    const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--) {
      for (let j = b.length - 1; j >= 0; j--) length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
    const inA = new Set(), inB = new Set();
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      if (a[i] === b[j]) { inA.add(i++); inB.add(j++); } else if (length[i + 1][j] >= length[i][j + 1]) i++; else j++;
    }
    return [inA, inB];
  }

  // Words that only one text has are underlined, and said to be so; nothing is struck, for nobody took them back.
  function version(row, shared) {
    const text = wordsOf(row), line = make("p", { className: "version" });
    line.append(make("abbr", { className: "mark", textContent: article(row.a).mark, title: article(row.a).outlet }), " ");
    // Words of one kind that follow each other make one run, with the spaces between them.
    let at = 0, run = null;
    [...text.matchAll(WORD)].forEach((found, index) => {
      const kind = shared.has(index) ? "both" : "only", between = text.slice(at, found.index);
      if (run?.className === kind) run.append(between, found[0]);
      else {
        run = make("span", { className: kind }, found[0]);
        if (kind === "only") run.prepend(make("span", { className: "hide", textContent: "only here: " }));
        line.append(between, run);
      }
      at = found.index + found[0].length;
    });
    line.append(text.slice(at));
    return line;
  }

  function openComparison(first, second, focus) {
    const one = rowOf(first), other = rowOf(second);
    const [inOne, inOther] = common([...wordsOf(one).matchAll(WORD)].map((m) => m[0]), [...wordsOf(other).matchAll(WORD)].map((m) => m[0]));
    show([one.a, other.a]);
    const lit = [light(first, sheetOf(one.a)), light(second, sheetOf(other.a))];
    tell(`${called(one)} / ${called(other)}`, "similar words; whether it is the same quote is for the reader to judge");
    $("next").hidden = $("compare").hidden = true;
    $("diff").replaceChildren(
      version(one, inOne), version(other, inOther),
      make("p", { className: "quiet" }, make("span", { className: "both", textContent: "Lit" }), ": in both, in the same order. ",
        make("span", { className: "only", textContent: "Underlined" }), ": only in the text that the line is from."),
    );
    shareLight([[lit[0], inOne], [lit[1], inOther]]);
    lit.forEach((found) => { const words = found.find((piece) => piece.role === "w"); if (words) scroll(words.parts[0], true); });
    if (focus) reader.focus({ preventScroll: true });
    say(`Comparing ${placed(article(one.a))} with ${placed(article(other.a))}. ${inOne.size} words are in both.`);
  }

  // The same in the articles themselves, without touching the text: words in both lit, words that only one has underlined.
  function shareLight(sides) {
    if (!globalThis.CSS?.highlights) return;
    const ranges = { shared: [], only: [] };
    for (const [found, shared] of sides) {
      let index = 0;
      for (const { parts } of found.filter((piece) => piece.role === "w")) {
        const nodes = parts.map((part) => part.firstChild);
        const runs = [];
        for (const word of nodes.map((node) => node.data).join("").matchAll(WORD)) {
          const kind = shared.has(index++) ? "shared" : "only", end = word.index + word[0].length;
          if (runs.at(-1)?.kind === kind) runs.at(-1).end = end;
          else runs.push({ kind, start: word.index, end });
        }
        for (const { kind, start, end } of runs) ranges[kind].push(range(nodes, start, end));
      }
    }
    for (const kind in ranges) CSS.highlights.set(kind, new Highlight(...ranges[kind]));
  }

  function range(nodes, start, end) {
    const made = new Range();
    let at = 0;
    for (const node of nodes) {
      if (start >= at && start <= at + node.length) made.setStart(node, start - at);
      if (end > at && end <= at + node.length) made.setEnd(node, end - at);
      at += node.length;
    }
    return made;
  }

  // --- two articles side by side ---

  // Of two very long passages only what both begin and end with is compared word by word.
  const MOST_COMPARED = 4e6;
  let beside = null;

  // Words that two passages have in common, as `common`; what they begin and end with needs no table.
  function alike(one, other) {
    const a = one.map(fold), b = other.map(fold), inA = new Set(), inB = new Set();
    let start = 0, end = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) { inA.add(start); inB.add(start++); }
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) { inA.add(a.length - 1 - end); inB.add(b.length - 1 - end++); }
    if ((a.length - start - end) * (b.length - start - end) <= MOST_COMPARED) {
      const [restA, restB] = common(one.slice(start, a.length - end), other.slice(start, b.length - end));
      for (const n of restA) inA.add(start + n);
      for (const n of restB) inB.add(start + n);
    }
    return [inA, inB];
  }

  // The words of a sheet by where they stand in its text, in code points; each with its text node.
  function wordsOfSheet(sheet) {
    const found = [];
    for (const holder of all(".stretch, article.frozen", sheet)) {
      const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
      let at = Number(holder.dataset.o ?? 0), nodes = [], text = "";
      const starts = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([node, text.length]); text += node.data; }
      // words go over the edges of marks, so the text is read whole
      let unit = 0, index = 0;
      for (const word of text.matchAll(WORD)) {
        for (; unit < word.index; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) at++;
        starts.push(at);
        while (index + 1 < nodes.length && nodes[index + 1][1] <= word.index) index++;
        let last = index;
        const end = word.index + word[0].length;
        while (last + 1 < nodes.length && nodes[last + 1][1] < end) last++;
        found.push({ at, word: word[0], from: [nodes[index][0], word.index - nodes[index][1]], to: [nodes[last][0], end - nodes[last][1]] });
      }
    }
    return found;
  }

  const within = (words, start, end) => words.filter((one) => one.at >= start && one.at < end);

  // Runs of words as ranges of the document; what follows each other without a gap is one.
  function ranges(words, wanted) {
    const found = [];
    let open = null;
    words.forEach((one, index) => {
      if (!wanted(index)) { open = null; return; }
      if (!open) { open = new Range(); open.setStart(...one.from); found.push(open); }
      open.setEnd(...one.to);
    });
    return found;
  }

  function openSides(first, second, focus) {
    const turned = data.pairs.some(([a, b]) => a === second && b === first), numbers = turned ? [second, first] : [first, second];
    const [, , directed, told, passages, rare] = data.pairs.find(([a, b]) => a === numbers[0] && b === numbers[1]) ?? [0, 0, 0, "", [], []];
    show(numbers);
    const sides = numbers.map((number) => wordsOfSheet(sheetOf(number)));
    const lit = Object.fromEntries(LIT.map((kind) => [kind, []]));
    beside = { at: 0, directed, sheets: numbers.map(sheetOf), passages: [] };
    for (const [startA, endA, startB, endB, kind] of passages) {
      const words = [within(sides[0], startA, endA), within(sides[1], startB, endB)];
      if (!words[0].length || !words[1].length) continue;
      const shared = alike(words[0].map((one) => one.word), words[1].map((one) => one.word));
      beside.passages.push({ words, shared, kind });
      words.forEach((some, side) => {
        lit[kind ? "quoted" : "shared"].push(...ranges(some, (index) => shared[side].has(index)));
        lit[directed && !side ? "struck" : "only"].push(...ranges(some, (index) => !shared[side].has(index)));
      });
    }
    for (const [startA, endA, startB, endB] of rare) {
      lit.rare.push(...ranges(within(sides[0], startA, endA), () => true), ...ranges(within(sides[1], startB, endB), () => true));
    }
    if (globalThis.CSS?.highlights) for (const kind in lit) CSS.highlights.set(kind, new Highlight(...lit[kind]));
    tell(numbers.map((number) => article(number).outlet).join(" / "), "two articles side by side");
    $("next").hidden = $("compare").hidden = $("cite").hidden = true;
    const names = numbers.map((number) => placed(article(number)));
    const count = beside.passages.length, summary = told || "No passage that both have, and nothing that tells that one has anything from the other.";
    const keyTo = make("details", { open: wide.matches }, make("summary", { textContent: "What the marks mean" }));
    const parts = [make("p", {}, make("b", { textContent: `First: ${names[0]}. Second: ${names[1]}. ` }), `${summary}.`.replace("..", "."))];
    const key = (name, words) => [make("span", { className: name, textContent: words })];
    if (count) {
      keyTo.append(make("p", { className: "quiet" }, ...key("both", "Lit"), ": in both. ", ...key("quoted", "Dotted"), ": in both, in quotation marks. ",
        ...(directed ? [...key("struck", "Struck"), ": left out or changed in the second. "] : []), ...key("only", "Underlined"), directed ? ": the second’s own." : ": in that one only."));
      const now = make("p", { id: "passage-now", className: "passage-now" });
      now.append(make("span", {}), ...[["Previous", -1], ["Next passage", 1]].map(([label, by]) => {
        const button = make("button", { type: "button", textContent: label });
        button.onclick = () => toPassage(beside.at + by);
        return button;
      }));
      if (count < 2) for (const button of all("button", now)) button.hidden = true;
      parts.push(now, make("details", { id: "word-by-word" }, make("summary", { textContent: "This passage, word by word" }), make("div", {})));
    }
    if (rare.length) {
      const words = rare.map(([start, end]) => within(sides[0], start, end).map((one) => one.word).join(" ")).filter(Boolean);
      keyTo.append(make("p", { className: "quiet" }, ...key("rare", "Rare words"), ` that both have: ${words.join(", ")}.`));
    }
    $("diff").replaceChildren(...parts, ...(keyTo.children.length > 1 ? [keyTo] : []));
    if (count) toPassage(0, true); else if (lit.rare.length) numbers.forEach((_, side) => bringRange(lit.rare[side], beside.sheets[side]));
    if (focus) reader.focus({ preventScroll: true });
    say(`${names[0]} beside ${names[1]}. ${count} passages in both. ${summary}`);
  }

  function toPassage(number, quietly = false) {
    const { passages, sheets } = beside;
    beside.at = (number + passages.length) % passages.length;
    const { words, shared, kind } = passages[beside.at];
    const spans = words.map((some) => ranges(some, () => true)[0]);
    globalThis.CSS?.highlights?.set("now", new Highlight(...spans));
    spans.forEach((span, side) => bringRange(span, sheets[side]));
    const same = shared[0].size === words[0].length && shared[1].size === words[1].length;
    const told = `Passage ${beside.at + 1} of ${passages.length}: ${shared[0].size} words in both, ${kind ? "in quotation marks" : "prose"}, ${same ? "word for word" : "edited"}. `;
    $("passage-now").firstChild.textContent = told;
    $("word-by-word").lastChild.replaceChildren(...words.map((some, side) => asLine(sheets[side], some, shared[side], beside.directed && !side)));
    if (!quietly) say(told);
  }

  function bringRange(range, sheet) {
    const where = range?.getBoundingClientRect(), frame = sheet.getBoundingClientRect();
    if (where && (where.top < frame.top + 20 || where.bottom > frame.bottom - 20)) sheet.scrollBy({ top: where.top - frame.top - frame.height * 0.3, behavior: still.matches ? "instant" : "smooth" });
  }

  // A passage as a line of its own, for those who do not see what is lit: words that only this one has are said to be so.
  function asLine(sheet, words, shared, struck) {
    const number = Number(sheet.dataset.a), line = make("p", { className: "version" });
    line.append(make("abbr", { className: "mark", textContent: article(number).mark, title: article(number).outlet }), " ");
    let run = null, before = null;
    words.forEach((one, index) => {
      const kind = shared.has(index) ? "both" : struck ? "struck" : "only", between = new Range();
      if (before) { between.setStart(...before.to); between.setEnd(...one.from); }
      const gap = before ? between.toString() : "";
      if (run?.className === kind) run.append(gap, one.word);
      else {
        run = make(kind === "struck" ? "s" : "span", { className: kind }, one.word);
        if (kind !== "both") run.prepend(make("span", { className: "hide", textContent: struck ? "left out: " : "only here: " }));
        line.append(gap, run);
      }
      before = one;
    });
    return line;
  }

  // --- from words back to rows ---

  function standOn(offset) {
    const part = offset === undefined ? null : all(`[data-o="${CSS.escape(offset)}"]:not(.stretch)`, pages)[0];
    stands.hidden = !part;
    if (!part) return;
    part.classList.add("spot");
    const numbers = [...new Set((part.dataset.m ?? "").split(" ").filter(Boolean).map((token) => parseInt(token, 10)))];
    const head = make("p", { textContent: numbers.length === 1 ? "One row stands on these words" : numbers.length ? `${numbers.length} rows stand on these words` : "No row stands on these words" });
    const close = make("button", { type: "button", textContent: "Close" });
    close.onclick = () => {
      const state = read(location.hash), name = state.value;
      if (state.at) delete state.at;
      else if (name) { delete state.value; state.article = name.split(".")[0]; }
      go(state, { replace: true });
      part.focus({ preventScroll: true });
    };
    head.append(close);
    const list = make("ul", {});
    for (const number of numbers) {
      if (number > data.rows.length) {
        const credit = creditAt(number);
        list.append(make("li", {}, make("a", { href: `#credit=${credit.id}`, textContent: credit.says[0].toUpperCase() + credit.says.slice(1) })));
        continue;
      }
      const row = rowOf(number);
      const item = make("li", {});
      item.append(make("a", { href: `#finding=${row.id}`, textContent: `${called(row)}: ${spoken(row)}` }), ` (${marks(part, number).map((role) => LABELS[role]).join(", ")})`);
      list.append(item);
    }
    const value = part.matches(".d, .n"), told = part.title.split("\n").filter(Boolean);
    told.forEach((line, index) => list.append(make("li", { className: value && !index ? "value" : "", textContent: line[0].toUpperCase() + line.slice(1) })));
    if (value) head.firstChild.replaceWith(`“${wholeValue(part)}”`);
    if (part.matches("a.d")) list.append(make("li", {}, copyButton("Another date? Copy a line for decisions.toml", () => dateDecision(part))));
    if (part.dataset.f) list.append(make("li", {}, copyButton("Copy a line for decisions.toml: these words are the article’s", () => toml("not-furniture", { article: path(part), words: stretch(part) }))));
    stands.replaceChildren(head, list);
    scroll(part);
  }

  // The rows on an article, or its dates and numbers, listed when somebody asks.
  function listStanding(details) {
    if (!details.open || details.querySelector("ol, ul")) return;
    if (details.matches(".values")) { listValues(details); return; }
    const number = Number(details.closest(".sheet").dataset.a), list = make("ol", {});
    data.rows.forEach((one, index) => {
      if (one.a !== number) return;
      const row = rowOf(index + 1), words = wordsOf(row);
      list.append(make("li", {}, make("a", { href: `#finding=${row.id}`, textContent: `${called(row)}: ${words.slice(0, 70)}${words.length > 70 ? "…" : ""}` })));
    });
    details.append(list);
  }

  function listValues(details) {
    const sheet = details.closest(".sheet");
    for (const [name, kind] of [["Dates and times", "a.d"], ["Numbers", "a.n"]]) {
      const listed = all(kind, sheet.querySelector(".frozen"));
      if (!listed.length) continue;
      const line = (part) => {
        const [value, ...why] = part.title.split("\n");
        return make("li", {}, make("a", { className: "w", href: part.getAttribute("href"), textContent: wholeValue(part) }), ` ${value}`, ...(why.length ? [". ", make("span", { className: "quiet", textContent: why.join(". ") })] : []));
      };
      details.append(make("p", { textContent: name }), make("ul", {}, ...listed.map(line)));
    }
  }

  const path = (part) => article(Number(part.closest(".sheet").dataset.a)).path;

  // All of the furniture that a part belongs to, on its line.
  function stretch(part) {
    const line = [...part.parentNode.children];
    let first = line.indexOf(part), last = first;
    while (line[first - 1]?.dataset?.f === part.dataset.f) first--;
    while (line[last + 1]?.dataset?.f === part.dataset.f) last++;
    return line.slice(first, last + 1).map((one) => one.textContent).join("").trim();
  }

  // --- copying ---

  function copyButton(label, text) {
    const button = make("button", { type: "button", textContent: label });
    button.onclick = () => copy(text());
    return button;
  }

  async function copy(text) {
    let done = true;
    try { await navigator.clipboard.writeText(text); } catch { done = false; }
    $("copied")?.remove();
    const note = make("div", { id: "copied", role: "status", textContent: done ? "Copied." : "Copy these words:" });
    if (!done) {
      const area = make("textarea", { value: text, readOnly: true });
      area.setAttribute("aria-label", "Words to copy");
      const close = make("button", { type: "button", textContent: "Close" });
      close.onclick = () => note.remove();
      note.append(area, close);
    }
    document.body.append(note);
    if (done) setTimeout(() => note.remove(), 1600);
    else note.querySelector("textarea").select();
  }

  function citation(row) {
    const said = [row.source, row.cue].filter(Boolean).join(" ");
    return `${spoken(row)}${said ? ` (${said})` : ""}. ${source(row.a)}`;
  }

  function source(number) {
    const one = article(number);
    return `${one.outlet}, ${one.title ? `“${one.title}”, ` : ""}${one.date}${one.url ? `, ${one.url}` : ""}`;
  }

  // JSON writes strings as TOML does, but for DEL.
  const quoted = (text) => JSON.stringify(text).replace(/\x7f/g, "\\u007f");
  const toml = (kind, keys) => [`[[${kind}]]`, ...Object.entries(keys).map(([key, value]) => `${key} = ${quoted(value)}`), 'note = ""', ""].join("\n");

  // The line for a date: its words, with as many beside them as make them the only ones of their kind in the text.
  function dateDecision(part) {
    const text = part.closest(".frozen").textContent, line = part.closest(".p"), own = wholeValue(part);
    let start = 0;
    for (const one of line.childNodes) { if (one === part) break; start += one.textContent.length; }
    const words = line.textContent, others = [];
    let at = 0;
    for (const one of line.childNodes) {
      if (one !== part && one.nodeType === 1 && one.matches(".d") && !(at > start && at < start + own.length)) others.push([at, at + one.textContent.length]);
      at += one.textContent.length;
    }
    const from = Math.max(0, ...others.filter(([, end]) => end <= start).map(([, end]) => end));
    const to = Math.min(words.length, ...others.filter(([begin]) => begin >= start + own.length).map(([begin]) => begin));
    const alone = (some) => text.indexOf(some) === text.lastIndexOf(some);
    let left = start, right = start + own.length;
    while (!alone(words.slice(left, right)) && (left > from || right < to)) {
      if (left > from) left = Math.max(from, words.lastIndexOf(" ", left - 2) + 1);
      else right = words.indexOf(" ", right + 1) < 0 ? to : Math.min(to, words.indexOf(" ", right + 1));
    }
    return toml("date", { article: path(part), words: (alone(words.slice(left, right)) ? words.slice(left, right) : own).trim(), value: part.dataset.v ?? "" });
  }

  function corrections(number, row, part) {
    const one = article(number), file = { article: one.path };
    const lines = [
      ["Another title", () => toml("title", { ...file, value: one.title ?? "" })],
      ["Another outlet", () => toml("outlet", { ...file, value: one.outlet === "outlet not known" ? "" : one.outlet })],
      ["Another byline", () => toml("byline", { ...file, value: one.byline ?? "" })],
      ["Another date", () => toml("published", { ...file, value: one.published ?? "" })],
      ["This is no article", () => toml("not-an-article", file)],
    ];
    if (part?.matches(".d")) lines.unshift(["Another date of these words", () => dateDecision(part)]);
    if (row) lines.unshift(["These words are not the article’s", () => toml("furniture", { ...file, words: row.words[0]?.[0] ?? row.source ?? "" })]);
    $("correct").querySelector("ul").replaceChildren(...lines.map(([label, text]) => make("li", {}, copyButton(label, text))));
  }

  // --- filters and search ---

  let filtered = "";
  const folded = [];
  const texts = new Map();

  function text(number) {
    if (!texts.has(number)) {
      const words = sources.length ? wordsIn(sources[number - 1].textContent) : sheets.get(number).textContent;
      texts.set(number, `${article(number).title ?? ""} ${article(number).outlet} ${words}`.toLowerCase());
    }
    return texts.get(number);
  }

  // What a search looks through of each row. A part that waits is read as it is written, which is much quicker than to draw it.
  const ROW = /<li class="row" data-n="(\d+)">[^]*?<a class="open"[^>]*>([^]*?)<\/a>\s*<p class="meta">(?:<span class="w s">([^]*?)<\/span>)?/g;

  function readRows() {
    if (folded.length) return;
    for (const part of parts) {
      if (!waits(part)) continue;
      for (const [, number, words, source = ""] of part.firstElementChild.textContent.matchAll(ROW)) {
        const row = data.rows[number - 1], said = words.replaceAll("<q>", "“").replaceAll("</q>", "”");
        folded[number - 1] = wordsIn(`${said} ${escaped(data.speakers[row.s])} ${source}`).toLowerCase();
      }
    }
    data.rows.forEach((one, index) => {
      if (folded[index] !== undefined) return;
      const row = rowOf(index + 1);
      folded[index] = `${spoken(row)} ${called(row)} ${row.source ?? ""}`.toLowerCase();
    });
  }

  // The first search of a large page need not wait for all the texts.
  function ahead(number = 1) {
    if (number > data.articles.length) { readRows(); return; }
    (globalThis.requestIdleCallback ?? setTimeout)(() => {
      for (let n = number; n < number + 20 && n <= data.articles.length; n++) text(n);
      ahead(number + 20);
    });
  }

  function matches(row, index, state) {
    return (!state.speaker || data.speakers[row.s] === state.speaker) && (!state.class || (row.class ?? data.kinds[row.s]) === state.class)
      && (!state.outlet || article(row.a).mark === state.outlet) && (!state.form || (row.form ?? "indirect") === state.form)
      && (!state.sort || (row.sort ?? "said") === state.sort) && (!state.q || folded[index].includes(state.q.toLowerCase()));
  }

  // The names of a large page's speakers, which come first among them, wait until the page is there.
  function nameSpeakers() {
    const select = $("by-speaker");
    if (!select || select.length > 1) return;
    select.append(...data.speakers.slice(0, data.named).map((name) => make("option", { textContent: name })));
    select.value = read(location.hash).speaker ?? "";
  }

  let kept = new Set(), keptUnread = new Set(), keptSpeakers = new Set();

  function filter(state) {
    const key = JSON.stringify(filters(state));
    if (key === filtered) return;
    filtered = key;
    const on = FILTERS.some((name) => state[name]), words = (state.q ?? "").toLowerCase();
    root.classList.toggle("filtered", on);
    if (words) readRows();
    kept = new Set(data.rows.flatMap((row, index) => (matches(row, index, state) ? [index + 1] : [])));
    keptUnread = new Set(data.unread.flatMap((one, index) => (one[2].toLowerCase().includes(words) ? [index + 1] : [])));
    keptSpeakers = new Set([...kept].map((number) => String(data.rows[number - 1].s)));
    for (const group of groups) group.hidden = !keptSpeakers.has(group.dataset.g);
    for (const part of parts.length ? parts : [$("who"), $("origins"), $("timeline"), $("unread")]) sift(part);
    let articles = data.articles.length;
    for (const card of cards) {
      const number = Number(card.dataset.a);
      card.hidden = Boolean((words && !text(number).includes(words)) || (state.outlet && article(number).mark !== state.outlet));
      articles -= card.hidden;
    }
    $("brief").hidden = Boolean(state.q);
    const said = on ? `${kept.size} of ${data.rows.length} rows; ${articles} of ${data.articles.length} articles` : "";
    if ($("found")) {
      $("found").textContent = said;
      $("all-rows").hidden = !on;
      for (const name of CHOSEN) $(`by-${name}`).value = state[name] ?? "";
    }
    if (document.activeElement !== search) search.value = state.q ?? "";
    if (said) say(said);
    find(state.q);
  }

  // Words that are searched for are lit in the reader, without touching the text.
  function find(words) {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.delete("found");
    if (!words || words.length < 2) return;
    const ranges = [];
    for (const sheet of pages.children) {
      const walker = document.createTreeWalker(sheet.querySelector(".frozen"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const low = node.data.toLowerCase();
        for (let at = low.indexOf(words.toLowerCase()); at >= 0; at = low.indexOf(words.toLowerCase(), at + 1)) {
          if (at + words.length > node.length) break;
          const made = new Range();
          made.setStart(node, at);
          made.setEnd(node, at + words.length);
          ranges.push(made);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  // --- drawing what the address says ---

  function draw({ by = null, focus = false } = {}) {
    const state = read(location.hash);
    filter(state);
    const compared = (state.compare ?? "").split(",").map((id) => numberOf.get(id)).filter(Boolean);
    const sides = (state.compare ?? "").split(",").map((id) => articleOf.get(id)).filter(Boolean), two = compared.length === 2 || sides.length === 2;
    const credit = creditOf.get(state.credit);
    const finding = numberOf.get(state.finding), number = articleOf.get(state.article);
    const value = valueOf(state.value ?? state.about);
    const open = Boolean(finding || number || two || credit || value || unreadOf.has(state.unread));
    const view = JSON.stringify([state.finding, state.credit, state.article, state.compare, state.unread, value && String(value)]);
    root.classList.toggle("comparing", two);
    root.classList.toggle("reading", open);
    reader.inert = !wide.matches && !open;
    document.querySelector(".findings").inert = open && (!wide.matches || two);
    $("diff").hidden = !two;
    $("now").classList.toggle("long", Boolean(credit));
    if (view !== shown || !(pieces.length || beside)) {
      unlight();
      shown = view;
      $("correct").open = false;
      if (compared.length === 2) openComparison(...compared, focus);
      else if (sides.length === 2) openSides(...sides, focus);
      else if (credit) openCredit(credit, focus);
      else if (finding) openFinding(finding, focus);
      else if (unreadOf.has(state.unread)) openUnread(state.unread, focus);
      else if (value) openValue(value, focus);
      else if (number) openArticle(number, focus);
      else if (data.start.row) openFinding(data.start.row, false, true); // at rest the reader shows what a row stands on
      else if (data.articles.length) { show([data.start.article]); tell("", ""); }
      if (data.articles.length) corrections(Number(pages.firstElementChild?.dataset.a ?? data.start.article), rowOf(finding ?? (open ? 0 : data.start.row)), value && valueAt(value.start));
    }
    for (const sheet of pages.children) { if (two) sheet.tabIndex = 0; else sheet.removeAttribute("tabindex"); }
    for (const part of all(".spot", pages)) if (!state.unread) part.classList.remove("spot");
    standOn(state.at ?? (value && !finding && !number ? value.start : undefined));
    find(state.q);
    mark(finding, state, by);
    if (state.section && document.getElementById(state.section) && !open) bring(document.getElementById(state.section), "start");
  }

  // The row that is open, in the list on the left.
  function mark(number, state, by) {
    for (const row of all(".current")) { row.classList.remove("current"); row.querySelector(".open").removeAttribute("aria-current"); }
    if (!number && !state.unread && !state.value) return;
    if (number || state.unread) fill(number ? partOfRow.get(number) : partOfUnread.get(unreadOf.get(state.unread)));
    const name = number ? `finding=${data.rows[number - 1].id}` : state.unread ? `unread=${state.unread}` : `value=${state.value}`;
    const rows = all(`.row a.open[href="#${CSS.escape(name)}"]`).map((link) => link.closest(".row"));
    for (const row of rows) { row.classList.add("current"); row.querySelector(".open").setAttribute("aria-current", "true"); }
    for (const row of rows) row.closest("details:not([open])")?.setAttribute("open", "");
    if (by || !rows.length) return;
    if (wide.matches) bring(rows.at(-1), "center");
  }

  function back() {
    const state = read(location.hash);
    if (state.at) { delete state.at; go(state, { replace: true }); return; }
    const row = cameFrom?.isConnected ? cameFrom : document.querySelector(".row.current .open");
    if (opens(state) && (state.compare || !wide.matches)) {
      if (history.state?.depth) history.back();
      else go(filters(state), { replace: true });
    }
    setTimeout(() => row?.focus(), 60);
  }

  // --- what a reader does ---

  pages.addEventListener("toggle", (event) => { if (event.target.matches(".standing")) listStanding(event.target); }, true);
  addEventListener("beforeprint", () => { if (root.classList.contains("filtered")) drawAll(); });
  addEventListener("popstate", () => draw({ by: "history" }));
  addEventListener("hashchange", () => draw({ by: "history" }));
  wide.addEventListener("change", () => draw({ by: "size" }));

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest('a[href^="#"]');
    if (link?.closest("#pages .frozen")) { event.preventDefault(); pick(link); return; }
    if (link) {
      event.preventDefault();
      const state = { ...filters(read(location.hash)), ...read(link.getAttribute("href")) };
      if (!reader.contains(link)) cameFrom = link;
      // A key press, and every way into the reader on a phone, takes the focus along; a mouse leaves it where it is.
      go(state, { by: reader.contains(link) || link.closest(".meta") ? null : "row", focus: opens(state) && (event.detail === 0 || !wide.matches || Boolean(state.compare)) });
      if (link.matches(".skip")) document.querySelector(link.getAttribute("href"))?.querySelector("summary, a[href], button")?.focus({ preventScroll: true });
      return;
    }
    const part = event.target.closest("#pages .m, #pages .u, #pages .f, #pages .d, #pages .n");
    if (part) pick(part);
  });

  // Words that are chosen in the reader: what stands on them.
  function pick(part) {
    if (!getSelection().isCollapsed || root.classList.contains("comparing")) return;
    const state = read(location.hash);
    const kept = opens(state) ? state : { ...state, article: article(Number(part.closest(".sheet").dataset.a)).id };
    delete kept.section;
    go({ ...kept, at: part.dataset.o }, { by: "words", replace: Boolean(state.at) });
    if (part.matches("a")) say(`${wholeValue(part)}: ${part.title}`);
  }

  for (const name of CHOSEN) {
    $(`by-${name}`)?.addEventListener("change", (event) => go({ ...read(location.hash), [name]: event.target.value }, { replace: true, by: "filter" }));
  }
  $("all-rows")?.addEventListener("click", (event) => {
    event.preventDefault();
    const state = read(location.hash);
    FILTERS.forEach((name) => delete state[name]);
    go(state, { replace: true, by: "filter" });
    search.value = "";
  });
  let typing = 0;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => go({ ...read(location.hash), q: search.value.trim() }, { replace: true, by: "filter" }), 30);
  });

  $("close").onclick = back;
  $("next").onclick = () => walk(piece + 1);
  $("compare").onclick = compare;
  $("cite").onclick = () => {
    const value = valueOf(read(location.hash).value), part = value && valueAt(value.start);
    if (part) copy(`“${wholeValue(part)}” (${part.title.split("\n")[0]}). ${source(value.number)}`);
    else if (creditOf.has(read(location.hash).credit)) copy(`${$("now").firstChild.textContent}. ${source(creditAt(creditOf.get(read(location.hash).credit)).a)}`);
    else if (current()) copy(citation(rowOf(current())));
  };
  $("all-marks").onclick = (event) => event.currentTarget.setAttribute("aria-pressed", String(reader.classList.toggle("marked")));
  $("help-button").onclick = () => $("help").showModal();
  $("theme").onclick = () => {
    const dark = root.classList.contains("dark") || (!root.classList.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches);
    root.classList.toggle("dark", !dark);
    root.classList.toggle("light", dark);
  };

  // The row whose words the reader shows.
  function current() {
    const state = read(location.hash);
    return numberOf.get(state.finding) ?? (opens(state) ? 0 : data.start.row);
  }

  function compare() {
    const state = read(location.hash), row = rowOf(current());
    if (row?.like) go({ ...filters(state), compare: `${row.id},${data.rows[row.like[0] - 1].id}` }, { by: "row", focus: true });
  }

  // Not so what is folded away, or filtered out.
  const seen = (link) => Boolean(link.offsetParent) && !link.closest("details:not([open])");

  // The next link of a row from `here` on; parts that wait are drawn on the way.
  function rowFrom(here, by, within = document) {
    let stops = all(".row .open, .later", within);
    for (let at = here ? stops.indexOf(here) + by : by > 0 ? 0 : -1; at >= 0 && at < stops.length; at += by) {
      const stop = stops[at];
      if (waits(stop) && stop.offsetParent) {
        fill(stop);
        stops = all(".row .open, .later", within);
        at = by > 0 ? at : stops.indexOf(stop) + stop.querySelectorAll(".row .open").length + 1;
      } else if (stop.classList.contains("open") && seen(stop)) return stop;
    }
    return null;
  }

  // The row from which a step is taken: the one in focus or last opened; else the nearest behind the focus, as seen from where the step leads.
  function startOf(by) {
    const focus = document.activeElement, left = cameFrom?.isConnected ? cameFrom : null;
    if (focus?.matches(".row .open")) return focus;
    const from = focus && focus !== document.body && !reader.contains(focus) ? focus : left;
    if (!from || from.matches(".row .open")) return from;
    const passed = by > 0 ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const stops = all(".row .open, .later").filter((stop) => from.compareDocumentPosition(stop) & passed && !stop.contains(from));
    return stops.at(by > 0 ? -1 : 0) ?? null;
  }

  function step(by) {
    const next = rowFrom(startOf(by), by);
    if (!next) return;
    cameFrom = next;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  // Opens or closes what is folded under the row, or around it.
  function unfold() {
    const link = document.activeElement?.closest(".row .open, .fold summary"), row = link?.closest(".row");
    const fold = link?.closest(".fold") ?? (row?.nextElementSibling?.matches(".fold:not(.alone)") ? row.nextElementSibling : null);
    if (!fold || fold.classList.contains("alone")) return;
    const details = fold.firstElementChild;
    details.open = !details.open;
    if (!details.open && fold.contains(link)) fold.previousElementSibling.querySelector(".open").focus({ preventScroll: true });
  }

  const KEYS = {
    "/": () => { search.focus(); search.select(); }, "?": () => $("help").showModal(),
    j: () => step(1), k: () => step(-1), o: unfold, n: () => (beside?.passages.length ? toPassage(beside.at + 1) : walk(piece + 1, { focus: true })), c: compare, Escape: back,
  };

  // The browser's own search finds only what is drawn.
  function drawAll() {
    parts.filter((part) => part.offsetParent).forEach(fill);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "F3" || (event.key === "f" && (event.ctrlKey || event.metaKey))) drawAll();
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const typing = event.target.closest("input, select, textarea");
    if (typing) {
      if (typing === search && event.key === "Escape") { search.value = ""; search.dispatchEvent(new Event("input")); search.blur(); }
      else if (typing === search && event.key === "Enter") rowFrom(null, 1, $("who"))?.focus();
      return;
    }
    if (event.key in KEYS) { event.preventDefault(); KEYS[event.key](); }
  });

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  dress(document);
  draw();
  for (const part of parts) watcher.observe(part);
  if (sources.length) { setTimeout(nameSpeakers, 300); ahead(); }
})();
