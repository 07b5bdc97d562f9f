/** Server-sent events out of the pieces in which they arrive (WHATWG HTML 9.2.6; what we do not use is left out). */

export interface ServerEvent {
  event: string;
  data: string;
}

/** Takes pieces of text, cut anywhere; tells of each event once it is whole. */
export function eventReader(hear: (event: ServerEvent) => void): (piece: string) => void {
  let rest = '';
  let event = '';
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) hear({ event: event || 'message', data: data.join('\n') });
        event = '';
        data = [];
        continue;
      }
      const [, field, value] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
      if (field === 'event') event = value ?? '';
      else if (field === 'data') data.push(value ?? '');
    }
  };
}
