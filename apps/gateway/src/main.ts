import { runApp } from '#libs/runtime';

await runApp('gateway', () => import('./start.js'));
