import type { ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalidModule } from './api-error';

/** The module a path or query names. @throws INVALID_MODULE */
export async function moduleOf(tx: Tx, apiName: string): Promise<ModuleDefinition> {
  return moduleIn(await metadataOf(tx), apiName);
}

/** @throws INVALID_MODULE */
export function moduleIn({ modules }: OrgMetadata, apiName: string): ModuleDefinition {
  const found = modules.find((module) => module.apiName === apiName);
  if (!found) throw invalidModule();
  return found;
}
