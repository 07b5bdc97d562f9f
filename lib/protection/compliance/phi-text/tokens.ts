/** A text's words with how they are written: what tells a name from a word. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly lower: string;
  /** One capital by itself: "James T." */
  readonly initial: boolean;
  /** Begins with a capital; all capitals only in `caps`. */
  readonly capital: boolean;
  readonly caps: boolean;
  /** Nothing, a full stop or a line's beginning stands before: a capital says little. */
  readonly first: boolean;
  /** Belongs to the word before: only a space, or the full stop of an initial or a title, stands between. */
  readonly joined: boolean;
  /** `joined` over a full stop. */
  readonly dotted: boolean;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'-]*/gu;
const TITLE = /^(?:dr|mr|mrs|ms|prof|st|sr|jr|rev|hon|capt|sgt|lt|col|gen)$/;
/** Longer "words" are something else: a key, a number. */
const LONGEST = 40;

/** EtOH, PMHx, LNs; not McCoy, O'Brien, Anne-Marie. */
const isShortForm = (word: string) =>
  word.length < 7 && /\p{L}\p{Lu}/u.test(word) && !/^(?:mc|mac|de|la|le|di|du|van|fitz)/i.test(word);

/** Takes time linear in the text. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let before: Token | undefined;
  for (const { 0: whole, index } of text.matchAll(WORD)) {
    const word = whole.slice(0, LONGEST + 1).replace(/['-]+$/, '');
    if (word.length > LONGEST) {
      before = undefined;
      continue;
    }
    const gap = before ? text.slice(before.end, Math.min(index, before.end + 3)) : '';
    const adjoins: boolean =
      before !== undefined && (gap === ' ' || (gap === '. ' && (before.initial || TITLE.test(before.lower))));
    const upper = /^\p{Lu}/u.test(word);
    const caps = upper && word.length > 1 && !/\p{Ll}/u.test(word) && /\p{Lu}.*\p{Lu}/u.test(word);
    before = {
      start: index,
      end: index + word.length,
      text: word,
      lower: word.toLowerCase(),
      // "I" is a word, unless a full stop makes it an initial.
      initial: upper && word.length === 1 && (word !== 'I' || text[index + 1] === '.'),
      capital: upper && !caps && word.length > 1 && /^[\p{L}\p{M}'-]+$/u.test(word) && !isShortForm(word),
      caps,
      first: !adjoins && !/^ ?[,;(&/'"-]/.test(gap),
      joined: adjoins,
      dotted: adjoins && gap === '. ',
    };
    tokens.push(before);
  }
  return tokens;
}
