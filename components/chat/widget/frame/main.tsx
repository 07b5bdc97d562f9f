/** @jsxImportSource preact */
/** `widget-frame.js`: the chat inside the frame that `widget.js` opens on a site's page. */
import { render } from 'preact';
import { makeStore } from '@/components/chat/store';
import { type ToFrame, type ToHost, unwrap, wrap } from '../protocol';
import { api } from './api';
import { App } from './app';
import { makeChat } from './chat';
import style from './frame.css';
import { makeKeeper } from './keeper';
import { FIRST_STATE } from './state';

/** Known once the host page has spoken; the door lets only the brand's own sites frame us. */
let host = '';

/** The first word holds nothing, since nobody knows yet who listens; all others go to the one origin. */
function tellHost(message: ToHost): void {
  if (message.type === 'ready') parent.postMessage(wrap(message), '*');
  else if (host) parent.postMessage(wrap(message), host);
}

/** A sheet of its own rather than inline styles: the page's policy may forbid those. */
function applyStyles(): void {
  const sheet = new CSSStyleSheet();
  // Bundled as its text (`lib/tools/dev/build-widget.ts`).
  sheet.replaceSync(style as unknown as string);
  document.adoptedStyleSheets = [sheet];
}

async function begin(root: Element, brand: string): Promise<void> {
  applyStyles();
  const store = makeStore(FIRST_STATE);
  const keeper = makeKeeper(
    brand,
    () => localStorage,
    () => sessionStorage,
  );
  const chat = makeChat({ brand, api, store, keeper, tellHost });
  addEventListener('message', (event) => {
    if (event.source !== parent || (host && event.origin !== host)) return;
    const message = unwrap<ToFrame>(event.data);
    if (!message || (!host && message.type !== 'hello')) return;
    host = event.origin;
    chat.hearHost(message);
  });
  const heard = new Promise<void>((resolve) => {
    const stop = store.subscribe(() => {
      stop();
      resolve();
    });
  });
  tellHost({ type: 'ready' });
  await heard;
  try {
    await chat.begin();
  } catch {
    // No such brand: a chat that cannot be had is not offered.
    return;
  }
  render(<App store={store} chat={chat} tellHost={tellHost} />, root);
}

const root = document.getElementById('chat');
const brand = new URLSearchParams(location.search).get('brand');
if (root && brand && parent !== window) void begin(root, brand);
