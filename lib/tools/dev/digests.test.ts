/** An unkeyed digest of personal health data is personal health data: whoever has it can try every possible value. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFiles } from './import-graph';

/** Every file that makes a digest without a key, or a MAC by itself, and why that may be. */
const MAY: Readonly<Record<string, string>> = {
  'lib/people/auth/secret.ts': 'HMAC under the session secret: pseudonyms for counters',
  'lib/platform/crypto/bearer-mac.ts':
    'secrets of 256 random bits, before they are put under a key: sessions, tokens, links',
  'lib/platform/crypto/request-digest.ts': 'HMAC under the keys of an org, as a body passes',
  'lib/protection/integrity/failure.ts': 'hashtextextended: the id of an org, as the number of a lock',
  'lib/admin/audit/retention/take-turns.ts': 'hashtextextended: the id of an org, as the number of a lock',
  'lib/platform/crypto/mac.ts': 'HMAC under the keys of an org: everything else goes through here',
  'lib/protection/ledger/tree/hashes.ts':
    'leaves: salted with 128 bits of a keyed check, sensitive details sealed before',
  'lib/protection/ledger/tree/note.ts': 'a public key, for the number it is known by',
  'lib/protection/ledger/tree/state.ts': 'keyed checks of the security state',
  'lib/protection/ledger/verify/guards.ts': 'the source of a function of the database',
  'lib/protection/ledger/verify/map-naming.ts': 'leaf hashes, to see whether two lists are the same',
  'lib/protection/ledger/verify/walk-map.ts': 'leaf hashes behind a secret of this one walk',
  'lib/protection/ledger/retention/explained.ts': 'leaf hashes and keyed checks of entries that have expired',
  'lib/protection/ledger/map/list.ts': 'leaf hashes: a list of them under the pseudonym of its subject',
  'lib/protection/ledger/map/node.ts': 'keyed pseudonyms, and the roots of their lists',
  'lib/protection/ledger/map/answer.ts': 'the hash that checks an answer: leaves, lists and nodes of the map',
  'lib/protection/ledger/map/check-answer.ts': 'asks for a hash, as the caller has one',
  'lib/protection/ledger/bundle/check.ts': 'files of a bundle, which stand beside their sums',
  'lib/protection/ledger/bundle/notes.ts': 'a public key, for the number it is known by',
  'lib/crm/exports/audit/bundle/bundle.ts': 'files of a bundle, which stand beside their sums',
  'lib/crm/exports/audit/bundle/page.ts': 'our own script and style, for the policy of their page',
  'lib/ways-in/jobs/publish/places.ts': 'a published checkpoint, as the protocol of buckets asks for',
  'lib/platform/crypto/proof-of-work.ts': 'proof of work: a challenge of ours and a number',
  'components/ui/solve-proof.ts': 'proof of work: a challenge of ours and a number',
  'lib/admin/agreements/papers.ts': 'a contract, whose certificate names its SHA-256: it holds no health data',
  'lib/apps/connectors/mailchimp.ts':
    'the MD5 of an e-mail address by which Mailchimp names a member: sent with the address, kept nowhere',
  'lib/apps/testing/fakes/mailchimp.ts': 'the same, for tests',
  'lib/admin/customization/layout-arrangement.ts': 'names of sections and ids of fields, which every page shows',
  'lib/ways-in/api/settings/field-json.ts': 'a module id and the API name of a system field, which never change',
  'lib/tools/dev/build.ts': 'the source code',
  'lib/tools/testing/work.ts': 'proof of work: a challenge of ours and a number',
  'drizzle/0067_sliding_budgets.sql': 'hashtext: ids of people, as numbers of locks',
  'lib/tools/testing/authenticator.ts': 'what WebAuthn hashes, in an authenticator made for tests',
  'lib/tools/testing/template.ts': 'the migrations, of which test databases are made',
  'lib/ways-in/jobs/presence.ts': "hashtext: ids of the queue's own processes, as numbers of locks",
};

const DIGEST =
  /\b(createHash|createHmac|hash)\(\s*['"`]|\bcreateHash\b|\bcreateHmac\b|subtle\.(digest|sign)|\b(md5|sha1|sha224|sha256|sha384|sha512|hashtext|hashtextextended|crypt|hmac)\(/i;

const sql = readdirSync('drizzle').filter((name) => name.endsWith('.sql'));
const files = [...sourceFiles(['lib', 'app', 'components']), ...sql.map((name) => `drizzle/${name}`), 'proxy.ts'];
const found = files.filter((file) => DIGEST.test(readFileSync(file, 'utf8')));

test('every digest is made under a key of an org, or stands in the list with a reason', () => {
  expect(found.sort()).toEqual(Object.keys(MAY).sort());
});
