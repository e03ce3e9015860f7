// A button with data-copy="#id" copies that field. Off https a browser has no clipboard to write to; the older command still copies what is selected.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.querySelector(button.dataset.copy);
  field.select();
  const copied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
  if (copied || document.execCommand("copy")) zuoxi.toast(button.dataset.copied, "success");
  else field.focus();
});
