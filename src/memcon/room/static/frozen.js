// A frozen room: what its pages do without a server. Everything is loaded as a script, so that it works from disk too.
"use strict";
(() => {
  // ?show=acts,issues of a record's address, as the room itself has it.
  const show = new URLSearchParams(location.search).get("show");
  if (show) {
    for (const one of show.split(",")) document.querySelector(`a[data-show="${CSS.escape(one)}"]:not(.on)`)?.click();
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  const asking = document.getElementById("asking");
  if (!asking) return;
  asking.hidden = false;
  const base = "../search/", told = document.getElementById("told"), hits = document.getElementById("hits");
  const more = document.getElementById("more"), field = document.getElementById("q");
  const came = new Map();
  let about = null;
  window.memcon = {
    words: (key, held) => came.set(`words/${key}`, held),
    texts: (at, held) => came.set(`texts/${at}`, held),
    records: (rows, its) => { about = { rows, ...its }; },
  };
  const loading = new Map();
  const load = (name) => {
    if (!loading.has(name)) loading.set(name, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${base}${name}.js`;
      script.onload = () => done(came.get(name));
      script.onerror = () => { loading.delete(name); failed(new Error(`${name}.js`)); };
      document.head.append(script);
    }));
    return loading.get(name);
  };

  const folded = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const parts = (words) => folded(words).match(/[\p{L}\p{N}]+\*?/gu) ?? [];
  const key = (word) => [...word].slice(0, about.letters).map((one) => one.codePointAt(0).toString(16)).join("-");
  const whole = (steps) => { let at = 0; return steps.map((step) => (at += step)); };

  // The passages that hold a word, or any word with its beginning.
  const holding = async (word) => {
    const wild = word.endsWith("*"), plain = wild ? word.slice(0, -1) : word;
    if (!wild && about.passed.includes(plain)) return null;
    const begin = key(plain), short = [...plain].length < about.letters;
    const keys = about.keys.filter((one) => (wild && short ? one === begin || one.startsWith(`${begin}-`) : one === begin));
    const found = new Set();
    for (const one of keys) {
      const held = await load(`words/${one}`);
      const fitting = wild ? Object.keys(held).filter((its) => its.startsWith(plain)) : Object.hasOwn(held, plain) ? [plain] : [];
      for (const its of fitting) for (const at of whole(held[its])) found.add(at);
    }
    return found;
  };
  const passage = async (at) => (await load(`texts/${Math.floor(at / about.block)}`))[at % about.block];
  const record = (at) => {
    let low = 0, high = about.rows.length - 1;
    while (low < high) { const mid = (low + high + 1) >> 1; if (about.rows[mid][3] <= at) low = mid; else high = mid - 1; }
    return about.rows[low];
  };

  const search = async (asked) => {
    const phrases = [...asked.matchAll(/["“«„]([^"”»“]+)["”»“]/gu)].map((one) => parts(one[1]).map((its) => its.replace("*", "")));
    const words = [...new Set(parts(asked.replace(/["“”«»„]/gu, " ")))];
    const passed = [];
    let found = null;
    for (const word of words) {
      const its = await holding(word);
      if (its === null) passed.push(word);
      else found = found === null ? its : new Set([...found].filter((at) => its.has(at)));
    }
    let places = [...(found ?? [])].sort((one, other) => one - other);
    for (const phrase of phrases.filter((one) => one.length > 1)) {
      const kept = [];
      for (const at of places) if (` ${parts((await passage(at))[1]).join(" ")} `.includes(` ${phrase.join(" ")} `)) kept.push(at);
      places = kept;
    }
    return { places, passed, words };
  };

  // A passage with the words found marked; every word is set as text, never as mark-up.
  const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
  const marked = (into, text, words) => {
    const plain = words.map((one) => one.replace("*", ""));
    const fits = (word) => words.some((one, at) => (one.endsWith("*") ? folded(word).startsWith(plain[at]) : folded(word) === plain[at]));
    const pieces = text.replace(CONTROLS, "▯").split(/([\p{L}\p{N}\p{M}]+)/u);
    const first = Math.max(0, pieces.findIndex((one) => one && fits(one)) - 60);
    const shown = pieces.slice(first, first + 160);
    if (first) into.append("… ");
    for (const one of shown) {
      if (one && fits(one)) { const mark = document.createElement("mark"); mark.textContent = one; into.append(mark); } else into.append(one);
    }
    if (first + 160 < pieces.length) into.append(" …");
  };
  const hit = async (at, words) => {
    const [name, text] = await passage(at), [title, date, file] = record(at);
    const line = document.createElement("li"), head = document.createElement("h2"), link = document.createElement("a");
    const when = document.createElement("span"), said = document.createElement("p");
    line.className = "card"; head.className = "row"; when.className = "date"; said.dir = "auto";
    link.href = `${file}.html#${name}`;
    link.textContent = title.replace(CONTROLS, "▯") + (name.startsWith("p") ? `, ¶${name.slice(1)}` : "");
    when.textContent = date || asking.dataset.undated;
    head.append(link); marked(said, text, words); line.append(when, head, said);
    return line;
  };

  let turn = 0;
  const ask = async () => {
    const mine = ++turn, asked = field.value.trim();
    hits.replaceChildren(); more.hidden = true; told.textContent = "";
    if (!asked) return;
    try {
      if (!about) await load("records");
      const { places, passed, words } = await search(asked);
      if (mine !== turn) return;
      const records = new Set(places.map((at) => record(at)[2])).size;
      const count = asking.dataset.found.replace("{n}", places.length.toLocaleString(document.documentElement.lang)).replace("{records}", records.toLocaleString(document.documentElement.lang));
      told.textContent = (places.length ? count : asking.dataset.none) + (passed.length ? ` ${asking.dataset.passed} ${passed.join(", ")}` : "");
      let shown = 0;
      const on = async () => {
        for (const at of places.slice(shown, shown += 20)) { const line = await hit(at, words); if (mine !== turn) return; hits.append(line); }
        more.hidden = shown >= places.length;
      };
      more.onclick = on;
      await on();
    } catch (error) {
      told.textContent = `${asking.dataset.lost} ${error.message}`;
    }
    history.replaceState(null, "", `#q=${encodeURIComponent(asked)}`);
  };
  let wait = 0;
  field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 250); });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") { clearTimeout(wait); ask(); } });
  const given = new URLSearchParams(location.hash.slice(1)).get("q");
  if (given) { field.value = given; ask(); }
})();
