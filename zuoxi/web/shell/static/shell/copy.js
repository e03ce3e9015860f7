// A button with data-copy="#id" copies that field; where the browser does not allow it, the text is selected to be copied by hand.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.querySelector(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    zuoxi.toast(button.dataset.copied, "success");
  } catch {
    field.focus();
  }
});
