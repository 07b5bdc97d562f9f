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

/**
 * `data-brand` of our own snippet; else what SalesIQ's have: `?wc=` in the address, or `$zoho.salesiq.widgetcode`.
 * Null when there is none, or one that is not shaped like a brand key.
 */
export function snippetOf(script: ScriptTag | null, widgetCode: unknown): Snippet | null {
  if (!script || !URL.canParse(script.src)) return null;
  const { origin, searchParams } = new URL(script.src);
  const asked = script.getAttribute('data-brand') ?? searchParams.get('brand') ?? searchParams.get('wc') ?? widgetCode;
  const brand = typeof asked === 'string' ? asked.trim() : '';
  return /^\d{1,19}-\d{1,19}$/.test(brand) ? { origin, brand } : null;
}
