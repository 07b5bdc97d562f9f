/** Builds the app if its sources have changed: a step of `npm test`. */
import { build, isBuilt } from './build';
import { sayError } from './say';

try {
  if (!isBuilt()) await build(() => {});
} catch (error) {
  sayError(error);
  process.exit(1);
}
