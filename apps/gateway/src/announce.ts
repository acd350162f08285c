import type { DemoCredentials } from '#libs/identity';

/** Tells the person at the terminal where everything is. Not a log line: it goes to stdout as it is. */
export function announce(origin: string, demo: DemoCredentials | null): void {
  const lines = [
    '',
    `  Switchboard is listening on ${origin}`,
    '',
    `  API documentation   ${origin}/api/docs`,
    `  OpenAPI             ${origin}/api/openapi.json`,
    `  Health              ${origin}/health`,
    `  Metrics             ${origin}/metrics`,
    ...(demo ? demoLines(origin, demo) : []),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const demoLines = (origin: string, demo: DemoCredentials): string[] => [
  '',
  `  Demo tenant         ${demo.tenant}`,
  `  API key             ${demo.api_key}`,
  `  Staff sign-in       ${demo.staff_email} / ${demo.staff_password}`,
  '',
  '  Try it:',
  `    curl -s ${origin}/api/v1/chat -H 'X-API-Key: ${demo.api_key}' -H 'Content-Type: application/json' \\`,
  `      -d '{"session_id": "s1", "message": "How do I reset my password?", "user_id": "u1"}'`,
];
