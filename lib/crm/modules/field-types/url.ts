import { foldText } from './text-fold';
import { readLine, tooLong } from './text-input';
import { textType } from './text-type';
import { accept, type FieldType, refuse, whenGiven } from './type';

const MAX_LENGTH = 450;
const BARE_DOMAIN = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[:/?#]|$)/u;
const REFUSED = 'Enter a web address that starts with http:// or https://.';

/** An http(s) address without a name or password in it (a browser would show the wrong host to a reader in a hurry). */
function isWebAddress(text: string): boolean {
  if (/[\s\p{Cc}\\]/u.test(text) || !/^https?:\/\//iu.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '';
}

export const url: FieldType<string> = {
  ...textType,
  key: 'url',
  label: 'URL',
  // https://a.example and https://A.example/ are equal, and stand apart.
  sortKeyTells: 'order',
  cell: 'word',
  zohoLength: () => MAX_LENGTH,
  zohoDataType: 'website',
  markable: true,
  sealable: true,
  uniqueable: true,
  sortable: true,
  parse(input) {
    return whenGiven(readLine(input, MAX_LENGTH), (line) => {
      // Exports of other CRMs hold bare domains; a link needs a scheme.
      const value = BARE_DOMAIN.test(line) ? `https://${line}` : line;
      if (!isWebAddress(value)) return refuse(REFUSED);
      return value.length > MAX_LENGTH ? refuse(tooLong(MAX_LENGTH)) : accept(value);
    });
  },
  normalise(value) {
    if (!URL.canParse(value)) return foldText(value);
    const { href, pathname, search, hash } = new URL(value);
    return pathname === '/' && search === '' && hash === '' ? href.replace(/\/$/u, '') : href;
  },
};
