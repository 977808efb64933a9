/**
 * One board for what is inside: the pool, holds, charges, memory, event loops.
 * @module
 */

import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { timeSeries } from "./panels.ts";

/** Of each service what its README lists under Metrics. */
export function services(): DashboardBuilder {
  return new DashboardBuilder("QuickTicket: Services")
    .uid("quickticket-services")
    .tags(["quickticket", "sre"])
    .refresh("5s")
    .time({ from: "now-15m", to: "now" })
    .withPanel(timeSeries({
      title: "Database pool of events",
      description: "In use, allowed, waited for. Waiting is the first sign.",
      unit: "short",
      place: { x: 0, y: 0, w: 12, h: 8 },
      queries: [
        { expr: "events_db_pool_size", legend: "in use" },
        { expr: "events_db_pool_max", legend: "allowed" },
        { expr: "events_db_pool_waiting", legend: "waiting" },
        {
          expr: "rate(events_db_pool_timeouts_total[1m])",
          legend: "gave up, a second",
        },
      ],
    }))
    .withPanel(timeSeries({
      title: "Holds, orders, tickets",
      description: "Live holds; orders and tickets a second.",
      unit: "short",
      place: { x: 12, y: 0, w: 12, h: 8 },
      queries: [
        { expr: "events_reservations_active", legend: "live holds" },
        { expr: "rate(events_orders_total[1m])", legend: "orders a second" },
        {
          expr: "rate(events_tickets_sold_total[1m])",
          legend: "tickets a second",
        },
      ],
    }))
    .withPanel(timeSeries({
      title: "Charges a second, by what became of them",
      description: "duplicate: a repetition that charged nothing.",
      unit: "short",
      place: { x: 0, y: 8, w: 12, h: 8 },
      queries: [{
        expr: "sum by (result) (rate(payments_charges_total[1m]))",
        legend: "{{result}}",
      }],
    }))
    .withPanel(timeSeries({
      title: "Event loop: how late the last timer ran",
      description: "Work that does not yield makes everything wait.",
      unit: "s",
      place: { x: 12, y: 8, w: 12, h: 8 },
      queries: [{ expr: "process_event_loop_lag_seconds", legend: "{{job}}" }],
    }))
    .withPanel(timeSeries({
      title: "Memory",
      description: "Resident memory of each process.",
      unit: "bytes",
      place: { x: 0, y: 16, w: 12, h: 8 },
      queries: [{ expr: "process_resident_memory_bytes", legend: "{{job}}" }],
    }))
    .withPanel(timeSeries({
      title: "CPU",
      description: "1: a whole core.",
      unit: "short",
      place: { x: 12, y: 16, w: 12, h: 8 },
      queries: [{
        expr: "rate(process_cpu_seconds_total[1m])",
        legend: "{{job}}",
      }],
    }))
    .withPanel(timeSeries({
      title: "Faults in force",
      description: "Faults that are in force, by service and kind.",
      unit: "short",
      place: { x: 0, y: 24, w: 24, h: 6 },
      queries: ["gateway", "events", "payments"].map((service) => ({
        expr: `sum by (kind) (${service}_faults_active)`,
        legend: `${service}: {{kind}}`,
      })),
    }));
}
