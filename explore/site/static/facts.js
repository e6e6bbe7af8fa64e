// Escape puts away what a page says of a marked fact; pointing at a fact, or reaching one, brings it back. The page works without.
"use strict";
const text = document.querySelector(".text");
if (text) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") text.classList.add("closed");
  });
  for (const way of ["focusin", "mouseover", "click"]) {
    text.addEventListener(way, () => text.classList.remove("closed"));
  }
  // On a phone the note lies over the lower part of the screen: the fact that it is about must not be under it.
  text.addEventListener("focusin", (event) => {
    const mark = event.target.closest("mark");
    const note = mark && mark.querySelector(":scope > .about-fact");
    if (!note) return;
    const [fact, over] = [mark, note].map((one) => one.getBoundingClientRect());
    if (fact.bottom > over.top && fact.right > over.left && fact.left < over.right) mark.scrollIntoView();
  });
}
