// Which view is shown goes by the part of the address after the #; a view draws into an element and
// stops when its signal says so.

import { attach } from './api.js';
import { h, say } from './dom.js';
import { signIn } from './session.js';
import { pipeline } from './pipeline.js';
import { courses } from './courses.js';
import { course } from './course.js';
import { rejected } from './rejected.js';

const VIEWS = [
  [/^#\/pipeline$/, 'Pipeline', pipeline],
  [/^#\/courses(?:\?search=(.*))?$/, 'Courses', courses],
  [/^#\/courses\/([^/]+)$/, 'Course', course],
  [/^#\/rejected$/, 'Rejected', rejected],
];
const LINKS = { live: 'Live', away: 'Reconnecting', connecting: 'Connecting' };

const main = document.querySelector('#main');
const link = document.querySelector('#link');
let shown = new AbortController();

function announce(state) {
  if (link.dataset.state !== state) {
    link.dataset.state = state;
    say(link, LINKS[state]);
    main.classList.toggle('stale', state === 'away');
  }
}

function show(focus) {
  shown.abort(new DOMException('another view is shown', 'AbortError'));
  shown = new AbortController();
  const [view, name, match] = find();
  document.title = `${name} · Live Events`;
  for (const each of document.querySelectorAll('header nav a')) {
    const current = location.hash.startsWith(each.getAttribute('href'));
    each.toggleAttribute('aria-current', current);
    if (current) {
      each.setAttribute('aria-current', 'page');
    }
  }
  const place = h('div', { class: `view view-${name.toLowerCase()}` });
  main.replaceChildren(place);
  view(place, shown.signal, ...match.slice(1).map((part) => part && decoded(part)));
  if (focus) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

/** What can't be decoded is taken as it is. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function find() {
  for (const [pattern, name, view] of VIEWS) {
    const match = pattern.exec(location.hash);
    if (match) {
      return [view, name, match];
    }
  }
  return [pipeline, 'Pipeline', ['']];
}

attach({ signIn, announce });
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', () => show(true));
if (!location.hash) {
  history.replaceState(null, '', '#/pipeline');
}
show(false);
