// Menus in tables that scroll: the card is laid over the page beside its button, so that the table does not cut it off.
"use strict";
(() => {
  const inTables = ".sheet-scroll details.menu";

  const place = (menu) => {
    const card = menu.querySelector(".menu-card");
    const button = menu.querySelector("summary").getBoundingClientRect();
    card.style.position = "fixed";
    card.style.maxHeight = `${window.innerHeight - 16}px`;
    card.style.overflowY = "auto";
    const below = button.bottom + 4;
    const room = window.innerHeight - below - 8;
    const top = card.offsetHeight <= room ? below : Math.max(8, Math.min(button.top - card.offsetHeight - 4, window.innerHeight - card.offsetHeight - 8));
    card.style.top = `${top < 8 ? 8 : top}px`;
    card.style.right = "auto";
    card.style.left = `${Math.max(8, Math.min(button.right - card.offsetWidth, window.innerWidth - card.offsetWidth - 8))}px`;
  };

  const closeAll = () => document.querySelectorAll(`${inTables}[open]`).forEach((menu) => menu.removeAttribute("open"));

  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(inTables) && event.target.open) place(event.target);
  }, true);
  window.addEventListener("resize", closeAll);
  document.addEventListener("scroll", (event) => { if (!event.target.closest?.(".menu-card")) closeAll(); }, true);
})();
