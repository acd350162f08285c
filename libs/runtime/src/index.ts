export * from './run-app.js';
export * from './start-consumer-app.js';
