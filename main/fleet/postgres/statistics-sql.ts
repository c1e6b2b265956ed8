/**
 * The statistics of main/fleet/distributions.ts and main/fleet/statistics.ts once more, as functions of PostgreSQL, so that
 * a comparison gives the same numbers there. The stage `fleet` of the tests compares both on made-up fleets. PostgreSQL
 * takes an underflow for an error, hence `least_log`.
 */
export const postgresStatistics = String.raw`
CREATE OR REPLACE FUNCTION tunnel_doctor.z975() RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$ SELECT 1.959963984540054::double precision $$;

-- The 97.5 % point of Student's distribution.
CREATE OR REPLACE FUNCTION tunnel_doctor.student_t975(degrees double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE degrees WHEN 1 THEN 12.706204736432095::double precision WHEN 2 THEN 4.302652729696142::double precision
    ELSE z + (z ^ 3 + z) / 4 / degrees + (5 * z ^ 5 + 16 * z ^ 3 + 3 * z) / 96 / degrees ^ 2
      + (3 * z ^ 7 + 19 * z ^ 5 + 17 * z ^ 3 - 15 * z) / 384 / degrees ^ 3
      + (79 * z ^ 9 + 776 * z ^ 7 + 1482 * z ^ 5 - 1920 * z ^ 3 - 945 * z) / 92160 / degrees ^ 4 END
  FROM tunnel_doctor.z975() AS z
$$;

-- Logarithm of the gamma function for x >= 0.5 (Lanczos, g = 7, n = 9).
CREATE OR REPLACE FUNCTION tunnel_doctor.log_gamma(x double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT 0.5 * ln(2 * pi()) + (x - 0.5) * ln(x + 6.5) - (x + 6.5) + ln(
    0.99999999999980993::double precision + 676.5203681218851 / x - 1259.1392167224028 / (x + 1)
    + 771.32342877765313 / (x + 2) - 176.61502916214059 / (x + 3) + 12.507343278686905 / (x + 4)
    - 0.13857109526572012 / (x + 5) + 9.9843695780195716e-6 / (x + 6) + 1.5056327351493116e-7 / (x + 7))
$$;

-- Both tails of the gamma distribution of scale 1.
CREATE OR REPLACE FUNCTION tunnel_doctor.gamma_tails(
  shape double precision, x double precision, OUT lower_tail double precision, OUT upper_tail double precision,
  OUT density double precision)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  least_log CONSTANT double precision := -650;
  log_front double precision;
  term double precision;
  total double precision;
  a double precision; b double precision; c double precision; d double precision; factor double precision;
  n integer := 1;
BEGIN
  IF x <= 0 THEN lower_tail := 0; upper_tail := 1; density := 0; RETURN; END IF;
  log_front := shape * ln(x) - x - tunnel_doctor.log_gamma(shape);
  density := CASE WHEN log_front < least_log THEN 0 ELSE exp(log_front) END;
  IF x < shape + 1 THEN
    term := 1 / shape;
    total := term;
    WHILE n < 10000 AND abs(term) > abs(total) * 1e-15 LOOP
      term := term * (x / (shape + n));
      total := total + term;
      n := n + 1;
    END LOOP;
    lower_tail := CASE WHEN density = 0 THEN 0 ELSE density * total END;
    upper_tail := 1 - lower_tail;
  ELSE
    b := x + 1 - shape;
    c := 1e300;
    d := 1 / b;
    total := d;
    WHILE n < 10000 LOOP
      a := -n * (n - shape);
      b := b + 2;
      d := a * d + b;
      IF abs(d) < 1e-300 THEN d := 1e-300; END IF;
      d := 1 / d;
      c := b + a / c;
      IF abs(c) < 1e-300 THEN c := 1e-300; END IF;
      factor := d * c;
      total := total * factor;
      n := n + 1;
      EXIT WHEN abs(factor - 1) < 1e-15;
    END LOOP;
    upper_tail := CASE WHEN density = 0 THEN 0 ELSE density * total END;
    lower_tail := 1 - upper_tail;
  END IF;
END $$;

-- The x in which the gamma distribution reaches a probability of 0.025 or 0.975; shape is 1 or more.
CREATE OR REPLACE FUNCTION tunnel_doctor.gamma_quantile(shape double precision, probability double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  z CONSTANT double precision := CASE WHEN probability < 0.5 THEN -1 ELSE 1 END * tunnel_doctor.z975();
  x double precision := shape * (1 - 1 / (9 * shape) + z / (3 * sqrt(shape))) ^ 3;
  tails record;
  change double precision;
BEGIN
  IF shape > 1e6 THEN RETURN x; END IF;
  FOR step IN 1..50 LOOP
    tails := tunnel_doctor.gamma_tails(shape, x);
    change := (tails.lower_tail - probability) * x / tails.density;
    x := greatest(x / 10, x - change);
    EXIT WHEN abs(change) < 1e-13 * x;
  END LOOP;
  RETURN x;
END $$;

CREATE OR REPLACE FUNCTION tunnel_doctor.chi_squared_upper_tail(statistic double precision, degrees double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT upper_tail FROM tunnel_doctor.gamma_tails(degrees / 2, statistic / 2)
$$;

CREATE OR REPLACE FUNCTION tunnel_doctor.normal_upper_tail(z double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN z >= 0 THEN half ELSE 1 - half END
  FROM (SELECT 0.5 * tunnel_doctor.chi_squared_upper_tail(CASE WHEN abs(z) < 1e-150 THEN 0 ELSE z * z END, 1) AS half) AS h
$$;

-- Pearson's type III with mean 0, standard deviation 1 and this skewness.
CREATE OR REPLACE FUNCTION tunnel_doctor.pearson3_upper_tail(z double precision, skewness double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  shape double precision;
  tails record;
BEGIN
  IF abs(skewness) < 1e-3 THEN RETURN tunnel_doctor.normal_upper_tail(z); END IF;
  shape := 4 / (skewness * skewness);
  tails := tunnel_doctor.gamma_tails(shape, shape + z * sqrt(shape) * sign(skewness));
  RETURN CASE WHEN skewness > 0 THEN tails.upper_tail ELSE tails.lower_tail END;
END $$;

CREATE OR REPLACE FUNCTION tunnel_doctor.log_choose(n double precision, k double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$
  SELECT tunnel_doctor.log_gamma(n + 1) - tunnel_doctor.log_gamma(k + 1) - tunnel_doctor.log_gamma(n - k + 1)
$$;

-- Fisher's exact test: "having" of "of" against "rest_having" of "rest_of", two-sided.
CREATE OR REPLACE FUNCTION tunnel_doctor.fisher_exact(having_it bigint, of_all bigint, rest_having bigint, rest_of bigint)
RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  WITH margin AS (SELECT having_it + rest_having AS having_sum),
  chance AS (
    SELECT k, tunnel_doctor.log_choose(of_all, k) + tunnel_doctor.log_choose(rest_of, having_sum - k)
      - tunnel_doctor.log_choose(of_all + rest_of, having_sum) AS log_chance
    FROM margin, generate_series(greatest(0, having_sum - rest_of), least(of_all, having_sum)) AS k
  )
  SELECT least(1, coalesce(sum(CASE WHEN log_chance < -650 THEN 0 ELSE exp(log_chance) END), 0))
  FROM chance
  WHERE log_chance <= (SELECT log_chance FROM chance WHERE k = having_it) + 1e-7
$$;

-- Do two shares differ? Fisher where an expected count is below 10, else Pearson's chi-squared.
CREATE OR REPLACE FUNCTION tunnel_doctor.share_test(
  having_it bigint, of_all bigint, rest_having bigint, rest_of bigint, OUT method text, OUT p double precision)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  total CONSTANT double precision := of_all + rest_of;
  having_sum CONSTANT double precision := having_it + rest_having;
BEGIN
  IF least(of_all, rest_of) * least(having_sum, total - having_sum) / greatest(1, total) < 10 THEN
    method := 'fisher';
    p := tunnel_doctor.fisher_exact(having_it, of_all, rest_having, rest_of);
  ELSE
    method := 'chi-squared';
    p := tunnel_doctor.chi_squared_upper_tail(
      total * ((having_it::double precision * (rest_of - rest_having) - rest_having::double precision * (of_all - having_it)) ^ 2)
        / (of_all::double precision * rest_of * having_sum * (total - having_sum)), 1);
  END IF;
END $$;

-- Shares with Wilson's interval.
CREATE OR REPLACE FUNCTION tunnel_doctor.wilson(
  having_it bigint, total bigint, OUT value double precision, OUT low double precision, OUT high double precision)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  z CONSTANT double precision := tunnel_doctor.z975();
  centre double precision;
  half double precision;
BEGIN
  IF total = 0 THEN value := 0; low := 0; high := 1; RETURN; END IF;
  value := having_it::double precision / total;
  centre := (value + z * z / (2 * total)) / (1 + z * z / total);
  half := z / (1 + z * z / total) * sqrt(value * (1 - value) / total + z * z / (4 * total::double precision * total));
  low := CASE WHEN having_it = 0 THEN 0 ELSE greatest(0, centre - half) END;
  high := CASE WHEN having_it = total THEN 1 ELSE least(1, centre + half) END;
END $$;

-- Sums over the bundles of a group: d are the drops of a bundle, h its hours.
DO $$ BEGIN
  IF to_regtype('tunnel_doctor.moments') IS NULL THEN
    CREATE TYPE tunnel_doctor.moments AS (
      bundles bigint, dropping bigint, failing bigint, drops double precision, hours double precision,
      dd double precision, dh double precision, hh double precision,
      ddd double precision, ddh double precision, dhh double precision, hhh double precision);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION tunnel_doctor.combined(one tunnel_doctor.moments, other tunnel_doctor.moments, sign integer)
RETURNS tunnel_doctor.moments LANGUAGE sql IMMUTABLE AS $$
  SELECT ROW(one.bundles + sign * other.bundles, one.dropping + sign * other.dropping, one.failing + sign * other.failing,
    one.drops + sign * other.drops, one.hours + sign * other.hours,
    one.dd + sign * other.dd, one.dh + sign * other.dh, one.hh + sign * other.hh, one.ddd + sign * other.ddd,
    one.ddh + sign * other.ddh, one.dhh + sign * other.dhh, one.hhh + sign * other.hhh)::tunnel_doctor.moments
$$;

CREATE OR REPLACE FUNCTION tunnel_doctor.residual_squares(m tunnel_doctor.moments, rate double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(0, m.dd - 2 * rate * m.dh + rate * rate * m.hh)
$$;

-- The variance of the number of drops from how the bundles scatter, with the pull of those of many hours (HC3, first order).
CREATE OR REPLACE FUNCTION tunnel_doctor.scatter(m tunnel_doctor.moments) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$
  SELECT (m.bundles::double precision / (m.bundles - 1)) * (tunnel_doctor.residual_squares(m, rate)
    + 2 * greatest(0, m.ddh - 2 * rate * m.dhh + rate * rate * m.hhh) / m.hours)
  FROM (SELECT m.drops / m.hours AS rate) AS r
$$;

-- The same, and no less than that of independent drops.
CREATE OR REPLACE FUNCTION tunnel_doctor.drops_variance(m tunnel_doctor.moments) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN m.bundles < 2 THEN m.drops ELSE greatest(m.drops, tunnel_doctor.scatter(m)) END
$$;

-- How many times the other estimate; squares are added on the scale of the logarithm. NULL where one of them is 0.
CREATE OR REPLACE FUNCTION tunnel_doctor.quotient(
  one double precision, one_low double precision, one_high double precision,
  other double precision, other_low double precision, other_high double precision,
  OUT value double precision, OUT low double precision, OUT high double precision)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF one <= 0 OR other <= 0 OR one_high IS NULL OR other_high IS NULL THEN RETURN; END IF;
  value := one / other;
  low := value * exp(-sqrt(ln(one / one_low) ^ 2 + ln(other_high / other) ^ 2));
  high := value * exp(sqrt(ln(one_high / one) ^ 2 + ln(other / other_low) ^ 2));
END $$;

-- Drops per hour, with the wider of the exact interval and that of bundles as they scatter.
CREATE OR REPLACE FUNCTION tunnel_doctor.drop_rate(
  m tunnel_doctor.moments, OUT value double precision, OUT low double precision, OUT high double precision)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  spread double precision;
BEGIN
  IF m.hours <= 0 THEN value := 0; low := 0; RETURN; END IF;
  value := m.drops / m.hours;
  low := CASE WHEN m.drops = 0 THEN 0 ELSE tunnel_doctor.gamma_quantile(m.drops, 0.025) / m.hours END;
  high := tunnel_doctor.gamma_quantile(m.drops + 1, 0.975) / m.hours;
  IF m.drops = 0 OR m.bundles < 2 THEN RETURN; END IF;
  spread := exp(tunnel_doctor.student_t975(m.bundles - 1) * sqrt(tunnel_doctor.scatter(m)) / m.drops);
  low := least(low, value / spread);
  high := greatest(high, value * spread);
END $$;

-- How many times the rate of the rest; NULL where one side has no hours or no drops.
CREATE OR REPLACE FUNCTION tunnel_doctor.rate_ratio(
  one tunnel_doctor.moments, rest tunnel_doctor.moments,
  OUT value double precision, OUT low double precision, OUT high double precision)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  ours record;
  theirs record;
BEGIN
  IF one.bundles < 2 OR rest.bundles < 2 THEN RETURN; END IF;
  ours := tunnel_doctor.drop_rate(one);
  theirs := tunnel_doctor.drop_rate(rest);
  SELECT q.* INTO value, low, high
  FROM tunnel_doctor.quotient(ours.value, ours.low, ours.high, theirs.value, theirs.low, theirs.high) AS q;
END $$;

-- How many times the share of the rest; NULL where one of them is 0.
CREATE OR REPLACE FUNCTION tunnel_doctor.share_ratio(
  having_it bigint, of_all bigint, rest_having bigint, rest_of bigint,
  OUT value double precision, OUT low double precision, OUT high double precision)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  ours record;
  theirs record;
BEGIN
  ours := tunnel_doctor.wilson(having_it, of_all);
  theirs := tunnel_doctor.wilson(rest_having, rest_of);
  SELECT q.* INTO value, low, high
  FROM tunnel_doctor.quotient(ours.value, ours.low, ours.high, theirs.value, theirs.low, theirs.high) AS q;
END $$;

-- The permutation test over bundles, by its exact first three moments.
CREATE OR REPLACE FUNCTION tunnel_doctor.drop_rate_test(one tunnel_doctor.moments, rest tunnel_doctor.moments)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  whole CONSTANT tunnel_doctor.moments := tunnel_doctor.combined(one, rest, 1);
  n CONSTANT double precision := one.bundles;
  total CONSTANT double precision := whole.bundles;
  rate double precision;
  variance double precision;
  skewness double precision;
  z double precision;
BEGIN
  IF n = 0 OR n = total OR total < 3 OR whole.hours <= 0 OR whole.drops = 0 THEN RETURN 1; END IF;
  rate := whole.drops / whole.hours;
  variance := n * (total - n) * tunnel_doctor.residual_squares(whole, rate) / (total * (total - 1));
  IF variance <= 0 THEN RETURN 1; END IF;
  skewness := n * (total - n) * (total - 2 * n)
    * (whole.ddd - 3 * rate * whole.ddh + 3 * rate * rate * whole.dhh - rate * rate * rate * whole.hhh)
    / (total * (total - 1) * (total - 2)) / (variance * sqrt(variance));
  z := (one.drops - rate * one.hours) / sqrt(variance);
  RETURN least(1, 2 * least(
    tunnel_doctor.pearson3_upper_tail(z, skewness), tunnel_doctor.pearson3_upper_tail(-z, -skewness)));
END $$;

-- One metric of a group against the rest: drops-per-hour, clients-dropping or clients-failing.
CREATE OR REPLACE FUNCTION tunnel_doctor.metric_test(
  metric text, one tunnel_doctor.moments, rest tunnel_doctor.moments,
  OUT method text, OUT p double precision, OUT ratio double precision, OUT ratio_low double precision,
  OUT ratio_high double precision, OUT is_worse boolean, OUT is_much_worse boolean)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  having_it bigint;
  rest_having bigint;
  found record;
BEGIN
  IF metric = 'drops-per-hour' THEN
    method := 'permutation';
    p := tunnel_doctor.drop_rate_test(one, rest);
    found := tunnel_doctor.rate_ratio(one, rest);
    is_worse := one.drops * rest.hours > rest.drops * one.hours;
    is_much_worse := one.drops * rest.hours > 1.2 * rest.drops * one.hours;
  ELSE
    having_it := CASE metric WHEN 'clients-dropping' THEN one.dropping ELSE one.failing END;
    rest_having := CASE metric WHEN 'clients-dropping' THEN rest.dropping ELSE rest.failing END;
    SELECT t.method, t.p INTO method, p FROM tunnel_doctor.share_test(having_it, one.bundles, rest_having, rest.bundles) AS t;
    found := tunnel_doctor.share_ratio(having_it, one.bundles, rest_having, rest.bundles);
    is_worse := having_it * rest.bundles > rest_having * one.bundles;
    is_much_worse := having_it::double precision * rest.bundles > 1.2::double precision * rest_having * one.bundles;
  END IF;
  ratio := found.value; ratio_low := found.low; ratio_high := found.high;
END $$;
`;
