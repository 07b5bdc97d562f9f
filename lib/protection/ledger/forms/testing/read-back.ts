/** Reads syslog messages by the grammar of RFC 5424 (6.), and lines of CEF, and nothing that departs from them: for tests. */

export interface ReadSyslog {
  pri: number;
  timestamp: string;
  hostname: string;
  appName: string;
  procId: string;
  msgId: string;
  /** By the ids of its elements. */
  data: Record<string, Record<string, string>>;
  message: string;
}

const TIMESTAMP = String.raw`-|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)`;
const printed = (most: number) => String.raw`[\x21-\x7e]{1,${most}}`;
const HEAD = new RegExp(
  `^<(0|[1-9]\\d{0,2})>1 (${TIMESTAMP}) (${printed(255)}) (${printed(48)}) (${printed(128)}) (${printed(32)}) `,
);
const SD_NAME = String.raw`[!#-<>-\\^-~]{1,32}`;
const PARAM = String.raw`(${SD_NAME})="((?:[^"\\\]]|\\["\\\]]|\\(?!["\\\]]))*)"`;
const ELEMENT = new RegExp(`^\\[(${SD_NAME})((?: ${PARAM})*)\\]`);

/** @throws Error where it departs from the grammar */
export function readSyslog(text: string): ReadSyslog {
  const head = HEAD.exec(text);
  if (!head) throw new Error(`No head of RFC 5424: ${text}`);
  const [whole, pri, timestamp = '', hostname = '', appName = '', procId = '', msgId = ''] = head;
  if (Number(pri) > 191) throw new Error(`No priority: ${pri}`);
  let rest = text.slice(whole.length);
  const data: ReadSyslog['data'] = {};
  if (rest.startsWith('-')) rest = rest.slice(1);
  else
    for (let element = ELEMENT.exec(rest); element; element = ELEMENT.exec(rest)) {
      const [all, id = '', params = ''] = element;
      if (id in data) throw new Error(`Twice: ${id}`);
      data[id] = Object.fromEntries(
        [...params.matchAll(new RegExp(PARAM, 'g'))].map(([, name, value = '']) => [
          name,
          value.replace(/\\(["\\\]])/g, '$1'),
        ]),
      );
      rest = rest.slice(all.length);
    }
  if (rest !== '' && !rest.startsWith(' ')) throw new Error(`No structured data: ${rest}`);
  return { pri: Number(pri), timestamp, hostname, appName, procId, msgId, data, message: rest.slice(1) };
}

/** @throws Error where it is none */
export function readCef(line: string): { head: string[]; fields: Record<string, string> } {
  const match = /^((?:(?:[^|\\]|\\[|\\])*\|){7})(.*)$/s.exec(line);
  if (!match) throw new Error(`No CEF: ${line}`);
  const [, head = '', extension = ''] = match;
  const parts = [...head.matchAll(/((?:[^|\\]|\\[|\\])*)\|/g)].map(([, part = '']) => part.replace(/\\([|\\])/g, '$1'));
  const pairs = [...extension.matchAll(/(\w+)=((?:[^\\=]|\\[\\=rn])*)(?= \w+=|$)/g)];
  const signs: Record<string, string> = { n: '\n', r: '\r' };
  const fields = pairs.map(([, key, value = '']) => [key, value.replace(/\\(.)/g, (_, one) => signs[one] ?? one)]);
  return { head: parts, fields: Object.fromEntries(fields) };
}

/** The messages of a connection, by the lengths before them (RFC 5425, 4.3). @throws Error where a length is none */
export function unframed(bytes: Buffer): string[] {
  const messages: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(' ', at);
    const length = Number(/^[1-9]\d*$/.exec(bytes.subarray(at, space).toString())?.[0]);
    if (!(length > 0) || space + 1 + length > bytes.length) throw new Error('No length before a message.');
    messages.push(bytes.subarray(space + 1, space + 1 + length).toString());
    at = space + 1 + length;
  }
  return messages;
}
