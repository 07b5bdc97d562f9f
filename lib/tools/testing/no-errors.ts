/** No test may print an error. Runs before each test file. */
import { afterEach, beforeEach, expect, vi } from 'vitest';

const printedError = vi.spyOn(console, 'error');

/** Tests that run side by side share what is printed: an error fails each of them. */
let running = 0;

beforeEach(() => {
  if (running === 0) printedError.mockClear();
  running += 1;
});

afterEach(() => {
  running -= 1;
  expect(printedError.mock.calls, 'console.error was called').toEqual([]);
});
