/** How the widget looks, as far as a site may say: button, titles, colour, place. */
import type { ByStanding, Side } from '../protocol';
import type { Giving } from './given';
import { NO_OFFSET, type Offset, offsetOf } from './offset';
import { textOf } from './values';

const LONGEST_TITLE = 60;

export interface LookPort {
  /** Where the button stands besides its side. */
  stand(place: { top: boolean; offset: Offset }): void;
  /** A call whose argument means nothing here. */
  inVain(path: string): void;
}

export function makeLookApi({ given, change }: Giving, { stand, inVain }: LookPort) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const visible = (shown?: unknown) => {
    const asked = textOf(shown).trim();
    clearTimeout(timer);
    const show = (launcher: boolean) => void change(() => Object.assign(given, { launcher }));
    const delaySeconds = Number(asked);
    if (asked === '' || !(delaySeconds > 0)) return show(asked !== 'hide' && asked !== 'false');
    show(false);
    timer = setTimeout(() => show(true), delaySeconds * 1000);
  };

  const title = (part: Partial<ByStanding>) =>
    change(() => Object.assign(given, { titles: { ...given.titles, ...part } }));
  const line = (text: unknown) => textOf(text).trim().slice(0, LONGEST_TITLE);

  /** `[['first line', 'second'], ['when offline', 'second']]`; the button has room for the first. */
  const texts = (pairs?: unknown) => {
    const [online, offline] = Array.isArray(pairs) ? pairs : [];
    const first = (pair: unknown) => line(Array.isArray(pair) ? pair[0] : pair);
    return change(() => Object.assign(given, { labels: { online: first(online), offline: first(offline) } }));
  };

  let place = { top: false, offset: NO_OFFSET };
  const position = (asked?: unknown) => {
    const words = textOf(asked).trim().toLowerCase();
    const side: Side | null = words.endsWith('left') ? 'left' : words.endsWith('right') ? 'right' : null;
    if (!side) return;
    place = { ...place, top: words.startsWith('top') };
    stand(place);
    void change(() => Object.assign(given, { side }));
  };
  const coordinates = (first?: unknown, second?: unknown) => {
    const offset = offsetOf(first, second);
    place = { top: offset.top ?? place.top, offset };
    stand(place);
    if (offset.side) void change(() => Object.assign(given, { side: offset.side }));
  };

  /** A colour as CSS writes it; SalesIQ's numbers of themes are not known. */
  const colour = (path: string) => (asked?: unknown) => {
    const text = textOf(asked).trim();
    if (!CSS.supports('color', text)) return inVain(path);
    void change(() => Object.assign(given, { colour: text }));
  };

  const button = { visible, position, coordinates, texts };
  return {
    floatbutton: button,
    chatbutton: button,
    window: {
      position,
      onlinetitle: (text?: unknown) => title({ online: line(text) }),
      offlinetitle: (text?: unknown) => title({ offline: line(text) }),
    },
    title: (text?: unknown) => title({ online: line(text), offline: line(text) }),
    colour,
  };
}
