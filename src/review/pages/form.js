// Comforts of the forms; without it everything works.
"use strict";
for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.done;
  });
}
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button.main");
    setTimeout(() => { button.disabled = true; button.textContent = form.dataset.busy; });
  });
}
for (const form of document.querySelectorAll("form[data-try]")) {
  for (const input of form.querySelectorAll("[data-id]")) {
    input.addEventListener("change", async () => {
      const note = document.getElementById("n-" + input.dataset.id);
      const body = new URLSearchParams({ form_token: form.dataset.token, id: input.dataset.id, value: input.value });
      try {
        const answer = await fetch(form.dataset.try, { method: "POST", body });
        if (answer.ok) note.textContent = await answer.text();
      } catch { /* the server says it when the form is sent */ }
    });
  }
}
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
