import { runApp } from '#libs/runtime';

await runApp('all-in-one', () => import('./start.js'));
