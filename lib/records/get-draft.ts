import type { Context } from '../context';
import { readInOrg } from '../db/transaction';
import type { Id } from '../ids';
import { getModule, type ModuleDefinition } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { assertModuleRight } from '../modules/visibility';
import { activeUsers } from './names';

export interface RecordDraft {
  module: ModuleDefinition;
  users: { value: Id; label: string }[];
}

/** What a form for a new record needs. @throws forbidden; not_found */
export function getRecordDraft(ctx: Context, moduleName: string): Promise<RecordDraft> {
  return readInOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataOf(tx), moduleName);
    assertModuleRight(ctx, module, 'create');
    return { module, users: await activeUsers(tx) };
  });
}
