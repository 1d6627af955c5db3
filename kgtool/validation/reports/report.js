"use strict";
const articles = [...document.querySelectorAll("article")];
const texts = articles.map((article) => article.textContent.toLowerCase());
const sections = [...document.querySelectorAll("section")];
const levels = [...document.querySelectorAll("input[type=checkbox]")];
const words = document.getElementById("words");
const rule = document.getElementById("rule");
const file = document.getElementById("file");

function show() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const on = new Set(levels.filter((box) => box.checked).map((box) => box.value));
  let shown = 0;
  articles.forEach((article, number) => {
    const { severity, rule: broken } = article.dataset;
    const fits =
      on.has(severity) &&
      (!rule.value || broken === rule.value) &&
      (!file.value || article.parentElement.dataset.file === file.value) &&
      wanted.every((word) => texts[number].includes(word));
    article.hidden = !fits;
    if (fits) shown += 1;
  });
  for (const section of sections) section.hidden = !section.querySelector("article:not([hidden])");
  const [some, all] = [shown, articles.length].map((number) => number.toLocaleString("en"));
  document.getElementById("shown").textContent = `${some} of ${all} shown`;
  document.getElementById("empty").hidden = shown > 0 || !articles.length;
}

for (const box of [...levels, rule, file]) box.addEventListener("change", show);
words.addEventListener("input", show);
for (const button of document.querySelectorAll(".rules button")) {
  button.addEventListener("click", () => {
    rule.value = rule.value === button.value ? "" : button.value;
    show();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== words) {
    event.preventDefault();
    words.focus();
  }
});
show();
