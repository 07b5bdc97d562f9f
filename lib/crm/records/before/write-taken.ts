import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { wholeOf } from '@/lib/crm/modules/seen';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { HeldTokens } from '@/lib/platform/db/schema/merges';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { rowChange } from '../apply-changes';
import { indexBits } from '../index-bits';
import { replaceTokens } from '../replace-tokens';
import { writeTokens } from './held-tokens';
import type { TakenOver } from './take-over';

export interface Taking {
  id: Id;
  ownerId: Id;
  taken: TakenOver;
  /** Of what is carried, as they stand where it comes from. */
  tokens: HeldTokens;
}

/** Starts the statements that write what a record has taken over: its row, its tokens and links. The caller awaits them. */
export async function writeTaken(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  { id, ownerId, taken: { row, changes, carried }, tokens }: Taking,
): Promise<{ writes: PromiseLike<unknown>[]; envelope: string | null }> {
  const making = { keys: await keysOf(tx), bits: await indexBits(tx, ctx.rights, module, 0) };
  const [modifiedAt, modifiedBy, carries] = [clock.now(), ctx.actor.id, carried.length > 0];
  const change = { id, row, changes, ownerId, modifiedAt, modifiedBy, carries };
  const carriedIds = wholeOf(module)
    .fields.filter(({ apiName }) => carried.includes(apiName))
    .map((field) => field.id);
  const { updated, envelope } = rowChange(tx, module, making.keys, change);
  const writes = [
    tx.sql`with ${updated} select`.execute(),
    ...replaceTokens(tx, module, change, making),
    ...writeTokens(tx, id, carriedIds, tokens),
  ];
  return { writes, envelope };
}
