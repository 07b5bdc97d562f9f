/** Which licences the packages of package-lock.json have, and which of them Careledger may use. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), license: z.string().optional() })),
});

export type Lock = z.infer<typeof lockSchema>;

export const readLock = (): Lock => lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

/**
 * Licences under which a program may be handed on with ours (Apache-2.0): those that ask for their notice only, and those
 * that ask for the sources of changed files of theirs, of which we have none (MPL, LGPL).
 */
const ALLOWED = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC-BY-4.0', 'CC0-1.0', 'ISC', 'MIT'],
  ...['Python-2.0', 'Unlicense', 'LGPL-3.0-or-later', 'MIT-0', 'MPL-2.0', 'OFL-1.1', 'WTFPL'],
]);

/** Packages whose licence stands in their files and not, or otherwise written, in the lock: what they say of themselves. */
const READ: Readonly<Record<string, string>> = {
  '@auth0/xmldom@0.1.21': 'MIT',
  'samlp@8.0.0': 'MIT',
  'utils-flatten@1.0.0': 'MIT',
  'valid-url@1.0.9': 'MIT',
  'xpath@0.0.5': 'MIT',
  'xtend@1.0.3': 'MIT',
};

const isAllowed = (licence: string): boolean => {
  const either = licence.replace(/[()]/g, '').split(' OR ');
  return either.some((all) => all.split(' AND ').every((one) => ALLOWED.has(one)));
};

function packagesOf({ packages }: Lock): { name: string; licence: string }[] {
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, license }]) => {
      const name = `${path.replace(/^.*node_modules\//, '')}@${version}`;
      return { name, licence: READ[name] ?? license ?? 'none named' };
    });
}

/** The names of packages by licence, both in order. */
export function licencesOf(lock: Lock): [licence: string, names: string[]][] {
  const found = new Map<string, Set<string>>();
  for (const { name, licence } of packagesOf(lock)) found.set(licence, (found.get(licence) ?? new Set()).add(name));
  return [...found].map(([licence, names]): [string, string[]] => [licence, [...names].sort()]).sort();
}

/** Packages whose licence is not one of those. */
export const notAllowed = (lock: Lock): { name: string; licence: string }[] =>
  packagesOf(lock).filter(({ licence }) => !isAllowed(licence));
