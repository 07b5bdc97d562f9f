/**
 * Who asks, from where, with which rights. Made once per request (`lib/ways-in/http/require-context.ts`), per job and per
 * API call; every verb and every query takes it first. It holds no values of records.
 */

import type { ModuleRight, OrgRight, ProfileRights } from '@/lib/people/rights';
import type { Id } from '@/lib/platform/ids';

export interface Actor {
  kind: 'user' | 'system' | 'client' | 'visitor';
  id: Id;
  /** As shown in the ledger: a user's name, "System", an API client's name, "Visitor". */
  name: string;
}

/** Records of a module with one of these values in a field; it counts while nothing protects or hides the field. */
export interface SharedValues {
  fieldId: Id;
  values: readonly string[];
}

/** What sharing rules add in a module to what the role tree lets somebody see, or change. */
export interface SharedRecords {
  owners: readonly Id[];
  values: readonly SharedValues[];
}

/** By id of the module. What may be changed is among what is seen. */
export type Shared = Readonly<Record<Id, { seen: SharedRecords; changed: SharedRecords }>>;

export interface Context {
  orgId: Id;
  actor: Actor;
  rights: ProfileRights;
  /** The right to reveal, which the profile grants, rests until a second person has confirmed the account. */
  waits?: boolean;
  /** Signed in by an offline kit: reveals nothing, and is nobody's second person. */
  byKit?: true;
  /** Of a program: what for it reads, of `lib/protection/accounting/purposes.ts`. */
  purpose?: string;
  /** Of emergency access: the grant by which it reads one record. Each entry names it. */
  emergency?: Id;
  /** The actor and the users whose role is below the actor's in the role tree; `null` means all (CEO's role, system). */
  ownerIds: readonly Id[] | null;
  /** What sharing rules add, to records alone: whose events somebody sees goes by `ownerIds`. */
  shared?: Shared;
  requestId: string;
  ip: string | null;
  sessionId: Id | null;
  /** Of a session: until when what the person has shown of who they are counts as fresh (`lib/people/auth/fresh.ts`). */
  freshUntilMs?: number;
  /** The user's IANA time zone, for display only. */
  timeZone: string;
}

/** Whoever holds a link: no rights and no name, and their address, perhaps a patient's, is in no entry. @param name what the ledger says */
export const holderContext = (orgId: Id, linkId: Id, requestId: string, name: string): Context => ({
  ...systemContext(orgId, requestId),
  actor: { kind: 'visitor', id: linkId, name },
  ownerIds: [],
});

/** What the product does by itself, by the clock or in a job that must end though its starter has left. */
export const systemContext = (
  orgId: Id,
  requestId: string,
  rights: { everyModule?: readonly ModuleRight[]; org?: readonly OrgRight[] } = {},
): Context => ({
  orgId,
  actor: { kind: 'system', id: '0', name: 'System' },
  rights: { everyModule: [], modules: {}, org: [], ...rights },
  ownerIds: null,
  requestId,
  ip: null,
  sessionId: null,
  timeZone: 'UTC',
});
