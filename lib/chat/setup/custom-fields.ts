/**
 * Custom fields of the site's script. One that nobody declared is text: sealed, shown read-only, its changes unaudited
 * (seed 2). Declaring it makes it typed, and its changes events.
 */
import { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';

export const CUSTOM_TYPES = ['text', 'number', 'boolean', 'date'] as const;
export type CustomType = (typeof CUSTOM_TYPES)[number];

export interface CustomField {
  id: Id;
  /** As the site's script names it. */
  name: string;
  type: CustomType;
  maxLength: number;
}

export const declareSchema = z.object({
  name: plainLine('a name', 100),
  type: z.enum(CUSTOM_TYPES, { error: 'Choose a type.' }),
  maxLength: z.int().min(1, { error: 'At least 1.' }).max(1000, { error: 'At most 1,000.' }).default(200),
});

const FACTS = { setting: 'custom field' };

/** The declared ones, by name. */
export const declaredFields = (tx: Tx): Promise<CustomField[]> =>
  tx.sql<CustomField[]>`
    select id, name, type, max_length as "maxLength" from chat_custom_fields
    where org_id = ${tx.orgId} order by lower(name)`.execute();

/** @throws forbidden */
export async function listCustomFields(ctx: Context): Promise<CustomField[]> {
  assertOrgRight(ctx, 'manageChat');
  return inOrg(ctx.orgId, declaredFields);
}

/** @throws forbidden; invalid; conflict when the name is declared */
export async function declareCustomField(ctx: Context, input: z.input<typeof declareSchema>): Promise<{ id: Id }> {
  const { name, type, maxLength } = readInput(declareSchema, input);
  const action = 'chat_setup.create';
  return mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const id = newId();
    await tx.sql`
      insert into chat_custom_fields (org_id, id, name, type, max_length)
      values (${tx.orgId}, ${id}, ${name}, ${type}, ${maxLength})`;
    return { value: { id }, entries: [{ action, subjectId: id, facts: { ...FACTS, name, type } }] };
  });
}

/** Takes a declaration back: values that are there stay, as text. @throws forbidden; not_found */
export async function undeclareCustomField(ctx: Context, { id }: { id: Id }): Promise<void> {
  const action = 'chat_setup.delete';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const [gone] = await tx.sql<{ name: string }[]>`
      delete from chat_custom_fields where org_id = ${tx.orgId} and id = ${id} returning name`;
    if (!gone) throw notFound('The custom field');
    return { value: undefined, entries: [{ action, subjectId: id, facts: { ...FACTS, name: gone.name } }] };
  });
}

/** What is wrong with values of declared fields, by `custom.<name>`; empty when nothing is. Pure. */
export function customProblems(
  declared: readonly CustomField[],
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { name, type, maxLength } of declared) {
    const value = given[name];
    if (value === undefined || value === '') continue;
    const problem = value.length > maxLength ? `At most ${maxLength} characters.` : PROBLEM[type](value);
    if (problem) problems[`custom.${name}`] = problem;
  }
  return problems;
}

const PROBLEM: Record<CustomType, (value: string) => string | null> = {
  text: () => null,
  number: (value) => (value.trim() !== '' && Number.isFinite(Number(value)) ? null : 'Give a number.'),
  boolean: (value) => (/^(true|false)$/i.test(value) ? null : 'Give true or false.'),
  date: (value) =>
    /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? null : 'Give a date such as 2026-01-31.',
};
