// The sign + puts the utterance the reader is at, or the words that are marked, into the study without leaving the page.
"use strict";
(() => {
  const quick = document.getElementById("quick");
  const told = document.getElementById("told");
  if (!quick || !told) return;
  const inside = (node, offset) => {
    const piece = node?.parentElement?.closest(".text [data-at]");
    if (!piece) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, offset);
    return Number(piece.dataset.at) + [...before.toString()].length;
  };
  const marked = () => {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
    const range = chosen.getRangeAt(0);
    const ends = [inside(range.startContainer, range.startOffset), inside(range.endContainer, range.endOffset)];
    return ends.includes(null) || ends[0] >= ends[1] ? null : ends;
  };
  const here = () => {
    const now = document.querySelector(".u.now");
    const link = now && document.querySelector(`a[data-correct="${now.dataset.u}"]`);
    return link?.getAttribute("href").match(/\/(\d+)-(\d+)\?/)?.slice(1, 3) ?? null;
  };
  const put = async () => {
    const ends = marked() ?? here();
    const ready = document.querySelector("form.keep");
    if (!ends) { ready?.requestSubmit(); return; }
    const body = new URLSearchParams({ key: quick.elements.key.value, do: "add", record: quick.elements.record.value,
      start: ends[0], end: ends[1], by: quick.elements.by.value, study: told.dataset.study });
    const answer = await fetch("/keep", { method: "POST", headers: { accept: "application/json" }, body });
    told.textContent = answer.ok ? told.dataset.kept : `${told.dataset.not} ${(await answer.json()).error}`;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "+" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    put();
  });
})();
