/** `widget.js`: puts the chat on a site's page, in a frame of its own, and gives the site its JS API. */
import { type ToFrame, type ToHost, unwrap, wrap } from '../protocol';
import { installApi, type Salesiq } from './api';
import { makeFrame, NARROW, type Placement, shapeFrame } from './frame-element';
import { makePort } from './port';
import { type Snippet, snippetOf } from './snippet';

declare global {
  interface Window {
    $zoho?: { salesiq?: Salesiq };
  }
}

function begin(snippet: Snippet, salesiq: Salesiq): void {
  const frame = makeFrame(snippet);
  const narrow = matchMedia(NARROW);
  const placement: Placement = { shape: 'none', side: 'right', full: narrow.matches };
  const send = (message: ToFrame) => frame.contentWindow?.postMessage(wrap(message), snippet.origin);
  const place = () => shapeFrame(frame, placement);
  const port = makePort(send);

  /** Where the keyboard was when the site opened the chat, to bring it back there. */
  let before: Element | null = null;
  const tell = installApi(salesiq, {
    give: port.give,
    command(command) {
      const { activeElement } = document;
      if ((command === 'open' || command === 'start') && activeElement !== frame) before = activeElement;
      port.command(command);
    },
  });

  const hear = (message: ToHost) => {
    if (message.type === 'ready') {
      const { documentElement, referrer } = document;
      const page = { address: location.href.slice(0, 2_000), referrer: referrer.slice(0, 2_000) };
      port.listen({ ...page, language: documentElement.lang }, narrow.matches);
    } else if (message.type === 'shape') {
      const { shape, side, title } = message;
      const opens = shape === 'panel' && placement.shape !== 'panel';
      const closes = shape !== 'panel' && placement.shape === 'panel';
      Object.assign(placement, { shape, side });
      frame.title = title;
      place();
      if (opens && (before || document.activeElement === frame)) frame.focus();
      if (closes && before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      if (closes) before = null;
    } else if (message.type === 'event') {
      tell(message.event, message.visitId);
    }
  };

  addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== snippet.origin) return;
    const message = unwrap<ToHost>(event.data);
    if (message) hear(message);
  });
  narrow.addEventListener('change', () => {
    placement.full = narrow.matches;
    place();
    send({ type: 'layout', full: narrow.matches });
  });
  for (const name of ['resize', 'scroll']) {
    visualViewport?.addEventListener(name, () => placement.full && placement.shape === 'panel' && place());
  }

  if (document.body) document.body.append(frame);
  else addEventListener('DOMContentLoaded', () => document.body.append(frame));
}

window.$zoho ??= {};
window.$zoho.salesiq ??= {};
const { salesiq } = window.$zoho;
const snippet = snippetOf(document.currentScript as HTMLScriptElement | null, salesiq.widgetcode);
// A page that puts the script in twice has one chat.
if (snippet && !document.getElementById('careledger-chat') && !salesiq.isHere) {
  Object.defineProperty(salesiq, 'isHere', { value: true });
  begin(snippet, salesiq);
}
