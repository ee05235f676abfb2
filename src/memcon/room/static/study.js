// A study works without this file; with it notes keep themselves, and passages move by keyboard and by drag.
"use strict";
(() => {
  const list = document.querySelector("ol.basket");
  if (!list) return;
  const forms = [...list.querySelectorAll("form.noting")];
  const sent = (form, what) => {
    const body = new URLSearchParams(new FormData(form));
    body.set("do", what);
    return fetch("/keep", { method: "POST", headers: { accept: "application/json" }, body, keepalive: String(body).length < 60000 });
  };

  // A note is kept when its field is left; what it was is known anew then.
  const told = document.createElement("p");
  told.className = "told"; told.setAttribute("role", "status");
  document.body.append(told);
  const keep = async (form) => {
    const field = form.elements.note;
    if (field.value === field.defaultValue) return true;
    const written = field.value;
    const answer = await sent(form, "note");
    if (!answer.ok) { told.textContent = (await answer.json()).error; return false; }
    field.defaultValue = written;
    form.elements.was.value = await mark(written);
    told.textContent = form.querySelector('button[value="note"]').textContent + " ✓";
    return true;
  };
  const mark = async (words) => {
    const plain = words.replaceAll("\r\n", "\n").trim();
    const found = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plain));
    return [...new Uint8Array(found)].slice(0, 8).map((one) => one.toString(16).padStart(2, "0")).join("");
  };
  forms.forEach((form) => {
    let work = Promise.resolve();
    form.elements.note.addEventListener("change", () => { work = work.then(() => keep(form)); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const what = event.submitter?.value ?? "note";
      await work;
      for (const one of forms) if (!await keep(one)) return;
      const answer = await sent(form, what);
      const held = await answer.json();
      if (answer.ok) go(held.to); else told.textContent = held.error;
    });
  });
  const go = (to) => {
    const next = new URL(to, location.href);
    if (next.pathname === location.pathname && next.search === location.search) { location.hash = next.hash; location.reload(); }
    else location.assign(next);
  };
  addEventListener("beforeunload", (event) => {
    if (forms.some((one) => one.elements.note.value !== one.elements.note.defaultValue)) event.preventDefault();
  });

  list.addEventListener("keydown", (event) => {
    const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const button = way && event.altKey && event.target.closest("li")?.querySelector(`button[value="${way}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });
  if (location.hash.startsWith("#s-")) document.querySelector(`${CSS.escape(location.hash.slice(1)).replace(/^/, "#")} textarea`)?.focus({ preventScroll: true });

  // Dragging by the head of a passage.
  let carried = null;
  list.querySelectorAll("li > h2").forEach((head) => {
    head.draggable = true;
    head.addEventListener("dragstart", (event) => { carried = head.parentElement; event.dataTransfer.effectAllowed = "move"; });
    head.addEventListener("dragend", () => { carried = null; list.querySelectorAll(".over").forEach((one) => one.classList.remove("over")); });
  });
  list.addEventListener("dragover", (event) => {
    if (!carried) return;
    event.preventDefault();
    list.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
    event.target.closest("li")?.classList.add("over");
  });
  list.addEventListener("drop", (event) => {
    const on = event.target.closest("li");
    if (!carried || !on || on === carried) return;
    event.preventDefault();
    const form = carried.querySelector("form.noting");
    const below = on.compareDocumentPosition(carried) & Node.DOCUMENT_POSITION_PRECEDING;
    form.elements.before.value = (below ? on.nextElementSibling : on)?.dataset.id ?? "";
    const button = document.createElement("button");
    button.name = "do"; button.value = "place"; button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  });
})();
