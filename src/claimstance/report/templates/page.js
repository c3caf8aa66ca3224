(() => {
  const all = (query) => [...document.querySelectorAll(query)];
  const lit = ["on", "r-holder", "r-cue", "r-target", "chosen"];
  const dark = () => {
    for (const e of all(lit.map((name) => "." + name).join(","))) e.classList.remove(...lit);
    document.body.classList.remove("focusing");
  };
  const light = (id) => {
    dark();
    const key = CSS.escape(id);
    for (const e of all(`[data-m~="${key}"]`)) e.classList.add("on");
    for (const role of ["holder", "cue", "target"])
      for (const e of all(`[data-r~="${key}:${role}"]`)) e.classList.add("r-" + role);
    for (const e of all(`[data-for="${key}"]`)) e.classList.add("chosen");
    document.body.classList.add("focusing");
  };
  const idOf = (e) => {
    const entry = e.closest("[data-for]");
    if (entry) return entry.dataset.for;
    const piece = e.closest("[data-m]");
    return piece ? piece.dataset.m.split(" ").pop() : null;
  };
  for (const [start, stop] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(start, (event) => { const id = idOf(event.target); if (id) light(id); });
    document.addEventListener(stop, dark);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") dark(); });
  const form = document.querySelector(".filters");
  form.hidden = false; // without script everything is shown and there is nothing to choose
  form.addEventListener("change", () => {
    for (const box of all("[data-layer]")) document.body.classList.toggle("no-" + box.dataset.layer, !box.checked);
    const holder = form.querySelector("[data-filter=holder]").value;
    const strength = Number(form.querySelector("[data-filter=strength]").value);
    const hidden = new Set();
    for (const e of all("[data-holder]")) {
      const hide = (holder && e.dataset.holder !== holder) || (e.dataset.strength && Number(e.dataset.strength) < strength);
      e.hidden = Boolean(hide);
      if (hide && e.dataset.for) hidden.add(e.dataset.for);
    }
    for (const e of all("[data-m]")) e.classList.toggle("off", e.dataset.m.split(" ").every((id) => hidden.has(id)));
    const left = all("[data-for]").length - hidden.size;
    document.getElementById("now").textContent = `${left} marks shown`;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
})();
