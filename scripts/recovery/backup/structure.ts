/**
 * The structure of a database in lines that can be compared, without owners and
 * rights: those depend on which roles a server has.
 * @module
 */

import type postgres from "postgres";

/** Schemas that are not the system's; the catalog's alias is `n`. */
export const OWN = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

const RELATIONS = `
    SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' '
           || format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || CASE a.attidentity WHEN '' THEN ''
                   ELSE ' identity ' || a.attidentity::text END
           || coalesce(CASE a.attgenerated WHEN '' THEN ' default '
                            ELSE ' generated ' END
                       || pg_get_expr(d.adbin, d.adrelid), '')
           AS line
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
       AND ${OWN}
    UNION ALL
    SELECT 'constraint ' || n.nspname || '.' || c.relname || ' '
           || k.conname || ' ' || pg_get_constraintdef(k.oid)
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE k.contype <> 'n' AND ${OWN}
    UNION ALL
    SELECT 'index ' || pg_get_indexdef(i.indexrelid)
           || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OWN}
    UNION ALL
    SELECT 'trigger ' || pg_get_triggerdef(g.oid)
      FROM pg_trigger g
      JOIN pg_class c ON c.oid = g.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT g.tgisinternal AND ${OWN}
    UNION ALL
    SELECT 'rule ' || pg_get_ruledef(r.oid)
      FROM pg_rewrite r
      JOIN pg_class c ON c.oid = r.ev_class
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE r.rulename <> '_RETURN' AND ${OWN}
    UNION ALL
    SELECT 'row security of ' || n.nspname || '.' || c.relname
           || CASE WHEN c.relforcerowsecurity THEN ' also for its owner'
                   ELSE '' END
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relrowsecurity AND ${OWN}
    UNION ALL
    SELECT 'policy ' || n.nspname || '.' || c.relname || ' ' || p.polname || ' '
           || p.polcmd::text || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '')
           || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
      FROM pg_policy p
      JOIN pg_class c ON c.oid = p.polrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OWN}
    UNION ALL
    SELECT 'view ' || n.nspname || '.' || c.relname || ' '
           || md5(pg_get_viewdef(c.oid))
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('v', 'm') AND ${OWN}
    UNION ALL
    SELECT 'sequence ' || n.nspname || '.' || c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND ${OWN}`;

const OTHERS = `
    SELECT 'function ' || n.nspname || '.' || p.proname || '('
           || pg_get_function_identity_arguments(p.oid) || ') '
           || md5(p.prosrc)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE p.prokind IN ('f', 'p') AND ${OWN}
    UNION ALL
    SELECT 'type ' || n.nspname || '.' || t.typname || ' '
           || CASE t.typtype
                WHEN 'e' THEN (SELECT string_agg(enumlabel, ', '
                                                 ORDER BY enumsortorder)
                                 FROM pg_enum WHERE enumtypid = t.oid)
                ELSE format_type(t.typbasetype, t.typtypmod)
                     || coalesce((SELECT ' ' || string_agg(
                          pg_get_constraintdef(k.oid), ' ' ORDER BY conname)
                          FROM pg_constraint k WHERE k.contypid = t.oid), '')
              END
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE t.typtype IN ('e', 'd') AND ${OWN}
    UNION ALL
    SELECT 'statistics ' || pg_get_statisticsobjdef(s.oid)
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
     WHERE ${OWN}
    UNION ALL
    SELECT 'extension ' || extname FROM pg_extension
    UNION ALL
    SELECT 'publication ' || pubname || ' ' || puballtables
           || coalesce((SELECT ' ' || string_agg(
                schemaname || '.' || tablename, ', '
                ORDER BY schemaname, tablename)
                FROM pg_publication_tables t WHERE t.pubname = p.pubname), '')
      FROM pg_publication p
    UNION ALL
    SELECT 'event trigger ' || evtname || ' ' || evtevent || ' ' || evtfoid::regproc
      FROM pg_event_trigger
    UNION ALL
    -- Those that initdb wrote have small numbers, and so has the schema public.
    SELECT 'comment on ' || pg_describe_object(classoid, objoid, objsubid) || ' '
           || md5(description)
      FROM pg_description
     WHERE objoid >= 16384
        OR (objoid = 'public'::regnamespace
            AND classoid = 'pg_namespace'::regclass)`;

/** Sorted, so that a missing line can be named by its text. */
export async function structureOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql.unsafe<{ readonly line: string }[]>(
    `${RELATIONS} UNION ALL ${OTHERS}`,
  );
  return rows.map(({ line }) => line).toSorted();
}
