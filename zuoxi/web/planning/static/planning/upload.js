// Upload of a file: drop it, see how far it is, be told what is wrong without losing the page. Without this script the form works as it is.
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const zone = form.querySelector(".upload-zone");
  const input = form.querySelector("input[type=file]");
  const progress = form.querySelector(".upload-progress");
  const bar = progress.querySelector("progress");
  const words = progress.querySelector("p");
  const trouble = form.querySelector(".upload-error");
  const button = form.querySelector("button[type=submit]");

  const complain = (text) => {
    trouble.querySelector("div").textContent = text;
    trouble.hidden = false;
    progress.hidden = true;
    button.disabled = false;
    input.setAttribute("aria-invalid", "true");
    input.focus();
  };
  const answered = (request) => {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { answer = {}; }
    if (request.status === 200 && answer.url) window.location.assign(answer.url);
    else complain(answer.message || form.dataset.textLost);
  };
  const send = () => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      const share = event.lengthComputable ? Math.round((100 * event.loaded) / event.total) : 0;
      bar.value = share;
      words.textContent = share < 100 ? `${form.dataset.textSending} ${share}%` : form.dataset.textChecking;
      if (share >= 100) bar.removeAttribute("value");
    });
    request.addEventListener("load", () => answered(request));
    request.addEventListener("error", () => complain(form.dataset.textLost));
    request.send(new FormData(form));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!input.files.length) { complain(form.dataset.textNone); return; }
    input.removeAttribute("aria-invalid");
    trouble.hidden = true;
    progress.hidden = false;
    button.disabled = true;
    send();
  });
  ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); }));
  ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("is-over")));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
})();
