// What wrong fields a form has is read out first.
document.querySelector("[data-focus]")?.focus();

// A form that was sent is not sent twice by an impatient thumb; the server would see that it is the same.
for (const form of document.querySelectorAll("form[method=post]"))
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
