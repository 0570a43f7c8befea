import type { DataFolder } from './data-folder.ts'

/** Given on the command line, so that no file in the cluster can say otherwise. */
const settings: Record<string, string> = {
  // Law 2: what was answered is on the disk.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '60',
  shared_buffers: '128MB',
  work_mem: '8MB',
  random_page_cost: '1.1',
  max_logical_replication_workers: '0',
  // The embedded build has no JIT provider.
  jit: 'off',
  timezone: 'UTC',
  // Twice what a transaction may live (15 s): only the forgotten ones are cut.
  idle_in_transaction_session_timeout: '30s',
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  // Law 7: statements, their parameters and the DETAIL of a violated constraint hold personal data. Errors go to
  // the client; the log keeps what happens to the server itself.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  // One file per weekday, each overwritten a week later.
  logging_collector: 'on',
  log_filename: 'postgres-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_file_mode: '0600',
}

export function composeArguments(folder: DataFolder, socketFolder: string): string[] {
  const all = {
    ...settings,
    log_directory: folder.log,
    unix_socket_directories: `"${socketFolder}"`,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', folder.cluster, ...flags]
}
