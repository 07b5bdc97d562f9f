import { expect, test } from 'vitest';
import { findHeader } from './find-header';

const headerOf = (text: string): number =>
  findHeader(text.split('\n').map((line, n) => ({ row: n + 1, cells: line.split(',') })));

const BODY = 'A,1,2\nB,3,4\nC,5,6\nD,7,8\nE,9,10';

test.each([
  ['lines of one cell', `Report\nMade in May\nName,In,Out\n${BODY}`, 2],
  ['lines of a word and its value', `Clinic,North\nFrom,May\nTo,June\nName,In,Out\n${BODY}`, 3],
  ['lines above a table of two columns', 'Report\nMade in May\nName,City\nA,Bern\nB,Rome\nC,Nice', 2],
  ['lines of which one is nearly as wide', `Report\nFrom,May\nName,In,Out\n${BODY}`, 2],
])('the header is found below a title block of two or more lines: %s', (_, text, at) => {
  expect(headerOf(text)).toBe(at);
});

test.each([
  ['the first line is one cell short', `Name,In\n${BODY}`],
  ['a row below is as narrow', `Name,In\nA,1\n${BODY}\nF,11`],
  ['the first full row holds values', 'Name,Day\nA,B\nC,1980-01-02,x\nD,1981-01-02,y\nE,1982-01-02,z'],
  ['the first full row names nothing apart', 'Name,Kind\nA,B\nC,C,x\nD,E,y\nF,G,z'],
  ['columns are named in the first row', `Name,In,Out\n${BODY}`],
])('the first row stays the header where %s', (_, text) => {
  expect(headerOf(text)).toBe(0);
});
