/**
 * The panels that all boards are made of.
 * @module
 */

import { ThresholdsConfigBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { ThresholdsMode } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as GaugeBuilder } from "@grafana/grafana-foundation-sdk/gauge";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TextBuilder } from "@grafana/grafana-foundation-sdk/text";
import { PanelBuilder as TimeSeriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

/** Where a panel is, in columns of 24 and rows. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** One line of a panel. */
export interface Query {
  readonly expr: string;
  /** Its name in the legend. */
  readonly legend: string;
}

/** A panel that shows queries. */
export interface PanelOptions {
  readonly title: string;
  /** A sentence for a reader who asks what it means. */
  readonly description: string;
  readonly unit: string;
  readonly place: Place;
  readonly queries: readonly Query[];
  /** Green below the first value, yellow from it on, red from the second on. */
  readonly warnAndAlarm?: readonly [number, number];
  /** The other way round: red below the first, green from the second on. */
  readonly moreIsBetter?: boolean;
  /** Where the scale begins; 0 by default. */
  readonly min?: number;
  readonly max?: number;
}

const DATASOURCE = { type: "prometheus", uid: "prometheus" };

/** Values over time. */
export function timeSeries(options: PanelOptions): TimeSeriesBuilder {
  return fill(new TimeSeriesBuilder(), options);
}

/** One value against its bounds. */
export function gauge(options: PanelOptions): GaugeBuilder {
  return fill(new GaugeBuilder(), options);
}

/** One value a series, large. */
export function stat(options: PanelOptions): StatBuilder {
  return fill(new StatBuilder(), options);
}

/** Words, in Markdown. */
export function words(
  title: string,
  content: string,
  place: Place,
): TextBuilder {
  return new TextBuilder().title(title).content(content).gridPos(place);
}

type Fillable = TimeSeriesBuilder | GaugeBuilder | StatBuilder;

function fill<B extends Fillable>(
  builder: B,
  {
    title,
    description,
    unit,
    place,
    queries,
    warnAndAlarm,
    moreIsBetter = false,
    min = 0,
    max,
  }: PanelOptions,
): B {
  builder.title(title).description(description).unit(unit).gridPos(place)
    .datasource(DATASOURCE).min(min);
  if (max !== undefined) builder.max(max);
  for (const { expr, legend } of queries) {
    builder.withTarget(new DataqueryBuilder().expr(expr).legendFormat(legend));
  }
  if (warnAndAlarm) {
    const [first, second] = warnAndAlarm;
    const [low, high] = moreIsBetter ? ["red", "green"] : ["green", "red"];
    const steps = [
      { value: null, color: low },
      { value: first, color: "yellow" },
      { value: second, color: high },
    ];
    builder.thresholds(
      new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute)
        // null is how Grafana writes minus infinity; the type has no word for it.
        .steps(steps as { value: number; color: string }[]),
    );
  }
  return builder;
}
