/**
 * What of a change of groups and sharing rules waits for a second person. Guarantees: whoever administers people cannot alone let
 * more people see records of a module that holds health data, nor see more of any themself, where a second administrator or an
 * officer exists (the setting `second_person`). What they confirm is the rule or the group as it was asked for, with the groups that it
 * names or the rules that name it; of what was changed meanwhile, or names what is not there any more, nothing comes. Sharing less
 * is at once.
 */
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { needsSecondPerson } from '@/lib/people/approvals/needs-second-person';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { NewEntry } from '@/lib/protection/ledger/append';
import type { Fact } from '@/lib/protection/ledger/entry';
import { isAmong, lockSharing, type Member, nameOf, type Party, readNames } from './parties';
import { type Group, isGroup, type Rule, readGroups, readRules, rulesNaming, writeGroup, writeRule } from './stored';

type Change =
  | { what: 'rule'; before: Rule | null; after: Rule }
  | { what: 'group'; before: Group | null; after: Group };

export interface Widening {
  change: Change;
  /** The modules whose records more people see. */
  modules: readonly ModuleDefinition[];
  /** Who sees more. */
  people: readonly (Party | Member)[];
  /** What changes, in words. */
  words: string;
}

/** Asks for a second person's word where the change needs it: the entry of the asking; else null, and officers are told. */
export async function askForSecondWord(
  tx: Tx,
  ctx: Context,
  { change, modules, people, words }: Widening,
  at: Date,
): Promise<NewEntry | null> {
  const { id, name } = change.after;
  const guarded = modules.some((module) => module.hipaa) || (await isAmong(tx, ctx.actor.id, people));
  const needed = guarded && (await needsSecondPerson(tx, ctx, id, at));
  if (needed === false) {
    const officers = { right: 'readWholeLedger', except: ctx.actor.id } as const;
    await notify(tx, officers, { kind: 'sharing.changed', subjectId: id, facts: { by: ctx.actor.name, words } }, at);
    return null;
  }
  const facts = {
    subject: name,
    words,
    what: change.what,
    was: asText(change.before),
    as: asText(change.after),
    beside: await besideOf(tx, change),
  };
  const asked = { kind: 'sharing.change', subjectId: id, facts, who: SECOND_PERSONS, ...needed } as const;
  return (await askApproval(tx, ctx, asked, at)).entry;
}

/** What else decides who sees what by it: the members of the groups that a rule names, the rules that name a group. */
async function besideOf(tx: Tx, { what, after }: Pick<Change, 'what'> & { after: Rule | Group }): Promise<string> {
  if (what === 'group') return JSON.stringify(await rulesNaming(tx, after.id));
  const { from, to } = after as Rule;
  return JSON.stringify((await readGroups(tx)).filter(({ id }) => isGroup(from, id) || isGroup(to, id)));
}

const asText = (row: Rule | Group | null): string => JSON.stringify(row);

/** A second person confirmed: the rule or the group is as it was asked for. */
export const sharingApproval: ApprovalHandler = {
  async takeEffect(tx, ctx, { subjectId, facts }) {
    await lockSharing(tx);
    return facts.what === 'rule' ? confirmRule(tx, ctx, subjectId, facts) : confirmGroup(tx, subjectId, facts);
  },
};

type Facts = Readonly<Record<string, Fact>>;

async function confirmRule(tx: Tx, ctx: Context, id: string, facts: Facts): Promise<NewEntry[]> {
  const [now = null] = await readRules(tx, id);
  const after = JSON.parse(String(facts.as)) as Rule;
  const { modules } = await metadataFor(tx, ctx);
  const module = modules.find((one) => one.id === after.moduleId);
  const names = await readNames(tx);
  const parties = after.from ? [after.from, after.to] : [after.to];
  const isTaken = (await readRules(tx)).some((one) => one.id !== id && isSameName(one, after));
  const isAsAsked = asText(now) === facts.was && (await besideOf(tx, { what: 'rule', after })) === facts.beside;
  if (!isAsAsked || !module || isTaken || parties.some((one) => nameOf(names, one) === undefined)) return [];
  await writeRule(tx, after, clock.now());
  const told = { name: after.name, what: String(facts.words) };
  return [{ action: now ? 'role.change_rule' : 'role.add_rule', module: module.apiName, subjectId: id, facts: told }];
}

async function confirmGroup(tx: Tx, id: string, facts: Facts): Promise<NewEntry[]> {
  const groups = await readGroups(tx);
  const now = groups.find((one) => one.id === id) ?? null;
  const after = JSON.parse(String(facts.as)) as Group;
  const names = await readNames(tx, after.members);
  const isTaken = groups.some((one) => one.id !== id && isSameName(one, after));
  const isAsAsked = asText(now) === facts.was && (await besideOf(tx, { what: 'group', after })) === facts.beside;
  if (!isAsAsked || isTaken || after.members.some((one) => nameOf(names, one) === undefined)) return [];
  await writeGroup(tx, after, clock.now());
  return [{ action: 'role.change_group', subjectId: id, facts: { name: after.name, members: after.members.length } }];
}

const isSameName = (one: { name: string }, other: { name: string }): boolean =>
  one.name.toLowerCase() === other.name.toLowerCase();
