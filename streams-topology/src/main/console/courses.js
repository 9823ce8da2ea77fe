// All courses, to be searched and opened.

import { every, get } from './api.js';
import { fill, h, say } from './dom.js';
import { ago, count, counted, words } from './format.js';

const PAGE = 1000;
const MOST = 20_000;
const SHOWN = 200;
const ID = /^(\d+~)?\d{1,20}$/;

/** Draws the view. */
export function courses(place, signal) {
  const known = { items: [], more: false, asked: false };
  const search = h('input', {
    type: 'search', id: 'search', placeholder: 'Name, code or id', autocomplete: 'off', spellcheck: 'false',
    oninput: () => show(),
    onkeydown: (event) => {
      const first = list.querySelector('a');
      if (event.key === 'Enter' && first) {
        location.hash = first.getAttribute('href');
      }
    },
  });
  const summary = h('p', { class: 'muted', role: 'status' });
  const list = h('div', { class: 'card' }, h('p', { class: 'loading' }, 'Loading'));

  fill(
    place,
    h('div', { class: 'head' },
      h('h1', {}, 'Courses'),
      h('div', { class: 'search' }, h('label', { for: 'search', class: 'unseen' }, 'Search courses'), search)),
    summary,
    list,
  );

  const show = () => {
    if (!known.asked) {
      return;
    }
    const wanted = search.value.trim().toLowerCase();
    const found = known.items.filter((each) =>
      !wanted || [each.name, each.code, each.course].some((text) => text?.toLowerCase().includes(wanted)));
    say(summary, wanted
      ? `${count(found.length)} of ${counted(known.items.length, 'course')}`
      : `${counted(known.items.length, 'course')}${known.more ? ', and more: search by id' : ''}`);
    fill(list, found.length > 0 ? table(found) : nothing(wanted, known));
  };

  every(10, signal, async () => {
    const items = [];
    let cursor = null;
    do {
      const page = await get(`/v1/courses?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, signal);
      items.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor && items.length < MOST);
    Object.assign(known, { items, more: Boolean(cursor), asked: true });
    show();
  }, (problem) => {
    if (!known.asked) {
      fill(list, h('p', { class: 'empty' }, problem.message));
    }
  });
}

function table(found) {
  return [
    h('table', { class: 'list' },
      h('thead', {}, h('tr', {},
        h('th', { scope: 'col' }, 'Course'), h('th', { scope: 'col' }, 'Code'), h('th', { scope: 'col' }, 'Id'),
        h('th', { scope: 'col' }, 'State'), h('th', { scope: 'col' }, 'Last event'))),
      h('tbody', {}, found.slice(0, SHOWN).map((each) => h('tr', {},
        h('th', { scope: 'row' }, h('a', { href: `#/courses/${encodeURIComponent(each.course)}` }, each.name ?? 'Name not told yet')),
        h('td', { 'data-label': 'Code' }, each.code ?? '–'),
        h('td', { 'data-label': 'Id' }, h('code', {}, each.course)),
        h('td', { 'data-label': 'State' }, each.state ? h('span', { class: 'tag' }, words(each.state)) : '–'),
        h('td', { 'data-label': 'Last event' }, ago(each.last_event_time)))))),
    found.length > SHOWN && h('p', { class: 'more muted' }, `The first ${SHOWN}. Type more to find the others.`),
  ];
}

function nothing(wanted, known) {
  if (ID.test(wanted)) {
    return h('p', { class: 'empty' }, 'Not among those loaded. ', h('a', { href: `#/courses/${encodeURIComponent(wanted)}` }, `Open course ${wanted}`), '.');
  }
  return h('p', { class: 'empty' }, known.items.length === 0 ? 'No event has told of a course yet.' : 'No course is called so.');
}
