/** `widget.js`: puts the chat on a site's page, in a frame of its own, and gives the site its JS API. */
import { type HostPage, type ToFrame, type ToHost, unwrap, wrap } from '../protocol';
import { installApi, type Salesiq } from './api';
import { FIRST_PLACEMENT, makeFrame, NARROW, type Placement, shapeFrame } from './frame-element';
import { makePort } from './port';
import { type Snippet, snippetOf } from './snippet';
import { stay } from './stay';
import { holdNames, oneSalesiq, type Zoho } from './take-over';
import { forgetUniqueId } from './unique-id';

declare global {
  interface Window {
    $zoho?: Zoho;
  }
}

/** Parts of SalesIQ's own script that sites have called by name. */
const PARTS = ['$ZSIQChat', '$ZSIQChatWindow', '$ZSIQWidget'];

function begin(snippet: Snippet, salesiq: Salesiq): void {
  const frame = makeFrame(snippet);
  const narrow = matchMedia(NARROW);
  const placement: Placement = { ...FIRST_PLACEMENT, full: narrow.matches };
  const send = (message: ToFrame) => frame.contentWindow?.postMessage(wrap(message), snippet.origin);
  const place = () => shapeFrame(frame, placement);
  const port = makePort(send);

  /** Where the keyboard was when the site opened the chat, to bring it back there. */
  let before: Element | null = null;
  const command: typeof port.command = (name) => {
    const { activeElement } = document;
    if ((name === 'open' || name === 'start') && activeElement !== frame) before = activeElement;
    port.command(name);
  };
  const api = installApi(salesiq, { ...port, command }, (stand) => {
    Object.assign(placement, stand);
    place();
  });
  for (const name of PARTS) (window as unknown as Record<string, unknown>)[name] ??= api.unknown.harmless(name);

  let address = '';
  const shape = ({ shape: next, side, title, width }: Extract<ToHost, { type: 'shape' }>) => {
    const opens = next === 'panel' && placement.shape !== 'panel';
    const closes = next !== 'panel' && placement.shape === 'panel';
    Object.assign(placement, { shape: next, side, width });
    frame.title = title;
    place();
    if (opens && (before || document.activeElement === frame)) frame.focus();
    if (closes && before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
    if (closes) before = null;
  };
  const hear = (message: ToHost) => {
    if (message.type === 'ready') {
      address = location.href;
      port.listen(pageNow(), narrow.matches);
    } else if (message.type === 'shape') shape(message);
    else if (message.type === 'forgotten') forgetUniqueId();
    else api.hear(message);
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
  const tellPage = () => {
    if (address === '' || address === location.href) return;
    address = location.href;
    port.page(pageNow());
  };
  stay(frame, tellPage);
  // In older browsers no event says that a script has changed the address.
  setInterval(tellPage, 1_000);
}

const pageNow = (): HostPage => ({
  address: location.href.slice(0, 2_000),
  referrer: document.referrer.slice(0, 2_000),
  language: document.documentElement.lang,
});

window.$zoho ??= {};
const salesiq = oneSalesiq(window.$zoho);
const snippet = snippetOf(document.currentScript as HTMLScriptElement | null, salesiq.widgetcode);
// A page that puts the script in twice has one chat.
if (snippet && !document.getElementById('careledger-chat') && !Object.hasOwn(salesiq, 'isHere')) {
  Object.defineProperty(salesiq, 'isHere', { value: true });
  begin(snippet, salesiq);
  holdNames(window.$zoho, salesiq);
}
