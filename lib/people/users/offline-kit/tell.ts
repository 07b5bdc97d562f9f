/** Telling administrators and officers what was done to the offline kit. */
import { type NoticeTo, notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

const concerned = (except?: Id): NoticeTo[] => {
  const but = except === undefined ? {} : { except };
  return [
    { right: 'readWholeLedger', ...but },
    { right: 'manageUsers', ...but },
  ];
};

/** @param what "withdrew the offline kit" */
export const tellOfKit = (tx: Tx, { actor }: Context, { id, what }: { id: Id; what: string }): Promise<void> =>
  notify(tx, concerned(actor.id), { kind: 'kit.changed', subjectId: id, facts: { by: actor.name, what } });

/** Everybody concerned, whoever signed in by it among them: by mail too. */
export const tellOfUse = (tx: Tx, who: string, id: Id, at: Date): Promise<void> =>
  notify(tx, concerned(), { kind: 'kit.used', subjectId: id, facts: { who } }, at);
