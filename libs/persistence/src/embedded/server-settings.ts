/**
 * Settings of the embedded server, given on its command line so that they also hold for clusters of older releases.
 * Durability is spelled out because it is a promise: a committed message survives kill -9 and a power cut.
 */
const SETTINGS: Record<string, string> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  listen_addresses: '127.0.0.1',
  // A socket's path may have about 100 characters, and data folders lie deeper than that.
  unix_socket_directories: '',
  // The whole platform is to stay below 512 MB.
  shared_buffers: '64MB',
  max_connections: '60',
  maintenance_work_mem: '32MB',
  max_wal_size: '256MB',
  io_method: 'sync',
  autovacuum_max_workers: '2',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  max_logical_replication_workers: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

/** Command line of the `postgres` program. */
export function serverArguments(cluster: string, port: number): string[] {
  const settings = Object.entries({ ...SETTINGS, port: String(port) });
  return ['-D', cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
