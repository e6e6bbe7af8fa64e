"use strict";
// The first rows of each table below its link; without this script the links alone are there. Only text is put in.
const SHOWN = 5;
for (const place of document.querySelectorAll("[data-rows]")) {
  fetch(place.dataset.rows)
    .then((answer) => (answer.ok ? answer.json() : { rows: [] }))
    .then((found) => show(place, found))
    .catch(() => undefined);
}
function show(place, found) {
  const count = found.filtered_table_rows_count ?? found.rows.length;
  place.querySelector(".count").textContent = String(count);
  if (!found.rows.length) return;
  const table = document.createElement("table");
  const columns = Object.keys(found.rows[0]);
  line(table.createTHead().insertRow(), columns, "th");
  const body = table.createTBody();
  for (const row of found.rows.slice(0, SHOWN)) line(body.insertRow(), columns.map((name) => told(row[name])), "td", columns);
  table.className = "rows-and-columns";
  const scroll = document.createElement("div");
  scroll.className = "table-wrapper";
  scroll.tabIndex = 0;
  scroll.append(table);
  place.append(scroll);
}
function line(row, texts, kind, names = []) {
  for (const [place, text] of texts.entries()) {
    const cell = document.createElement(kind);
    if (kind === "th") cell.scope = "col";
    if (names.length) cell.dataset.label = names[place];
    cell.textContent = text;
    row.append(cell);
  }
}
function told(cell) {
  const value = cell !== null && typeof cell === "object" ? cell.label || cell.value : cell;
  const text = String(value ?? "");
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
