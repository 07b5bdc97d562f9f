/**
 * A process that writes without pause until it is killed: creates, changes, deletes and restores at random, by the same
 * verbs as the server. Started by `lib/protection/mutate.crash.test.ts` with the operator's context as JSON; prints a line an act.
 */
import { randomInt } from 'node:crypto';
import { createRecord } from '@/lib/crm/records/create';
import { deleteRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';

const ctx = JSON.parse(process.argv[2] ?? '') as Context;
const module = 'Contacts';

/** One act on the writer's own records, so that two writers never wait for each other's answers. */
async function act(live: string[], n: number): Promise<void> {
  const id = live[randomInt(Math.max(live.length, 1))];
  const choice = id ? randomInt(4) : 0;
  if (choice === 0 || !id) {
    const created = await createRecord(ctx, { module, values: { Last_Name: `Crash ${n}`, Phone: `555-${n}` } });
    live.push(created.id);
  } else if (choice < 3) {
    await updateRecord(ctx, { module, id, values: { First_Name: `Round ${n}`, Phone: `555-0-${n}` } });
  } else {
    await deleteRecords(ctx, { module, ids: [id] });
    await restoreRecords(ctx, { module, ids: [id] });
  }
}

const writer = async () => {
  const live: string[] = [];
  for (let n = randomInt(1_000_000); ; n += 1) {
    await act(live, n);
    process.stdout.write('.');
  }
};
await Promise.all(Array.from({ length: 4 }, writer));
