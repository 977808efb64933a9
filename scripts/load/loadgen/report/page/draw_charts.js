// Draws every chart of the page with uPlot, which stands before this script.
// Colours are those of the style sheet, so a chart follows light and dark.

const HEIGHT = 220;

function draw(place) {
  const { kind, unit, xLabels, series } = JSON.parse(place.dataset.chart);
  const style = getComputedStyle(place);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  // Bars stand on those before: the highest sums are drawn first, behind.
  const drawn = kind === "bars" ? stacked(series).toReversed() : series;
  const axis = {
    stroke: colour("soft"),
    grid: { stroke: colour("line"), width: 1 },
    ticks: { stroke: colour("line"), width: 1 },
  };
  const plot = new uPlot(
    {
      width: place.clientWidth,
      height: HEIGHT,
      scales: {
        // Half a place on both sides, where a bar or a lone point would be cut.
        x: { time: false, range: (_, min, max) => [min - 0.5, max + 0.5] },
        y: { range: (_, _min, max) => [0, max > 0 ? max * 1.05 : 1] },
      },
      axes: [
        {
          ...axis,
          space: 70,
          incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600],
          values: (_, at) => at.map((one) => xLabels[one] ?? ""),
        },
        {
          ...axis,
          size: 70,
          values: (_, all) => all.map((one) => `${one} ${unit}`.trim()),
        },
      ],
      series: [
        {
          label: "at",
          value: (_, at) => at === null ? "" : xLabels[at] ?? "",
        },
        ...drawn.map(({ name, colour: own, values, original }) => ({
          label: name,
          stroke: colour(own),
          width: kind === "bars" ? 0 : 2,
          fill: kind === "bars" ? colour(own) : undefined,
          paths: kind === "bars"
            ? uPlot.paths.bars({ size: [0.8] })
            : undefined,
          points: {
            show: kind === "lines" && values.length < 30,
            fill: colour("paper"),
          },
          value: (_, _value, _series, at) =>
            at === null ? "" : shown((original ?? values)[at], unit),
        })),
      ],
    },
    [xLabels.map((_, at) => at), ...drawn.map(({ values }) => values)],
    place,
  );
  place.redraw = () => {
    plot.destroy();
    draw(place);
  };
  place.resize = () =>
    plot.setSize({ width: place.clientWidth, height: HEIGHT });
}

function stacked(series) {
  let foot = series[0].values.map(() => 0);
  return series.map((one) => {
    foot = foot.map((height, at) => height + (one.values[at] ?? 0));
    return { ...one, original: one.values, values: foot };
  });
}

function shown(value, unit) {
  return value === null || value === undefined
    ? ""
    : `${Number(value.toPrecision(3))} ${unit}`.trim();
}

const places = [...document.querySelectorAll(".chart")];
for (const place of places) draw(place);
matchMedia("(prefers-color-scheme: dark)")
  .addEventListener("change", () => places.forEach((one) => one.redraw()));
addEventListener("resize", () => places.forEach((one) => one.resize()));
