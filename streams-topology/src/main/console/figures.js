// What the page makes of the answers: sums, rates, percentiles. Plain values in, plain values out.

const SLOT_SECONDS = 10;
const HOUR_MILLIS = 3_600_000;
const SETTLED_SECONDS = 2;
const SAMPLES = 6;
const COUNTERS = ['received', 'forwarded', 'duplicate', 'rejected', 'pending', 'late', 'future'];
const BRIDGE_STAGES = new Set(['sqs', 'webhook', 'replay']);

/** Adds up what the instances say of themselves. */
export function combine(report) {
  const books = new Map();
  const restoring = [];
  for (const member of report.instances) {
    for (const book of member.report?.books ?? []) {
      books.set(book.partition, { ...book, address: member.address });
    }
    restoring.push(...(member.report?.restoring ?? []).map((each) => ({ ...each, address: member.address })));
  }
  const all = [...books.values()];
  const total = Object.fromEntries(COUNTERS.map((name) => [name, sum(all.map((book) => book.total[name]))]));
  const partitions = Array.from({ length: report.partitions ?? 0 }, (_, partition) => partition);
  return {
    total,
    difference: total.received - total.forwarded - total.duplicate - total.rejected - total.pending,
    balanced: all.every((book) => book.balanced),
    complete: report.partitions !== null && books.size === report.partitions,
    lag: all.every((book) => book.lag !== null) ? sum(all.map((book) => book.lag)) : null,
    books,
    restoring,
    missing: partitions.filter((partition) => !books.has(partition)),
    partitions,
  };
}

/** How many records each part of the pipeline rejected. */
export function rejections(report) {
  const total = { bridge: 0, decode: 0, validate: 0 };
  for (const group of report.groups) {
    total[BRIDGE_STAGES.has(group.stage) ? 'bridge' : group.stage === 'decode' ? 'decode' : 'validate'] += group.records;
  }
  return total;
}

/** How fast totals grow, out of the last few of them. */
export class Rates {
  #samples = [];

  /** Takes the totals of that moment, in milliseconds. */
  add(total, at) {
    const last = this.#samples.at(-1);
    if (last && Object.keys(total).some((name) => name !== 'pending' && total[name] < last.total[name])) {
      this.#samples = []; // a partition moved, or came back from an earlier state
    }
    this.#samples.push({ total, at });
    this.#samples = this.#samples.slice(-SAMPLES);
  }

  /** By name, per second; null before there are two totals. */
  now() {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || last.at - first.at < 500) {
      return null;
    }
    const seconds = (last.at - first.at) / 1000;
    return Object.fromEntries(Object.keys(last.total).map((name) => [name, (last.total[name] - first.total[name]) / seconds]));
  }
}

/** The last hour, of all instances together. */
export class Hour {
  #byInstance = new Map();

  /** Takes the slots of a report; the latest may be there already, with less in it. */
  add(report) {
    for (const member of report.instances) {
      const slots = this.#byInstance.get(member.address) ?? new Map();
      for (const beat of member.report?.hour ?? []) {
        slots.set(Date.parse(beat.at), beat);
      }
      this.#byInstance.set(member.address, slots);
    }
    const oldest = Date.parse(report.now) - HOUR_MILLIS;
    for (const slots of this.#byInstance.values()) {
      for (const at of slots.keys()) {
        if (at < oldest) {
          slots.delete(at);
        }
      }
    }
  }

  /** The latest slot known, as the API wants it; null if there is none. */
  latest() {
    const times = [...this.#byInstance.values()].flatMap((slots) => [...slots.keys()]);
    return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
  }

  /** Records a second by source, now. */
  sources(now) {
    const from = Math.floor(now / 1000 / SLOT_SECONDS) * SLOT_SECONDS * 1000 - SLOT_SECONDS * 1000;
    const counts = new Map();
    for (const [at, beats] of this.#slots()) {
      if (at >= from) {
        beats.forEach((beat) => addAll(counts, beat.received));
      }
    }
    const seconds = (now - from) / 1000;
    return new Map([...counts].map(([source, count]) => [source, count / seconds]));
  }

  /**
   * Points in time, in seconds, evenly spaced from before the first slot to the one that is being
   * filled. What that one says while it is new is left out, unless there is nothing else.
   */
  times(now) {
    const at = [...this.#slots().keys()];
    if (at.length === 0) {
      return [];
    }
    const filling = Math.floor(now / 1000 / SLOT_SECONDS) * SLOT_SECONDS;
    const earliest = Math.min(...at) / 1000;
    const isNew = now / 1000 - filling < SETTLED_SECONDS;
    const last = isNew && earliest < filling ? filling - SLOT_SECONDS : filling;
    const first = Math.min(earliest - SLOT_SECONDS, last - 2 * SLOT_SECONDS);
    return Array.from({ length: (last - first) / SLOT_SECONDS + 1 }, (_, i) => first + i * SLOT_SECONDS);
  }

  /**
   * Events a second by name, the busiest names first, the others together.
   *
   * @return [{name, total, values}], a value for each of the times
   */
  names(times, most, now) {
    const slots = this.#slots();
    const totals = new Map();
    for (const beats of slots.values()) {
      beats.forEach((beat) => addAll(totals, beat.forwarded));
    }
    const ranked = [...totals].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
    const shown = ranked.slice(0, most).map(([name]) => name);
    const rows = new Map(shown.map((name) => [name, { name, total: totals.get(name), values: times.map(() => 0) }]));
    const rest = ranked.slice(most);
    if (rest.length > 0) {
      rows.set('', {
        name: `${rest.length} more`, total: sum(rest.map(([, total]) => total)), values: times.map(() => 0),
      });
    }
    times.forEach((time, i) => {
      const seconds = Math.max(1, Math.min(SLOT_SECONDS, now / 1000 - time));
      for (const beat of slots.get(time * 1000) ?? []) {
        for (const [name, count] of Object.entries(beat.forwarded)) {
          (rows.get(name) ?? rows.get('')).values[i] += count / seconds;
        }
      }
    });
    return [...rows.values()];
  }

  /** A percentile of delays at each of the times, in milliseconds; null where nothing happened. */
  delays(times, what, share) {
    const slots = this.#slots();
    return times.map((time) => percentile((slots.get(time * 1000) ?? []).flatMap((beat) => beat[what]), share));
  }

  /** The same over the last minute. */
  delay(now, what, share) {
    const recent = [...this.#slots()].filter(([at]) => at > now - 60_000).flatMap(([, beats]) => beats);
    return percentile(recent.flatMap((beat) => beat[what]), share);
  }

  #slots() {
    const slots = new Map();
    for (const own of this.#byInstance.values()) {
      for (const [at, beat] of own) {
        slots.set(at, [...(slots.get(at) ?? []), beat]);
      }
    }
    return slots;
  }
}

/** The bound below which that share of the buckets' contents lies; null if they are empty. */
export function percentile(buckets, share) {
  const counts = new Map();
  for (const bucket of buckets) {
    counts.set(bucket.up_to, (counts.get(bucket.up_to) ?? 0) + bucket.count);
  }
  const wanted = sum([...counts.values()]) * share;
  let seen = 0;
  for (const [bound, count] of [...counts].sort((one, other) => one[0] - other[0])) {
    seen += count;
    if (seen >= wanted) {
      return bound;
    }
  }
  return null;
}

/** The sum of numbers. */
export function sum(numbers) {
  return numbers.reduce((one, other) => one + other, 0);
}

function addAll(counts, more) {
  for (const [what, count] of Object.entries(more)) {
    counts.set(what, (counts.get(what) ?? 0) + count);
  }
}
