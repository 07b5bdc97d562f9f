/**
 * Reads XML as it comes, in memory of one chunk. No document type, no entities but XML's own five, so nothing is fetched
 * and nothing expands.
 */
import sax from 'sax';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import { MAX_ELEMENTS } from './limits';

export interface XmlHandlers {
  /** Names come without their prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** @param handlersFor gets `emit`, whose items are given on. @throws invalid for what is no such XML. */
export async function* scanXml<T>(
  source: AsyncIterable<Buffer>,
  handlersFor: (emit: (item: T) => void) => XmlHandlers,
): AsyncGenerator<T> {
  let found: T[] = [];
  const handlers = handlersFor((item) => found.push(item));
  const parser = sax.parser(true, OPTIONS);
  let broken: unknown;
  const guard = (act: () => void) => {
    if (broken !== undefined) return;
    try {
      act();
    } catch (error) {
      broken = error;
    }
  };
  const refuse = () => {
    broken ??= invalid('The workbook is damaged: a part of it is no XML that workbooks hold.', { reason: 'BAD_XLSX' });
  };
  parser.onerror = refuse;
  parser.ondoctype = refuse;
  let elements = 0;
  parser.onopentag = ({ name, attributes }) =>
    guard(() => {
      elements += 1;
      if (elements > MAX_ELEMENTS) throw invalid('The workbook holds too many elements.', { reason: 'BOMB' });
      handlers.open?.(bare(name), attributes as Record<string, string>);
    });
  parser.onclosetag = (name) => guard(() => handlers.close?.(bare(name)));
  parser.ontext = (text) => guard(() => handlers.text?.(text));
  parser.oncdata = (text) => guard(() => handlers.text?.(text));

  const decoder = new TextDecoder('utf-8', { fatal: true });
  const write = (chunk?: Buffer) => {
    try {
      const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
      if (text !== '') parser.write(text);
      if (!chunk) parser.close();
    } catch (error) {
      broken ??= error instanceof CareledgerError ? error : undefined;
      refuse();
    }
    if (broken !== undefined) throw broken;
  };
  for await (const chunk of source) {
    write(chunk);
    yield* found;
    found = [];
  }
  write();
  yield* found;
}

/** Not in the types: only the five entities of XML itself. */
const OPTIONS: sax.SAXOptions & { strictEntities: boolean } = { strictEntities: true };

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);
