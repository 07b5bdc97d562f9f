import type { Outbound } from './connector';
import { textOf } from './values';

/** A record as lines that a person reads in a channel: the module and id, then a line a field. What is empty has no line. */
export function linesOf({ module, recordId, values }: Outbound, plain: (text: string) => string): string {
  const lines = Object.entries(values)
    .filter(([, value]) => textOf(value) !== '')
    .map(([name, value]) => `${plain(name.replaceAll('_', ' '))}: ${plain(textOf(value))}`);
  return [`${plain(module.replaceAll('_', ' '))} ${recordId}`, ...lines].join('\n');
}
