/** One byte changed in what a bundle's page holds: red, and nothing of it throws where the page draws it. */
import { beforeAll, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { BundleCheck } from '@/lib/protection/ledger/bundle/check';
import { readSigned, signedBlock } from '@/lib/protection/ledger/bundle/read-signed';
import { lookAtPage, type MadeBundle, makeBundle } from '@/lib/tools/testing/audit-bundle';
import { makeOrg } from '@/lib/tools/testing/factories';
import { AboutBundle } from './about';
import { Row, shown } from './entries';
import { notChecked } from './looked';
import { Verdict } from './verdict';

let made: MadeBundle;
let signed: string;

beforeAll(async () => {
  const org = await makeOrg();
  await inOrg(org.orgId, async (tx) =>
    appendEntries(
      tx,
      org.operator,
      [
        { action: 'record.view', module: 'Contacts', recordId: '42', fields: ['SSN'], facts: { n: 1 } },
        { action: 'record.update', module: 'Contacts', recordId: '42', outcome: 'refused' },
      ],
      await keysOf(tx),
    ),
  );
  made = await makeBundle(org.officer, { filter: { recordId: '42' } });
  signed = signedBlock(made.signed);
});

/** All text that the components draw: each function is called with its props, as Preact does. */
function drawn(node: unknown): string {
  if (Array.isArray(node)) return node.map(drawn).join('');
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (typeof node !== 'object' || node === null) return '';
  const { type, props } = node as { type: unknown; props: { children?: unknown } };
  return typeof type === 'function' ? drawn(type(props)) : drawn(props.children);
}

/** What the page's own functions make of its two blocks, from text to words. */
async function pageOf(signedText: string, text: string) {
  const files = readSigned(signedText);
  drawn(AboutBundle({ check: new BundleCheck(files) }));
  const { check, lines } = await lookAtPage(files, text);
  const bad = lines.map((line) => drawn(Row({ ...shown(line), isBad: true }))).join('');
  return {
    check,
    verdict: drawn(Verdict({ check, lines, progress: null })),
    about: drawn(AboutBundle({ check })),
    bad,
  };
}

const RED = 'This is not what was signed';

const other = (character: string): string => {
  if (/[a-y0-8]/i.test(character)) return String.fromCharCode(character.charCodeAt(0) + 1);
  return character === 'x' ? 'w' : 'x';
};
const changedAt = (text: string, at: number): string => text.slice(0, at) + other(text[at] ?? '') + text.slice(at + 1);

/** The first letter of every key, and each so many-th of all bytes. */
function places(text: string, step: number): number[] {
  const keys = [...text.matchAll(/"(?=\w+\\*":)/g)].map(({ index }) => index + 1);
  const some = Array.from({ length: Math.ceil(text.length / step) }, (_, n) => n * step);
  return [...new Set([...keys, ...some])];
}

test('as it was made it is green, and says what it is of', async () => {
  const { check, verdict, about, bad } = await pageOf(signed, made.text);
  expect(check.faults).toEqual([]);
  expect(verdict).toContain('All is as it was signed');
  expect(about).toContain('Every');
  expect(bad).toContain('Tried to change a record');
});

test('a byte of the manifest, its note, the checkpoint or the answer', async () => {
  const all = places(signed, 11);
  for (const at of all) {
    const { verdict } = await pageOf(changedAt(signed, at), made.text);
    expect(verdict, signed.slice(at - 20, at + 20)).toContain(RED);
  }
  for (const key of [
    'filter',
    'createdBy',
    'createdAt',
    'at',
    'words',
    'subject',
    'other',
    'kind',
    'witnesses',
    'vkey',
  ]) {
    expect(signed, key).toMatch(new RegExp(`\\\\"${key}\\\\":`));
  }
  expect(all.length).toBeGreaterThan(200);
});

test('a byte of an entry or its proof', async () => {
  const all = places(made.text, 11);
  for (const at of all) {
    const { verdict } = await pageOf(signed, changedAt(made.text, at));
    expect(verdict, made.text.slice(at - 20, at + 20)).toContain(RED);
  }
  const { verdict } = await pageOf(signed, made.text.replaceAll('"action":', '"bction":'));
  expect(verdict).toContain(RED);
  expect(all.length).toBeGreaterThan(100);
});

test('a check that breaks off ends red', () => {
  const { check, lines, progress } = notChecked(made.signed);
  expect(drawn(Verdict({ check, lines, progress }))).toMatch(new RegExp(`${RED}.*could not be checked to its end`));
});
