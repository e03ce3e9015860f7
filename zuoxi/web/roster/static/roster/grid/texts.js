// Sentences of the page: they come translated in a json_script block, never from a script.
let table = {};

export function load(id) {
  table = JSON.parse(document.getElementById(id).textContent);
}

/** The sentence `key` with its %(name)s placeholders filled. */
export function t(key, facts = {}) {
  const text = table[key];
  if (text === undefined) {
    console.error(`no sentence for ${key}`);
    return "";
  }
  return text.replace(/%\((\w+)\)s/g, (_, name) => String(facts[name] ?? ""));
}
