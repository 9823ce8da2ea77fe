// Asks for a token, once, however many questions wait for it.

import { openSession } from './api.js';
import { h, say } from './dom.js';

let asking = null;

/** Resolves once a session is open. */
export function signIn() {
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}

function ask() {
  return new Promise((resolve) => {
    const token = h('input', {
      id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, autofocus: true,
    });
    const trouble = h('p', { class: 'trouble', role: 'alert' });
    const form = h(
      'form',
      {
        method: 'dialog',
        onsubmit: async (event) => {
          event.preventDefault();
          try {
            await openSession(token.value.trim());
            dialog.close();
            dialog.remove();
            resolve();
          } catch (problem) {
            say(trouble, problem.status === 401 ? 'This token is not accepted.' : problem.message);
            token.select();
          }
        },
      },
      h('h2', { id: 'sign-in' }, 'Sign in'),
      h('p', { class: 'muted' }, 'The query API asks for a token. It is sent once, and becomes a session that no script can read.'),
      h('label', { for: 'token' }, 'Token'),
      token,
      trouble,
      h('button', { class: 'primary' }, 'Open the console'),
    );
    const dialog = h('dialog', { class: 'sign-in', 'aria-labelledby': 'sign-in', oncancel: (event) => event.preventDefault() }, form);
    document.body.append(dialog);
    dialog.showModal();
  });
}
