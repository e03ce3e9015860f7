// Reads what the template says, fetches the roster, shows it, and then fetches what one works with.
import { get } from "./api.js";
import { make } from "./dom.js";
import { part } from "./parts.js";
import { Sight } from "./sight.js";
import { load, t } from "./texts.js";

/** The rest of the script, all files at once. */
function work(modules) {
  document.head.append(...modules.map((href) => make("link", { rel: "modulepreload", href })));
  return import("./work.js");
}

async function begin() {
  const page = JSON.parse(document.getElementById("grid-page").textContent);
  load("grid-texts");
  try {
    const sight = new Sight(page, await get(page.urls.data));
    part("root").removeAttribute("aria-busy");
    part("loading").remove();
    requestAnimationFrame(() => setTimeout(() => performance.mark("grid:shown")));
    const { Work } = await work(page.modules);
    window.zuoxiGrid = new Work(sight);
  } catch (error) {
    const told = part("loading") ?? part("root").insertBefore(make("p", { role: "alert" }), part("sheet"));
    told.textContent = t("not_loaded");
    throw error;
  }
}

begin();
