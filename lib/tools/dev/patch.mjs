/**
 * Applies `patches/*.patch` to the installed packages. Plain JavaScript without a dependency: npm runs it after it has
 * installed, and every command before it begins, since npm may be told to run no scripts.
 *
 * A patch names each file's content before and after by git's hash (`git diff --full-index`). So a file is patched,
 * found patched, or refused: there is no guessing, and a new version of a package needs a new patch.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Patches what is not patched yet. Throws with the file's name when a file is neither as before nor as after. */
export function applyPatches(root = ROOT) {
  const folder = join(root, 'patches');
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.patch'))) {
    // What stands before the first file is for its readers.
    const parts = readFileSync(join(folder, name), 'utf8').split(/^(?=diff --git )/m);
    for (const part of parts.filter((text) => text.startsWith('diff --git '))) patchFile(root, name, part);
  }
}

function patchFile(root, name, part) {
  const [, before, after] = part.match(/^index ([0-9a-f]{40})\.\.([0-9a-f]{40})/m) ?? [];
  const path = part.match(/^\+\+\+ b\/(.+)$/m)?.[1];
  if (!before || !after || !path) throw new Error(`patches/${name} is not made by git diff --full-index.`);
  const file = join(root, path);
  const content = readFileSync(file, 'utf8');
  if (hash(content) === after) return;
  const patched = hash(content) === before ? withHunks(content, part) : null;
  if (patched === null || hash(patched) !== after) {
    throw new Error(`patches/${name} does not fit ${path}: make a new patch for the version that is installed.`);
  }
  // Whole or not at all, and a hard-linked copy elsewhere stays as it is.
  writeFileSync(`${file}.${process.pid}`, patched);
  renameSync(`${file}.${process.pid}`, file);
}

/** The content with the hunks applied at exactly the lines they name; null when they do not fit. */
function withHunks(content, part) {
  const lines = content.split('\n');
  const result = [];
  let at = 0;
  for (const hunk of part.split(/^(?=@@ )/m).slice(1)) {
    const [head, ...body] = hunk.split('\n');
    const start = Number(head.match(/^@@ -(\d+)/)?.[1]) - 1;
    result.push(...lines.slice(at, start));
    at = start;
    for (const line of body) {
      const [kind, text] = [line[0], line.slice(1)];
      if (kind === '+') result.push(text);
      else if (kind === ' ' || kind === '-') {
        if (lines[at] !== text) return null;
        if (kind === ' ') result.push(text);
        at += 1;
      }
    }
  }
  return [...result, ...lines.slice(at)].join('\n');
}

const hash = (content) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest('hex');

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) applyPatches();
