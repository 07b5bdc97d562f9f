/**
 * Filters of RFC 7644, 3.4.2.2, read. Guarantees: what is read ends: at most 2,000 characters, 50 comparisons and 10 levels; a
 * name that no schema has is refused by its place, not its text. Pure.
 */
import { ScimError } from './scim-error';

export const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Operator = (typeof OPERATORS)[number];
export type Literal = string | number | boolean | null;

export type Filter =
  | { is: 'pr'; path: string }
  | { is: Operator; path: string; value: Literal }
  | { is: 'and' | 'or'; left: Filter; right: Filter }
  | { is: 'not'; of: Filter }
  /** `emails[type eq "work"]`: one element fits as a whole. */
  | { is: 'some'; path: string; of: Filter };

export const MOST_CHARACTERS = 2_000;
const MOST_COMPARISONS = 50;
const DEEPEST = 10;

export const filterError = (detail: string) => new ScimError(400, detail, 'invalidFilter');

const TOKEN =
  /\s*(?:("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.:$-])|([()[\]])|([A-Za-z$][\w.:$-]*))/uy;

interface Token {
  kind: 'text' | 'number' | 'sign' | 'word';
  text: string;
}

function tokensOf(text: string): Token[] {
  if (text.length > MOST_CHARACTERS) throw filterError(`A filter has at most ${MOST_CHARACTERS} characters.`);
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) throw filterError(`The filter is not understood at character ${at + 1}.`);
    const [, quoted, number, sign, word] = found;
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'word', text: word ?? '' });
  }
  return tokens;
}

/** @throws ScimError `invalidFilter` */
export function readFilter(text: string): Filter {
  const reader = new Reader(tokensOf(text));
  const filter = reader.either(0);
  reader.assertEnd();
  return filter;
}

class Reader {
  #at = 0;
  #comparisons = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  assertEnd(): void {
    if (this.#at < this.tokens.length) throw filterError('The filter goes on after its end.');
  }

  either(depth: number): Filter {
    if (depth > DEEPEST) throw filterError(`A filter has at most ${DEEPEST} levels.`);
    let left = this.both(depth);
    while (this.takes('or')) left = { is: 'or', left, right: this.both(depth) };
    return left;
  }

  private both(depth: number): Filter {
    let left = this.one(depth);
    while (this.takes('and')) left = { is: 'and', left, right: this.one(depth) };
    return left;
  }

  private one(depth: number): Filter {
    if (this.takes('not')) return { is: 'not', of: this.inSigns('(', ')', depth) };
    if (this.peek('(')) return this.inSigns('(', ')', depth);
    const path = this.word('the name of an attribute');
    if (this.peek('[')) return { is: 'some', path, of: this.inSigns('[', ']', depth) };
    this.#comparisons += 1;
    if (this.#comparisons > MOST_COMPARISONS)
      throw filterError(`A filter has at most ${MOST_COMPARISONS} comparisons.`);
    const operator = this.word('an operator').toLowerCase();
    if (operator === 'pr') return { is: 'pr', path };
    if (!isOperator(operator)) throw filterError('The filter has an operator that is none.');
    return { is: operator, path, value: this.literal() };
  }

  private inSigns(open: string, close: string, depth: number): Filter {
    this.sign(open);
    const inner = this.either(depth + 1);
    this.sign(close);
    return inner;
  }

  private literal(): Literal {
    const token = this.tokens[this.#at++];
    if (token?.kind === 'text') return textOf(token.text);
    if (token?.kind === 'number') return Number(token.text);
    // Entra ID writes True and False.
    const word = token?.kind === 'word' ? token.text.toLowerCase() : '';
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    throw filterError('The filter lacks a value.');
  }

  private word(what: string): string {
    const token = this.tokens[this.#at++];
    if (token?.kind !== 'word') throw filterError(`The filter lacks ${what}.`);
    return token.text;
  }

  private sign(sign: string): void {
    if (!this.peek(sign)) throw filterError(`The filter lacks a ${sign}.`);
    this.#at += 1;
  }

  private peek(sign: string): boolean {
    const token = this.tokens[this.#at];
    return token?.kind === 'sign' && token.text === sign;
  }

  private takes(word: 'and' | 'or' | 'not'): boolean {
    const token = this.tokens[this.#at];
    if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }
}

const isOperator = (word: string): word is Operator => (OPERATORS as readonly string[]).includes(word);

function textOf(quoted: string): string {
  const text = JSON.parse(quoted) as string;
  if (text.includes('\u0000')) throw filterError('The filter has a character that no attribute holds.');
  return text;
}
