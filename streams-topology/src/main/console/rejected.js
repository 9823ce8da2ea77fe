// What could not be understood: why, how often, what it looked like, and how to send it again.

import { every, get } from './api.js';
import { fill, h, say } from './dom.js';
import { ago, bytes, count, counted, moment, words } from './format.js';
import { sum } from './figures.js';

// Beyond so many kinds all are one.
const OTHERS = 'others';
const MEANINGS = {
  empty: 'There was nothing in it, or white space alone.',
  too_large: 'An event may have 1 MiB; this one had more.',
  not_utf8: 'The bytes are not UTF-8.',
  not_json: 'The text is not JSON: cut short, broken, or with something after its end.',
  too_deep: 'It is nested deeper than any event is.',
  not_an_event: 'It is JSON, but neither a Canvas event nor a Caliper envelope.',
  no_event_name: 'The metadata do not say which event it is.',
  no_event_time: 'It does not say when it happened.',
  bad_event_time: 'It says when it happened, but no reading makes that a time.',
  schema_violation: 'A known event, but not as its schema says. Which place breaks which rule stands below.',
  caliper_not_an_event: 'A Caliper entry without type and action, or an empty envelope.',
  record_too_large: 'The event fits, but not together with its key and headers.',
  internal: 'A failure of ours. It is worth sending again once that is mended.',
};

/** Draws the view. */
export function rejected(place, signal) {
  const known = { report: null, chosen: null, shown: '' };
  const summary = h('p', { class: 'muted', role: 'status' });
  const groups = h('div', { class: 'card' }, h('p', { class: 'loading' }, 'Loading'));
  const detail = h('div', {});
  fill(place, h('div', { class: 'head' }, h('h1', {}, 'Rejected')), summary, h('div', { class: 'columns columns-1-1 rejected' }, groups, detail));

  const choose = (key) => {
    known.chosen = key;
    show();
  };
  const show = () => {
    const all = known.report.groups;
    say(summary, all.length === 0 ? '' : `${counted(sum(all.map((each) => each.records)), 'record')} since ${moment(known.report.since)}. All are kept with their original bytes, and can be sent again.`);
    if (all.length === 0) {
      fill(groups, h('p', { class: 'empty good' }, known.report.complete ? 'Nothing was rejected in the last 24 hours.' : 'Reading the rejected topic.'));
      fill(detail);
      return;
    }
    const chosen = all.find((each) => keyOf(each) === known.chosen) ?? all[0];
    fill(groups, table(all, chosen, choose));
    const shown = `${keyOf(chosen)} ${chosen.example.partition}:${chosen.example.offset} ${chosen.records}`;
    if (known.shown !== shown) { // what is being read or copied stays as it is
      known.shown = shown;
      fill(detail, detailOf(chosen));
    }
  };
  every(4, signal, async () => {
    known.report = await get('/v1/rejected', signal);
    show();
  }, (problem) => {
    if (!known.report) {
      fill(groups, h('p', { class: 'empty' }, problem.message));
    }
  });
}

function table(all, chosen, choose) {
  return h('table', { class: 'list choice' },
    h('caption', { class: 'unseen' }, 'Rejected records in groups; choose one to see an example'),
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, 'Code'), h('th', { scope: 'col' }, 'Stage'), h('th', { scope: 'col' }, 'Source'),
      h('th', { scope: 'col', class: 'number' }, 'Records'), h('th', { scope: 'col' }, 'Last'))),
    h('tbody', {}, all.map((each) => {
      const own = keyOf(each) === keyOf(chosen);
      return h('tr', { class: own ? 'chosen' : '' },
        h('th', { scope: 'row' }, h('button', { class: 'linklike', 'aria-pressed': own ? 'true' : 'false', 'data-key': keyOf(each), onclick: () => choose(keyOf(each)) }, each.code)),
        h('td', { 'data-label': 'Stage' }, each.stage),
        h('td', { 'data-label': 'Source' }, each.source),
        h('td', { 'data-label': 'Records', class: 'number' }, count(each.records)),
        h('td', { 'data-label': 'Last' }, ago(each.last)));
    })));
}

function detailOf(group) {
  const it = group.example;
  const content = decode(it.bytes);
  const view = h('pre', { class: 'bytes', tabindex: '0', role: 'region', 'aria-label': 'The bytes as they came' });
  const modes = ['Text', 'Hex'].map((mode) => h('button', { 'aria-pressed': 'false', onclick: () => turn(mode) }, mode));
  const turn = (mode) => {
    modes.forEach((button) => button.setAttribute('aria-pressed', button.textContent === mode ? 'true' : 'false'));
    fill(view, mode === 'Text' ? escaped(content) : hex(content));
  };
  turn('Text');
  const command = `./live-events rejected replay --code=${group.code} --stage=${group.stage} --source=${group.source}`;
  return [
    h('section', { class: 'card', 'aria-labelledby': 'group' },
      h('h2', { id: 'group' }, words(group.code)),
      h('p', {}, MEANINGS[group.code] ?? 'A code this page does not know.'),
      h('dl', { class: 'pairs' },
        pair('Detail', it.detail || '–'),
        pair('First', moment(group.first)),
        pair('Last', moment(group.last)),
        pair('Lies at', h('code', {}, `${it.partition}:${it.offset}`)),
        it.original_topic && pair('Read from', h('code', {}, `${it.original_topic} ${it.original_partition}:${it.original_offset}`)),
        pair('Sent again', it.replay_count === 0 ? 'never' : counted(it.replay_count, 'time')))),
    h('section', { class: 'card', 'aria-labelledby': 'example' },
      h('div', { class: 'head' },
        h('h2', { id: 'example' }, 'The last one, as it came'),
        h('div', { class: 'toggle', role: 'group', 'aria-label': 'Show as' }, modes)),
      view,
      h('p', { class: 'muted' }, it.cut ? `The first ${bytes(content.length)} of ${bytes(it.size)}. All: ` : `${bytes(it.size)}. As a file: `,
        h('code', {}, `./live-events rejected show ${it.partition}:${it.offset} --raw=FILE`))),
    h('section', { class: 'card', 'aria-labelledby': 'again' },
      h('h2', { id: 'again' }, 'Send these again'),
      group.code === OTHERS
        ? [h('p', {}, 'These are of too many kinds to be told apart here. See all kinds, and choose among them:'), copyable('./live-events rejected list')]
        : [h('p', {}, 'Once the cause is mended. Without ', h('code', {}, '--send'), ' it only says what it would do.'), copyable(command), copyable(`${command} --send`)]),
  ];
}

function copyable(text) {
  const button = h('button', {
    class: 'copy',
    onclick: async () => {
      try {
        await navigator.clipboard.writeText(text);
        say(button, 'Copied');
      } catch {
        getSelection().selectAllChildren(code); // no clipboard here: it is selected at least
        say(button, 'Selected');
      }
      setTimeout(() => say(button, 'Copy'), 2000);
    },
  }, 'Copy');
  const code = h('code', {}, text.split(/ (?=--)/).map((part, i) => [i > 0 && ' ', h('span', {}, part)]));
  return h('div', { class: 'command' }, code, button);
}

function pair(label, value) {
  return h('div', {}, h('dt', {}, label), h('dd', {}, value));
}

function keyOf(group) {
  return `${group.code} ${group.stage} ${group.source}`;
}

function decode(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** As text; what doesn't print, or turns the direction of writing, is spelt out and marked. */
function escaped(content) {
  const text = new TextDecoder('utf-8').decode(content);
  const parts = [];
  let plain = '';
  for (const character of text) {
    if (/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/u.test(character) && character !== '\n') {
      parts.push(plain, h('span', { class: 'escaped' }, character === '\uFFFD' ? '\\x..' : `\\u{${character.codePointAt(0).toString(16).toUpperCase()}}`));
      plain = '';
    } else {
      plain += character;
    }
  }
  parts.push(plain);
  return content.length === 0 ? h('span', { class: 'muted' }, 'No bytes at all.') : parts;
}

function hex(content) {
  const lines = [];
  for (let at = 0; at < content.length; at += 16) {
    const row = [...content.slice(at, at + 16)];
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(47);
    const shown = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${digits}  ${shown}`);
  }
  return lines.join('\n');
}
