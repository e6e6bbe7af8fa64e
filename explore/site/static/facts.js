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
}
