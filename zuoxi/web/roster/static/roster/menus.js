// Menus in tables that scroll: the card is laid over the page beside its button, so that the table does not cut it off.
// It follows its button while something scrolls, and closes when the button is no longer seen.
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

  const seen = (menu) => {
    const button = menu.querySelector("summary").getBoundingClientRect();
    const scroller = menu.closest(".sheet-scroll").getBoundingClientRect();
    return button.right > scroller.left && button.left < scroller.right && button.bottom > Math.max(scroller.top, 0) && button.top < Math.min(scroller.bottom, window.innerHeight);
  };
  const follow = () => document.querySelectorAll(`${inTables}[open]`).forEach((menu) => { if (seen(menu)) place(menu); else menu.removeAttribute("open"); });

  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(inTables) && event.target.open) place(event.target);
  }, true);
  window.addEventListener("resize", follow);
  document.addEventListener("scroll", (event) => { if (!event.target.closest?.(".menu-card")) follow(); }, true);
})();
