/** An entry of every act, done and refused, with and without what an entry may leave out. */

import { ACTION_NAMES } from '@/lib/protection/ledger/action-groups';
import { type Entry, encodeFacts } from '@/lib/protection/ledger/entry';

const KINDS = ['user', 'system', 'client', 'visitor'] as const;

/** @param modules in turn; null is none */
export function entriesOfEveryAct(modules: readonly (string | null)[] = ['Contacts', 'Accounts', null]): Entry[] {
  return ACTION_NAMES.flatMap((action, n) =>
    modules.flatMap((module, m) =>
      (['done', 'refused'] as const).map((outcome, o): Entry => {
        const isFull = (n + m + o) % 2 === 0;
        return {
          orgId: '7',
          id: String(1_000_000_000_000 + n * 10 + m * 2 + o),
          at: new Date(Date.UTC(2026, 10, 30, 12, 0, n)),
          action,
          outcome,
          actorKind: KINDS[(n + m) % KINDS.length] as Entry['actorKind'],
          actorId: String(40 + n),
          actorName: 'Olga Operator',
          requestId: '0b5f1b0e-8f50-4d2f-9a2f-3f0a7c1f9d11',
          ip: isFull ? '192.0.2.10' : m === 1 ? '2001:db8::7' : null,
          module,
          recordId: module !== null && (isFull || m === 0) ? '4200' : null,
          subjectId: isFull ? '4300' : null,
          door: isFull ? 'screen' : null,
          purpose: isFull ? 'treatment' : null,
          fields: isFull ? ['Email', 'Phone'] : [],
          facts: encodeFacts(isFull ? { count: 3, kinds: ['a', 'b'] } : {}),
          sealedDetail: isFull ? Buffer.from('sealed') : null,
          salt: Buffer.alloc(16, n),
        };
      }),
    ),
  );
}
