// Comfort only: every task works without this file. It keeps nothing and calls nothing.
//  1. After a form is sent its buttons are disabled, so that a double click is one act; they return on pageshow.
//  2. Leaving a page with unsent text in a form asks first.
//  3. Words that do not belong in a text, and what looks like personal data where none may be, are pointed out as they
//     are typed; the server says the same before it saves.
// <form data-again>  the answer is a file, not a page: do not disable.
// <form data-dirty>  the server gave the text back unsaved: treat it as unsent from the start.

const again = 10_000; // a request that was stopped or gave no page must not leave the buttons dead
const buttons = (form) => [...form.elements].filter((e) => e.type === "submit");
const posts = () => [...document.querySelectorAll("main form")].filter((f) => f.method === "post");
const sent = new WeakSet();

const changed = (e) => {
  if (e.disabled || !e.name || e.type === "hidden" || e.type === "password") return false;
  if (e.type === "checkbox" || e.type === "radio") return e.checked !== e.defaultChecked;
  if (e.options) return [...e.options].some((o) => o.selected !== o.defaultSelected) && e.selectedIndex > 0;
  return "defaultValue" in e && e.value !== e.defaultValue;
};
const dirty = (form) =>
  !sent.has(form) && form.querySelector("textarea") !== null &&
  (form.hasAttribute("data-dirty") || [...form.elements].some(changed));

const release = (form) => {
  sent.delete(form);
  for (const b of buttons(form)) if (b.dataset.held) { b.disabled = false; delete b.dataset.held; }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (sent.has(form)) { event.preventDefault(); return; }
  if (form.hasAttribute("data-again") || form.target === "_blank") return;
  sent.add(form);
  // Afterwards, so that the pressed button's own name and value are still sent.
  setTimeout(() => {
    for (const b of buttons(form)) if (!b.disabled) { b.dataset.held = "1"; b.disabled = true; }
  });
  setTimeout(release, again, form);
});

// <textarea data-words="word beginning* …">, and a hidden note with the same id and "-w", whose <b> takes the words.
for (const text of document.querySelectorAll("textarea[data-words]")) {
  const note = document.getElementById(`${text.id}-w`);
  const listed = text.dataset.words.split(" ");
  const stands = (word) => listed.some((w) => (w.endsWith("*") ? word.startsWith(w.slice(0, -1)) : word === w));
  text.addEventListener("input", () => {
    const found = [...new Set(text.value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].filter(stands);
    if (note.hidden === found.length > 0) note.hidden = found.length === 0;
    note.querySelector("b").textContent = found.join(", ");
  });
}

// <textarea data-shapes="kind⇥pattern⏎…">, and a hidden note with the same id and "-s", whose <b> takes the kinds.
for (const text of document.querySelectorAll("textarea[data-shapes]")) {
  const note = document.getElementById(`${text.id}-s`);
  const shapes = text.dataset.shapes.split("\n").map((line) => line.split("\t"));
  const kinds = shapes.map(([kind, pattern]) => [kind, new RegExp(pattern, "u")]);
  text.addEventListener("input", () => {
    const found = kinds.filter(([, pattern]) => pattern.test(text.value)).map(([kind]) => kind);
    note.hidden = found.length === 0;
    note.querySelector("b").textContent = found.join(", ");
  });
}

addEventListener("pageshow", () => { for (const form of document.forms) release(form); });
addEventListener("beforeunload", (event) => { if (posts().some(dirty)) event.preventDefault(); });
