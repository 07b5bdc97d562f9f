/**
 * Who signs an org's checkpoints: an Ed25519 key (RFC 8032) from the org's first data key. The database holds that key only
 * wrapped by the root key, so whoever has the database alone signs nothing.
 */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Id } from '@/lib/platform/ids';
import { type NoteSigner, noteSigner } from './note';

/** The log's name in its checkpoints (C2SP tlog-checkpoint: origin). */
export const originOf = (orgId: Id): string => `careledger/${orgId}`;

export const ledgerSigner = (keys: OrgKeys): NoteSigner =>
  noteSigner(originOf(keys.orgId), keys.derive('ledger-signing', '', keys.first));
