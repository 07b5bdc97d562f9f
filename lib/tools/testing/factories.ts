/** What a database test starts from: its own database, and in it an org with the three people of product.md §1. */
import './database';

export { commandLine, contextOf, insertUser, makeOrg, type TestOrg } from './make-org';
