import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { RecordNames } from '@/lib/crm/records/names';
import type { RecordDto } from '@/lib/crm/records/serialize';
import { linksOf, usersIn } from '@/lib/crm/records/tokens';
import type { OutboundValue } from '../connectors/connector';
import { fitted, lacking } from '../connectors/values';
import type { Flow, Pair } from './fields';

export interface Written {
  /** Under the app's names; null where the record has nothing. */
  values: Record<string, OutboundValue>;
  /** The app's names of what was longer than it takes, and is left out. */
  tooLong: readonly string[];
  /** Of what it cannot do without and there is no value of. */
  lacking: readonly string[];
}

/** What a record has for each pair whose field may leave. Of people and records their names. */
export function writeFor(record: RecordDto, flow: Flow, names: RecordNames): Written {
  const isClear = new Set(flow.clear.map(({ id }) => id));
  const leaving = flow.pairs.filter(({ field }) => isClear.has(field.id));
  const all = Object.fromEntries(
    leaving.map((pair) => {
      const value = record.values[pair.field.apiName];
      return [pair.to, value === undefined ? null : outward(pair, value, names)];
    }),
  );
  const { values, tooLong } = fitted(flow.appModule, all);
  return { values, tooLong, lacking: lacking(flow.appModule, values) };
}

function outward({ field }: Pair, value: StoredValue, names: RecordNames): OutboundValue {
  const { refersTo, list } = fieldType(field.type);
  if (refersTo === null) return value as OutboundValue;
  const said =
    refersTo === 'user'
      ? usersIn(field, value).map((id) => names.users[id] ?? null)
      : linksOf(field, value).map(({ targetId }) => names.lookups[targetId]?.name ?? null);
  return list ? said : (said[0] ?? null);
}
