import assert from "node:assert/strict";
import { PROPERTIES } from "./manifest_fixture.ts";
import {
  creationOf,
  localeDifferences,
  propertyStatements,
} from "./properties.ts";
import { rightsIn } from "./rights.ts";

/** As pg_dump writes it. */
const SCRIPT = `--
-- PostgreSQL database dump
--

SET statement_timeout = 0;

--
-- Name: f(); Type: FUNCTION; Schema: public; Owner: alice
--

CREATE FUNCTION public.f() RETURNS void
    LANGUAGE sql
    AS $$
ALTER TABLE public.orders OWNER TO mallory;
GRANT ALL ON TABLE public.orders TO mallory;
$$;


ALTER FUNCTION public.f() OWNER TO alice;

--
-- Name: orders; Type: TABLE; Schema: public; Owner: alice
--

CREATE TABLE public.orders (
    id text
);


ALTER TABLE public.orders OWNER TO alice;

--
-- Name: TABLE orders; Type: ACL; Schema: public; Owner: alice
--

GRANT SELECT ON TABLE public.orders TO reporter;
REVOKE ALL ON TABLE public.orders FROM "odd;
name";


--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: public; Owner: alice
--

ALTER DEFAULT PRIVILEGES FOR ROLE alice IN SCHEMA public GRANT SELECT ON TABLES TO reporter;


--
-- PostgreSQL database dump complete
--
`;

Deno.test("owners and rights are found in a script, and not in the body of a function", () => {
  const found = rightsIn(SCRIPT);
  assert.deepEqual(found.slice(0, 3), [
    "ALTER FUNCTION public.f() OWNER TO alice;",
    "ALTER TABLE public.orders OWNER TO alice;",
    "GRANT SELECT ON TABLE public.orders TO reporter;",
  ]);
  assert.equal(
    found.at(-1),
    "ALTER DEFAULT PRIVILEGES FOR ROLE alice IN SCHEMA public GRANT SELECT ON TABLES TO reporter;",
  );
  assert.doesNotMatch(found.join("\n"), /mallory/);
  assert.deepEqual(rightsIn(""), []);
});

Deno.test("properties are said of the database's new name, and quoted", () => {
  const found = propertyStatements('My "shop"', {
    ...PROPERTIES,
    owner: "al ice",
    connectionLimit: 9,
    comment: "it's\\here",
    settings: [
      { role: null, name: "statement_timeout", value: "7s" },
      { role: "rep", name: "search_path", value: '"$user", public' },
      { role: null, name: "my.setting", value: "a'b" },
    ],
    grants: [{ role: "rep", privilege: "CONNECT", grantable: true }],
    revoked: [{ role: "", privilege: "TEMPORARY" }],
  });
  const it = 'DATABASE "My ""shop"""';
  assert.deepEqual(found, [
    `ALTER ${it} OWNER TO "al ice"`,
    `ALTER ${it} CONNECTION LIMIT 9`,
    `COMMENT ON ${it} IS  E'it''s\\\\here'`,
    `ALTER ${it} SET "statement_timeout" TO '7s'`,
    `ALTER ROLE "rep" IN ${it} SET "search_path" TO "$user", public`,
    `ALTER ${it} SET "my"."setting" TO 'a''b'`,
    `REVOKE TEMPORARY ON ${it} FROM PUBLIC`,
    `GRANT CONNECT ON ${it} TO "rep" WITH GRANT OPTION`,
  ]);
});

Deno.test("a database is made with the encoding and the collation that it had", () => {
  assert.match(
    creationOf("a", { ...PROPERTIES, encoding: "LATIN1" }),
    /^CREATE DATABASE "a" TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C'/,
  );
  const icu = { ...PROPERTIES, provider: "icu", locale: "de-DE" };
  assert.match(creationOf("a", icu), /LOCALE_PROVIDER icu ICU_LOCALE 'de-DE'$/);
  assert.deepEqual(localeDifferences(PROPERTIES, PROPERTIES), []);
  assert.deepEqual(localeDifferences(icu, PROPERTIES), [
    "provider icu (this database has libc)",
    "locale de-DE (this database has none)",
  ]);
});
