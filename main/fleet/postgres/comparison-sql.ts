import { momentNames } from "../moments.ts";

/** The sums of the bundles in a group, where `condition` holds; `of` names the rows with `drops`, `failures` and `hours`. */
function sums(of: string, condition = "true"): string {
  const d = `${of}.drops::double precision`;
  const h = `${of}.hours`;
  const sum = (what: string): string => `coalesce(sum(${what}) FILTER (WHERE ${condition}), 0)`;
  return `ROW(count(*) FILTER (WHERE ${condition}), count(*) FILTER (WHERE ${of}.drops > 0 AND (${condition})),
    count(*) FILTER (WHERE ${of}.failures > 0 AND (${condition})), ${sum(d)}, ${sum(h)},
    ${sum(`${d} * ${d}`)}, ${sum(`${d} * ${h}`)}, ${sum(`${h} * ${h}`)},
    ${sum(`${d} * ${d} * ${d}`)}, ${sum(`${d} * ${d} * ${h}`)}, ${sum(`${d} * ${h} * ${h}`)},
    ${sum(`${h} * ${h} * ${h}`)})::tunnel_doctor.moments`;
}

/** The sums of sums; `over` makes running ones of them. */
function sumsOfSums(over = ""): string {
  const fields = momentNames.map((name, place) => `sum((m).${name})${over}${place < 3 ? "::bigint" : ""}`);
  return `ROW(${fields.join(", ")})::tunnel_doctor.moments`;
}

const unknown = "('not known', 'not measured')";

/**
 * The comparison of main/fleet/compare.ts, since.ts and confounders.ts once more, as functions of PostgreSQL:
 * `SELECT * FROM tunnel_doctor.compare('{osBuild,nat}')` and `SELECT * FROM tunnel_doctor.affected('{osBuild,nat}')`.
 */
export const postgresComparison = `
CREATE OR REPLACE VIEW tunnel_doctor.group_moments AS
SELECT dimension, value, ${sums("b")} AS m
FROM tunnel_doctor.bundle_value AS b
GROUP BY dimension, value;

DO $$ BEGIN
  IF to_regtype('tunnel_doctor.grouped') IS NULL THEN
    CREATE TYPE tunnel_doctor.grouped AS (dimension text, value text, m tunnel_doctor.moments);
  END IF;
END $$;

-- Each group against all others of its dimension, in each metric, with all p-values adjusted together.
CREATE OR REPLACE FUNCTION tunnel_doctor.judged(groups tunnel_doctor.grouped[], min_bundles integer)
RETURNS TABLE (dimension text, value text, metric text, method text, p double precision, adjusted_p double precision,
  ratio double precision, ratio_low double precision, ratio_high double precision, is_much_worse boolean)
LANGUAGE sql STABLE AS $$
  WITH known AS MATERIALIZED (
    SELECT g.dimension, g.value, g.m FROM unnest(groups) AS g WHERE g.value NOT IN ${unknown}
  ),
  total AS MATERIALIZED (SELECT k.dimension, ${sumsOfSums()} AS m FROM known AS k GROUP BY k.dimension),
  sides AS MATERIALIZED (
    SELECT k.dimension, k.value, k.m AS one, tunnel_doctor.combined(t.m, k.m, -1) AS rest
    FROM known AS k JOIN total AS t ON t.dimension = k.dimension
  ),
  tested AS MATERIALIZED (
    SELECT s.dimension, s.value, n.metric, t.*
    FROM (SELECT * FROM sides WHERE (one).bundles >= min_bundles AND (rest).bundles >= min_bundles) AS s
    CROSS JOIN unnest(ARRAY['drops-per-hour', 'clients-dropping', 'clients-failing']) AS n(metric)
    CROSS JOIN LATERAL tunnel_doctor.metric_test(n.metric, s.one, s.rest) AS t
  ),
  ranked AS (SELECT t.*, count(*) OVER () AS tests, row_number() OVER (ORDER BY t.p) AS place FROM tested AS t)
  SELECT r.dimension, r.value, r.metric, r.method, r.p,
    least(1, min(r.p * r.tests / r.place) OVER (ORDER BY r.place ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)),
    r.ratio, r.ratio_low, r.ratio_high, r.is_much_worse
  FROM ranked AS r
$$;

-- Every group with its rates, their 95 % confidence intervals, and its tests: one row a test, and one without where the
-- group, or what it is compared with, has fewer than min_bundles.
CREATE OR REPLACE FUNCTION tunnel_doctor.compare(by text[], min_bundles integer DEFAULT 20)
RETURNS TABLE (dimension text, value text, bundles bigint, drops bigint, hours double precision,
  drops_per_hour double precision, drops_per_hour_low double precision, drops_per_hour_high double precision,
  clients_dropping double precision, clients_dropping_low double precision, clients_dropping_high double precision,
  clients_failing double precision, clients_failing_low double precision, clients_failing_high double precision,
  metric text, method text, p double precision, adjusted_p double precision,
  ratio double precision, ratio_low double precision, ratio_high double precision)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  groups tunnel_doctor.grouped[];
BEGIN
  groups := ARRAY(SELECT ROW(g.dimension, g.value, g.m)::tunnel_doctor.grouped FROM tunnel_doctor.group_moments AS g WHERE g.dimension = ANY (by));
  RETURN QUERY
    SELECT g.dimension, g.value, (g.m).bundles, (g.m).drops::bigint, (g.m).hours, rate.value, rate.low, rate.high,
      dropping.value, dropping.low, dropping.high, failing.value, failing.low, failing.high,
      t.metric, t.method, t.p, t.adjusted_p, t.ratio, t.ratio_low, t.ratio_high
    FROM unnest(groups) AS g
    CROSS JOIN LATERAL tunnel_doctor.drop_rate(g.m) AS rate
    CROSS JOIN LATERAL tunnel_doctor.wilson((g.m).dropping, (g.m).bundles) AS dropping
    CROSS JOIN LATERAL tunnel_doctor.wilson((g.m).failing, (g.m).bundles) AS failing
    LEFT JOIN tunnel_doctor.judged(groups, min_bundles) AS t ON t.dimension = g.dimension AND t.value = g.value
    ORDER BY array_position(by, g.dimension), (g.m).bundles DESC, g.value, t.metric;
END $$;

-- The week or the update of a group from which on it is worse, where that is more than chance (Bonferroni).
CREATE OR REPLACE FUNCTION tunnel_doctor.best_change(
  of_dimension text, of_value text, part_dimension text, of_metric text, OUT key text, OUT p double precision)
LANGUAGE sql STABLE AS $$
  WITH parts AS MATERIALIZED (
    SELECT part.value AS key, ${sums("g")} AS m
    FROM tunnel_doctor.bundle_value AS g
    JOIN tunnel_doctor.bundle_value AS part ON part.bundle_id = g.bundle_id AND part.dimension = part_dimension
    WHERE g.dimension = of_dimension AND g.value = of_value
    GROUP BY part.value
  ),
  ordered AS MATERIALIZED (
    SELECT lead(parts.key) OVER w AS next_key, row_number() OVER w AS place, count(*) OVER () AS places,
      ${sumsOfSums(" OVER w")} AS before
    FROM parts
    WINDOW w AS (ORDER BY parts.key COLLATE tunnel_doctor.by_number ROWS UNBOUNDED PRECEDING)
  ),
  whole AS (SELECT ${sumsOfSums()} AS m FROM parts),
  cuts AS MATERIALIZED (
    SELECT o.next_key, o.place, o.places, o.before, tunnel_doctor.combined(whole.m, o.before, -1) AS after
    FROM ordered AS o, whole
    WHERE o.next_key IS NOT NULL
  )
  SELECT c.next_key, t.p * (c.places - 1)
  FROM (SELECT * FROM cuts WHERE (before).bundles >= 10 AND (after).bundles >= 10) AS c
  CROSS JOIN LATERAL tunnel_doctor.metric_test(of_metric, c.after, c.before) AS t
  WHERE t.is_worse AND t.p * (c.places - 1) <= 0.01
  ORDER BY t.p, c.place
  LIMIT 1
$$;

-- The bundles that a group is compared with in the time of its effect, and its own.
CREATE OR REPLACE FUNCTION tunnel_doctor.compared(
  of_dimension text, of_value text, set_aside text[], since_week text, since_update text)
RETURNS TABLE (bundle_id text, is_in boolean, drops bigint, failures bigint, hours double precision)
LANGUAGE sql STABLE AS $$
  SELECT g.bundle_id, g.value = of_value, g.drops, g.failures, g.hours
  FROM tunnel_doctor.bundle_value AS g
  JOIN tunnel_doctor.bundle AS b ON b.bundle_id = g.bundle_id
  WHERE g.dimension = of_dimension AND g.value NOT IN ${unknown} AND NOT (g.value = ANY (set_aside))
    AND CASE
      WHEN since_week IS NULL THEN true
      WHEN g.value = of_value AND since_update IS NOT NULL
        THEN b.os_update COLLATE tunnel_doctor.by_number >= since_update COLLATE tunnel_doctor.by_number
      ELSE b.week >= since_week::date
    END
$$;

-- What else the group has more often than the others, and the rate ratio among equals (Mantel and Haenszel).
CREATE OR REPLACE FUNCTION tunnel_doctor.confounders(
  of_dimension text, of_value text, set_aside text[], since_week text, since_update text, crude double precision)
RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH compared AS MATERIALIZED (
    SELECT * FROM tunnel_doctor.compared(of_dimension, of_value, set_aside, since_week, since_update)
  ),
  strata AS MATERIALIZED (
    SELECT v.dimension, v.value, ${sums("c", "c.is_in")} AS one,
        ${sums("c", "NOT c.is_in")} AS rest
    FROM compared AS c
    JOIN tunnel_doctor.bundle_value AS v ON v.bundle_id = c.bundle_id
      AND v.dimension IN ('nat', 'mtu', 'network', 'carrierNat', 'vpnClient', 'gateway') AND v.dimension <> of_dimension
    GROUP BY v.dimension, v.value
  ),
  mantel AS MATERIALIZED (
    SELECT s.dimension,
      sum((one).drops * (rest).hours / ((one).hours + (rest).hours)) AS numerator,
      sum((rest).drops * (one).hours / ((one).hours + (rest).hours)) AS denominator,
      sum(((rest).hours / ((one).hours + (rest).hours)) ^ 2 * tunnel_doctor.drops_variance(one)) AS above_variance,
      sum(((one).hours / ((one).hours + (rest).hours)) ^ 2 * tunnel_doctor.drops_variance(rest)) AS below_variance,
      least(sum((one).bundles), sum((rest).bundles)) - 1 AS degrees
    FROM (SELECT * FROM strata WHERE (one).hours > 0 AND (rest).hours > 0) AS s
    GROUP BY s.dimension
  ),
  within AS MATERIALIZED (
    SELECT dimension, numerator / denominator AS value, exp(tunnel_doctor.student_t975(degrees)
      * sqrt(above_variance / numerator ^ 2 + below_variance / denominator ^ 2)) AS spread
    FROM (SELECT * FROM mantel WHERE numerator > 0 AND denominator > 0 AND degrees >= 1) AS m
  ),
  most AS (
    SELECT DISTINCT ON (s.dimension) s.dimension, s.value, s.share_in_group, s.share_in_rest
    FROM (
      SELECT dimension, value,
        (one).bundles::double precision / nullif(sum((one).bundles) OVER (PARTITION BY dimension), 0) AS share_in_group,
        (rest).bundles::double precision / nullif(sum((rest).bundles) OVER (PARTITION BY dimension), 0) AS share_in_rest
      FROM strata
    ) AS s
    ORDER BY s.dimension, s.share_in_group - s.share_in_rest DESC
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'by', m.dimension, 'value', m.value, 'shareInGroup', m.share_in_group, 'shareInRest', m.share_in_rest,
    'within', jsonb_build_object('value', w.value, 'low', w.value / w.spread, 'high', w.value * w.spread),
    'explains', CASE WHEN w.value / w.spread <= 1 THEN 'all' ELSE 'part' END)
    ORDER BY array_position(ARRAY['nat', 'mtu', 'network', 'carrierNat', 'vpnClient', 'gateway'], m.dimension)), '[]')
  FROM most AS m JOIN within AS w ON w.dimension = m.dimension
  WHERE crude > 1 AND m.share_in_group - m.share_in_rest >= 0.1 AND 1 - ln(w.value) / ln(crude) >= 0.1
$$;

-- Who is affected: the worst group is set aside and the rest compared again, until nothing differs by more than chance.
CREATE OR REPLACE FUNCTION tunnel_doctor.affected(by text[], min_bundles integer DEFAULT 20)
RETURNS TABLE (dimension text, value text, metric text, ratio double precision, ratio_low double precision,
  ratio_high double precision, since_week text, since_update text, confounders jsonb)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  groups tunnel_doctor.grouped[];
  worst record;
  by_week record;
  by_update record;
  sides record;
  found_ratio record;
  aside text[];
  set_aside jsonb := '{}';
BEGIN
  groups := ARRAY(SELECT ROW(g.dimension, g.value, g.m)::tunnel_doctor.grouped FROM tunnel_doctor.group_moments AS g WHERE g.dimension = ANY (by));
  FOR place IN 1..20 LOOP
    SELECT j.* INTO worst FROM tunnel_doctor.judged(groups, min_bundles) AS j
    WHERE j.is_much_worse AND j.adjusted_p <= 0.05
    ORDER BY j.p, coalesce(j.ratio, 0) DESC LIMIT 1;
    EXIT WHEN NOT FOUND;
    dimension := worst.dimension; value := worst.value; metric := worst.metric;
    since_week := NULL; since_update := NULL;
    aside := ARRAY(SELECT jsonb_array_elements_text(coalesce(set_aside -> worst.dimension, '[]')));
    IF worst.dimension <> 'week' THEN
      SELECT c.key, c.p INTO by_week FROM tunnel_doctor.best_change(worst.dimension, worst.value, 'week', worst.metric) AS c;
      SELECT c.key, c.p INTO by_update FROM tunnel_doctor.best_change(worst.dimension, worst.value, 'osUpdate', worst.metric) AS c;
      since_week := by_week.key;
      IF by_update.p IS NOT NULL AND (by_week.p IS NULL OR by_update.p <= by_week.p) THEN
        since_update := by_update.key;
        SELECT to_char(min(b.week), 'YYYY-MM-DD') INTO since_week
        FROM tunnel_doctor.bundle_value AS g JOIN tunnel_doctor.bundle AS b ON b.bundle_id = g.bundle_id
        WHERE g.dimension = worst.dimension AND g.value = worst.value AND b.os_update = by_update.key;
      END IF;
    END IF;
    SELECT ${sums("c", "c.is_in")} AS one, ${sums("c", "NOT c.is_in")} AS rest INTO sides
    FROM tunnel_doctor.compared(worst.dimension, worst.value, aside, since_week, since_update) AS c;
    found_ratio := CASE WHEN worst.metric = 'drops-per-hour' THEN tunnel_doctor.rate_ratio(sides.one, sides.rest)
      WHEN worst.metric = 'clients-dropping' THEN tunnel_doctor.share_ratio(
        (sides.one).dropping, (sides.one).bundles, (sides.rest).dropping, (sides.rest).bundles)
      ELSE tunnel_doctor.share_ratio((sides.one).failing, (sides.one).bundles, (sides.rest).failing, (sides.rest).bundles) END;
    ratio := coalesce(found_ratio.value, worst.ratio);
    ratio_low := CASE WHEN found_ratio.value IS NULL THEN worst.ratio_low ELSE found_ratio.low END;
    ratio_high := CASE WHEN found_ratio.value IS NULL THEN worst.ratio_high ELSE found_ratio.high END;
    confounders := CASE WHEN ratio IS NULL THEN '[]' ELSE tunnel_doctor.confounders(
      worst.dimension, worst.value, aside, since_week, since_update, ratio) END;
    RETURN NEXT;
    set_aside := jsonb_set(set_aside, ARRAY[worst.dimension], to_jsonb(aside || worst.value));
    groups := ARRAY(SELECT ROW(g.dimension, g.value, g.m)::tunnel_doctor.grouped FROM unnest(groups) AS g WHERE NOT (g.dimension = worst.dimension AND g.value = worst.value));
  END LOOP;
END $$;
`;
