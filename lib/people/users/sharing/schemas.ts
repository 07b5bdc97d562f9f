/** What groups and sharing rules take, as it comes from outside. */
import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';

const LIST = 'Choose one of the list.';
const id = z.string().refine(isId, { error: LIST });

const MOST_MEMBERS = 200;
const MOST_VALUES = 20;

const member = z.object({ kind: z.enum(['person', 'role', 'role_below'], { error: LIST }), id });
const group = z.object({
  name: plainLine('a name', 60),
  members: z
    .array(member)
    .min(1, { error: 'Choose at least one member.' })
    .max(MOST_MEMBERS, { error: `At most ${MOST_MEMBERS} members.` })
    .transform((members) => [...new Map(members.map((one) => [`${one.kind} ${one.id}`, one])).values()]),
});
export const newGroupSchema = group;
export const changedGroupSchema = group.extend({ id });
export const groupIdSchema = z.object({ id });
export const peopleQuerySchema = z.object({ query: z.string().max(100) });

const party = z.object({ kind: z.enum(['group', 'role', 'role_below'], { error: LIST }), id });
const criteria = z.object({
  field: z.string().max(100),
  values: z
    .array(z.string().max(255))
    .min(1, { error: 'Choose at least one value.' })
    .max(MOST_VALUES, { error: `At most ${MOST_VALUES} values.` })
    .transform((values) => [...new Set(values)]),
});
const shares = z.object({
  module: z.string().max(100),
  /** Whose records; null where `criteria` says which. */
  from: party.nullable(),
  criteria: criteria.nullable(),
  to: party,
});
const isOneOfBoth = ({ from, criteria: values }: { from: unknown; criteria: unknown }) =>
  (from === null) !== (values === null);
const ONE_OF_BOTH = { error: 'Say whose records, or which.', path: ['from'] };

const rule = shares.extend({
  name: plainLine('a name', 60),
  access: z.enum(['read', 'write'], { error: LIST }),
});
export const newRuleSchema = rule.refine(isOneOfBoth, ONE_OF_BOTH);
export const changedRuleSchema = rule.extend({ id }).refine(isOneOfBoth, ONE_OF_BOTH);
export const ruleIdSchema = z.object({ id });
export const previewRuleSchema = shares.refine(isOneOfBoth, ONE_OF_BOTH);

export type NewGroup = z.input<typeof newGroupSchema>;
export type ChangedGroup = z.input<typeof changedGroupSchema>;
export type NewRule = z.input<typeof newRuleSchema>;
export type ChangedRule = z.input<typeof changedRuleSchema>;
export type PreviewRule = z.input<typeof previewRuleSchema>;
export type Shares = z.output<typeof previewRuleSchema>;
