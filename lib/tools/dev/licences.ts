/** `npm run licences`: the licence of every package in package-lock.json; exit code 1 where one may not be shipped. */
import { licencesOf, notAllowed, readLock } from './licence-list';
import { sayError } from './say';

try {
  const lock = readLock();
  for (const [licence, names] of licencesOf(lock)) console.log(`${licence} (${names.length}): ${names.join(', ')}`);
  const refused = notAllowed(lock);
  for (const { name, licence } of refused) console.error(`${name} has a licence that is not on our list: ${licence}`);
  process.exit(refused.length > 0 ? 1 : 0);
} catch (error) {
  sayError(error);
  process.exit(1);
}
