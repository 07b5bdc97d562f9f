/**
 * OAuth scopes as Zoho CRM and SalesIQ write them: `ZohoCRM.modules.Contacts.READ`. Pure. A scope grants its act on its area and on
 * everything below it; small and capital letters are the same.
 */

export const ACTS = ['READ', 'CREATE', 'UPDATE', 'DELETE'] as const;
export type Act = (typeof ACTS)[number];

/** What each word for an act stands for. */
const ACTS_OF: Record<string, readonly Act[]> = {
  ALL: ACTS,
  WRITE: ['CREATE', 'UPDATE'],
  READ: ['READ'],
  CREATE: ['CREATE'],
  UPDATE: ['UPDATE'],
  DELETE: ['DELETE'],
};

/** Each area with its service, and whether it has parts of its own (`modules.Contacts`, `settings.fields`). */
const AREAS: Record<string, { service: string; parts: boolean }> = {
  modules: { service: 'ZohoCRM', parts: true },
  settings: { service: 'ZohoCRM', parts: true },
  org: { service: 'ZohoCRM', parts: false },
  users: { service: 'ZohoCRM', parts: false },
  coql: { service: 'ZohoCRM', parts: false },
  bulk: { service: 'ZohoCRM', parts: false },
  securesearch: { service: 'ZohoSearch', parts: false },
  files: { service: 'ZohoFiles', parts: false },
  conversations: { service: 'SalesIQ', parts: false },
  visitors: { service: 'SalesIQ', parts: false },
};

/** What a call needs. `module` only with the area `modules`; notes and attachments are modules here, as at Zoho. */
export interface ScopeNeed {
  area:
    | 'modules'
    | 'org'
    | 'users'
    | 'coql'
    | 'bulk'
    | 'securesearch'
    | 'files'
    | 'conversations'
    | 'visitors'
    | `settings.${string}`;
  act: Act;
  module?: string;
}

interface Scope {
  area: string;
  part: string | null;
  word: string;
  acts: readonly Act[];
}

const PART = /^[a-z][a-z0-9_]{0,99}$/i;

function parse(text: string): Scope | null {
  const [service = '', area = '', ...rest] = text.split('.');
  const word = rest.pop()?.toUpperCase() ?? '';
  const [part = null, ...more] = rest;
  const acts = Object.hasOwn(ACTS_OF, word) ? ACTS_OF[word] : undefined;
  const known = Object.hasOwn(AREAS, area.toLowerCase()) ? AREAS[area.toLowerCase()] : undefined;
  if (!acts || !known || more.length > 0 || service.toLowerCase() !== known.service.toLowerCase()) return null;
  if (part !== null && !(known.parts && PART.test(part))) return null;
  return { area: area.toLowerCase(), part, word, acts };
}

const write = ({ area, part, word }: Scope): string =>
  [AREAS[area]?.service, area, ...(part === null ? [] : [part]), word].join('.');

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const isScope = (text: string): boolean => parse(text) !== null;

/** A scope in its one spelling. */
export function spelled(text: string): string {
  const scope = parse(text);
  return scope ? write(scope) : text;
}

/** Whether one of the scopes covers what a call needs. No scope covers nothing. */
export function allows(scopes: readonly string[], { area, act, module }: ScopeNeed): boolean {
  const [head = '', below] = area.split('.', 2);
  const part = module ?? below ?? null;
  return scopes.some((text) => {
    const scope = parse(text);
    if (scope?.area !== head || !scope.acts.includes(act)) return false;
    return scope.part === null || (part !== null && same(scope.part, part));
  });
}

/** What both lists cover: a token never does more than its client. */
export function inBoth(a: readonly string[], b: readonly string[]): string[] {
  const scopesOf = (texts: readonly string[]) => texts.map(parse).filter((scope) => scope !== null);
  const others = scopesOf(b);
  const met = scopesOf(a).flatMap((one) => others.map((other) => meet(one, other)).filter((scope) => scope !== null));
  return [...new Set(met.map(write))];
}

function meet(a: Scope, b: Scope): Scope | null {
  if (a.area !== b.area) return null;
  if (a.part !== null && b.part !== null && !same(a.part, b.part)) return null;
  const narrower = a.acts.every((act) => b.acts.includes(act)) ? a : b;
  const wider = narrower === a ? b : a;
  if (!narrower.acts.every((act) => wider.acts.includes(act))) return null;
  return { area: a.area, part: a.part ?? b.part, word: narrower.word, acts: narrower.acts };
}
