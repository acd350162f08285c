import { runApp } from '#libs/runtime';

await runApp('worker', () => import('./start.js'));
