// Talking with the server: JSON both ways, the CSRF token in a header, and three kinds of failure told apart.

/** The server answered, and said no: `code` and `message` come from it. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.message || "");
    this.status = status;
    this.code = body.code || "";
  }
}

/** There was no answer, or none that can be used; trying again later may help. */
export class Unreachable extends Error {}

/** The session has ended; what was typed is kept until the reader logs in again. */
export class LoggedOut extends Error {}

const PATIENCE = 15000;

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (response.status === 401 || response.type === "opaqueredirect") throw new LoggedOut();
  if (response.status >= 500 || response.status === 429) throw new Unreachable(String(response.status));
  const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
  const body = isJson ? await response.json() : {};
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}

export function get(url, query = {}) {
  const text = new URLSearchParams(query).toString();
  return ask(text ? `${url}?${text}` : url, { headers: { Accept: "application/json" } });
}

export function post(url, body) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() };
  return ask(url, { method: "POST", headers, body: JSON.stringify(body) });
}
