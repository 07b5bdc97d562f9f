/**
 * What an extract opens. Times, acts, names of people, of fields and of purposes, and ids; no value, and nothing that is sealed.
 * Of a record each entry comes with its proof, and the very text that its leaf is made of, so that whoever has the signed
 * checkpoint needs nobody's word for it. That text names the network address an act came from. Where it carries something
 * sealed, has expired, or counts what the patient was given, only its leaf hash is given: whoever doubts it can be shown the rest by the organisation.
 */
import { findField, type OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { PURPOSES } from '@/lib/protection/compliance/purposes';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { type ChatLine, chatLineOf } from '@/lib/protection/ledger/chat-line';
import { encodeEntry, entryOfRow } from '@/lib/protection/ledger/entry';
import { factsInWords } from '@/lib/protection/ledger/facts-text';
import { entriesById, type LedgerRow } from '@/lib/protection/ledger/queries';
import { EXPIRED_WORDS, NOT_KEPT } from '@/lib/protection/ledger/retention/kinds';
import { sentenceOf } from '@/lib/protection/ledger/sentence';
import { proofsOf } from '@/lib/protection/ledger/tree/entry-proofs';
import type { ExtractBound } from './secrets';
import { COUNTS, tellable, tellsCount } from './untold';

/** An act upon a record in words. */
export interface RecordLine {
  id: Id;
  /** ISO time. */
  at: string;
  what: string;
  who: string;
  /** Labels, or API names of fields that are gone. */
  fields: readonly string[];
  /** Why it was looked at, where a person said so: `Treatment`. */
  purpose: string;
  details: string;
}

export interface ExtractProof {
  id: Id;
  /** Hexadecimal. */
  leafHash: string;
  /** RFC 8785 canonical JSON; null where something is sealed in it, it has expired, or it counts what the patient got. */
  entry: string | null;
  /** C2SP tlog-proof; null while the entry waits to be signed. */
  proof: string | null;
}

export type ExtractContents =
  | { conversationId: Id; lines: ChatLine[] }
  | {
      conversationId: null;
      recordId: Id;
      module: string;
      isPatient: boolean;
      lines: RecordLine[];
      proofs: ExtractProof[];
    };

export async function contentsOf(tx: Tx, extract: ExtractBound): Promise<ExtractContents> {
  const chosen = await entriesById(tx, extract.entryIds);
  if (extract.conversationId !== null) {
    return { conversationId: extract.conversationId, lines: chosen.map(chatLineOf) };
  }
  const isPatient = extract.audience === 'patient';
  const rows = isPatient ? await tellable(tx, extract.recordId, chosen) : chosen;
  const metadata = await metadataOf(tx);
  const proofs = await proofsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return {
    conversationId: null,
    recordId: extract.recordId,
    module: metadata.modules.find(({ apiName }) => apiName === extract.module)?.plural ?? extract.module,
    isPatient,
    lines: rows.map((row) => recordLineOf(row, metadata, isPatient)),
    proofs: rows.map((row) => ({
      id: row.id,
      leafHash: row.leafHash.toString('hex'),
      entry: isTextGiven(row, isPatient) ? encodeEntry(entryOfRow(row)) : null,
      proof: proofs.get(row.id) ?? null,
    })),
  };
}

const isTextGiven = (row: LedgerRow, isPatient: boolean): boolean =>
  row.sealedDetail === null && row.expiredBy === null && !(isPatient && tellsCount(row));

function recordLineOf(row: LedgerRow, metadata: OrgMetadata, isPatient: boolean): RecordLine {
  const module = metadata.modules.find(({ apiName }) => apiName === row.module);
  return {
    id: row.id,
    at: row.at.toISOString(),
    what: sentenceOf(row.action as LedgerAction, row.outcome),
    who: row.actorName || NOT_KEPT,
    fields: row.fields.map((name) => (module && findField(module, name)?.label) ?? name),
    purpose: row.purpose === null ? '' : (PURPOSES[row.purpose as keyof typeof PURPOSES] ?? row.purpose),
    details:
      row.expiredBy !== null ? EXPIRED_WORDS : factsInWords(row.facts, isPatient && tellsCount(row) ? COUNTS : []),
  };
}
