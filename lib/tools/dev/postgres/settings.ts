/** Settings of the embedded PostgreSQL; given at each start, so that a new version of Careledger brings its own. */
export type PostgresSettings = Record<string, string>;

export const SETTINGS: PostgresSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A statement that fails, and the detail of its error, can hold a patient's data: neither is ever logged.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** For clusters that live as long as a test run: nothing has to survive a power cut. */
export const THROWAWAY: PostgresSettings = {
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
};
