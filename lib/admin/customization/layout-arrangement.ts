import { createHash } from 'node:crypto';
import type { LayoutDefinition } from '@/lib/crm/modules/definition';
import type { Id } from '@/lib/platform/ids';

export interface ArrangedSection {
  id: Id;
  name: string;
  columns: number;
  /** In order. */
  fieldIds: readonly Id[];
}

/** Where everything stands in a layout. */
export interface Arrangement {
  /** Changes whenever anything else here does: what saving compares. */
  version: string;
  sections: readonly ArrangedSection[];
}

export function arrangementOf(layout: LayoutDefinition): Arrangement {
  const sections = layout.sections.map(({ id, name, columns, fields }) => ({
    id,
    name,
    columns,
    fieldIds: fields.map((field) => field.id),
  }));
  const text = JSON.stringify(sections.map(({ id, name, columns, fieldIds }) => [id, name, columns, fieldIds]));
  return { version: createHash('sha256').update(text).digest('hex').slice(0, 32), sections };
}
