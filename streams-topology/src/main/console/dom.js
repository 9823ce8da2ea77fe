// Builds elements. Whatever is shown becomes a text node or an attribute, never markup: names and
// titles come from outside.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An HTML element.
 *
 * Properties: `on...` are listeners, `vars` are custom CSS properties, anything else is an
 * attribute; null and false leave it out. Children: elements or text; null and false are left out.
 */
export function h(tag, properties, ...children) {
  return build(document.createElement(tag), properties, children);
}

/** An SVG element, likewise. */
export function s(tag, properties, ...children) {
  return build(document.createElementNS(SVG, tag), properties, children);
}

/**
 * Puts other children in place of those there are. Who was at one of them by keyboard stays there:
 * it is known by its data-key, its id or where it leads.
 */
export function fill(element, ...children) {
  const focused = element.contains(document.activeElement) ? place(document.activeElement) : null;
  element.replaceChildren(...present(children));
  if (focused) {
    element.querySelector(focused)?.focus({ preventScroll: true });
  }
  return element;
}

function place(element) {
  const name = ['data-key', 'id', 'href'].find((each) => element.hasAttribute(each));
  return name ? `[${name}="${CSS.escape(element.getAttribute(name))}"]` : null;
}

/** Sets a text, only if it is another one: screen readers take note of every change. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Text for screen readers alone. */
export function unseen(text) {
  return h('span', { class: 'unseen' }, text);
}

/** A titled part of a page. */
export function card(title, properties, ...children) {
  const id = `card-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  return h(
    'section',
    { ...properties, class: `card ${properties?.class ?? ''}`, 'aria-labelledby': id },
    h('h2', { id }, title),
    ...children,
  );
}

function build(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'vars') {
      for (const [variable, setting] of Object.entries(value)) {
        element.style.setProperty(variable, setting);
      }
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...present(children));
  return element;
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}
