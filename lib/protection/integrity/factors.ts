/**
 * The keyed check of which second factors somebody has. Guarantees: one that was put in, changed, brought back or taken away
 * otherwise than by Careledger is noticed at the next request: the person's sessions open nothing, with an event, until an
 * administrator has reset the factors. Against: whoever writes to the database without the keys. Not against: the database's
 * owner, who puts an older state back with its check (the ledger's checkpoints know both).
 */
import { systemContext } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf, keysOfOrg } from '@/lib/platform/org-keys';
import { tellFailures } from './failure';
import { isCheckOf, type KeptState, keepState } from './kept-state';

/** Id, kind, id of the credential, its public key and what is sealed, in hexadecimal. */
type KeptFactor = readonly [string, string, string | null, string | null, string | null];

/** As the SQL function `app.factors_of` gives it; the check in hexadecimal. */
export interface FactorsProof {
  factors: readonly KeptFactor[];
  mac: string | null;
}

const stateOf = (personId: Id, factors: readonly KeptFactor[]): KeptState => ({
  subject: 'factors',
  id: personId,
  state: factors,
});

const areKept = (keys: OrgKeys, personId: Id, { factors, mac }: FactorsProof): boolean =>
  mac === null ? factors.length === 0 : isCheckOf(keys, stateOf(personId, factors), Buffer.from(mac, 'hex'));

async function readProof(tx: Tx, personId: Id): Promise<FactorsProof> {
  const [row] = await tx.sql<[{ proof: FactorsProof }]>`select app.factors_of(${tx.orgId}, ${personId}) as proof`;
  return row.proof;
}

/** Whether somebody's factors are as Careledger left them. Where they are not, that is an event. */
export async function areFactorsWhole(orgId: Id, personId: Id, proof: FactorsProof): Promise<boolean> {
  if (areKept(await keysOfOrg(orgId), personId, proof)) return true;
  const state = proof.factors.map(([id]) => id);
  await tellFailures(systemContext(orgId, 'integrity'), [{ what: 'rights', subjectId: personId, state }]);
  return false;
}

/** The same in a transaction, for an act upon them; whoever asks refuses. */
export const areFactorsKept = async (tx: Tx, personId: Id): Promise<boolean> =>
  areKept(await keysOf(tx), personId, await readProof(tx, personId));

/** Keeps the check of what somebody's factors are now, in the transaction that changed them. */
export async function keepFactors(tx: Tx, personId: Id): Promise<void> {
  const { factors } = await readProof(tx, personId);
  await keepState(tx, stateOf(personId, factors));
}
