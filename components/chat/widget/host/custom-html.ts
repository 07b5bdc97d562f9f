/** `custom.html`: a button of the site's own making, in a container of its page, by whether somebody is there. */
import type { Handlers } from './handlers';
import { textOf } from './values';

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]';

export function makeCustomHtml(handlers: Handlers, open: () => void) {
  return (container?: unknown, given?: unknown): void => {
    const look = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
    const draw = (state: 'online' | 'offline') => () => {
      const place = document.getElementById(textOf(container));
      if (!place) return;
      try {
        // The site's own script says it of the site's own page.
        place.innerHTML = textOf(look[`${state}.html`]);
      } catch {
        // A page that takes no text as markup keeps what it has.
      }
      const press = () => {
        const click = look[`${state}.click`];
        open();
        if (typeof click === 'function') click();
      };
      place.onclick = press;
      if (place.querySelector(FOCUSABLE)) return;
      place.tabIndex = 0;
      place.setAttribute('role', 'button');
      place.onkeydown = (event) => {
        if (event.target !== place || (event.key !== 'Enter' && event.key !== ' ')) return;
        event.preventDefault();
        press();
      };
    };
    handlers.on('here', draw('online'));
    handlers.on('away', draw('offline'));
  };
}
