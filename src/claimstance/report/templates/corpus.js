(() => {
  const data = JSON.parse(document.getElementById("evidence").textContent);
  const make = (name, words, parent, classes) => {
    const e = document.createElement(name);
    if (words) e.textContent = words;
    if (classes) e.className = classes;
    if (parent) parent.append(e);
    return e;
  };
  // A pager turns the pages of `count` entries and calls `show(first, last)`.
  const pager = (box, count, size, show) => {
    let first = 0;
    box.replaceChildren();
    const back = make("button", "Back", box);
    const on = make("button", "Next", box);
    const where = make("span", "", box);
    where.setAttribute("role", "status");
    for (const b of [back, on]) b.type = "button";
    const turn = (to) => {
      first = Math.max(0, Math.min(to, count - 1));
      back.disabled = first === 0;
      on.disabled = first + size >= count;
      where.textContent = count ? `${first + 1} to ${Math.min(first + size, count)} of ${count}` : "nothing found";
      show(first, first + size);
    };
    back.addEventListener("click", () => turn(first - size));
    on.addEventListener("click", () => turn(first + size));
    turn(0);
    box.hidden = count <= size && count > 0;
  };
  for (const table of document.querySelectorAll("table[data-paged]")) {
    const rows = [...table.tBodies[0].rows];
    const size = Number(table.dataset.paged);
    const frame = table.parentElement;
    const box = make("div", "", null, "pager");
    frame.after(box);
    const show = (kept) => pager(box, kept.length, size, (from, to) => {
      const seen = new Set(kept.slice(from, to));
      for (const row of rows) row.hidden = !seen.has(row);
    });
    if (table.dataset.search && rows.length > size) {
      const label = make("label", table.dataset.search, null, "search");
      const input = make("input", "", label);
      input.type = "search";
      frame.before(label);
      input.addEventListener("input", () => {
        const sought = input.value.trim().toLowerCase();
        show(rows.filter((row) => row.textContent.toLowerCase().includes(sought)));
      });
    }
    show(rows);
  }
  const dialog = document.getElementById("sentences");
  const list = dialog.querySelector("ol");
  const entry = ([sentence, mark]) => {
    const [article, number, pieces, before] = data.sentences[sentence];
    const [title, outlet, published, url, language] = data.articles[article];
    const item = make("li");
    const text = make("p", "", item, "text");
    text.lang = language;
    text.dir = "auto";
    if (before) make("span", before + " ", text, "before");
    for (const [words, classes, marks, signs] of pieces) {
      const piece = make("span", "", text, "p " + classes);
      if (signs) make("span", signs, piece, "signs");
      piece.append(words);
      if (marks.includes(mark)) piece.classList.add(mark.startsWith("c") ? "claimed" : "hit");
    }
    const where = make("p", "", item, "where");
    where.append([outlet, (published || "").slice(0, 10), `sentence ${number}`].filter(Boolean).join(" · ") + " · ");
    if (url) {
      const link = make("a", title, where);
      link.href = url;
      link.rel = "noreferrer noopener";
    } else where.append(title);
    return item;
  };
  const open = (key) => {
    const [heading, total, marks] = data.lists[key - 1];
    document.getElementById("sentences-title").textContent = heading;
    document.getElementById("sentences-count").textContent =
      total > marks.length ? `${marks.length} of ${total}, the strongest first` : total === 1 ? "1 mark" : `${total} marks`;
    pager(dialog.querySelector(".pager"), marks.length, 10, (from, to) => {
      list.replaceChildren(...marks.slice(from, to).map(entry));
      dialog.scrollTop = 0;
    });
    if (!dialog.open) dialog.showModal();
  };
  const follow = () => {
    const key = /^#k(\d+)$/.exec(location.hash);
    if (key && data.lists[key[1] - 1]) open(Number(key[1]));
    else if (dialog.open) dialog.close();
  };
  // Only a figure that was clicked has a page of the history to go back to.
  let clicked = false;
  document.addEventListener("click", (event) => {
    if (event.target.closest("a.figure")) clicked = true;
    if (event.target === dialog || event.target.closest(".close")) dialog.close();
  });
  dialog.addEventListener("close", () => {
    if (!/^#k\d+$/.test(location.hash)) return;
    if (clicked) history.back();
    else history.replaceState(null, "", location.pathname + location.search);
    clicked = false;
  });
  addEventListener("hashchange", follow);
  follow();
})();
