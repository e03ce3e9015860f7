// Runs before the first paint: turns "auto" into what the system prefers, and follows it.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const choice = root.dataset.themeChoice;
    root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    document.dispatchEvent(new CustomEvent("zuoxi:theme"));
  };
  apply();
  dark.addEventListener("change", apply);
})();
