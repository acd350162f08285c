export * from './connection.js';
export * from './cursor.js';
export * from './database.js';
export * from './migrate.js';
export * from './persistence.module.js';
export * from './transaction.js';
