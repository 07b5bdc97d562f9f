/**
 * `lib/apps/outbound.ts` in a process of its own, with an environment that others have a hand in. Started by
 * `startOutbound` (start-outbound.ts), told over IPC.
 */
import { inspect } from 'node:util';
import { sendBy } from '../outbound';
import { OutboundError } from '../outbound/error';
import { type Resolve, resolveName } from '../outbound/resolve';
import type { Said, Told } from './start-outbound';

process.on('message', async ({ id, request, allowed, limits, names }: Told) => {
  let looks = 0;
  const look: Resolve = async (name) => {
    const found = names[name];
    looks += 1;
    if (found === undefined) return resolveName(name);
    if (found === 'silent') return new Promise(() => {});
    if (typeof found === 'string') throw Object.assign(new Error(found), { code: found });
    return found[Math.min(looks, found.length) - 1] ?? [];
  };
  const answer = (said: Omit<Said, 'id' | 'looks'>) => process.send?.({ id, looks, ...said });
  await sendBy(look, request, allowed, limits).then(
    (answered) => answer({ answer: answered }),
    (error) => {
      const { reason = error.code, message, facts } = error;
      const isOurs = error instanceof OutboundError;
      answer({ failure: { reason, message, facts, isOurs, shown: inspect(error, { depth: 9, showHidden: true }) } });
    },
  );
});
process.send?.('ready');
