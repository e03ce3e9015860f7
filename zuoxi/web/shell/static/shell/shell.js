// What every page does in the browser: menu, popups, toasts, confirmation, focus on errors, words for failed requests.
(() => {
  const body = document.body;
  const toasts = document.getElementById("toasts");

  // Menu on the phone -------------------------------------------------------
  const openers = document.querySelectorAll('[data-menu="open"]');
  let cameFrom = null;
  const menu = (open) => {
    body.classList.toggle("menu-open", open);
    openers.forEach((button) => button.setAttribute("aria-expanded", String(open)));
    if (open) document.querySelector(".side-close")?.focus();
    else cameFrom?.focus();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-menu]");
    if (!button) return;
    if (button.dataset.menu === "open") cameFrom = button;
    menu(button.dataset.menu === "open");
  });

  // Popups are <details data-menu-popup>: a click elsewhere or Escape closes them -----
  const closePopups = (except) => {
    document.querySelectorAll("details[data-menu-popup][open]").forEach((popup) => { if (popup !== except) popup.open = false; });
  };
  document.addEventListener("click", (event) => closePopups(event.target.closest("details[data-menu-popup]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu-popup][open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    else if (body.classList.contains("menu-open")) menu(false);
  });

  // Toasts ------------------------------------------------------------------
  const SHOWN_MS = 6000;
  const dismissLater = (line) => {
    if (line.classList.contains("toast-error")) return;
    let timer = setTimeout(() => line.remove(), SHOWN_MS);
    line.addEventListener("mouseenter", () => clearTimeout(timer));
    line.addEventListener("mouseleave", () => { timer = setTimeout(() => line.remove(), SHOWN_MS); });
  };
  const toast = (text, level = "info") => {
    const same = [...toasts.children].find((line) => line.querySelector("span").textContent === text);
    if (same) same.remove();
    const line = document.createElement("div");
    line.className = `toast-line toast-${level}`;
    line.dataset.toast = "";
    const words = document.createElement("span");
    words.textContent = text;
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", toasts.dataset.close);
    button.textContent = "×";
    line.append(words, button);
    toasts.append(line);
    dismissLater(line);
  };
  toasts.addEventListener("click", (event) => event.target.closest("button")?.closest("[data-toast]").remove());
  toasts.querySelectorAll("[data-toast]").forEach(dismissLater);
  body.addEventListener("toast", (event) => toast(event.detail.text, event.detail.level));

  // Failed requests ---------------------------------------------------------
  const wordsFor = (status) => toasts.dataset[status] ?? (status >= 500 ? toasts.dataset[500] : toasts.dataset[404]);
  body.addEventListener("htmx:responseError", (event) => {
    const told = event.detail.xhr.getResponseHeader("HX-Trigger") ?? "";
    if (!told.includes('"toast"')) toast(wordsFor(event.detail.xhr.status), "error");
  });
  body.addEventListener("htmx:sendError", () => toast(toasts.dataset.offline, "error"));
  body.addEventListener("htmx:timeout", () => toast(toasts.dataset.offline, "error"));

  // Confirmation: data-confirm="text" on a button, link or form; data-confirm-typed="word" asks to type it -----
  const dialog = document.getElementById("confirm");
  const typed = dialog.querySelector("input");
  const ok = dialog.querySelector("[data-ok]");
  const ask = (source) => new Promise((resolve) => {
    const word = source.dataset.confirmTyped;
    dialog.querySelector("#confirm-text").textContent = source.dataset.confirm;
    dialog.querySelector(".dialog-typed").hidden = !word;
    dialog.querySelector(".dialog-typed strong").textContent = word ?? "";
    typed.value = "";
    ok.disabled = Boolean(word);
    typed.oninput = () => { ok.disabled = Boolean(word) && typed.value.trim() !== word; };
    dialog.returnValue = "no";
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
    dialog.showModal();
    (word ? typed : dialog.querySelector("[data-cancel]")).focus();
  });
  typed.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (!ok.disabled) dialog.close("yes");
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const source = event.submitter?.dataset.confirm ? event.submitter : form;
    if (!source.dataset?.confirm || form.dataset.confirmed || form.hasAttribute("hx-post")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    if (!(await ask(source))) return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(submitter);
    delete form.dataset.confirmed;
  }, true);
  body.addEventListener("htmx:confirm", async (event) => {
    const source = event.detail.triggeringEvent?.submitter?.dataset.confirm ? event.detail.triggeringEvent.submitter : event.detail.elt;
    if (!source.dataset.confirm) return;
    event.preventDefault();
    if (await ask(source)) event.detail.issueRequest(true);
  });

  // A form is sent once: its button rests until the answer ---------------------
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.hasAttribute("hx-post") || event.target.method === "dialog") return;
    const button = event.submitter;
    if (button && !button.name && event.target.method === "post") setTimeout(() => { button.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("button[disabled][type=submit]").forEach((button) => { button.disabled = false; });
  });

  // Selects and inputs that send their form when changed: data-submit ------------
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-submit]")) event.target.form.requestSubmit();
  });

  // The first wrong field has the focus ---------------------------------------
  const focusError = (within) => within.querySelector?.('[aria-invalid="true"], [data-error]')?.focus();
  body.addEventListener("htmx:afterSettle", (event) => focusError(event.detail.elt));
  focusError(document);

  window.zuoxi = { ...(window.zuoxi ?? {}), toast, ask };
})();
