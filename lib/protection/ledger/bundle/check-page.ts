/** Checks what a page of a bundle holds, in steps, so that the page stays awake. Pure: tests run it as the page does. */
import { BundleCheck, type SignedFiles } from './check';
import { type BundleLine, readPageLine } from './lines';

export interface CheckedPage {
  check: BundleCheck;
  /** Those that could be read, in their order. */
  lines: BundleLine[];
}

const STEP = 100;

/** @param text the lines of the page. Yields how many of them it has looked at, of how many. */
export async function* checkPage(signed: SignedFiles, text: string): AsyncGenerator<[number, number], CheckedPage> {
  const check = new BundleCheck(signed);
  const lines: BundleLine[] = [];
  // A line ends with a newline, and the block begins with one.
  const texts = text.replace(/^\n/, '').replace(/\n$/, '').split('\n');
  if (texts.length === 1 && texts[0] === '') texts.pop();
  for (const [n, one] of texts.entries()) {
    const line = readPageLine(one);
    check.add(line, one);
    if (line) lines.push(line);
    if (n % STEP === STEP - 1) yield [n + 1, texts.length];
  }
  await check.end();
  return { check, lines };
}
