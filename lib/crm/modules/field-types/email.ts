import { readLine } from './text-input';
import { textType } from './text-type';
import { accept, type FieldType, refuse, whenGiven } from './type';

const MAX_LENGTH = 254;
const LOCAL_PART = /^[^\s@"(),:;<>[\]\\\p{Cc}]{1,64}$/u;
const DOMAIN =
  /^(?=.{1,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}\p{M}-]{2,63}$/u;

export const email: FieldType<string> = {
  ...textType,
  key: 'email',
  label: 'Email',
  contact: 'email',
  tells: 'same',
  cell: 'word',
  zohoLength: () => 100,
  zohoDataType: 'email',
  markable: true,
  sealable: true,
  uniqueable: true,
  sortable: true,
  parse(input) {
    return whenGiven(readLine(input, MAX_LENGTH), (line) => {
      const at = line.lastIndexOf('@');
      const good = LOCAL_PART.test(line.slice(0, Math.max(at, 0))) && DOMAIN.test(line.slice(at + 1));
      return good ? accept(line) : refuse('Enter an email address such as name@example.com.');
    });
  },
};
