import { runApp } from '#libs/runtime';

await runApp('technical-agent', () => import('./start.js'));
