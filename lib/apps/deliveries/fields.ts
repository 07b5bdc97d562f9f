/** What of a module goes to a connection at this moment, by the rule. The same for every record of it: whether one has a value tells nothing. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import { type Clear, isRestricted, type Transfer, transferOf, treatForApp } from '@/lib/protection/compliance/policy';
import type { Connection, Mapping } from '../connections/connection';
import type { AppModule, RemoteField } from '../connectors/connector';
import { connectorOf, moduleOf } from '../connectors/registry';

/** A field of ours and the app's. */
export interface Pair {
  field: FieldDefinition;
  to: string;
  remote: RemoteField | undefined;
}

export interface Flow {
  mapping: Mapping;
  appModule: AppModule;
  /** Those that are there still. */
  pairs: readonly Pair[];
  clear: Clear<FieldDefinition>;
  withheld: readonly FieldDefinition[];
  /** Of the withheld, those that the app cannot do without. */
  missed: readonly FieldDefinition[];
  transfer: Transfer;
  /** What is withheld is so for want of an agreement alone: the switch would let it out. */
  uncovered: boolean;
  /** The app's names of fields that it cannot do without and that nothing is mapped to any more. */
  unmapped: readonly string[];
}

export interface AtThisMoment {
  compliance: ComplianceSettings;
  /** An agreement in force covers the connection. */
  covered: boolean;
}

/** @returns null where the module is not sent to it. */
export function flowOf(connection: Connection, module: ModuleDefinition, at: AtThisMoment): Flow | null {
  const connector = connectorOf(connection.app);
  const appModule = moduleOf(connector, module.apiName);
  const mapping = connection.mappings.find(({ moduleId }) => moduleId === module.id);
  if (!mapping || !appModule) return null;
  const pairs = mapping.fields.flatMap(({ field: id, to }) => {
    const field = module.fields.find((one) => one.id === id);
    return field ? [{ field, to, remote: appModule.fields.find(({ name }) => name === to) }] : [];
  });
  const needed = pairs.filter(({ remote }) => remote?.needed).map(({ field }) => field);
  const fields = [...new Set(pairs.map(({ field }) => field))];
  const { clear, withheld } = treatForApp(fields, { door: connector.kind, ...at });
  return {
    mapping,
    appModule,
    pairs,
    clear,
    withheld,
    missed: withheld.filter((field) => needed.includes(field)),
    transfer: transferOf(withheld, needed),
    uncovered: withheld.length > 0 && !isRestricted(connector.kind, at.compliance),
    unmapped: appModule.fields
      .filter(({ name, needed: isNeeded }) => isNeeded && !pairs.some(({ to }) => to === name))
      .map(({ name }) => name),
  };
}
