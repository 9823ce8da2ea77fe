// Charts: the last hour by uPlot, small bars of our own.

import { h, s, say } from './dom.js';

const HEIGHT = 220;
const PALETTE = 8;

/** The colour of the n-th of several things. */
export function hue(n, many) {
  return n === many - 1 && n >= PALETTE - 1 ? '--series-rest' : `--series-${(n % PALETTE) + 1}`;
}

/**
 * A chart over time. `show` takes times in seconds, rows of {name, color, values, note}, whether
 * they lie on top of each other, and how values read. Those that don't are told apart by orders of
 * magnitude, and end in a dot: one value alone is seen too.
 */
export class TimeChart {
  #place = h('div', { class: 'plot', 'aria-hidden': 'true' });
  #legend;
  #empty = h('p', { class: 'empty' });
  #plot = null;
  #last = null;
  #names = '';

  /** A chart that says something while it is empty, and what its notes are. */
  constructor(empty, notes, signal) {
    say(this.#empty, empty);
    this.#legend = h('ul', { class: 'legend', 'aria-label': notes });
    this.element = h('div', { class: 'chart' }, this.#empty, this.#place, this.#legend);
    const sizes = new ResizeObserver(() => this.#fit());
    sizes.observe(this.#place);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const again = () => {
      this.#names = '';
      if (this.#last) {
        this.show(...this.#last);
      }
    };
    scheme.addEventListener('change', again);
    signal.addEventListener('abort', () => {
      sizes.disconnect();
      scheme.removeEventListener('change', again);
      this.#plot?.destroy();
    });
  }

  show(times, rows, stacked, text) {
    this.#last = [times, rows, stacked, text];
    const something = times.length > 0 && rows.length > 0;
    this.#empty.hidden = something;
    this.#place.hidden = !something;
    this.#legend.hidden = !something;
    if (!something) {
      return;
    }
    const names = rows.map((row) => row.name).join('\n') + stacked;
    if (names !== this.#names) {
      this.#names = names;
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(rows, stacked, text), this.#data(times, rows, stacked), this.#place);
      this.#legend.replaceChildren(
        ...rows.map((row) =>
          h('li', {}, h('span', { class: 'swatch', vars: { '--color': `var(${row.color})` } }), h('span', { class: 'legend-name' }, row.name), h('span', { class: 'legend-note' })),
        ),
      );
    } else {
      this.#plot.setData(this.#data(times, rows, stacked));
    }
    rows.forEach((row, i) => say(this.#legend.children[i].lastElementChild, row.note));
  }

  /** On top of each other: each row is drawn as the sum up to it, the highest first, so that the next covers what is below. */
  #data(times, rows, stacked) {
    if (!stacked) {
      return [times, ...rows.map((row) => row.values)];
    }
    const sums = [];
    let below = times.map(() => 0);
    for (const row of rows) {
      below = below.map((value, i) => value + row.values[i]);
      sums.unshift(below);
    }
    return [times, ...sums];
  }

  #options(rows, stacked, text) {
    const color = (name) => computed(this.element, name);
    const axis = { stroke: color('--muted'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
    const drawn = stacked ? [...rows].reverse() : rows;
    return {
      width: this.#place.clientWidth || 300,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      padding: [10, 28, 0, 0],
      scales: {
        y: stacked
          ? { range: (plot, low, high) => [0, Math.max(high * 1.1, 1)] }
          : { distr: 3, range: (plot, low, high) => [10 ** Math.floor(Math.log10(low || 1)), 10 ** Math.ceil(Math.log10((high || 1) * 1.01))] },
      },
      axes: [
        { ...axis, size: 34, space: 76, values: (plot, ticks) => ticks.map(clock) },
        { ...axis, size: 62, values: (plot, ticks) => ticks.map((tick) => (tick === null ? '' : text(tick))), ...(!stacked && { splits: magnitudes }) },
      ],
      series: [
        {},
        ...drawn.map((row) => ({
          stroke: color(row.color),
          width: stacked ? 1 : 2,
          fill: stacked ? color(row.color) : undefined,
          points: stacked ? { show: false } : { show: false, filter: latest, size: 8, fill: color(row.color) },
          spanGaps: !stacked,
        })),
      ],
    };
  }

  #fit() {
    const width = this.#place.clientWidth;
    if (this.#plot && width > 0 && Math.abs(width - this.#plot.width) > 1) {
      this.#plot.setSize({ width, height: HEIGHT });
    }
  }
}

/** The powers of ten from one number to another. */
function magnitudes(plot, axis, low, high) {
  const first = Math.round(Math.log10(low));
  return Array.from({ length: Math.round(Math.log10(high)) - first + 1 }, (_, i) => 10 ** (first + i));
}

/** Where the last value of a series is. */
function latest(plot, series) {
  const at = plot.data[series].findLastIndex((value) => value !== null);
  return at < 0 ? [] : [at];
}

/** A colour as a canvas takes it: light or dark is decided. */
function computed(element, name) {
  const probe = element.appendChild(h('span', { hidden: true }));
  probe.style.setProperty('color', `var(${name})`);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

function clock(seconds) {
  const time = new Date(seconds * 1000);
  const two = (number) => String(number).padStart(2, '0');
  const whole = `${two(time.getHours())}:${two(time.getMinutes())}`;
  return time.getSeconds() === 0 ? whole : `${whole}:${two(time.getSeconds())}`;
}

/**
 * Upright bars, for a table of [{label, value, title}]; screen readers get the table.
 *
 * @param caption what is shown
 */
export function bars(rows, caption, text) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  const width = 100 / rows.length;
  const gap = Math.min(1.2, width * 0.22);
  return h(
    'figure',
    { class: 'bars' },
    s(
      'svg',
      { viewBox: '0 0 100 40', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' },
      rows.map((row, i) => {
        const height = row.value === 0 ? 0 : Math.max(0.8, (row.value / most) * 39);
        return s(
          'rect',
          { x: i * width + gap / 2, y: 40 - height, width: width - gap, height, rx: 0.4 },
          s('title', {}, row.title ?? `${row.label}: ${text(row.value)}`),
        );
      }),
    ),
    h('div', { class: 'bars-labels', 'aria-hidden': 'true' }, labels(rows).map((label) => h('span', {}, label))),
    h('figcaption', { class: 'unseen' }, `${caption}: `, rows.filter((row) => row.value > 0).map((row) => `${row.label} ${text(row.value)}`).join(', ')),
  );
}

/** As many labels as there is room for. */
function labels(rows) {
  const step = Math.ceil(rows.length / 10);
  return rows.filter((row, i) => i % step === 0).map((row) => row.label);
}

/** A bar that shows a share from 0 to 1, with its words. */
export function meter(share, label, tone = '') {
  return h(
    'span',
    { class: `meter ${tone}`, vars: { '--share': `${Math.max(0, Math.min(1, share))}` } },
    h('span', { class: 'meter-bar', 'aria-hidden': 'true' }),
    h('span', { class: 'meter-text' }, label),
  );
}
