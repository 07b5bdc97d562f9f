import type postgres from 'postgres';

/**
 * Whether the right to reveal, which the profile grants, rests until a second person has confirmed the account
 * (`Context.waits`): over `u` of users and `p`, their profile.
 */
export const revealRests = (sql: postgres.Sql | postgres.TransactionSql) =>
  sql`u.phi_suspended and p.rights -> 'org' ? 'revealPhi'`;
