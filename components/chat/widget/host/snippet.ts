/** Where the script came from and whose widget it is, by any of the snippets that sites have. */

export interface Snippet {
  /** Ours: where the frame comes from. */
  origin: string;
  brand: string;
}

interface ScriptTag {
  src: string;
  getAttribute(name: string): string | null;
}

/** In the address of the script; `embedname` of the earliest embeds. */
const NAMES = ['brand', 'wc', 'widgetcode', 'embedname'];
const KEY = /^\d{1,19}-\d{1,19}$/;

/**
 * `data-brand` of our own snippet; else what SalesIQ's have: `?wc=` or `?embedname=` in the address, or `$zoho.salesiq.widgetcode`.
 * Null when there is none, or one that is not shaped like a brand key.
 */
export function snippetOf(script: ScriptTag | null, widgetCode: unknown): Snippet | null {
  if (!script || !URL.canParse(script.src)) return null;
  const { origin, searchParams } = new URL(script.src);
  const said = [script.getAttribute('data-brand'), ...NAMES.map((name) => searchParams.get(name)), widgetCode];
  const brand = said.map((one) => (typeof one === 'string' ? one.trim() : '')).find((one) => KEY.test(one));
  return brand ? { origin, brand } : null;
}
