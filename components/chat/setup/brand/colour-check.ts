import { contrastOf, inkOn } from '@/components/chat/widget/frame/colour';
import { WIDGET_THEMES } from './widget-themes';

export interface ColourFinding {
  ok: boolean;
  words: string;
}

/** WCAG 2.2, 1.4.11: edges of what can be pressed. */
const STANDS_OUT = 3;

const said = (ratio: number): string => `${(Math.floor(ratio * 10) / 10).toFixed(1)} : 1`;

/** What can be read on a colour, and where it is seen; null while it is not one. Pure. */
export function colourCheck(colour: string): ColourFinding[] | null {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return null;
  const ink = inkOn(colour);
  const name = ink === '#ffffff' ? 'White' : 'Black';
  const grounds = Object.entries(WIDGET_THEMES).map(([theme, { surface }]): ColourFinding => {
    const ratio = contrastOf(colour, surface);
    const ok = ratio >= STANDS_OUT;
    const where = `${said(ratio)} against the ${theme} widget`;
    return { ok, words: ok ? `${where}: it stands out.` : `${where}: hard to see. 3 : 1 or more is better.` };
  });
  return [{ ok: true, words: `${name} text on it: ${said(contrastOf(colour, ink))}, chosen by itself.` }, ...grounds];
}
