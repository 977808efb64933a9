/**
 * Ways to draw who calls whom in Lab 1, right ones and wrong ones.
 * @module
 */

function fence(source: string): string {
  return `\`\`\`mermaid\n${source}\n\`\`\``;
}

/** Other ways to draw the four calls. */
export const MAPS: Readonly<Record<string, string>> = {
  "Mermaid from above": fence(
    "flowchart TD\n  gateway --> events\n  gateway --> payments\n  events --> postgres\n  events --> redis",
  ),
  "Mermaid with ids, shapes, labels and a subgraph": fence(
    'graph LR\n  c([customer]) --> g["API gateway<br/>:8080"]\n  g -->|HTTP| e(events)\n' +
      "  g -- charge --> p{{payments}}\n  subgraph stores [Stores]\n    db[(PostgreSQL)]\n" +
      "    r[(Redis)]\n  end\n  e --> stores",
  ),
  "Mermaid in one line, with chains": fence(
    "graph LR; gateway-->events & payments; events-.->redis; events==>postgres;",
  ),
  "Mermaid with comments, classes and styles": fence(
    "%% who calls whom\nflowchart RL\n  classDef store fill:#eee\n  gw[Gateway]:::svc --> ev[Events]\n" +
      "  gw ---> pay[Payments]\n  ev --> pg[(Postgres)]:::store\n  ev --> rd[(Redis)]\n  style gw fill:#f9f",
  ),
  "Mermaid whose arrows begin at their ends": fence(
    "flowchart BT\n  events <--- gateway\n  payments <--- gateway\n  postgres <--- events\n  redis <--- events",
  ).replaceAll(/(\w+) <--- (\w+)/g, "$2 --> $1"),
  "a sequence with answers": fence(
    "sequenceDiagram\n  actor C as Customer\n  participant G as gateway\n  participant E as events\n" +
      "  C->>G: GET /events\n  G->>+E: list\n  E->>postgres: SELECT\n  postgres-->>E: rows\n" +
      "  E->>redis: holds\n  redis-->>E: ok\n  E-->>-G: events\n  G->>payments: charge\n  payments-->>G: ok",
  ),
  "a table":
    "| From | To | How |\n| --- | --- | --- |\n| gateway | events | HTTP |\n" +
    "| gateway | payments | HTTP |\n| events | PostgreSQL | TCP |\n| events | Redis | TCP |",
  "a table with lists":
    "| Caller | Calls |\n| --- | --- |\n| gateway | events, payments |\n" +
    "| events | postgres and redis |\n| payments | |",
  "a table in German":
    "| # | Wer | Wen |\n| - | --- | --- |\n| 1 | Gateway | Events |\n" +
    "| 2 | Gateway | Payments |\n| 3 | Events | Datenbank |\n| 4 | Events | Redis |",
  "nested lists":
    "- gateway\n  - events\n  - payments\n- events\n  - PostgreSQL (orders)\n  - Redis (holds)",
  "a line for each caller":
    "gateway -> events, payments\n\nevents -> postgres, redis",
  "lines with notes":
    "1. `gateway` -> `events` (HTTP, port 8081)\n2. `gateway` -> `payments`: charges\n" +
    "3. events -> **PostgreSQL**\n4. events -> redis",
  "other arrows":
    "gateway ⟶ events\ngateway => payments\nevents --> postgres\nevents ==> redis",
  "arrows to the left":
    "- events <- gateway\n- payments ← gateway\n- postgres <-- events\n- redis <- events",
  "a drawing of plain text":
    "```\nclient  -> gateway\ngateway -> events -> postgres\ngateway -> payments\nevents  -> redis\n```",
  "a drawing for Graphviz":
    '```dot\ndigraph shop { gateway -> { events payments }; events -> "postgres"; events -> redis; }\n```',
  "Russian words around it":
    "Кто кого вызывает:\n\n- gateway -> events — список и брони\n- gateway -> payments — оплата\n" +
    "- events -> postgres — заказы\n- events -> redis — брони",
  "each call twice":
    "- gateway -> events\n- gateway -> payments\n- events -> postgres\n- events -> redis\n- gateway -> events",
  "Prometheus looks at all of them":
    "- gateway -> events\n- gateway -> payments\n- events -> postgres\n- events -> redis\n" +
    "- prometheus -> gateway\n- prometheus -> events",
};

/** Maps that say something else. */
export const WRONG_MAPS: Readonly<Record<string, string>> = {
  "the gateway asks PostgreSQL": "- gateway -> postgres",
  "payments keeps charges in PostgreSQL": "- payments -> postgres",
  "the gateway asks Redis": "- gateway -> redis",
  "events calls payments": "- events -> payments",
  "payments answers with an arrow": "- payments -> gateway",
  "notifications is called, too": "- gateway -> notifications",
  "payments calls a bank": "- payments -> bank",
  "Redis writes into PostgreSQL": "- redis -> postgres",
  "an extra arrow in a drawing": fence("flowchart LR\n  events --> gateway"),
  "an extra row of a table":
    "| From | To |\n| --- | --- |\n| payments | redis |",
};
