import type { Tx } from '../db/transaction';
import type { ModuleDefinition } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { invalidModule } from './api-error';

/** The module a path or query names. @throws INVALID_MODULE */
export async function moduleOf(tx: Tx, apiName: string): Promise<ModuleDefinition> {
  const found = (await metadataOf(tx)).modules.find((module) => module.apiName === apiName);
  if (!found) throw invalidModule();
  return found;
}
