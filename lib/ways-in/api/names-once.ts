import { invalidData } from './api-error';

const SPACE = /\s*/y;

/**
 * The members of the objects of a JSON text, as they come. A name that stands twice in one object is refused: JSON.parse
 * would keep the last value and drop the other without a word.
 */
export class NamesOnce {
  /** Of each list or object around this place: the names so far, null for a list. */
  readonly #open: (Set<string> | null)[] = [];

  enter(isObject: boolean): void {
    this.#open.push(isObject ? new Set() : null);
  }

  leave(): void {
    this.#open.pop();
  }

  /** Takes the text from one quote to another; it is a name where a colon follows. @throws ApiError INVALID_DATA for the second of its name */
  take(text: string, first: number, last: number): void {
    const names = this.#open.at(-1);
    if (!names) return;
    SPACE.lastIndex = last + 1;
    SPACE.exec(text);
    if (text[SPACE.lastIndex] !== ':') return;
    const name = nameOf(text.slice(first, last + 1));
    if (names.has(name)) throw invalidData(`the body names ${name} twice in one object`);
    names.add(name);
  }
}

/** As it reads: `"\u0061"` is `a`. What is no JSON text is refused when the whole is parsed. */
function nameOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted;
  }
}
