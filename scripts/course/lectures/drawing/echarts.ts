/**
 * A program: draws charts as SVG. Its packages have a lock of their own (see
 * scripts/lib/process/own_packages.ts), so the root's check knows neither them
 * nor their types; what is used of them is written down here.
 * @module
 */

import { text } from "node:stream/consumers";
import { stdin } from "node:process";
import type { DrawingInput } from "./mod.ts";

interface Drawing {
  setOption(option: object): void;
  renderToSVGString(): string;
  dispose(): void;
}

interface Core {
  use(parts: readonly unknown[]): void;
  init(dom: null, theme: null, options: object): Drawing;
}

type Parts = Readonly<Record<string, unknown>>;

/** The names are variables: the root's check would look for them in its lock. */
const [CORE, CHARTS, COMPONENTS, RENDERERS] = [
  "echarts/core.js",
  "echarts/charts.js",
  "echarts/components.js",
  "echarts/renderers.js",
];

if (import.meta.main) {
  const charts: Readonly<Record<string, DrawingInput>> = JSON.parse(
    await text(stdin),
  );
  const core: Core = await import(CORE);
  const { BarChart, LineChart }: Parts = await import(CHARTS);
  const components: Parts = await import(COMPONENTS);
  const { SVGRenderer }: Parts = await import(RENDERERS);
  const { GridComponent, LegendComponent, MarkLineComponent } = components;
  core.use([
    BarChart,
    LineChart,
    GridComponent,
    LegendComponent,
    MarkLineComponent,
    SVGRenderer,
  ]);
  const drawn = Object.entries(charts).map(([name, { size, option }]) => {
    const drawing = core.init(null, null, {
      renderer: "svg",
      ssr: true,
      ...size,
    });
    try {
      drawing.setOption(option);
      return [name, drawing.renderToSVGString()];
    } finally {
      drawing.dispose();
    }
  });
  await new Blob([JSON.stringify(Object.fromEntries(drawn))]).stream()
    .pipeTo(Deno.stdout.writable);
}
