/** What a receiver that others wrote makes of the stream: rsyslog of Debian (`rsyslog`, `rsyslog-openssl`), where it is there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/factories';
import { certify } from '../testing/certificates';
import { getStream } from './queries';
import { setStream } from './set';
import { streamBatch } from './stream';
import { authority } from './testing/receivers';

const RSYSLOGD = '/usr/sbin/rsyslogd';
const isThere = existsSync(RSYSLOGD) && existsSync('/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_ossl.so');
const folder = mkdtempSync(join(tmpdir(), 'careledger-rsyslog-'));
const at = (name: string) => join(folder, name);
let daemon: ChildProcess | undefined;

afterAll(async () => {
  if (daemon) {
    const ended = once(daemon, 'exit');
    daemon.kill();
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function startRsyslog(): Promise<number> {
  const { cert, key } = certify(authority, ['127.0.0.1']);
  writeFileSync(at('ca.pem'), authority.cert);
  writeFileSync(at('cert.pem'), cert);
  writeFileSync(at('key.pem'), key, { mode: 0o600 });
  writeFileSync(
    at('rsyslog.conf'),
    `global(workDirectory="${folder}" maxMessageSize="64k" defaultNetstreamDriver="ossl"
      defaultNetstreamDriverCAFile="${at('ca.pem')}" defaultNetstreamDriverCertFile="${at('cert.pem')}"
      defaultNetstreamDriverKeyFile="${at('key.pem')}")
    module(load="imtcp" streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="anon")
    input(type="imtcp" port="0" address="127.0.0.1" listenPortFileName="${at('port')}")
    template(name="line" type="string" string="%pri%|%app-name%|%msgid%|%structured-data%|%msg%\\n")
    action(type="omfile" file="${at('out')}" template="line")\n`,
  );
  daemon = spawn(RSYSLOGD, ['-n', '-f', at('rsyslog.conf'), '-i', at('pid')], { stdio: 'inherit' });
  await expect.poll(() => existsSync(at('port')) && readFileSync(at('port'), 'utf8').trim()).toBeTruthy();
  return Number(readFileSync(at('port'), 'utf8'));
}

test.runIf(isThere)('rsyslog takes each entry by TLS, in order, and reads it as RFC 5424', async () => {
  const org = await makeOrg();
  const port = await startRsyslog();
  const entries = Array.from({ length: 1_100 }, () => ({ action: 'view.create' as const }));
  await inOrg(org.orgId, async (tx) => appendEntries(tx, org.admin, entries, await keysOf(tx)));
  const destination = { address: `127.0.0.1:${port}`, allowedRanges: ['127.0.0.1'], ca: authority.cert };
  await setStream(org.admin, { kind: 'cef', ...destination, from: 'first' });
  while (await integrateOrg(org.orgId));
  while (await streamBatch(org.orgId));
  expect(await getStream(org.admin)).toMatchObject({ behind: 0, problem: null });
  const [{ count }] = await ownerSql()<[{ count: number }]>`
    select count(*)::int as count from ledger_leaves where org_id = ${org.orgId}`;
  const lines = () => (existsSync(at('out')) ? readFileSync(at('out'), 'utf8').split('\n') : []);
  const ofEntries = () => lines().filter((line) => line.includes('sequenceId='));
  await expect.poll(() => ofEntries().length).toBe(count);
  const sequences = ofEntries().map((line) => Number(/ sequence="(\d+)"/.exec(line)?.[1]));
  expect(sequences).toEqual(Array.from({ length: count }, (_, n) => n));
  expect(ofEntries().at(-2)).toMatch(
    /^110\|careledger\|[\w.]+\|\[meta sequenceId="\d+"\]\[careledger@32473 .*\]\| ?CEF:0\|Careledger\|/,
  );
  expect(lines().some((line) => /\|checkpoint\|\[careledger@32473 /.test(line))).toBe(true);
});
