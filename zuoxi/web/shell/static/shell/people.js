// People search: turns <select data-people="url"> into a field that asks the server while one types.
(() => {
  const start = (select) => {
    if (select.tomselect) return;
    if (select.labels.length) select.setAttribute("aria-label", select.labels[0].textContent.trim()); // its label moves on to the search field
    new TomSelect(select, {
      valueField: "id",
      labelField: "name",
      searchField: [],
      maxOptions: 20,
      plugins: select.multiple ? ["remove_button"] : [],
      load: (query, done) => {
        if (!query.trim()) { done(); return; }
        fetch(`${select.dataset.people}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } })
          .then((response) => (response.ok ? response.json() : { people: [] }))
          .then((answer) => done(answer.people))
          .catch(() => done());
      },
      render: {
        option: (person, escape) => `<div>${escape(person.name)} <span class="quiet">${escape(person.number ?? "")} ${escape(person.unit ?? "")}</span></div>`,
        no_results: () => null,
        loading: () => null,
      },
    });
  };
  const all = (root) => root.querySelectorAll("select[data-people]").forEach(start);
  document.addEventListener("DOMContentLoaded", () => all(document));
  document.addEventListener("htmx:load", (event) => all(event.target));
})();
