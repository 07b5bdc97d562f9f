import { expect, test } from 'vitest';
import { nodeRemark } from './node-support.mjs';

const at = (day: string) => new Date(`${day}T12:00:00Z`);

test('a Node that gets no security updates any more is named at the start, from the day after the last', () => {
  expect(nodeRemark('20.20.2', at('2026-04-30'))).toBeNull();
  expect(nodeRemark('20.20.2', at('2026-05-01'))).toEqual({
    line: 'Node 20.20.2 has had no security updates since 2026-04-30. Install Node 24 (see .nvmrc).',
    refused: false,
  });
  expect(nodeRemark('23.1.0', at('2026-11-29'))?.refused).toBe(false);
});

test.each(['22.12.0', '24.0.0', '26.1.0'])('Node %s is supported, and nothing is said', (version) => {
  expect(nodeRemark(version, at('2026-11-29'))).toBeNull();
});

test.each(['18.20.0', '20.11.1'])('Node %s is refused in one line', (version) => {
  expect(nodeRemark(version, at('2026-11-29'))).toMatchObject({
    refused: true,
    line: expect.stringMatching(/^Careledger needs Node 20\.12 or newer; this is /),
  });
});
