/** A ledger of as many entries as wanted, copied into the tables as the owner and then integrated as ever. */
import { once } from 'node:events';
import { connect } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { type Entry, encodeFacts, leafHashOf, saltOf } from '@/lib/protection/ledger/entry';
import { catchUpMap } from '@/lib/protection/ledger/integrate/catch-up';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import type { TestOrg } from '@/lib/tools/testing/make-org';

const ACTIONS = ['record.view', 'record.update', 'record.reveal', 'record.create', 'note.view'] as const;
/** Each record has some dozens of entries. */
const ENTRIES_A_RECORD = 40;
const LINES_A_WRITE = 500;

/** The record whose entries are looked for. */
export const RECORD: Id = '4000000000000000007';

/** Adds entries to an org's ledger, pending. @returns milliseconds */
export async function addEntries(org: TestOrg, count: number): Promise<number> {
  const keys = await inOrg(org.orgId, keysOf);
  const records = Math.max(1, Math.floor(count / ENTRIES_A_RECORD));
  const first = BigInt(RECORD);
  const entryOf = (n: number): Entry => {
    const said: Omit<Entry, 'salt'> = {
      orgId: org.orgId,
      id: newId(),
      at: new Date(),
      action: ACTIONS[n % ACTIONS.length] as Entry['action'],
      outcome: n % 97 === 0 ? 'refused' : 'done',
      actorKind: 'user',
      actorId: n % 2 === 0 ? org.operator.actor.id : org.officer.actor.id,
      actorName: 'Olga Operator',
      requestId: `bench-${n}`,
      ip: '192.0.2.7',
      module: 'Contacts',
      recordId: String(first + BigInt((n * 7919) % records)),
      subjectId: null,
      door: 'screen',
      purpose: n % 5 === 2 ? 'treatment' : null,
      fields: ['Phone', 'Date_of_Birth'],
      facts: encodeFacts({ fields: n % 7 }),
      sealedDetail: null,
    };
    return { ...said, salt: saltOf(keys, said) };
  };
  const owner = connect(env().DATABASE_OWNER_URL, { max: 2 });
  const started = performance.now();
  try {
    const [entries, marks] = await Promise.all([
      owner`copy ledger_entries (org_id, id, at, action, outcome, actor_kind, actor_id, actor_name, request_id, ip, module,
        record_id, subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash) from stdin`.writable(),
      owner`copy ledger_pending (org_id, entry_id) from stdin`.writable(),
    ]);
    for (let from = 0; from < count; from += LINES_A_WRITE) {
      const made = Array.from({ length: Math.min(LINES_A_WRITE, count - from) }, (_, at) => entryOf(from + at));
      const written = [
        entries.write(made.map(lineOf).join('')) || once(entries, 'drain'),
        marks.write(made.map(({ orgId, id }) => `${orgId}\t${id}\n`).join('')) || once(marks, 'drain'),
      ];
      await Promise.all(written);
    }
    await Promise.all([entries, marks].map((stream) => once(stream.end(), 'finish')));
    return performance.now() - started;
  } finally {
    await owner.end({ timeout: 60 });
  }
}

/** What PostgreSQL plans by. */
export async function analyzeLedger(): Promise<void> {
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  await owner`analyze ledger_entries`;
  await owner.end({ timeout: 60 });
}

/** Makes leaves of all that is pending, and lets the map of subjects cover them. @returns milliseconds */
export async function integrateAll({ orgId }: TestOrg): Promise<number> {
  const started = performance.now();
  while ((await integrateOrg(orgId))?.isFull);
  while (await catchUpMap(orgId));
  return performance.now() - started;
}

const hex = (bytes: Buffer): string => `\\\\x${bytes.toString('hex')}`;

/** As COPY's text form has it. */
function lineOf(e: Entry): string {
  const cells = [
    e.orgId,
    e.id,
    e.at.toISOString(),
    e.action,
    e.outcome,
    e.actorKind,
    e.actorId,
    e.actorName,
    e.requestId,
  ];
  const more = [e.ip, e.module, e.recordId, e.subjectId, e.door, e.purpose, `{${e.fields.join(',')}}`, e.facts];
  return `${[...cells, ...more, null, hex(e.salt), hex(leafHashOf(e))].map((cell) => cell ?? '\\N').join('\t')}\n`;
}
