// Courses: all of them, or those the API finds.

import { every, get } from './api.js';
import { fill, h, say } from './dom.js';
import { ago, counted, words } from './format.js';

const PAGE = 200;
const MOST_A_PAGE = 1000;
const PAUSE_MILLIS = 200;
// What takes more answers than that is not looked for again by itself.
const ANSWERS_AGAIN = 3;

/**
 * Draws the view.
 *
 * @param text to look for at first
 */
export function courses(place, signal, text = '') {
  const known = { text: null, items: [], more: false, whole: false, answers: 0 };
  let wanted = PAGE;
  let looking = new AbortController();
  let timer = null;

  const search = h('input', {
    type: 'search', id: 'search', placeholder: 'Name, code or id', autocomplete: 'off', spellcheck: 'false', maxlength: '100', value: text,
    oninput: () => {
      wanted = PAGE;
      history.replaceState(null, '', typed() ? `#/courses?search=${encodeURIComponent(typed())}` : '#/courses');
      clearTimeout(timer);
      timer = setTimeout(lookNow, PAUSE_MILLIS);
    },
    onkeydown: async (event) => {
      if (event.key === 'Enter') {
        clearTimeout(timer);
        if (known.text !== typed() || !known.whole) {
          await lookNow();
        }
        location.hash = list.querySelector('tbody a')?.getAttribute('href') ?? location.hash;
      }
    },
  });
  const typed = () => search.value.trim();
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
    const { items, more, whole } = known;
    const found = known.text ? `${counted(items.length, 'course')} found` : counted(items.length, 'course');
    say(summary, !whole ? `Looking on: ${found} so far` : more ? `The first ${counted(items.length, 'course')}` : found);
    fill(list, items.length > 0 ? table(items) : nothing(known),
      whole && more && h('p', { class: 'more' }, h('button', { 'data-key': 'more', onclick: () => { wanted += PAGE; lookNow(); } }, 'Show more')));
  };

  /** Asks until there are enough; what is found on the way is shown unless more of the same is there already. */
  const look = async () => {
    looking.abort();
    looking = new AbortController();
    const stop = AbortSignal.any([signal, looking.signal]);
    const own = typed();
    const items = [];
    let cursor = null;
    let answers = 0;
    try {
      do {
        const page = await get(question(own, wanted - items.length, cursor), stop);
        items.push(...page.items);
        cursor = page.next_cursor;
        answers += 1;
        const whole = !cursor || items.length >= wanted;
        if (whole || own !== known.text || items.length > known.items.length) {
          Object.assign(known, { text: own, items: [...items], more: Boolean(cursor), whole, answers });
          show();
        }
      } while (cursor && items.length < wanted);
    } catch (problem) {
      if (!stop.aborted) {
        throw problem;
      }
    }
  };
  const failed = (problem) => known.text === typed() || fill(list, h('p', { class: 'empty' }, problem.message));
  const lookNow = () => look().catch(failed);

  signal.addEventListener('abort', () => clearTimeout(timer));
  every(10, signal, () => known.text === typed() && known.answers > ANSWERS_AGAIN ? null : look(), failed);
}

function question(text, most, cursor) {
  const asked = new URLSearchParams({ limit: Math.min(MOST_A_PAGE, most) });
  if (text) {
    asked.set('search', text);
  }
  if (cursor) {
    asked.set('cursor', cursor);
  }
  return `/v1/courses?${asked}`;
}

function table(found) {
  return h('table', { class: 'list' },
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, 'Course'), h('th', { scope: 'col' }, 'Code'), h('th', { scope: 'col' }, 'Id'),
      h('th', { scope: 'col' }, 'State'), h('th', { scope: 'col' }, 'Last event'))),
    h('tbody', {}, found.map((each) => h('tr', {},
      h('th', { scope: 'row' }, h('a', { href: `#/courses/${encodeURIComponent(each.course)}` }, each.name ?? 'Name not told yet')),
      h('td', { 'data-label': 'Code' }, each.code ?? '–'),
      h('td', { 'data-label': 'Id' }, h('code', {}, each.course)),
      h('td', { 'data-label': 'State' }, each.state ? h('span', { class: 'tag' }, words(each.state)) : '–'),
      h('td', { 'data-label': 'Last event' }, ago(each.last_event_time))))));
}

function nothing({ text, whole }) {
  return h('p', { class: whole ? 'empty' : 'loading' }, !whole ? 'Looking' : text ? 'No course has that in its name, code or id.' : 'No event has told of a course yet.');
}
