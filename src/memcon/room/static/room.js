// The reading room works without this file; with it, by keyboard too.
"use strict";
(() => {
  const said = [...document.querySelectorAll(".u[data-u]")];
  const quick = document.getElementById("quick");
  let at = -1;

  const numbers = [...new Set(said.map((one) => Number(one.dataset.u)))];
  const link = (number) => document.querySelector(`a[data-correct="${number}"]`);
  const span = (number) => (link(number)?.getAttribute("href").match(/\/(\d+)-(\d+)\?/) ?? []).slice(1, 3);

  const go = (step) => {
    if (!numbers.length) return;
    at = Math.min(numbers.length - 1, Math.max(0, at < 0 ? 0 : at + step));
    said.forEach((one) => one.classList.toggle("now", Number(one.dataset.u) === numbers[at]));
    const first = said.find((one) => Number(one.dataset.u) === numbers[at]);
    first.scrollIntoView({ block: "center" });
    first.setAttribute("tabindex", "-1");
    first.focus({ preventScroll: true });
  };

  const post = (what) => {
    const [start, end] = at < 0 ? [] : span(numbers[at]);
    if (what !== "undo" && start === undefined) return;
    if (!quick.elements.by.value) { if (at >= 0) location.assign(link(numbers[at]).href); return; }
    quick.elements.do.value = what;
    quick.elements.start.value = start ?? "";
    quick.elements.end.value = end ?? "";
    quick.submit();
  };

  const correct = (what) => {
    if (at < 0) return;
    sessionStorage.setItem("ruling", what);
    location.assign(link(numbers[at]).href);
  };

  const keys = {
    j: () => go(1), k: () => go(-1), c: () => post("confirm"), C: () => post("confirm_above"), u: () => post("undo"),
    x: () => post("reject"), s: () => correct("speaker"), a: () => correct("act"), i: () => correct("issue"),
    b: () => correct("bounds"),
    n: () => document.querySelector('[data-way="series_after"], [data-way="after"]')?.click(),
    p: () => document.querySelector('[data-way="series_before"], [data-way="before"]')?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !quick && !"jknp".includes(event.key)) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (Object.hasOwn(keys, event.key)) { event.preventDefault(); keys[event.key](); }
  });

  // Back where the reader was: the passage that the address names.
  const here = document.getElementById("here");
  if (here) {
    const number = here.closest(".u")?.dataset.u;
    at = number === undefined ? -1 : numbers.indexOf(Number(number));
    here.scrollIntoView({ block: "center" });
  }

  // The form that a key opened: its kind of ruling chosen, its field ready for typing.
  const form = document.querySelector("form.correct");
  const wish = sessionStorage.getItem("ruling");
  sessionStorage.removeItem("ruling");
  if (form) {
    const fields = { speaker: "name", act: "name", issue: "name", bounds: "bounds" };
    const radio = wish && form.querySelector(`input[name="do"][value="${wish}"]`);
    if (radio) radio.checked = true;
    const field = form.elements[fields[wish]] ?? form.querySelector("input:checked");
    addEventListener("load", () => setTimeout(() => field.focus(), 0));  // after the browser has gone to #here
    // A selection made by pointer while the form is open becomes the bounds.
    document.addEventListener("selectionchange", () => {
      const words = String(getSelection());
      const inText = getSelection().anchorNode?.parentElement?.closest(".text .words");
      if (inText && words.trim().length > 3) form.elements.bounds.value = words;
    });
  }

  // Acts and issues appear at once, and the address keeps the choice.
  document.querySelectorAll("a[data-show]").forEach((one) => one.addEventListener("click", (event) => {
    event.preventDefault();
    const on = document.body.classList.toggle(`show-${one.dataset.show}`);
    one.classList.toggle("on", on);
    one.setAttribute("aria-checked", String(on));
    const address = new URL(location.href);
    const shown = ["acts", "issues"].filter((name) => document.body.classList.contains(`show-${name}`));
    if (shown.length) address.searchParams.set("show", shown.join(",")); else address.searchParams.delete("show");
    history.replaceState(null, "", address);
    if (quick) quick.elements.show.value = shown.join(",");
  }));
  document.querySelectorAll('a[role="switch"]').forEach((one) => one.addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); one.click(); }
  }));

  if (navigator.clipboard) document.querySelectorAll("button.copy").forEach((one) => {
    one.hidden = false;
    one.addEventListener("click", async () => {
      await navigator.clipboard.writeText(one.previousElementSibling.textContent);
      one.textContent = one.dataset.done;
    });
  });

  // What rests on a ruling is worked out aside; when it is done the page is shown anew, unless somebody is writing.
  if (document.querySelector("[data-working]")) {
    const look = async () => {
      const answer = await fetch(`${location.pathname.replace(/\/\d+-\d+$/, "")}.json`);
      const record = await answer.json();
      if (record.at_work === "") setTimeout(look, 400); else if (!form) location.reload();
      else document.querySelector("[data-working]").remove();
    };
    setTimeout(look, 300);
  }
})();
