export * from './create-http-app.js';
export * from './gateway.module.js';
export * from './serve.js';
