import type { Salesiq } from './api';
import { READY_NAMES } from './ready';

/** SalesIQ's own name, and that of its earlier embeds (`float.ls`, `button.ls`). */
const NAMES = ['salesiq', 'livedesk'] as const;

export interface Zoho {
  salesiq?: Salesiq;
  livedesk?: Salesiq;
}

/** One object under both names, with what a snippet has put on either. */
export function oneSalesiq(zoho: Zoho): Salesiq {
  const salesiq = zoho.salesiq ?? zoho.livedesk ?? {};
  const older = zoho.livedesk;
  if (older && older !== salesiq) {
    for (const [name, value] of Object.entries(older)) if (!Object.hasOwn(salesiq, name)) salesiq[name] = value;
  }
  return salesiq;
}

/** A snippet that runs again and sets a new object gets what it asks for, and the API stays. */
export function holdNames(zoho: Zoho, salesiq: Salesiq): void {
  const adopt = (next: unknown) => {
    if (typeof next !== 'object' || next === null || next === salesiq) return;
    for (const name of READY_NAMES) if (Object.hasOwn(next, name)) salesiq[name] = (next as Salesiq)[name];
  };
  for (const name of NAMES) {
    Object.defineProperty(zoho, name, { configurable: true, enumerable: true, get: () => salesiq, set: adopt });
  }
}
