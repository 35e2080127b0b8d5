"use strict";
// Draws every figure in the colours of the page, anew when these change and when the page goes to a printer.

const figures = JSON.parse(document.getElementById("figures").textContent);
const config = { displaylogo: false, showSendToCloud: false, displayModeBar: false, responsive: true };
const paper = { width: 680, height: 880 }; // of A4 and US Letter between the margins, in CSS pixels

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function template() {
  const axis = { gridcolor: colour("--border"), linecolor: colour("--border"), zerolinecolor: colour("--border"),
                 automargin: true, fixedrange: true };
  return { layout: {
    colorway: colour("--chart").split(/,\s*/),
    font: { color: colour("--text"), family: getComputedStyle(document.body).fontFamily, size: 12 },
    paper_bgcolor: colour("--ground"), plot_bgcolor: colour("--ground"),
    hoverlabel: { bgcolor: colour("--panel"), bordercolor: colour("--border"), font: { color: colour("--text") } },
    dragmode: false, // a finger that scrolls the page must not be caught by a chart
    xaxis: axis, yaxis: axis,
  } };
}

function draw(place) {
  for (const [key, { data, layout }] of Object.entries(figures)) {
    const size = place ? { width: place.width, height: Math.min(layout.height, place.height) } : { autosize: true };
    // newPlot, not react: a Sankey that is drawn again moves into its place, and paper does not wait for that.
    Plotly.newPlot(`figure-${key}`, data, { ...layout, ...size, template: template() }, config);
  }
}

const dark = matchMedia("(prefers-color-scheme: dark)");
for (const key of Object.keys(figures)) {
  document.getElementById(`figure-${key}`).replaceChildren(); // the note for readers without JavaScript
}
draw();
dark.addEventListener("change", () => draw());

let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  closed.forEach((details) => { details.open = true; });
  document.documentElement.classList.add("paper");
  draw(paper);
});
addEventListener("afterprint", () => {
  closed.forEach((details) => { details.open = false; });
  document.documentElement.classList.remove("paper");
  draw();
});
