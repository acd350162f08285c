import { runApp } from '#libs/runtime';

await runApp('router-agent', () => import('./start.js'));
