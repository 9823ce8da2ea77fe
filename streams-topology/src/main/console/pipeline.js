// The pipeline at work: every two seconds what the instances say of themselves, now and then what
// the bridges say, what was rejected and what nobody foresaw.

import { every, get } from './api.js';
import { TimeChart, hue, meter } from './charts.js';
import { card, fill, h, say } from './dom.js';
import { Drawing } from './drawing.js';
import { Hour, Rates, combine, rejections, sum } from './figures.js';
import { ago, brief, bytes, count, counted, millis, percent, rate, span, words } from './format.js';

const NAMES_SHOWN = 7;
const LINES_SHOWN = 8;
const CODES_SHOWN = 6;
const CHANNELS = { sqs: 'SQS', webhook: 'Webhooks' };

/** Draws the view. */
export function pipeline(place, signal) {
  const known = { report: null, figures: null, bridges: null, rejected: null, delay: null, drift: null, wholeDrift: false };
  const rates = new Rates();
  const rejecting = new Rates();
  const hour = new Hour();
  const ledger = new Ledger();
  const drawing = new Drawing();
  const names = new TimeChart('Nothing was forwarded in the last hour.', 'Events of each name in the last hour', signal);
  const delays = new TimeChart('No delays to show yet.', 'Delays over the last minute', signal);
  const instances = h('div', {});
  const sources = h('div', {});
  const codes = h('div', {});
  const drift = h('div', {});
  const waiting = h('p', { class: 'notice', role: 'status', hidden: true });

  fill(
    place,
    h('h1', { class: 'unseen' }, 'Pipeline'),
    waiting,
    ledger.element,
    card('Flow', { class: 'flow-card' }, drawing.element),
    h(
      'div',
      { class: 'columns columns-2-1' },
      card('Events per second', {}, names.element),
      card('From arrival to', {}, delays.element),
    ),
    h(
      'div',
      { class: 'columns columns-2' },
      card('Instances', {}, instances),
      card('Sources', {}, sources),
      card('Rejected', {}, codes),
      card('Drift', {}, drift),
    ),
  );
  for (const box of [instances, sources, codes, drift]) {
    fill(box, h('p', { class: 'loading' }, 'Loading'));
  }

  const redraw = () => {
    if (known.figures) {
      const speed = rates.now();
      ledger.show(known.figures);
      drawing.show(nodes(known), edges(speed, rejecting.now(), hour, Date.parse(known.report.now)), (each) => `${rate(each)}/s`);
    }
  };

  every(2, signal, async () => {
    const after = hour.latest();
    const report = await get(`/v1/pipeline${after ? `?after=${encodeURIComponent(after)}` : ''}`, signal);
    known.report = report;
    known.figures = combine(report);
    hour.add(report);
    known.delay = hour.delay(Date.parse(report.now), 'processing', 0.5);
    if (known.figures.complete) {
      rates.add(known.figures.total, Date.parse(report.now));
    }
    waiting.hidden = true;
    redraw();
    showNames(names, hour, Date.parse(report.now));
    showDelays(delays, hour, Date.parse(report.now));
    fill(instances, members(report, known.figures));
  }, (problem) => {
    waiting.hidden = false;
    say(waiting, problem.message);
    if (!known.report) {
      fill(instances, h('p', { class: 'empty' }, problem.message));
    }
  });
  every(4, signal, async () => {
    known.bridges = await get('/v1/bridges', signal);
    fill(sources, sourcesOf(known.bridges));
    redraw();
  }, (problem) => known.bridges || fill(sources, h('p', { class: 'empty' }, problem.message)));
  every(4, signal, async () => {
    known.rejected = await get('/v1/rejected', signal);
    if (known.rejected.complete) {
      rejecting.add(rejections(known.rejected), Date.now());
    }
    fill(codes, codesOf(known.rejected));
    redraw();
  }, (problem) => known.rejected || fill(codes, h('p', { class: 'empty' }, problem.message)));
  const showDrift = () => fill(drift, driftOf(known.drift, known.wholeDrift, () => {
    known.wholeDrift = true;
    showDrift();
    drift.querySelector('[data-key="more-drift"]')?.focus(); // the button it was is gone
  }));
  every(10, signal, async () => {
    known.drift = await get('/v1/drift', signal);
    showDrift();
  }, (problem) => {
    fill(drift, h('p', { class: 'empty' }, problem.message));
  });
}

/** The equation every record must fit into. */
class Ledger {
  #verdict = h('p', { class: 'verdict', role: 'status' });
  #terms = new Map();

  constructor() {
    const term = (sign, name, label) => {
      const number = h('dd', {}, '–');
      this.#terms.set(name, number);
      return h('div', { class: `term term-${name}`, 'data-sign': sign }, h('dt', {}, label), number);
    };
    this.element = h(
      'section',
      { class: 'ledger', 'aria-label': 'Ledger' },
      this.#verdict,
      h(
        'dl',
        { class: 'equation' },
        term('', 'received', 'received'), term('=', 'forwarded', 'forwarded'), term('+', 'duplicate', 'duplicates'),
        term('+', 'rejected', 'rejected'), term('+', 'pending', 'waiting'),
      ),
    );
    say(this.#verdict, 'Reading the ledger');
  }

  show(figures) {
    for (const [name, element] of this.#terms) {
      say(element, count(figures.total[name]));
    }
    const off = !figures.balanced || figures.difference !== 0;
    this.element.dataset.state = off ? 'bad' : figures.complete ? 'good' : 'partial';
    if (off) {
      say(this.#verdict, figures.difference === 0 ? 'The ledger does not balance within an event name' : `The ledger does not balance: ${counted(Math.abs(figures.difference), 'record')} off`);
    } else if (figures.complete) {
      say(this.#verdict, 'The ledger balances');
    } else {
      say(this.#verdict, `It balances, but ${counted(figures.missing.length, 'partition')} can't be read now`);
    }
  }
}

/** What stands in each box. */
function nodes(known) {
  const { figures, bridges, rejected } = known;
  const { total } = figures;
  const source = (name) => bridges?.sources.find((each) => each.source === name);
  const heard = (name) => {
    const each = source(name);
    return each ? { text: each.last_event ? ago(each.last_event) : 'nothing yet', tone: each.silence.silent ? 'bad' : '' } : 'not in use';
  };
  const bridgeNames = new Set((bridges?.sources ?? []).flatMap((each) => each.bridges.map((bridge) => bridge.instance)));
  const rejections = rejected ? sum(rejected.groups.map((group) => group.records)) : null;
  const share = (part) => (total.received === 0 ? 0 : part / total.received);
  return {
    sqs: heard('sqs'),
    webhook: heard('webhook'),
    replay: 'by hand',
    bridge: bridges ? counted(bridgeNames.size, 'instance') : '–',
    raw: { text: figures.lag === null ? 'lag unknown' : `lag ${brief(figures.lag)}`, tone: figures.lag > 10_000 ? 'warn' : '' },
    decode: known.delay === null ? 'ready' : `in ${millis(known.delay)}`,
    validate: total.rejected > 0 ? `${percent(share(total.rejected))} off` : 'all fine',
    dedupe: `${percent(share(total.duplicate))} twice`,
    reorder: `${brief(total.pending)} wait`,
    split: `${percent(total.forwarded === 0 ? 0 : total.late / total.forwarded)} late`,
    typed: `${brief(total.forwarded)} events`,
    rejected: { text: rejections === null ? '–' : `${brief(rejections)} in 24 h`, tone: rejections > 0 ? 'warn' : '' },
    materialise: 'at once',
    state: 'compacted',
    api: 'this page',
  };
}

/** What each arrow carries. */
function edges(speed, rejecting, hour, now) {
  const sources = hour.sources(now);
  const unique = speed && Math.max(0, speed.received - speed.duplicate - speed.rejected);
  const by = (name) => sources.get(name) ?? 0;
  const received = speed?.received ?? null;
  return {
    'sqs-bridge': by('sqs'),
    'webhook-bridge': by('webhook'),
    'replay-bridge': by('replay'),
    'bridge-raw': received,
    'bridge-rejected': rejecting?.bridge ?? null,
    'raw-decode': received,
    'decode-validate': received,
    'decode-rejected': rejecting?.decode ?? null,
    'validate-rejected': rejecting?.validate ?? null,
    'validate-dedupe': speed && Math.max(0, speed.received - speed.rejected),
    'dedupe-reorder': unique,
    'reorder-split': speed?.forwarded ?? null,
    'split-typed': speed?.forwarded ?? null,
    'dedupe-materialise': unique,
    'materialise-state': unique,
    'materialise-api': unique,
  };
}

function showNames(chart, hour, now) {
  const times = hour.times(now);
  const rows = hour.names(times, NAMES_SHOWN, now);
  chart.show(
    times,
    rows.map((row, i) => ({ name: named(row.name), color: hue(i, rows.length), values: row.values, note: count(row.total) })),
    true,
    rate,
  );
}

/** canvas/grade_change as grade_change; Caliper says so. */
function named(name) {
  const [format, rest] = name.split('/');
  return rest === undefined ? name : format === 'caliper' ? `${rest} (Caliper)` : rest;
}

function showDelays(chart, hour, now) {
  const times = hour.times(now);
  const rows = [
    ['views, half', 'processing', 0.5, '--series-1'],
    ['views, 99 %', 'processing', 0.99, '--series-5'],
    ['typed topics, half', 'forwarding', 0.5, '--series-2'],
    ['typed topics, 99 %', 'forwarding', 0.99, '--series-4'],
  ].map(([name, what, share, color]) => ({
    name, color, values: hour.delays(times, what, share), note: millis(hour.delay(now, what, share)),
  }));
  chart.show(times, rows, false, millis);
}

function members(report, figures) {
  const holders = new Map(report.instances.flatMap((member) => member.active.map((partition) => [partition, member])));
  const orphans = figures.partitions.filter((partition) => !holders.has(partition));
  return [
    orphans.length > 0 && h('p', { class: 'notice' }, `Nobody holds ${orphans.length === 1 ? 'partition' : 'partitions'} ${orphans.join(', ')} at the moment.`),
    report.instances.map((member) => memberOf(member, figures)),
    report.instances.length === 0 && h('p', { class: 'empty' }, 'The group has not told yet who holds what.'),
  ];
}

function memberOf(member, figures) {
  const restoring = figures.restoring.filter((each) => each.address === member.address);
  const tile = (partition, kind) => {
    const book = figures.books.get(partition);
    const state = kind === 'standby' ? 'standby' : !book ? 'restoring' : !book.balanced ? 'unbalanced' : book.lag > 1000 ? 'behind' : 'active';
    const words = state === 'active' ? `lag ${count(book.lag ?? 0)}` : state === 'behind' ? `behind by ${brief(book.lag)}` : state;
    return h('li', { class: `tile tile-${state}`, title: `Partition ${partition}: ${words}` }, h('span', { class: 'unseen' }, 'Partition '), partition, h('span', { class: 'unseen' }, `, ${words}`));
  };
  return h(
    'div',
    { class: 'member' },
    h(
      'p',
      { class: 'member-name' },
      h('strong', {}, member.address.startsWith('unadvertised') ? 'This instance' : member.address),
      member.self && !member.address.startsWith('unadvertised') && h('span', { class: 'tag' }, 'answers you'),
      !member.report && h('span', { class: 'tag tag-warn' }, 'does not answer'),
      h('span', { class: 'muted' }, `${counted(member.active.length, 'partition')}${member.standby.length ? `, ${counted(member.standby.length, 'copy', 'copies')}` : ''}`),
    ),
    h('ul', { class: 'tiles' }, member.active.map((each) => tile(each, 'active')), member.standby.map((each) => tile(each, 'standby'))),
    restoring.map((each) => {
      const share = each.to > each.from ? each.done / (each.to - each.from) : 1;
      return h('p', { class: 'restore' }, h('span', {}, `${each.store}, partition ${each.partition}`), meter(share, `restored ${percent(Math.min(1, share), 0)}`));
    }),
  );
}

function sourcesOf(report) {
  if (report.sources.length === 0) {
    return h('p', { class: 'empty' }, 'No bridge has told how it is.');
  }
  return report.sources.map((source) => {
    const budget = source.deactivation_budget;
    const tone = budget.used >= 0.8 ? 'bad' : budget.used >= 0.4 ? 'warn' : '';
    return h(
      'div',
      { class: 'source' },
      h('p', { class: 'source-name' },
        h('strong', {}, CHANNELS[source.source] ?? source.source),
        source.silence.silent && h('span', { class: 'tag tag-bad' }, 'gone silent'),
        h('span', { class: 'muted' }, source.last_event ? `last event ${ago(source.last_event)}` : 'no event yet')),
      source.source === 'webhook' && h('p', { class: 'budget' },
        h('span', {}, 'Deactivation budget, 24 h'),
        meter(budget.used, `${percent(budget.used)} used: ${count(budget.timeouts)} of ${count(budget.timeout_limit)} timeouts, ${count(budget.errors)} of ${count(budget.error_limit)} errors`, tone)),
      h('ul', { class: 'bridges' }, source.bridges.map((bridge) => h('li', {},
        h('span', {}, bridge.instance),
        h('span', { class: 'muted' }, `told ${ago(bridge.at)}`),
        bridge.spool_depth > 0 && h('span', { class: 'tag tag-warn' }, `${counted(bridge.spool_depth, 'delivery', 'deliveries')} (${bytes(bridge.spool_bytes)}) in the spool`)))),
    );
  });
}

function codesOf(report) {
  if (report.groups.length === 0) {
    return h('p', { class: 'empty' }, report.complete ? 'Nothing was rejected in the last 24 hours.' : 'Reading the rejected topic.');
  }
  const codes = new Map();
  report.groups.forEach((group) => codes.set(group.code, (codes.get(group.code) ?? 0) + group.records));
  const ranked = [...codes].sort((one, other) => other[1] - one[1]);
  const most = ranked[0][1];
  return [
    h('table', { class: 'plain' },
      h('caption', { class: 'unseen' }, 'Rejected records by code'),
      h('thead', { class: 'unseen' }, h('tr', {}, h('th', { scope: 'col' }, 'Code'), h('th', { scope: 'col' }, 'Records'))),
      h('tbody', {}, ranked.slice(0, CODES_SHOWN).map(([code, records]) => h('tr', {},
        h('th', { scope: 'row' }, h('code', {}, code)),
        h('td', {}, meter(records / most, count(records))))))),
    h('p', { class: 'more' }, h('a', { href: '#/rejected' }, ranked.length > CODES_SHOWN ? `All ${ranked.length} codes, with examples` : 'Look at examples')),
  ];
}

function driftOf(report, whole, showWhole) {
  if (report.lines.length === 0) {
    return h('p', { class: 'empty' }, `Nothing unforeseen has come in ${span((Date.now() - Date.parse(report.since)) / 1000)}.`);
  }
  return [
    h('table', { class: 'plain' },
      h('caption', { class: 'unseen' }, 'What came that no schema foresees'),
      h('thead', { class: 'unseen' }, h('tr', {}, h('th', { scope: 'col' }, 'Event'), h('th', { scope: 'col' }, 'What'), h('th', { scope: 'col' }, 'Count'))),
      h('tbody', {}, (whole ? report.lines : report.lines.slice(0, LINES_SHOWN)).map((line, i) => h('tr', {},
        h('th', { scope: 'row', ...(i === LINES_SHOWN && { 'data-key': 'more-drift', tabindex: '-1' }) }, h('code', {}, line.event_name)),
        h('td', {}, h('span', { class: 'muted' }, words(line.kind)), line.path && h('code', { class: 'path' }, line.path)),
        h('td', { class: 'number' }, count(line.count)))))),
    !whole && report.lines.length > LINES_SHOWN && h('p', { class: 'more' }, h('button', { 'data-key': 'all-drift', onclick: showWhole }, `Show all ${count(report.lines.length)}`)),
  ];
}
