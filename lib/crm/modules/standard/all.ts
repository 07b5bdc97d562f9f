import { accounts } from './accounts';
import { calls } from './calls';
import { campaigns } from './campaigns';
import { cases } from './cases';
import { contacts } from './contacts';
import { deals } from './deals';
import { leads } from './leads';
import { meetings } from './meetings';
import type { ModuleSpec } from './module-spec';
import { products } from './products';
import { tasks } from './tasks';
import { vendors } from './vendors';

/**
 * The standard modules in the order of the navigation. Owner, Created_Time, Modified_Time, Created_By and Modified_By
 * are columns of every record and stand in no list of fields.
 */
export const STANDARD_MODULES: readonly ModuleSpec[] = [
  leads,
  contacts,
  accounts,
  deals,
  tasks,
  meetings,
  calls,
  cases,
  products,
  campaigns,
  vendors,
];
