// The pipeline as a drawing: where each part stands, wide and narrow, and how its arrows move.

import { h, s, say } from './dom.js';

// x, y, width, height
const WIDE = {
  name: 'wide',
  size: [1240, 330],
  frame: [496, 22, 544, 288],
  title: [514, 46],
  nodes: {
    sqs: [12, 28, 118, 50], webhook: [12, 92, 118, 50], replay: [12, 156, 118, 50],
    bridge: [186, 85, 122, 64], raw: [352, 85, 104, 64],
    decode: [514, 85, 84, 64], validate: [622, 85, 84, 64], dedupe: [730, 85, 90, 64],
    reorder: [844, 85, 84, 64], split: [952, 85, 74, 64], typed: [1096, 85, 132, 64],
    rejected: [352, 236, 140, 58], materialise: [716, 236, 118, 58], state: [1096, 236, 132, 58],
    api: [886, 236, 104, 58],
  },
  edges: {
    'sqs-bridge': ['M130 53C160 53 156 108 186 108', 158, 68],
    'webhook-bridge': ['M130 117H186', 158, 110],
    'replay-bridge': ['M130 181C160 181 156 126 186 126', 158, 174],
    'bridge-raw': ['M308 117H352', 330, 108],
    'bridge-rejected': ['M247 149V251Q247 265 261 265H352', 300, 257],
    'raw-decode': ['M456 117H514', 480, 108],
    'decode-validate': ['M598 117H622', 610, 78],
    'validate-dedupe': ['M706 117H730', 718, 78],
    'dedupe-reorder': ['M820 117H844', 832, 78],
    'reorder-split': ['M928 117H952', 940, 78],
    'split-typed': ['M1026 117H1096', 1066, 108],
    'decode-rejected': ['M556 149V251Q556 265 542 265H492', 532, 204],
    'validate-rejected': ['M664 149V251Q664 265 650 265H492', 688, 204],
    'dedupe-materialise': ['M775 149V236', 792, 196],
    'materialise-api': ['M834 265H886', 860, 257],
    'materialise-state': ['M808 236V212Q808 198 822 198H1090Q1104 198 1112 210L1126 236', 1000, 191],
  },
};
const NARROW = {
  name: 'narrow',
  size: [360, 668],
  frame: [8, 238, 344, 340],
  title: [86, 260],
  nodes: {
    sqs: [8, 8, 106, 48], webhook: [127, 8, 106, 48], replay: [246, 8, 106, 48],
    bridge: [98, 88, 164, 50], raw: [98, 168, 164, 50],
    decode: [24, 268, 96, 50], validate: [24, 344, 96, 50], dedupe: [132, 344, 96, 50],
    reorder: [132, 424, 96, 50], split: [132, 504, 96, 50], typed: [98, 608, 164, 50],
    rejected: [8, 608, 80, 50], materialise: [240, 344, 100, 50], api: [240, 504, 100, 50],
    state: [272, 608, 80, 50],
  },
  edges: {
    'sqs-bridge': ['M61 56C61 76 150 68 150 88', 72, 74],
    'webhook-bridge': ['M180 56V88', 196, 76],
    'replay-bridge': ['M299 56C299 76 210 68 210 88', 288, 74],
    'bridge-raw': ['M180 138V168', 200, 158],
    'bridge-rejected': ['M98 113H16Q2 113 2 127V594Q2 600 8 608', 50, 106],
    'raw-decode': ['M98 193H86Q72 193 72 207V268', 92, 232],
    'decode-validate': ['M72 318V344', 50, 335],
    'validate-dedupe': ['M120 369H132', 126, 339],
    'dedupe-reorder': ['M180 394V424', 204, 413],
    'reorder-split': ['M180 474V504', 204, 493],
    'split-typed': ['M180 554V608', 200, 594],
    'decode-rejected': ['M24 293H16V594', 36, 470],
    'validate-rejected': ['M60 394V608', 78, 594],
    'dedupe-materialise': ['M228 369H240', 234, 339],
    'materialise-api': ['M290 394V504', 310, 450],
    'materialise-state': ['M330 394V496Q346 500 346 520V608', 322, 594],
  },
};
const TITLES = {
  sqs: 'SQS', webhook: 'Webhooks', replay: 'Replay', bridge: 'Ingest bridge', raw: 'canvas.raw',
  decode: 'Decode', validate: 'Validate', dedupe: 'Dedupe', reorder: 'Reorder', split: 'Split',
  typed: 'Typed topics', rejected: 'canvas.rejected', materialise: 'Materialise', state: 'State topics',
  api: 'Query API',
};
const SHORTER = { rejected: 'Rejected', state: 'State' };
const TOPICS = new Set(['raw', 'typed', 'rejected', 'state']);
const DASH = 16;

/**
 * The drawing. Its `show` takes what stands below each title, by node: a text, or {text, tone} with
 * a tone of good, warn or bad; and how much each arrow carries, by edge, per second (null: unknown).
 */
export class Drawing {
  #layouts;
  #text = h('ul', { class: 'unseen' });

  constructor() {
    this.#layouts = [new Layout(WIDE), new Layout(NARROW)];
    this.element = h('div', { class: 'drawing' }, this.#layouts.map((layout) => layout.element), this.#text);
  }

  show(nodes, edges, rateText) {
    this.#layouts.forEach((layout) => layout.show(nodes, edges, rateText));
    const sentences = [
      ...Object.entries(nodes).map(([name, value]) => `${TITLES[name]}: ${value.text ?? value}`),
      ...Object.entries(edges).map(([name, perSecond]) => {
        const [from, to] = name.split('-');
        return `${TITLES[from]} to ${TITLES[to]}: ${perSecond === null ? 'not known yet' : rateText(perSecond)}`;
      }),
    ];
    if (this.#text.childElementCount !== sentences.length) {
      this.#text.replaceChildren(...sentences.map(() => h('li', {})));
    }
    sentences.forEach((sentence, i) => say(this.#text.children[i], sentence));
  }
}

/** One way to arrange it. */
class Layout {
  #nodes = new Map();
  #edges = new Map();

  constructor(plan) {
    const [width, height] = plan.size;
    const [x, y, w, hgt] = plan.frame;
    this.element = s(
      'svg',
      { class: `plan plan-${plan.name}`, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', focusable: 'false' },
      s('rect', { class: 'frame', x, y, width: w, height: hgt, rx: 14 }),
      s('text', { class: 'frame-title', x: plan.title[0], y: plan.title[1] }, 'streams-topology'),
      Object.entries(plan.edges).map(([name, edge]) => this.#edge(name, edge)),
      Object.entries(plan.nodes).map(([name, node]) => this.#node(name, node, plan.name === 'narrow')),
    );
  }

  #node(name, [x, y, width, height], narrow) {
    const title = (narrow && SHORTER[name]) || TITLES[name];
    const figure = s('text', { class: 'figure', x: x + width / 2, y: y + height / 2 + 15 });
    const group = s(
      'g',
      { class: `node ${TOPICS.has(name) ? 'topic' : ''}` },
      s('rect', { x, y, width, height, rx: TOPICS.has(name) ? height / 2 : 9 }),
      s('text', { class: 'title', x: x + width / 2, y: y + height / 2 - 3 }, title),
      figure,
    );
    this.#nodes.set(name, { group, figure });
    return group;
  }

  #edge(name, [path, x, y]) {
    const flow = s('path', { class: 'flow', d: path });
    const label = s('text', { class: 'rate', x, y });
    const moving = flow.animate([{ strokeDashoffset: `${DASH}` }, { strokeDashoffset: '0' }], {
      duration: 1000, iterations: Infinity,
    });
    moving.pause();
    this.#edges.set(name, { flow, label, moving });
    return s('g', { class: name.endsWith('rejected') ? 'edge edge-rejected' : 'edge' }, s('path', { class: 'line', d: path }), flow, label);
  }

  show(nodes, edges, rateText) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    for (const [name, value] of Object.entries(nodes)) {
      const { group, figure } = this.#nodes.get(name);
      say(figure, value.text ?? value);
      group.dataset.tone = value.tone ?? '';
    }
    for (const [name, perSecond] of Object.entries(edges)) {
      const { flow, label, moving } = this.#edges.get(name);
      const flows = perSecond > 0;
      flow.classList.toggle('on', flows);
      if (flows && !still) {
        // From a crawl to a blur: a hundred times as much is about five times as fast.
        moving.updatePlaybackRate(Math.min(5, 0.7 + Math.log10(1 + perSecond)));
        moving.play();
      } else {
        moving.pause();
      }
      say(label, perSecond === null ? '' : rateText(perSecond));
    }
  }
}
