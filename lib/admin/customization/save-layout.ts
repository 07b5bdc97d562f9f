/**
 * One verb for every change of a layout (add, rename, move and remove sections; place, move and remove fields): the
 * editor sends the arrangement as it should be, with the version it began from. Several quick changes become one event,
 * an undo is the arrangement before, and two people cannot mix their changes into a third layout nobody wanted.
 */

import { and, eq, inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { getModuleById, type LayoutDefinition, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { loadMetadata } from '@/lib/crm/modules/metadata';
import { isSystemMandatory } from '@/lib/crm/modules/standard/mandatory';
import type { Context } from '@/lib/platform/context';
import { layoutFields, sections } from '@/lib/platform/db/schema/modules';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid, notFound } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { unchanged } from '@/lib/protection/mutate';
import { isOneOf } from './api-name';
import { changeModule } from './change';
import { type ArrangedSection, type Arrangement, arrangementOf } from './layout-arrangement';
import { layoutChanges } from './layout-changes';
import { type SaveLayout, saveLayoutSchema } from './schemas';

type GivenSection = z.output<typeof saveLayoutSchema>['sections'][number];

/**
 * Arranges a layout. Fields it does not place become unused there; nothing of them is lost.
 * @returns the layout as it is now, new sections with their ids.
 * @throws forbidden; not_found; invalid; conflict when somebody else changed the layout meanwhile.
 */
export async function saveLayout(ctx: Context, input: SaveLayout): Promise<Arrangement> {
  const given = readInput(saveLayoutSchema, input);
  const attempt = { action: 'layout.update', module: given.module, subjectId: given.layoutId } as const;
  return changeModule(ctx, attempt, async (tx, module) => {
    const layout = getLayout(module, given.layoutId);
    const before = arrangementOf(layout);
    if (before.version !== given.version) {
      throw conflict('Somebody else changed this layout meanwhile. Make your change again on what is there now.', {
        reason: 'CONCURRENT',
      });
    }
    assertSections(layout, given.sections);
    assertFields(module, given.sections);
    const wanted = given.sections.map((section) => ({ ...section, id: section.id ?? newId() }));
    const said = eventOf(module, layout, before.sections, wanted);
    if (!said) return unchanged(before);
    await write(tx, layout, wanted);
    const saved = getLayout(getModuleById(await loadMetadata(tx), module.id), layout.id);
    return { value: arrangementOf(saved), entries: [{ ...attempt, ...said }] };
  });
}

/** @throws not_found */
function getLayout(module: ModuleDefinition, id: string): LayoutDefinition {
  const layout = module.layouts.find((one) => one.id === id);
  if (!layout) throw notFound('The layout');
  return layout;
}

function assertSections(layout: LayoutDefinition, given: readonly GivenSection[]): void {
  const ids = given.map((section) => section.id).filter((id) => id !== undefined);
  const known = new Set(layout.sections.map((section) => section.id));
  if (new Set(ids).size < ids.length || ids.some((id) => !known.has(id))) throw notFound('The section');
  given.forEach((section, index) => {
    if (!isOneOf(given.slice(0, index).map((other) => other.name))(section.name)) return;
    const message = 'Another section of this layout has this name.';
    throw conflict(message, { fields: { [`sections.${index}.name`]: message } });
  });
}

function assertFields(module: ModuleDefinition, given: readonly GivenSection[]): void {
  const placed = given.flatMap((section) => section.fieldIds);
  const known = new Set(module.fields.map((field) => field.id));
  if (placed.some((id) => !known.has(id))) throw notFound('The field');
  const unique = new Set(placed);
  if (unique.size < placed.length) throw invalid('A field stands in a layout once.');
  const missing = module.fields.find((field) => isSystemMandatory(module, field) && !unique.has(field.id));
  if (missing) throw invalid(`${missing.label} stays in the layout: the module cannot do without it.`);
}

async function write(tx: Tx, layout: LayoutDefinition, wanted: readonly ArrangedSection[]): Promise<void> {
  const { orgId } = tx;
  const layoutId = layout.id;
  const kept = new Set(wanted.map((section) => section.id));
  const gone = layout.sections.map((section) => section.id).filter((id) => !kept.has(id));
  const rows = wanted.map(({ id, name, columns }, position) => ({ orgId, id, layoutId, name, columns, position }));
  const places = wanted.flatMap(({ id: sectionId, fieldIds }) =>
    fieldIds.map((fieldId, position) => ({ orgId, layoutId, fieldId, sectionId, position })),
  );
  // Down one connection in this order: places refer to sections.
  await Promise.all([
    tx.db.delete(layoutFields).where(and(eq(layoutFields.orgId, orgId), eq(layoutFields.layoutId, layoutId))),
    gone.length > 0 && tx.db.delete(sections).where(and(eq(sections.orgId, orgId), inArray(sections.id, gone))),
    tx.db
      .insert(sections)
      .values(rows)
      .onConflictDoUpdate({
        target: [sections.orgId, sections.id],
        set: { name: sql`excluded.name`, columns: sql`excluded.columns`, position: sql`excluded.position` },
      }),
    places.length > 0 && tx.db.insert(layoutFields).values(places),
  ]);
}

/** What the event says of the change; null when there is none. */
function eventOf(
  module: ModuleDefinition,
  layout: LayoutDefinition,
  before: readonly ArrangedSection[],
  after: readonly ArrangedSection[],
): Pick<NewEntry, 'fields' | 'facts'> | null {
  const apiNames = new Map(module.fields.map((field) => [field.id, field.apiName]));
  const { added, removed, moved, ...sectionChanges } = layoutChanges(before, after);
  const toNames = (ids: readonly string[]) => ids.map((id) => apiNames.get(id) ?? id);
  const lists = { added: toNames(added), removed: toNames(removed), moved: toNames(moved), ...sectionChanges };
  const changed = Object.entries(lists).filter(([, names]) => names.length > 0);
  if (changed.length === 0) return null;
  return {
    fields: [...lists.added, ...lists.removed, ...lists.moved],
    facts: { layout: layout.name, ...Object.fromEntries(changed) },
  };
}
